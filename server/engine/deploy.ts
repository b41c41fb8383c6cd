import { sql } from 'kysely'
import { z } from 'zod'
import { type StepInputs, stepProblems } from '../../pure/bpmn/deployable.ts'
import type { Graph } from '../../pure/bpmn/graph.ts'
import { type Problem, parseModel } from '../../pure/bpmn/parse.ts'
import type { StepDefinition } from '../core/define.ts'
import type { Deployment } from '../core/deps.ts'
import { Refusal } from '../core/errors.ts'
import { newId } from '../core/ids.ts'
import type { Cx } from '../core/write.ts'
import { graphOf } from './definitions.ts'
import { ANSWERS, hear, heardBy } from './heard.ts'
import type { EnginePorts } from './ports.ts'
import { armStarts } from './starts.ts'

/** What is wrong with a model here: of the standard, and against the steps that exist. */
async function examined(
  bpmn: string,
  steps: ReadonlyMap<string, StepDefinition>,
): Promise<{ graph: Graph | null; problems: Problem[] }> {
  const { graph, problems } = await parseModel(bpmn)
  return {
    graph,
    problems: graph ? [...problems, ...stepProblems(graph, inputsOf(steps))] : problems,
  }
}

export const problemsOf = async (bpmn: string, steps: ReadonlyMap<string, StepDefinition>): Promise<Problem[]> =>
  (await examined(bpmn, steps)).problems

/** Parses a model and checks it against the steps that exist here; throws process.definition_invalid with every problem. */
export async function checkModel(
  bpmn: string,
  steps: ReadonlyMap<string, StepDefinition>,
): Promise<{ graph: Graph; warnings: Problem[] }> {
  const { graph, problems } = await examined(bpmn, steps)
  const errors = problems.filter((problem) => problem.severity === 'error')
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
export function inputsOf(steps: ReadonlyMap<string, Pick<StepDefinition, 'input'>>): Map<string, StepInputs> {
  return new Map(
    [...steps].map(([type, { input }]) => {
      const shape: Record<string, z.ZodType> = input instanceof z.ZodObject ? input.shape : {}
      return [type, { required: Object.keys(shape).filter((key) => !shape[key]!.safeParse(undefined).success) }]
    }),
  )
}

/** Stores a model as the next version of its key and switches it on. Running instances stay with their version. */
export async function deploy(
  cx: Cx,
  ports: EnginePorts,
  deployment: Deployment,
): Promise<{ definitionId: string; version: number }> {
  const { graph } = await checkModel(deployment.bpmn, ports.steps)
  return switchOn(cx, ports, deployment, graph)
}

/** The same for a model that is known to be sound. */
export async function switchOn(
  cx: Cx,
  ports: EnginePorts,
  deployment: Deployment,
  graph: Graph,
): Promise<{ definitionId: string; version: number }> {
  const {
    key,
    name,
    bpmn,
    origin,
    originVersion = null,
    settingsId = null,
    by,
    reason = '',
    departmentId = null,
  } = deployment
  // Two who deploy the same key at once make two versions, one after the other.
  await sql`select pg_advisory_xact_lock(7465605, hashtext(${key}))`.execute(cx.db)
  const last = await cx.db
    .selectFrom('process_definitions')
    .select((eb) => eb.fn.max('version').as('version'))
    .where('key', '=', key)
    .executeTakeFirst()
  const version = Number(last?.version ?? 0) + 1
  const id = newId()
  await cx.db
    .insertInto('process_definitions')
    .values({
      id,
      key,
      version,
      name,
      bpmn,
      graph: JSON.stringify(graph),
      origin,
      origin_version: originVersion,
      created_by: by,
      reason,
      department_id: departmentId,
      created_at: cx.now,
    })
    .execute()
  await sql`insert into processes (key, definition_id, settings_id) values (${key}, ${id}, ${settingsId})
    on conflict (key) do update set definition_id = excluded.definition_id`.execute(cx.db)
  await hear(cx, heardBy(graph))
  await armStarts(cx, ports, key)
  cx.record('process.deployed', { subject: { kind: 'process', id }, payload: { key, version } })
  return { definitionId: id, version }
}

/** At each start: what this version of Tok listens to, and every process ever deployed. */
export async function hearAll(cx: Cx, ports: EnginePorts): Promise<void> {
  const { rows } = await sql<{ id: string }>`select id from process_definitions`.execute(cx.db)
  const graphs = await Promise.all(rows.map(({ id }) => graphOf(cx.db, id)))
  await hear(cx, [...ANSWERS, ...ports.reactions.keys(), ...ports.calendarEvents, ...graphs.flatMap(heardBy)])
}
