import { sql } from 'kysely'
import { allow } from '../../../core/access.ts'
import { refuseStale } from '../../../core/edit.ts'
import { notFound, Refusal } from '../../../core/errors.ts'
import { type Change, changesBetween } from '../../../core/events.ts'
import type { Cx } from '../../../core/write.ts'
import { numberConsents } from '../rules/consents.ts'
import type { Consent, Definition, UpdateForm } from '../schema.ts'
import { checkTargets } from './check-targets.ts'
import { departmentMustExist, keepConsents } from './create-form.ts'

/**
 * Changes the parts of a form that were sent. Two people may change different parts at once; `expected` is the version
 * the sender saw, null overwrites.
 */
export async function updateForm(cx: Cx, id: string, input: UpdateForm, expected: number | null): Promise<void> {
  await allow(cx.db, cx.actor, 'form', 'update', id)
  const form = await formForUpdate(cx, id)
  if (form.archived) throw new Refusal('form.archived')
  if (input.departmentId !== undefined && input.departmentId !== form.departmentId) {
    // With the form goes what people wrote in it: nobody lets himself into that by taking the form to his department.
    await allow(cx.db, cx.actor, 'form', 'read_submissions', id)
    await departmentMustExist(cx, input.departmentId)
  }
  const { definition, fresh } = await merged(cx, form, input)
  const open = input.public ?? form.public
  await checkTargets(cx, { ...form, public: open, definition }, form)
  const before = flat(form)
  const after = flat({
    name: input.name ?? form.name,
    active: input.active ?? form.active,
    public: open,
    departmentId: input.departmentId === undefined ? form.departmentId : input.departmentId,
    definition,
  })
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  // A part taken out is missing afterwards, and that is a change, too.
  const changes = changesBetween(
    before,
    Object.fromEntries(fields.map((field) => [field, after[field] ?? null])),
    fields,
  )
  await refuseStale(
    cx.db,
    { kind: 'form', id },
    expected,
    form.version,
    changes.map(({ field }) => field),
  )
  if (changes.length === 0) return
  await sql`update forms set name = ${after.name}, active = ${after.active}, public = ${after.public}, department_id = ${after.departmentId},
      definition = ${JSON.stringify(definition)}::jsonb, version = version + 1, updated_at = ${cx.now}
    where id = ${id}`.execute(cx.db)
  await keepConsents(cx, id, fresh)
  recordChanges(cx, { ...form, name: String(after.name) }, changes)
}

function recordChanges(cx: Cx, form: FormRow, changes: Change[]): void {
  const about = {
    subject: { kind: 'form', id: form.id },
    payload: { name: form.name, key: form.key, version: form.version + 1 },
  }
  const switched = changes.find(({ field }) => field === 'active')
  const others = changes.filter(({ field }) => field !== 'active')
  if (others.length > 0) cx.record('form.updated', { ...about, changes: others })
  if (switched) cx.record(switched.to ? 'form.switched_on' : 'form.switched_off', { ...about, changes: [switched] })
}

async function merged(cx: Cx, form: FormRow, input: UpdateForm): Promise<{ definition: Definition; fresh: Consent[] }> {
  if (!input.definition) return { definition: form.definition, fresh: [] }
  const { consents: wanted, ...parts } = input.definition
  const all = { ...form.definition, ...parts }
  const definition = Object.fromEntries(
    Object.entries(all).filter(([, part]) => part !== null && part !== undefined),
  ) as unknown as Definition
  if (!wanted) return { definition, fresh: [] }
  const { rows } = await sql<Consent>`select distinct on (key) key, version, text, required from form_consents
    where form_id = ${form.id} order by key, version desc`.execute(cx.db)
  const { consents, fresh } = numberConsents(wanted, new Map(rows.map((row) => [row.key, row])))
  return { definition: { ...definition, consents }, fresh }
}

interface FormRow {
  id: string
  key: string
  name: string
  kind: string
  active: boolean
  public: boolean
  departmentId: string | null
  definition: Definition
  version: number
  archived: boolean
}

/** Locks a form's row for the rest of the transaction. */
export async function formForUpdate(cx: Cx, id: string): Promise<FormRow> {
  const { rows } =
    await sql<FormRow>`select id, key, name, kind, active, public, department_id as "departmentId", definition, version,
      archived_at is not null as archived
    from forms where id = ${id} for update`.execute(cx.db)
  if (!rows[0]) throw notFound()
  return rows[0]
}

/** Each part of the definition is a field of its own: that is how finely two people can work at once. */
function flat(
  form: Pick<FormRow, 'name' | 'active' | 'public' | 'departmentId' | 'definition'>,
): Record<string, unknown> {
  const { name, active, departmentId, definition, public: open } = form
  const parts = Object.entries(definition).map(([part, value]) => [`definition.${part}`, value])
  return { name, active, public: open, departmentId, ...Object.fromEntries(parts) }
}
