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
  /** Where the version acts with a department's rights alone: the last one with all rights of the process, for other records. */
  wider?: ActiveProcess
}

interface Definition {
  graph: Graph
  version: number
  /** Whose rights alone its cases have; null: those of its process. */
  actsFor: string | null
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
    .select(['graph', 'version', 'department_id'])
    .where('id', '=', definitionId)
    .executeTakeFirstOrThrow()
  const definition = { graph: row.graph as unknown as Graph, version: row.version, actsFor: row.department_id }
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

const versionOf = ({ graph, version }: Definition) => ({ graph, version })

/** The processes as they are switched on now, with their settings, in the order in which events are offered to them. */
export async function activeProcesses(db: Db): Promise<Map<string, ActiveProcess>> {
  const { rows } = await sql<{
    key: string
    definition_id: string
    settings_id: string | null
    department_id: string | null
    acts_for: string | null
    wider_id: string | null
    paused: boolean
    held: boolean
    starts_an_hour: number
  }>`/* active-processes */ select p.key, p.definition_id, p.settings_id, p.department_id, d.department_id as acts_for,
      (select w.id from process_definitions w where d.department_id is not null and w.key = p.key and w.department_id is null
        order by w.version desc limit 1) as wider_id,
      p.paused_at is not null as paused, p.held_at is not null as held, p.starts_an_hour
    from processes p join process_definitions d on d.id = p.definition_id order by p.position, p.key`.execute(db)
  const processes = new Map<string, ActiveProcess>()
  for (const row of rows) {
    const version = async (definitionId: string, departmentId: string | null): Promise<ActiveProcess> => ({
      key: row.key,
      definitionId,
      departmentId,
      paused: row.paused,
      held: row.held,
      startsAnHour: row.starts_an_hour,
      settings: await settingsOf(db, row.settings_id),
      ...versionOf(await definitionOf({ db }, definitionId)),
    })
    processes.set(row.key, {
      ...(await version(row.definition_id, row.acts_for ?? row.department_id)),
      ...(row.wider_id ? { wider: await version(row.wider_id, row.department_id) } : {}),
    })
  }
  return processes
}
