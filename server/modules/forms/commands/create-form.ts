import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import { allowAtAll } from '../../../core/access.ts'
import { invalid } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import type { Cx } from '../../../core/write.ts'
import { numberConsents } from '../rules/consents.ts'
import type { Consent, CreateForm, Definition } from '../schema.ts'
import { checkKind, checkTargets } from './check-targets.ts'

/** Makes a form and the first version of its consents. */
export async function createForm(cx: Cx, input: CreateForm): Promise<string> {
  allowAtAll(cx.actor, 'form', 'create')
  await departmentMustExist(cx, input.departmentId)
  await checkKind(cx, input.kind)
  await checkTargets(cx, input)
  const id = newId()
  const key = input.key ?? newKey()
  const { consents, fresh } = numberConsents(input.definition.consents, new Map())
  const definition: Definition = { ...input.definition, consents }
  const made = await sql`
    insert into forms (id, key, name, kind, active, public, department_id, owner_id, definition, created_at, updated_at)
    values (${id}, ${key}, ${input.name}, ${input.kind}, ${input.active}, ${input.public}, ${input.departmentId}, ${cx.actor.kind === 'user' ? cx.actor.id : null},
      ${JSON.stringify(definition)}::jsonb, ${cx.now}, ${cx.now})
    on conflict (key) do nothing`.execute(cx.db)
  if (Number(made.numAffectedRows ?? 0) === 0) throw invalid({ path: 'key', code: 'form.key_taken' })
  await keepConsents(cx, id, fresh)
  cx.record('form.created', { subject: { kind: 'form', id }, payload: { name: input.name, key, version: 1 } })
  return id
}

/** Every text anybody may have agreed to stays for good; a change is a row of its own. */
export async function keepConsents(cx: Cx, formId: string, fresh: Consent[]): Promise<void> {
  if (fresh.length === 0) return
  const rows = fresh.map((consent) => ({ ...consent, id: newId() }))
  await sql`insert into form_consents (id, form_id, key, version, text, required, created_at)
    select id, ${formId}, key, version, text, required, ${cx.now}
    from json_to_recordset(${JSON.stringify(rows)}::json) as c(id uuid, key text, version int, text jsonb, required boolean)`.execute(
    cx.db,
  )
}

export async function departmentMustExist(cx: Cx, id: string | null | undefined): Promise<void> {
  if (!id) return
  const found = await sql`select 1 from departments where id = ${id} and archived_at is null`.execute(cx.db)
  if (found.rows.length === 0) throw invalid({ path: 'departmentId', code: 'field.invalid' })
}

// Without the letters and digits people mix up when they read an address aloud.
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'

const newKey = (): string => Array.from({ length: 10 }, () => LETTERS[randomInt(LETTERS.length)]).join('')
