import { sql } from 'kysely'
import { execute } from '../../../core/db.ts'
import { columnOf, overRows } from '../../../core/given-rows.ts'
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
  await putPoints(cx, column as PointColumn, [{ id: id!, ...points }])
}

type PointColumn = 'contact_id' | 'company_id'

/** Writes the addresses of cards that have none of those kinds. */
export async function putPoints(cx: Cx, column: PointColumn, cards: ({ id: string } & Points)[]): Promise<void> {
  const rows = cards.flatMap(({ id: of, emails = [], phones = [] }) => [
    ...emails.map((point, position) => ({ id: newId(), of, ...point, kind: 'email', position })),
    ...phones.map((point, position) => ({ id: newId(), of, ...point, kind: 'phone', position })),
  ])
  if (rows.length === 0) return
  const columns = [
    columnOf(rows, 'id', 'uuid', ({ id }) => id),
    columnOf(rows, 'of', 'uuid', ({ of }) => of),
    columnOf(rows, 'kind', 'text', ({ kind }) => kind),
    columnOf(rows, 'value', 'text', ({ value }) => value),
    columnOf(rows, 'label', 'text', ({ label }) => label),
    columnOf(rows, 'position', 'int', ({ position }) => position),
  ]
  const write = (given: string) => `insert into contact_points (id, ${column}, kind, value, label, position, created_at)
    select id, r.of, kind, value, label, position, $7::timestamptz from ${given}`
  await execute(cx.db, overRows(`put-points-${column}`, columns, write, [cx.now]))
}
