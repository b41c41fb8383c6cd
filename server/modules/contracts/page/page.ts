import { formatDateTime } from '../../../../pure/dates.ts'
import type { Locale } from '../../../../pure/texts/format.ts'
import { type CustomerPage, customerPage } from '../../../core/customer-page.ts'
import { attributes, html, type Markup } from '../../../core/html.ts'
import { say } from '../../../core/problems.ts'
import type { Offered } from '../queries/signatures.ts'

interface Shown {
  locale: Locale
  zone: string
  company: string
  token: string
  hash: string
  format: string
  until: string
  contract: Offered
  /** What was typed, where something is missing of it. */
  wrong?: { name: string; field: 'name' | 'agreed' }
}

/** What a customer is asked to agree to: the very version he can open here. It works without script. */
export function acceptancePage(shown: Shown): CustomerPage {
  const { locale, contract, wrong } = shown
  const words = (code: string, params: Record<string, unknown> = {}) => say(locale, `contract.page.${code}`, params)
  const moment = (at: Date) => formatDateTime(at.toISOString(), shown)
  const open = contract.status === 'sent'
  const state = contract.signedAt
    ? html`<p class="done" role="status">${words('accepted', { name: contract.signer ?? '', at: moment(contract.signedAt) })}</p>`
    : open
      ? form(shown, words, wrong)
      : html`<p class="quiet">${words('not_open')}</p>`
  return customerPage(
    locale,
    `${contract.title} – ${shown.company}`,
    html`<p class="quiet">${words('from', { company: shown.company })}</p>
<h1>${contract.title}</h1>
<p class="quiet">${contract.number}</p>
<p><a class="open" href="/d/${shown.token}/file">${words('open', { format: shown.format.toUpperCase() })}</a></p>
<p class="about">${words('hash')}<br>${shown.hash}</p>
${state}
<p class="quiet">${words('until', { until: shown.until })}</p>`,
  )
}

function form({ token }: Shown, words: (code: string) => string, wrong: Shown['wrong']): Markup {
  const faulty = (field: 'name' | 'agreed') =>
    attributes(wrong?.field === field ? { 'aria-invalid': 'true', 'aria-describedby': 'wrong', autofocus: true } : {})
  return html`<section><h2>${words('accept_title')}</h2>
${wrong && html`<p class="wrong" id="wrong" role="alert">${words(`missing.${wrong.field}`)}</p>`}
<form method="post" action="/u/${token}">
<div class="field"><label for="name">${words('name')}</label><input id="name" type="text" name="name" maxlength="200" autocomplete="name" required value="${wrong?.name ?? ''}"${faulty('name')}></div>
<div class="choices"><label><input type="checkbox" name="agreed" value="yes" required${faulty('agreed')}><span>${words('agree')}</span></label></div>
<p class="about">${words('evidence')}</p>
<button type="submit">${words('accept')}</button>
</form></section>`
}

/** What is shown where a link opens nothing (any more). */
export const gonePage = (locale: Locale, company: string): CustomerPage =>
  customerPage(locale, company, html`<h1>${say(locale, 'document.page.gone', { company })}</h1>`)
