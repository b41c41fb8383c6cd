import { solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/sha'
import type { Cx } from '../../core/write.ts'
import { createForm } from './commands/create-form.ts'
import { type Form, getForm } from './queries.ts'
import { createForm as createSchema } from './schema.ts'

/** A form with a question of most kinds, for tests and seeds; `definition` overrides parts of it. */
export async function makeForm(
  cx: Cx,
  options: { departmentId?: string | null; active?: boolean; key?: string; definition?: Record<string, unknown> } = {},
): Promise<Form> {
  const { definition, ...rest } = options
  const input = createSchema.parse({
    name: 'Zapytanie',
    ...rest,
    definition: {
      fields: [
        {
          key: 'name',
          type: 'text',
          label: { pl: 'Imię i nazwisko', en: 'Name' },
          required: true,
          mapsTo: 'person_name',
        },
        { key: 'company', type: 'text', label: { pl: 'Firma' }, mapsTo: 'company_name' },
        { key: 'email', type: 'email', label: { pl: 'E-mail' }, mapsTo: 'email' },
        { key: 'phone', type: 'phone', label: { pl: 'Telefon' }, mapsTo: 'phone' },
        { key: 'nip', type: 'nip', label: { pl: 'NIP' }, mapsTo: 'nip' },
        { key: 'budget', type: 'amount', label: { pl: 'Budżet' }, mapsTo: 'amount' },
        {
          key: 'product',
          type: 'select',
          label: { pl: 'Produkt' },
          options: [
            { value: 'pump', label: { pl: 'Pompa', en: 'Pump' } },
            { value: 'tank', label: { pl: 'Zbiornik', en: 'Tank' } },
          ],
          mapsTo: 'product',
        },
        { key: 'message', type: 'long_text', label: { pl: 'Wiadomość' }, mapsTo: 'message' },
        { key: 'note', type: 'text', label: { pl: 'Uwagi' } },
      ],
      proofOfWork: false,
      ...definition,
    },
  })
  return getForm(cx.db, cx.actor, await createForm(cx, input))
}

/** Solves a challenge as a browser does. */
export async function solved(challenge: { parameters: Record<string, unknown>; signature: string }): Promise<string> {
  const solution = await solveChallenge({ challenge: challenge as never, deriveKey })
  return Buffer.from(JSON.stringify({ challenge, solution })).toString('base64')
}
