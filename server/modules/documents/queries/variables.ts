import { LIST_FIELDS } from '../../../../pure/documents/template.ts'
import type { Actor } from '../../../core/actor.ts'
import type { Db } from '../../../core/db.ts'
import { sayableFields } from '../../lists/queries/record-words.ts'
import type { Variable } from '../schema.ts'

type Labels = Record<string, readonly [pl: string, en: string]>

const OUR: Labels = {
  name: ['Nazwa naszej firmy', 'Name of our company'],
  nip: ['Nasz NIP', 'Our NIP'],
  address: ['Nasz adres', 'Our address'],
  email: ['Nasz e-mail', 'Our e-mail'],
  phone: ['Nasz telefon', 'Our telephone'],
  bank_account: ['Nasz rachunek', 'Our bank account'],
  representative: ['Kto nas reprezentuje', 'Who represents us'],
}
const AUTHOR: Labels = {
  name: ['Kto przygotował', 'Prepared by'],
  position: ['Stanowisko przygotowującego', 'Position of who prepared it'],
  email: ['E-mail przygotowującego', 'E-mail of who prepared it'],
  phone: ['Telefon przygotowującego', 'Telephone of who prepared it'],
}
const DOCUMENT: Labels = {
  number: ['Numer dokumentu', 'Number of the document'],
  date: ['Data dokumentu', 'Date of the document'],
  place: ['Miejsce', 'Place'],
  due: ['Termin', 'Deadline'],
  payment: ['Sposób płatności', 'Way of payment'],
  remarks: ['Uwagi', 'Remarks'],
}
const CUSTOMER: Labels = {
  name: ['Nazwa klienta', 'Name of the customer'],
  nip: ['NIP klienta', 'NIP of the customer'],
  address: ['Adres klienta', 'Address of the customer'],
  email: ['E-mail klienta', 'E-mail of the customer'],
  phone: ['Telefon klienta', 'Telephone of the customer'],
  person: ['Osoba po stronie klienta', 'Person at the customer'],
}
const SUMS: Labels = {
  net: ['Razem netto', 'Total net'],
  tax: ['Razem VAT', 'Total VAT'],
  gross: ['Razem brutto', 'Total gross'],
  gross_words: ['Razem brutto słownie', 'Total gross in words'],
}

/** What every document may name, whatever it is about. */
const GENERAL: Record<string, Labels> = { document: DOCUMENT, customer: CUSTOMER, our: OUR, author: AUTHOR }

/** Kinds whose fields stand beside those of the record itself. */
const BESIDE: Record<string, readonly string[]> = { deal: ['company', 'contact'], contact: ['company'] }
export const besideKinds = (section: string): readonly string[] => BESIDE[section] ?? []

const labelled = (group: string, labels: Labels): Variable[] =>
  Object.entries(labels).map(([key, [pl, en]]) => ({ key: `${group}.${key}`, label: { pl, en }, group }))

/** What a template about this kind of record may name, as far as its writer sees it. */
export async function variablesFor(db: Db, actor: Actor, section: string): Promise<Variable[]> {
  const fields = await Promise.all(
    [section, ...besideKinds(section)].map(async (kind) =>
      (await sayableFields(db, actor, kind)).map(({ key, label }) => ({ key: `${kind}.${key}`, label, group: kind })),
    ),
  )
  const general = Object.entries(GENERAL).flatMap(([group, labels]) => labelled(group, labels))
  return [...general, ...(section === 'deal' ? labelled('deal', SUMS) : []), ...fields.flat()]
}

export const listVariables = (): string[] =>
  Object.values(LIST_FIELDS).flatMap(({ as, keys }) => keys.map((key) => `${as}.${key}`))
