import type { Locale } from '../../../pure/texts/format.ts'
import type { Cx } from '../../core/write.ts'
import { createForm } from './commands/create-form.ts'
import { type CreateForm, createForm as createSchema } from './schema.ts'

/** The contact form every company starts with: short enough to be filled in, with what sales needs to call back. */
export function defaultForm(locale: Locale, departmentId: string | null): CreateForm {
  return createSchema.parse({
    key: locale === 'pl' ? 'kontakt' : 'contact',
    name: locale === 'pl' ? 'Formularz kontaktowy' : 'Contact form',
    departmentId,
    definition: {
      heading: { pl: 'Napisz do nas', en: 'Write to us' },
      fields: [
        {
          key: 'name',
          type: 'text',
          label: { pl: 'Imię i nazwisko', en: 'Your name' },
          required: true,
          mapsTo: 'person_name',
        },
        { key: 'company', type: 'text', label: { pl: 'Firma', en: 'Company' }, mapsTo: 'company_name' },
        { key: 'email', type: 'email', label: { pl: 'E-mail', en: 'E-mail' }, required: true, mapsTo: 'email' },
        { key: 'phone', type: 'phone', label: { pl: 'Telefon', en: 'Telephone' }, mapsTo: 'phone' },
        {
          key: 'product',
          type: 'text',
          label: { pl: 'Czego dotyczy zapytanie', en: 'What it is about' },
          mapsTo: 'product',
        },
        {
          key: 'message',
          type: 'long_text',
          label: { pl: 'Wiadomość', en: 'Message' },
          required: true,
          maxLength: 5000,
          mapsTo: 'message',
        },
      ],
      consents: [
        {
          key: 'privacy',
          required: true,
          text: {
            pl: 'Zgadzam się na przetwarzanie moich danych w celu odpowiedzi na tę wiadomość.',
            en: 'I agree to the processing of my details in order to answer this message.',
          },
        },
      ],
      title: '{product}, {company_name}',
      source: 'form',
      language: 'auto',
      // Off, so that the page works without JavaScript from the first day; the trap and the rate limit stand guard.
      proofOfWork: false,
    },
  })
}

/** Makes the default form; called once, at set-up. */
export function createDefaultForm(
  cx: Cx,
  { departmentId, locale }: { departmentId: string | null; locale: Locale },
): Promise<string> {
  return createForm(cx, defaultForm(locale, departmentId))
}
