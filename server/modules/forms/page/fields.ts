import type { Locale } from '../../../../pure/texts/format.ts'
import { attributes, html, type Markup } from '../../../core/html.ts'
import { say } from '../../../core/problems.ts'
import type { RawAnswer } from '../rules/read-answers.ts'
import { type FormField, inLanguage } from '../schema.ts'

export interface FieldView {
  locale: Locale
  value: RawAnswer | undefined
  error: string | null
}

/** One question: its label, its input, its help and what is wrong with it. */
export function fieldMarkup(field: FormField, view: FieldView): Markup {
  const { locale, error } = view
  const id = `f-${field.key}`
  if (field.type === 'hidden') {
    return html`<input${attributes({ type: 'hidden', name: field.key, value: textOf(view.value ?? field.value) })}>`
  }
  const help = inLanguage(field.help, locale)
  const about = {
    'aria-describedby': [help && `${id}-help`, `${id}-error`].filter(Boolean).join(' '),
    'aria-invalid': error ? 'true' : undefined,
  }
  const label = html`${inLanguage(field.label, locale)}${field.required && html` <span class="tok-star" aria-hidden="true">*</span>`}`
  const below = html`${help && html`<p class="tok-help" id="${id}-help">${help}</p>`}<p class="tok-error" id="${id}-error"${attributes({ hidden: !error })}>${error}</p>`
  const group = (inside: Markup) => html`<div class="tok-field" data-field="answers.${field.key}">${inside}</div>`
  switch (field.type) {
    case 'checkbox': {
      const checked = view.value === true || (typeof view.value === 'string' && view.value !== '')
      const box = { type: 'checkbox', id, name: field.key, value: 'true', checked, required: field.required, ...about }
      return group(
        html`<div class="tok-check"><input${attributes(box)}><label for="${id}">${label}</label></div>${below}`,
      )
    }
    case 'multi_select':
      return group(
        html`<fieldset${attributes({ id, tabindex: -1, ...about })}><legend>${label}</legend>${choices(field, view)}</fieldset>${below}`,
      )
    case 'select':
      return group(
        html`<label for="${id}">${label}</label><select${attributes({ id, name: field.key, required: field.required, ...about })}>${options(field, view)}</select>${below}`,
      )
    case 'long_text': {
      const area = { id, name: field.key, rows: 5, maxlength: field.maxLength ?? 10_000, required: field.required }
      const placeholder = inLanguage(field.placeholder, locale) || undefined
      // HTML drops a line break right after the tag: this one is for it, the person's own stay.
      return group(html`<label for="${id}">${label}</label><textarea${attributes({ ...area, placeholder, ...about })}>
${textOf(view.value)}</textarea>${below}`)
    }
    default:
      return group(
        html`<label for="${id}">${label}</label><input${attributes({ id, name: field.key, ...inputOf(field, locale), value: textOf(view.value), ...about })}>${below}`,
      )
  }
}

const textOf = (value: RawAnswer | undefined): string =>
  value === null || value === undefined || typeof value === 'boolean' || Array.isArray(value) ? '' : String(value)

function inputOf(field: FormField, locale: Locale) {
  const kinds: Partial<Record<FormField['type'], Record<string, string | number>>> = {
    email: { type: 'email', inputmode: 'email', autocomplete: 'email', maxlength: 254 },
    phone: { type: 'tel', autocomplete: 'tel', maxlength: 60 },
    // Not type=number: it refuses the Polish comma in many browsers and changes its value on a turn of the wheel.
    number: { type: 'text', inputmode: 'decimal', maxlength: 40 },
    amount: { type: 'text', inputmode: 'decimal', maxlength: 40 },
    nip: { type: 'text', inputmode: 'numeric', maxlength: 20 },
    date: { type: 'date' },
  }
  const names: Record<string, string> = { person_name: 'name', company_name: 'organization' }
  return {
    ...(kinds[field.type] ?? { type: 'text', maxlength: field.maxLength ?? 200 }),
    ...(field.mapsTo && names[field.mapsTo] ? { autocomplete: names[field.mapsTo] } : {}),
    placeholder: inLanguage(field.placeholder, locale) || undefined,
    required: field.required,
  }
}

function choices(field: FormField, { locale, value }: FieldView): Markup[] {
  const chosen = Array.isArray(value) ? value : [textOf(value)]
  return (field.options ?? []).map((option, at) => {
    const box = { type: 'checkbox', id: `f-${field.key}-${at}`, name: field.key, value: option.value }
    return html`<div class="tok-check"><input${attributes({ ...box, checked: chosen.includes(option.value) })}><label for="${box.id}">${inLanguage(option.label, locale)}</label></div>`
  })
}

function options(field: FormField, { locale, value }: FieldView): Markup {
  const chosen = textOf(value)
  return html`<option value="">${inLanguage(field.placeholder, locale) || say(locale, 'form.page.choose')}</option>${(
    field.options ?? []
  ).map(
    (option) =>
      html`<option${attributes({ value: option.value, selected: option.value === chosen })}>${inLanguage(option.label, locale)}</option>`,
  )}`
}
