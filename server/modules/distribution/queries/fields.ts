import { sql } from 'kysely'
import type { Actor } from '../../../core/actor.ts'
import type { Db } from '../../../core/db.ts'
import { type Field, type FieldOption, familyOf, IDS, isCustom } from '../../../core/fields.ts'
import { OPERATORS } from '../../../core/filter.ts'
import { fieldsFor } from '../../fields/queries.ts'

const CHANNELS: FieldOption[] = [
  { key: 'form', label: { pl: 'formularz', en: 'form' } },
  { key: 'phone', label: { pl: 'telefon', en: 'telephone' } },
  { key: 'mail', label: { pl: 'list', en: 'letter' } },
  { key: 'messenger', label: { pl: 'wiadomość', en: 'message' } },
  { key: 'api', label: { pl: 'integracja', en: 'integration' } },
  { key: 'manual', label: { pl: 'wpisane ręcznie', en: 'typed in' } },
]

const SHIPPED = ['title', 'personName', 'companyName', 'email', 'phone', 'nip', 'product', 'amount', 'message']

/** What a rule can ask of a request: fields of the lead, and what is read out of it. */
export async function distributionFields(db: Db, actor: Actor): Promise<Field[]> {
  const { rows } = await sql<{ kind: 'form' | 'department' | 'person'; id: string; name: string }>`
    select 'form' as kind, id, name from forms where archived_at is null
    union all select 'department', id, name from departments where archived_at is null
    union all select 'person', id, name from employees where active order by name`.execute(db)
  const options = (kind: string): FieldOption[] =>
    rows.filter((row) => row.kind === kind).map(({ id, name }) => ({ key: id, label: { pl: name, en: name } }))
  const known = await fieldsFor(db, actor, 'lead')
  const choice = (key: string, label: { pl: string; en: string }, of: FieldOption[]): Field => ({
    ...{ key, label, column: null, type: 'choice', options: of },
  })
  return [
    choice('source', { pl: 'Kanał', en: 'Channel' }, CHANNELS),
    choice('formId', { pl: 'Formularz', en: 'Form' }, options('form')),
    { key: 'words', column: null, type: 'text', label: { pl: 'Słowa w treści', en: 'Words in the text' } },
    ...SHIPPED.flatMap((key) => known.find((field) => field.key === key) ?? []),
    { key: 'postalCode', column: null, type: 'text', label: { pl: 'Kod pocztowy', en: 'Postal code' } },
    choice('customerOwnerId', { pl: 'Opiekun klienta', en: 'Owner of the customer' }, options('person')),
    choice('departmentId', { pl: 'Dział', en: 'Department' }, options('department')),
    { key: 'pageUrl', column: null, type: 'text', label: { pl: 'Strona formularza', en: 'Page of the form' } },
    ...known.filter((field) => isCustom(field) && !IDS.has(field.type) && !isOfTime(field)),
  ]
}

const isOfTime = (field: Field): boolean => ['date', 'moment'].includes(familyOf(field))

/** As the editor of conditions wants them. */
export async function fieldsToAsk(db: Db, actor: Actor) {
  return (await distributionFields(db, actor)).map((field) => ({
    kind: 'lead',
    key: field.key,
    type: field.type,
    target: null,
    label: field.label,
    options: field.options ?? [],
    custom: isCustom(field),
    required: false,
    editable: false,
    sortable: false,
    operators: [...OPERATORS[familyOf(field)]],
  }))
}
