import type { Locale } from '../../../../pure/texts/format.ts'
import type { FieldError } from '../../../core/errors.ts'
import { attributes, html, linked, type Markup } from '../../../core/html.ts'
import { say } from '../../../core/problems.ts'
import type { RawAnswer } from '../rules/read-answers.ts'
import { type Definition, inLanguage } from '../schema.ts'
import { fieldMarkup } from './fields.ts'

export interface FormView {
  key: string
  definition: Definition
  locale: Locale
  /** Where Tok answers; empty on its own page. */
  base: string
  /** What was typed, as it was typed. */
  values?: Record<string, RawAnswer>
  consents?: Record<string, number>
  errors?: FieldError[]
  /** What is wrong with the whole. */
  problem?: string | null
  utm?: Record<string, string>
  pageUrl?: string
  referrer?: string
}

/**
 * The form itself, the same on its own page, inside another web site and in the preview: one rendering, so that none
 * can differ from the others.
 */
export function formMarkup(view: FormView): Markup {
  const { definition, locale, errors = [] } = view
  const { look } = definition
  const wrong = (path: string): string | null => {
    const error = errors.find((one) => one.path === path)
    return error ? say(locale, `error.${error.code}`, error.params) : null
  }
  const form = {
    class: 'tok-form',
    method: 'post',
    action: `${view.base}/api/public/forms/${view.key}/submissions`,
    'accept-charset': 'utf-8',
    'data-proof': definition.proofOfWork,
    'data-sending': say(locale, 'form.page.sending'),
    'data-again': say(locale, 'form.page.again'),
    'data-failed': say(locale, 'form.page.failed'),
    'data-look-at': say(locale, 'form.page.look_at'),
  }
  const required = definition.fields.some((field) => field.required) || definition.consents.some((one) => one.required)
  const wrapper = { class: 'tok', lang: locale, 'data-theme': look.theme, 'data-font': look.font }
  const intro = inLanguage(definition.intro, locale)
  return html`<div${attributes(wrapper)}>${intro && html`<p class="tok-intro">${linked(intro)}</p>`}<form${attributes(form)}>${required && html`<p class="tok-note">${say(locale, 'form.page.required')}</p>`}<div class="tok-problem" role="alert" tabindex="-1"${attributes({ hidden: !view.problem })}>${view.problem}</div>${definition.fields.map(
    (field) =>
      fieldMarkup(field, {
        locale,
        value: view.values && Object.hasOwn(view.values, field.key) ? view.values[field.key] : undefined,
        error: wrong(`answers.${field.key}`),
      }),
  )}${definition.consents.map((consent) => {
    const id = `f-consent-${consent.key}`
    const error = wrong(`consents.${consent.key}`)
    const box = {
      type: 'checkbox',
      id,
      name: `consent.${consent.key}`,
      value: consent.version,
      required: consent.required,
      checked: view.consents !== undefined && Object.hasOwn(view.consents, consent.key),
      'aria-describedby': `${id}-error`,
      'aria-invalid': error ? 'true' : undefined,
    }
    return html`<div class="tok-field" data-field="consents.${consent.key}"><div class="tok-check"><input${attributes(box)}><label for="${id}">${linked(inLanguage(consent.text, locale))}${consent.required && html` <span class="tok-star" aria-hidden="true">*</span>`}</label></div><p class="tok-error" id="${id}-error"${attributes({ hidden: !error })}>${error}</p></div>`
  })}<div class="tok-off" aria-hidden="true"><label>${say(locale, 'form.page.leave_empty')} <input name="extra_subject" tabindex="-1" autocomplete="off"></label></div><input type="hidden" name="_language" value="${locale}">${view.pageUrl && html`<input type="hidden" name="_page" value="${view.pageUrl}">`}${view.referrer && html`<input type="hidden" name="_referrer" value="${view.referrer}">`}${Object.entries(view.utm ?? {}).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}<button class="tok-send" type="submit">${inLanguage(look.button, locale) || say(locale, 'form.page.send')}</button><p class="tok-status" role="status"></p></form></div>`
}

/** The colours and corners of one form, as CSS. */
export function lookCss({ look }: Definition): string {
  return `.tok{--tok-accent:${look.accent};--tok-on-accent:${inkOn(look.accent)};--tok-radius:${look.radius}px;--tok-size:${TEXT_PX[look.size ?? 'normal']}px}`
}

/** Inputs stay at 16 px and above on phones, where smaller ones make the page jump. */
const TEXT_PX = { small: 15, normal: 16, large: 18 }

/** White or almost black, whichever reads better on the colour (WCAG 2.2 contrast); one of them always passes AA. */
function inkOn(colour: string): string {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  const light = 0.2126 * red + 0.7152 * green + 0.0722 * blue
  return 1.05 / (light + 0.05) >= (light + 0.05) / 0.06 ? '#ffffff' : '#10201d'
}

/** What is shown instead of the form once it has been sent. */
export function thankYouMarkup(definition: Definition, locale: Locale): Markup {
  const { look, thankYou } = definition
  const wrapper = { class: 'tok', lang: locale, 'data-theme': look.theme, 'data-font': look.font }
  return html`<div${attributes(wrapper)}><div class="tok-thanks" role="status"><h2>${inLanguage(thankYou.heading, locale)}</h2><p>${linked(inLanguage(thankYou.text, locale))}</p></div></div>`
}
