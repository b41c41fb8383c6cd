import { sql } from 'kysely'
import { invalid } from '../../../core/errors.ts'
import type { Cx } from '../../../core/write.ts'

type Sorted = 'pipelines' | 'stages' | 'lost_reasons' | 'distribution_rules'

export interface Placed<Name = { pl: string; en: string }> {
  id: string
  name: Name
  pipeline_id?: string
  kind?: string
  from: number
  to: number
  version: number
}

/**
 * Puts rows of a list into the order given: those named change places among themselves, so that one somebody added
 * meanwhile stays where it is. Answers the rows whose place changed, with their new version.
 */
export async function putInOrder<Name = { pl: string; en: string }>(
  cx: Cx,
  table: Sorted,
  ids: string[],
): Promise<Placed<Name>[]> {
  // In the order of ids: two people who sort at once must not wait for each other.
  const { rows } = await sql<Placed<Name> & { position: number }>`select * from ${sql.table(table)}
    where id = any(${ids}::uuid[]) and archived_at is null order by id for update`.execute(cx.db)
  const sameParent = new Set(rows.map((row) => row.pipeline_id ?? row.kind)).size <= 1
  if (rows.length !== ids.length || !sameParent) throw invalid({ path: 'ids', code: 'field.invalid' })
  const places = rows.map(({ position }) => position).sort((a, b) => a - b)
  const moved = ids
    .map((id, n) => ({ row: rows.find((row) => row.id === id)!, to: places[n]! }))
    .filter(({ row, to }) => row.position !== to)
    .map(({ row, to }) => ({ ...row, from: row.position, to, version: row.version + 1 }))
  await sql`update ${sql.table(table)} t set position = n.position, version = t.version + 1
    from unnest(${moved.map(({ id }) => id)}::uuid[], ${moved.map(({ to }) => to)}::int[]) as n(id, position)
    where t.id = n.id`.execute(cx.db)
  return moved
}

/** Behind the last one of its list. */
export const nextPosition = (table: Sorted, pipelineId?: string) =>
  sql`(select coalesce(max(position), -1) + 1 from ${sql.table(table)} ${
    pipelineId ? sql`where pipeline_id = ${pipelineId}` : sql``
  })`
