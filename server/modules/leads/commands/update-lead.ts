import { sql } from 'kysely'
import { digitsOnly, foldText } from '../../../../pure/search-text.ts'
import { allow } from '../../../core/access.ts'
import { changesOfEdit, partPersonal, updateRow } from '../../../core/edit.ts'
import type { Cx } from '../../../core/write.ts'
import { readCustom } from '../../fields/commands/values.ts'
import { leadFields } from '../fields.ts'
import { leadForUpdate, named } from './lead-for-update.ts'

/** Changes a lead's fields; `expected` is the version the sender saw (null: whichever). */
export async function updateLead(
  cx: Cx,
  leadId: string,
  { custom, ...input }: Record<string, unknown> & { custom?: Record<string, unknown> },
  expected: number | null,
): Promise<void> {
  await allow(cx.db, cx.actor, 'lead', 'update', leadId)
  const lead = await leadForUpdate(cx, leadId)
  const { rows } = await sql<Record<string, unknown>>`select * from leads where id = ${leadId}`.execute(cx.db)
  const before = Object.fromEntries(leadFields.map((field) => [field.key, rows[0]![field.column!]]))
  const own = await readCustom(cx, 'lead', custom, rows[0]!.custom as Record<string, unknown>)
  const known = [...leadFields, ...own.fields]
  const subject = { kind: 'lead', id: leadId }
  const changes = await changesOfEdit(cx, {
    subject,
    fields: known,
    before: { ...before, ...own.before },
    input: { ...input, ...own.input },
    expected,
    version: lead.version,
  })
  if (changes.length === 0) return
  await updateRow(cx, 'leads', leadId, known, changes)
  await sql`update search_entries s set title = l.title, detail = concat_ws(', ', nullif(l.person_name, ''), nullif(l.company_name, ''))
    from leads l where s.kind = 'lead' and s.id = ${leadId} and l.id = s.id`.execute(cx.db)
  const after = { ...before, ...Object.fromEntries(changes.map(({ field, to }) => [field, to])) } as Record<
    string,
    string | null
  >
  const words = [after.title, after.personName, after.companyName, after.email, after.product].filter(Boolean).join(' ')
  const digits = [after.phone, after.nip]
    .filter(Boolean)
    .map((value) => digitsOnly(value!))
    .join(' ')
  await sql`update search_entries set folded = ${foldText(words)}, digits = ${digits} where kind = 'lead' and id = ${leadId}`.execute(
    cx.db,
  )
  cx.record('lead.updated', { subject, payload: named(lead), ...partPersonal(known, changes) })
}
