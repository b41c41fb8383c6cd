import { sql } from 'kysely'
import { z } from 'zod'
import { notCarried, type StepInputs, stepProblems } from '../../pure/bpmn/deployable.ts'
import type { Graph } from '../../pure/bpmn/graph.ts'
import { type Problem, parseModel } from '../../pure/bpmn/parse.ts'
import type { Db } from '../core/db.ts'
import type { StepDefinition } from '../core/define.ts'
import { Refusal } from '../core/errors.ts'
import { newId } from '../core/ids.ts'
import type { Cx } from '../core/write.ts'
import { CARRIED } from './carried.ts'
import { ANSWERS, hear, heardBy } from './heard.ts'
import type { EnginePorts } from './ports.ts'

export interface ActiveProcess {
  key: string
  definitionId: string
  version: number
  departmentId: string | null
  paused: boolean
  settings: Record<string, unknown>
  graph: Graph
}

// A definition never changes after it is deployed, so its graph may stay in memory.
const graphs = new Map<string, Graph>()

export async function graphOf(db: Db, definitionId: string): Promise<Graph> {
  const known = graphs.get(definitionId)
  if (known) return known
  const row = await db
    .selectFrom('process_definitions')
    .select('graph')
    .where('id', '=', definitionId)
    .executeTakeFirstOrThrow()
  const graph = row.graph as unknown as Graph
  graphs.set(definitionId, graph)
  return graph
}

/** The processes as they are switched on now, with their settings. */
export async function activeProcesses(db: Db): Promise<Map<string, ActiveProcess>> {
  const { rows } = await sql<{
    key: string
    definition_id: string
    version: number
    department_id: string | null
    paused_at: Date | null
    values: Record<string, unknown> | null
  }>`/* active-processes */ select p.key, p.definition_id, d.version, p.department_id, p.paused_at, s."values" from processes p
     join process_definitions d on d.id = p.definition_id left join process_settings s on s.id = p.settings_id`.execute(
    db,
  )
  const active = new Map<string, ActiveProcess>()
  for (const row of rows) {
    active.set(row.key, {
      key: row.key,
      definitionId: row.definition_id,
      version: row.version,
      departmentId: row.department_id,
      paused: row.paused_at !== null,
      settings: row.values ?? {},
      graph: await graphOf(db, row.definition_id),
    })
  }
  return active
}

/** Parses a model and checks it against the steps that exist here; throws process.definition_invalid with every problem. */
export async function checkModel(
  bpmn: string,
  steps: ReadonlyMap<string, StepDefinition>,
): Promise<{ graph: Graph; warnings: Problem[] }> {
  const { graph, problems } = await parseModel(bpmn)
  const errors = problems.filter((problem) => problem.severity === 'error')
  if (graph) errors.push(...notCarried(graph, CARRIED), ...stepProblems(graph, inputsOf(steps)))
  if (!graph || errors.length > 0) {
    throw new Refusal('process.definition_invalid', {
      status: 422,
      params: { count: errors.length, problems: errors },
      fields: errors.map((problem) => ({
        path: problem.elementId,
        code: `process.problem.${problem.code}`,
        params: problem.params,
      })),
    })
  }
  return { graph, warnings: problems }
}

/** What each step must be given; of a step whose input is not a plain object nothing is known. */
function inputsOf(steps: ReadonlyMap<string, StepDefinition>): Map<string, StepInputs> {
  return new Map(
    [...steps].map(([type, { input }]) => {
      const shape: Record<string, z.ZodType> = input instanceof z.ZodObject ? input.shape : {}
      return [type, { required: Object.keys(shape).filter((key) => !shape[key]!.safeParse(undefined).success) }]
    }),
  )
}

export interface Deployment {
  key: string
  name: string
  bpmn: string
  origin: 'shipped' | 'own'
  originVersion?: number
  by: string | null
}

/** Stores a model as the next version of its key and switches it on. Running instances stay with their version. */
export async function deploy(
  cx: Cx,
  deployment: Deployment,
  steps: ReadonlyMap<string, StepDefinition>,
): Promise<{ definitionId: string; version: number }> {
  const { graph } = await checkModel(deployment.bpmn, steps)
  const last = await cx.db
    .selectFrom('process_definitions')
    .select((eb) => eb.fn.max('version').as('version'))
    .where('key', '=', deployment.key)
    .executeTakeFirst()
  const version = Number(last?.version ?? 0) + 1
  const id = newId()
  await cx.db
    .insertInto('process_definitions')
    .values({
      id,
      key: deployment.key,
      version,
      name: deployment.name,
      bpmn: deployment.bpmn,
      graph: JSON.stringify(graph),
      origin: deployment.origin,
      origin_version: deployment.originVersion ?? null,
      created_by: deployment.by,
      created_at: cx.now,
    })
    .execute()
  await sql`insert into processes (key, definition_id) values (${deployment.key}, ${id})
    on conflict (key) do update set definition_id = excluded.definition_id`.execute(cx.db)
  await hear(cx, heardBy(graph))
  cx.record('process.deployed', { subject: { kind: 'process', id }, payload: { key: deployment.key, version } })
  return { definitionId: id, version }
}

/** At each start: what this version of Tok listens to, and every process ever deployed. */
export async function hearAll(cx: Cx, ports: EnginePorts): Promise<void> {
  const { rows } = await sql<{ id: string }>`select id from process_definitions`.execute(cx.db)
  const graphs = await Promise.all(rows.map(({ id }) => graphOf(cx.db, id)))
  await hear(cx, [...ANSWERS, ...ports.reactions.keys(), ...ports.calendarEvents, ...graphs.flatMap(heardBy)])
}
