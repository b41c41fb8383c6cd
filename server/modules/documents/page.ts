import type { Locale } from '../../../pure/texts/format.ts'
import { type CustomerPage, customerPage } from '../../core/customer-page.ts'
import { html } from '../../core/html.ts'

/** What a customer sees of a document before opening it. */
export const linkPage = (page: {
  locale: Locale
  title: string
  heading: string
  from?: string
  until?: string
  open?: { words: string; address: string }
}): CustomerPage =>
  customerPage(
    page.locale,
    page.title,
    html`<h1>${page.heading}</h1>
${page.from && html`<p>${page.from}</p>`}
${page.open && html`<p><a class="open" href="${page.open.address}">${page.open.words}</a></p>`}
${page.until && html`<p class="quiet">${page.until}</p>`}`,
  )
