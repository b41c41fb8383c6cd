import { sql } from 'kysely'
import type { ElementMap, Graph } from '../../pure/bpmn/graph.ts'
import { elementMap, type MigrationRefusal, migrate } from '../../pure/bpmn/migration.ts'
import type { InstanceState } from '../../pure/bpmn/state.ts'
import type { Cx } from '../core/write.ts'
import { openBatch } from './batch.ts'
import { envFor, takeOver } from './carry-out.ts'
import { definitionOf } from './definitions.ts'
import { lookUpByIndex } from './ground.ts'
import { lock } from './instances.ts'
import { waitForLane } from './lane.ts'
import type { EnginePorts } from './ports.ts'
import { run } from './run.ts'

/** Which running cases are to go on by which version, and what of theirs goes on as what of that. */
interface Migration {
  instances: string[]
  definitionId: string
  chosen: ElementMap
}

/**
 * Puts running instances, suspended ones too, into another version of their process, in one transaction with one statement for
 * all. Tells of each why it stays in its version; nothing for one that goes on by the new one. What is there already, or
 * runs no more, is not told of.
 */
export async function migrateMany(
  cx: Cx,
  ports: EnginePorts,
  migration: Migration,
): Promise<Map<string, MigrationRefusal[]>> {
  await Promise.all([lookUpByIndex(cx.db), waitForLane(cx.db)])
  const batch = await openBatch(cx, ports)
  const to = await definitionOf(cx, migration.definitionId)
  const told = new Map<string, MigrationRefusal[]>()
  const renamed: { instance: string; token: number; element: string }[] = []
  const mapOf = mapsTo(to.graph, migration.chosen)
  for (const instance of (await lock(batch, migration.instances)).values()) {
    if (instance.definitionId === migration.definitionId) continue
    const result = migrate(instance.graph, to.graph, mapOf(instance), instance.state!, envFor(batch, instance.key))
    if ('refused' in result) {
      told.set(instance.id, result.refused)
      continue
    }
    told.set(instance.id, [])
    for (const { token, element, what } of result.trace) {
      if (what === 'entered') renamed.push({ instance: instance.id, token, element })
    }
    instance.graph = to.graph
    instance.definitionId = migration.definitionId
    instance.version = to.version
    // Never more than before: its variables may be of somebody's own making.
    instance.departmentId = to.actsFor ?? instance.departmentId
    instance.isMigrated = true
    // what it waits for was reckoned anew
    const event = { type: 'timers.rearm' } as const
    takeOver(batch, { instance, event, cause: null, depth: instance.depth, byHand: true }, result)
  }
  if (renamed.length > 0) {
    await ports.userTasks.rename(cx, renamed)
    await sql`update process_incidents n set element = r.element
      from json_to_recordset(${JSON.stringify(renamed)}::json) as r(instance uuid, token int, element text)
      where n.instance_id = r.instance and n.token = r.token and n.resolved_at is null`.execute(cx.db)
  }
  await run(batch, [])
  return told
}

/** Why each of these cases would stay in its version; nothing is changed. */
export async function rehearseMigration(
  cx: Cx,
  ports: EnginePorts,
  cases: { key: string; graph: Graph; state: InstanceState }[],
  to: Graph,
  chosen: ElementMap,
): Promise<MigrationRefusal[][]> {
  const batch = await openBatch(cx, ports)
  const mapOf = mapsTo(to, chosen)
  return cases.map(({ key, graph, state }) => {
    const result = migrate(graph, to, mapOf({ graph }), state, envFor(batch, key))
    return 'refused' in result ? result.refused : []
  })
}

function mapsTo(to: Graph, chosen: ElementMap): (of: { graph: Graph }) => ElementMap {
  const maps = new Map<Graph, ElementMap>()
  return ({ graph }) => {
    const known = maps.get(graph) ?? elementMap(graph, to, chosen)
    maps.set(graph, known)
    return known
  }
}
