import { sql } from 'kysely'
import { newId } from '../../../core/ids.ts'
import type { Cx } from '../../../core/write.ts'
import type { Point } from '../rules.ts'

export interface Points {
  emails?: Point[]
  phones?: Point[]
}

/** Puts the addresses of a card in the place of those it had, for the kinds that are given. */
export async function writePoints(
  cx: Cx,
  of: { contactId: string } | { companyId: string },
  points: Points,
): Promise<void> {
  const [column, id] = 'contactId' in of ? ['contact_id', of.contactId] : ['company_id', of.companyId]
  const kinds = [...(points.emails ? ['email'] : []), ...(points.phones ? ['phone'] : [])]
  await sql`delete from contact_points where ${sql.ref(column!)} = ${id} and kind = any(${kinds}::text[])`.execute(
    cx.db,
  )
  const rows = [
    ...(points.emails ?? []).map((point, position) => ({ ...point, kind: 'email', position })),
    ...(points.phones ?? []).map((point, position) => ({ ...point, kind: 'phone', position })),
  ].map((row) => ({ id: newId(), ...row }))
  if (rows.length === 0) return
  await sql`insert into contact_points (id, ${sql.ref(column!)}, kind, value, label, position, created_at)
    select id, ${id}::uuid, kind, value, label, position, ${cx.now}::timestamptz
    from json_to_recordset(${JSON.stringify(rows)}::json) as p(id uuid, kind text, value text, label text, position int)`.execute(
    cx.db,
  )
}
