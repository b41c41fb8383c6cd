import type { Cx } from '../../../server/core/write.ts'
import { createForm } from '../../../server/modules/forms/commands/create-form.ts'
import { firstDefinition } from '../../../server/modules/forms/commands/first-definition.ts'
import { createForm as formSchema } from '../../../server/modules/forms/schema.ts'
import { defaultForm } from '../../../server/modules/forms/shipped.ts'

export const CONTACT_FORM = 'kontakt'
export const QUOTE_FORM = 'wycena'
const PURCHASE_FORM = 'prosba-o-zakup'

/**
 * The two forms of the company's web site: the shipped one under its own name, and one for quotes; and the form by which its
 * people ask for what they need.
 */
export async function createDemoForms(cx: Cx, sales: string): Promise<void> {
  const shipped = defaultForm('pl', sales)
  await createForm(cx, {
    ...shipped,
    key: CONTACT_FORM,
    name: 'Zapytanie ze strony',
    definition: { ...shipped.definition, title: '{product}' },
  })
  await createForm(
    cx,
    formSchema.parse({
      key: QUOTE_FORM,
      name: 'Wycena okien i drzwi',
      departmentId: sales,
      definition: {
        heading: { pl: 'Poproś o wycenę', en: 'Ask for a quote' },
        intro: { pl: 'Odpowiadamy w ciągu jednego dnia roboczego.', en: 'We answer within one working day.' },
        fields: [
          {
            key: 'what',
            type: 'text',
            label: { pl: 'Czego dotyczy wycena', en: 'What it is about' },
            required: true,
            mapsTo: 'title',
          },
          {
            key: 'product',
            type: 'select',
            label: { pl: 'Produkt', en: 'Product' },
            options: [
              { value: 'okna', label: { pl: 'Okna', en: 'Windows' } },
              { value: 'drzwi', label: { pl: 'Drzwi', en: 'Doors' } },
              { value: 'fasady', label: { pl: 'Fasady szklane', en: 'Glass façades' } },
              { value: 'bramy', label: { pl: 'Bramy', en: 'Gates' } },
              { value: 'inne', label: { pl: 'Co innego', en: 'Something else' } },
            ],
            mapsTo: 'product',
          },
          {
            key: 'budget',
            type: 'amount',
            label: { pl: 'Szacowany budżet', en: 'Estimated budget' },
            mapsTo: 'amount',
          },
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
            key: 'message',
            type: 'long_text',
            label: { pl: 'Opis', en: 'Description' },
            maxLength: 5000,
            mapsTo: 'message',
          },
        ],
        consents: [
          {
            key: 'privacy',
            required: true,
            text: {
              pl: 'Zgadzam się na przetwarzanie moich danych w celu przygotowania wyceny.',
              en: 'I agree to the processing of my details in order to prepare the quote.',
            },
          },
          {
            key: 'newsletter',
            required: false,
            text: {
              pl: 'Chcę dostawać wiadomości o rabatach.',
              en: 'I want to receive news of discounts.',
            },
          },
        ],
        proofOfWork: false,
      },
    }),
  )
  const asked = { kind: 'purchase', public: false } as const
  const definition = await firstDefinition(cx, asked, 'pl')
  const heading = { pl: 'Czego potrzebujesz?', en: 'What do you need?' }
  const help = { pl: 'Cena brutto, choćby w przybliżeniu.', en: 'With VAT, a guess will do.' }
  await createForm(
    cx,
    formSchema.parse({
      ...{ ...asked, key: PURCHASE_FORM, name: 'Prośba o zakup' },
      definition: {
        ...{ ...definition, heading },
        fields: definition.fields
          .filter(({ mapsTo }) => mapsTo !== 'custom.due_on')
          .map((field) => (field.mapsTo === 'custom.amount' ? { ...field, help } : field)),
      },
    }),
  )
}
