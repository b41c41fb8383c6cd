import { randomUUID } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import type { Deps } from './deps.ts'

/** After so long without a sign a node is taken for dead, and another goes on in its place. */
const LEASE_SECONDS = 30

/**
 * Keeps something open for each row of a table, on one node at a time: a connection that listens. `tend` begins with rows that
 * are free or new and ends with those that are changed, gone or another node's; it is to be called well within 30 s. The table
 * has the columns id, version, active, archived_at, listener and listened_until.
 */
export function leased<Row extends { id: string; version: number }>(
  deps: Deps,
  of: {
    table: string
    /** What of a row `begin` needs. */
    columns: RawBuilder<unknown>
    /** Which rows, of those that are active and not archived. */
    where: () => RawBuilder<boolean>
    /** Null where nothing can be opened for it now: it is tried again at the next look. */
    begin: (row: Row) => Promise<{ stop(): Promise<void> } | null>
  },
) {
  const node = randomUUID()
  const open = new Map<string, { version: number; stop(): Promise<void> }>()
  const table = sql.table(of.table)

  async function end(id: string): Promise<void> {
    const one = open.get(id)
    open.delete(id)
    await one?.stop()
  }

  return {
    async tend(): Promise<boolean> {
      const { rows } = await sql<Row>`update ${table} set listener = ${node},
          listened_until = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
        where active and archived_at is null and ${of.where()}
          and (listener = ${node} or coalesce(listened_until, '-infinity') < clock_timestamp())
        returning ${of.columns}`.execute(deps.database.db)
      const ours = new Map(rows.map((row) => [row.id, row]))
      for (const [id, { version }] of [...open]) if (ours.get(id)?.version !== version) await end(id)
      for (const row of rows) {
        const begun = open.has(row.id) ? null : await of.begin(row)
        if (begun) open.set(row.id, { version: row.version, stop: () => begun.stop() })
      }
      return false
    },
    async stop(): Promise<void> {
      await Promise.all([...open.keys()].map(end))
      await sql`update ${table} set listener = null, listened_until = null where listener = ${node}`
        .execute(deps.database.db)
        .catch(() => {})
    },
  }
}
