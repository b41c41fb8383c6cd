import { sql } from 'kysely'
import type { Graph } from '../../pure/bpmn/graph.ts'
import type { Db } from '../core/db.ts'

/** A process as it is switched on now. */
export interface ActiveProcess {
  key: string
  definitionId: string
  version: number
  departmentId: string | null
  paused: boolean
  /** The guard stopped it: too many cases began within an hour. */
  held: boolean
  startsAnHour: number
  settings: Record<string, unknown>
  graph: Graph
}

interface Definition {
  graph: Graph
  version: number
}

// A definition, and a version of settings, never changes after it is written, so it may stay in memory.
const definitions = new Map<string, Definition>()
const settings = new Map<string, Record<string, unknown>>()

/** `cx.db` is asked only for what is not in memory: to ask it may be to open a transaction. */
export async function definitionOf(cx: { db: Db }, definitionId: string): Promise<Definition> {
  const known = definitions.get(definitionId)
  if (known) return known
  const row = await cx.db
    .selectFrom('process_definitions')
    .select(['graph', 'version'])
    .where('id', '=', definitionId)
    .executeTakeFirstOrThrow()
  const definition = { graph: row.graph as unknown as Graph, version: row.version }
  definitions.set(definitionId, definition)
  return definition
}

export const graphOf = async (db: Db, definitionId: string): Promise<Graph> =>
  (await definitionOf({ db }, definitionId)).graph

async function settingsOf(db: Db, id: string | null): Promise<Record<string, unknown>> {
  if (id === null) return {}
  const known = settings.get(id)
  if (known) return known
  const row = await db.selectFrom('process_settings').select('values').where('id', '=', id).executeTakeFirstOrThrow()
  const values = row.values as Record<string, unknown>
  settings.set(id, values)
  return values
}

/** The processes as they are switched on now, with their settings, in the order in which events are offered to them. */
export async function activeProcesses(db: Db): Promise<Map<string, ActiveProcess>> {
  const { rows } = await sql<{
    key: string
    definition_id: string
    settings_id: string | null
    department_id: string | null
    paused: boolean
    held: boolean
    starts_an_hour: number
  }>`/* active-processes */ select key, definition_id, settings_id, department_id, paused_at is not null as paused,
      held_at is not null as held, starts_an_hour
    from processes order by position, key`.execute(db)
  const processes = new Map<string, ActiveProcess>()
  for (const row of rows) {
    processes.set(row.key, {
      key: row.key,
      definitionId: row.definition_id,
      departmentId: row.department_id,
      paused: row.paused,
      held: row.held,
      startsAnHour: row.starts_an_hour,
      settings: await settingsOf(db, row.settings_id),
      ...(await definitionOf({ db }, row.definition_id)),
    })
  }
  return processes
}
