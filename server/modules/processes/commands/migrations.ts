import { sql } from 'kysely'
import type { ElementMap, Graph } from '../../../../pure/bpmn/graph.ts'
import { elementMap, type MigrationRefusal, placeRefusal } from '../../../../pure/bpmn/migration.ts'
import type { InstanceState } from '../../../../pure/bpmn/state.ts'
import type { Actor } from '../../../core/actor.ts'
import type { Db } from '../../../core/db.ts'
import { forbidden, notFound } from '../../../core/errors.ts'
import type { Cx } from '../../../core/write.ts'
import { definitionOf, graphOf } from '../../../engine/definitions.ts'
import { maySteer } from '../queries/describe.ts'
import { mayChange } from '../queries.ts'

/** Cases looked at one by one before a person is answered. */
const MOST_LOOKED_AT = 20_000
const AT_ONCE = 2000

interface Version {
  id: string
  version: number
}

/** A version of a process that this person may change: 404 where there is none, 403 where he may not. */
export async function versionOf(db: Db, actor: Actor, key: string, version: number): Promise<Version> {
  const { rows } = await sql<Version>`select id, version from process_definitions
    where key = ${key} and version = ${version}`.execute(db)
  if (!rows[0]) throw notFound()
  if (!(await mayChange(db, actor, key))) throw forbidden()
  return rows[0]
}

interface Asked {
  process: string
  from: number
  to: number
  chosen: ElementMap
}

/** An element of the version before at which cases stand. */
export interface Place {
  element: string
  cases: number
  /** What goes on in its place, null where nothing does */
  to: string | null
  refusal: MigrationRefusal['code'] | null
}

/**
 * What would come of putting the running cases of a version into another: where they stand, how many go, why others stay. Looks
 * at every case, as far as twenty thousand; `looked` says how many. Changes nothing.
 */
export async function planMigration(cx: Cx, { process: key, from, to, chosen }: Asked) {
  const [before, after] = [await versionOf(cx.db, cx.actor, key, from), await versionOf(cx.db, cx.actor, key, to)]
  const [was, next] = [await graphOf(cx.db, before.id), await graphOf(cx.db, after.id)]
  const map = elementMap(was, next, chosen)
  const places = new Map<string, number>()
  const reasons = new Map<string, { code: string; element: string; cases: number; examples: string[] }>()
  let [looked, go, last] = [0, 0, null as string | null]
  while (looked < MOST_LOOKED_AT) {
    const rows = await runningOf(cx, before.id, last)
    if (rows.length === 0) break
    const cases = rows.map(({ state }) => ({ key, graph: was, state }))
    const refused = await cx.deps.engine!.rehearseMigration(cx, cases, next, chosen)
    rows.forEach(({ id, state }, at) => {
      const stands = new Set(state.tokens.flatMap(({ listener, element }) => (listener ? [] : [element])))
      for (const element of stands) places.set(element, (places.get(element) ?? 0) + 1)
      if (refused[at]!.length === 0) go += 1
      for (const { code, element } of refused[at]!) {
        const name = `${code} ${element}`
        const known = reasons.get(name) ?? { code, element, cases: 0, examples: [] }
        known.cases += 1
        if (known.examples.length < 5) known.examples.push(id)
        reasons.set(name, known)
      }
    })
    looked += rows.length
    last = rows.at(-1)!.id
  }
  const { rows: counted } = await sql<{ cases: number }>`select count(*)::int as cases from process_instances i
    where i.definition_id = ${before.id} and i.status = 'active' and ${maySteer(cx.actor, 'i')}`.execute(cx.db)
  return {
    cases: counted[0]!.cases,
    looked,
    go,
    places: was.order.flatMap((element): Place[] => {
      const cases = places.get(element)
      if (cases === undefined) return []
      return [
        { element, cases, to: map[element] ?? null, refusal: placeRefusal(was, next, map, element)?.code ?? null },
      ]
    }),
    stay: [...reasons.values()].sort((a, b) => b.cases - a.cases),
    targets: targetsOf(was, next, places),
  }
}

/** Elements of the next version of the kinds that cases stand at. */
function targetsOf(was: Graph, next: Graph, places: ReadonlyMap<string, number>) {
  const kinds = new Set([...places.keys()].map((id) => was.elements[id]!.kind))
  return next.order
    .map((id) => next.elements[id]!)
    .filter(({ kind }) => kinds.has(kind))
    .map(({ id, kind, name }) => ({ id, kind, name: name ?? id }))
}

async function runningOf(cx: Cx, definitionId: string, after: string | null) {
  const { rows } = await sql<{ id: string; state: InstanceState }>`select i.id, i.state from process_instances i
    where i.definition_id = ${definitionId} and i.status = 'active' and ${maySteer(cx.actor, 'i')}
      and (${after}::uuid is null or i.id > ${after}::uuid) order by i.id limit ${AT_ONCE}`.execute(cx.db)
  return rows
}

interface Portion {
  bulk: string
  process: string
  instances: string[]
  to: number
  chosen: ElementMap
}

/** Puts cases into a version; how many went. Each that stays is noted with its reasons. */
export async function migrateCases(cx: Cx, { bulk, process, instances, to, chosen }: Portion): Promise<number> {
  const { id: definitionId } = await versionOf(cx.db, cx.actor, process, to)
  const { rows } = await sql<{
    id: string
    definition_id: string
    subject_kind: string | null
    subject_id: string | null
  }>`
    select id, definition_id, subject_kind, subject_id from process_instances where id = any(${instances}::uuid[])`.execute(
    cx.db,
  )
  const told = await cx.deps.engine!.migrateMany(cx, { instances, definitionId, chosen })
  const stay = [...told].flatMap(([instance, refused]) => refused.map((refusal) => ({ instance, ...refusal })))
  if (stay.length > 0) {
    await sql`insert into process_bulk_refusals (bulk_id, instance_id, element, code, message)
      select ${bulk}, instance, element, code, message from json_to_recordset(${JSON.stringify(stay)}::json)
        as r(instance uuid, element text, code text, message text) on conflict do nothing`.execute(cx.db)
  }
  let moved = 0
  for (const { id, definition_id: was, subject_kind: kind, subject_id: subject } of rows) {
    if (told.get(id)?.length !== 0) continue
    moved += 1
    cx.record('process.case_migrated', {
      subject: { kind: 'process_instance', id },
      payload: { process, from: (await definitionOf(cx, was)).version, to },
      also: kind && subject ? [{ kind, id: subject }] : [],
    })
  }
  return moved
}
