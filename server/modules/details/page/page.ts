import type { Locale } from '../../../../pure/texts/format.ts'
import { type CustomerPage, customerPage } from '../../../core/customer-page.ts'
import { attributes, html, type Markup } from '../../../core/html.ts'
import { say } from '../../../core/problems.ts'
import { DETAILS, type Detail, LONGEST, type Typed } from '../rules.ts'

const KINDS: Partial<Record<Detail, Record<string, string>>> = {
  companyName: { autocomplete: 'organization' },
  nip: { inputmode: 'numeric' },
  person: { autocomplete: 'name' },
  email: { type: 'email', autocomplete: 'email' },
  phone: { type: 'tel', autocomplete: 'tel' },
}

export interface FormShown {
  token: string
  locale: Locale
  company: string
  until: string
  /** Whether companies can be looked up by their NIP. */
  looksUp: boolean
  typed: Typed
  wrong: Partial<Record<Detail, string>>
  /** What came of looking it up. */
  found?: 'filled' | 'not_found' | 'no_answer' | undefined
}

/** The page on which a customer fills in his own details. */
export function detailsPage(shown: FormShown): CustomerPage {
  const { locale, token, company, wrong, found } = shown
  const words = (code: string, params: Record<string, unknown> = {}) => say(locale, `details.page.${code}`, params)
  const other: Locale = locale === 'pl' ? 'en' : 'pl'
  const inside = html`<p class="house">${company}</p>
<h1>${words('title')}</h1>
<p class="quiet">${words('about', { company, until: shown.until })}</p>
${Object.keys(wrong).length > 0 ? html`<p class="wrong" role="alert">${words('wrong')}</p>` : null}
${found ? html`<p class="${found === 'filled' ? 'done' : 'wrong'}" role="status">${words(`look_up.${found}`)}</p>` : null}
<section><form method="post" action="/k/${token}?lang=${locale}" novalidate>
${DETAILS.map((key) => field(key, shown, words))}
<button type="submit" name="do" value="send">${words('send')}</button>
</form></section>
<p class="other"><a href="/k/${token}?lang=${other}" lang="${other}" hreflang="${other}">${other === 'pl' ? 'Polski' : 'English'}</a></p>`
  return customerPage(locale, `${words('title')} – ${company}`, inside)
}

function field(key: Detail, { locale, typed, wrong, looksUp }: FormShown, words: (code: string) => string): Markup {
  const code = wrong[key]
  const about = key === 'nip' || key === 'bankAccount' || key === 'person' ? words(`about.${key}`) : null
  const described = [code ? `${key}-wrong` : '', about ? `${key}-about` : ''].filter(Boolean).join(' ')
  const shared = {
    id: key,
    name: key,
    maxlength: LONGEST[key],
    'aria-invalid': code ? 'true' : null,
    'aria-describedby': described || null,
    required: key === 'address',
  }
  const input =
    key === 'address'
      ? html`<textarea rows="3" autocomplete="street-address"${attributes(shared)}>${typed[key]}</textarea>`
      : html`<input${attributes({ type: 'text', ...KINDS[key], ...shared, value: typed[key] })}>`
  const looking =
    key === 'nip' && looksUp
      ? html`<div class="beside">${input}<button class="plain" type="submit" name="do" value="look_up">${words('look_up')}</button></div>`
      : input
  return html`<div class="field"><label for="${key}">${words(`field.${key}`)}</label>${looking}
${about ? html`<p class="about" id="${key}-about">${about}</p>` : null}
${code ? html`<p class="wrong" id="${key}-wrong">${say(locale, `error.${code}`, { max: LONGEST[key] })}</p>` : null}</div>`
}

/** A page of one sentence: thanks, or that the link opens nothing. */
export const plainPage = (locale: Locale, code: 'thanks' | 'already' | 'gone', company: string): CustomerPage =>
  customerPage(
    locale,
    company,
    html`<p class="house">${company}</p><h1>${say(locale, `details.page.${code}`)}</h1>
<p class="quiet">${say(locale, `details.page.${code}_help`, { company })}</p>`,
  )
