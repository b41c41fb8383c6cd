import { sql } from 'kysely'
import { expect } from 'vitest'
import type { InstanceState } from '../../pure/bpmn/state.ts'
import { flow, processOf } from '../../pure/bpmn/test-instance.ts'
import type { EffectSender, StepDefinition } from '../../server/core/define.ts'
import type { EnginePorts } from '../../server/engine/ports.ts'
import { engineVerbs } from '../../server/engine/verbs.ts'
import { Worker } from '../../server/engine/worker.ts'
import { enginePorts } from '../../server/engine-ports.ts'
import { doBulk } from '../../server/modules/processes/commands/bulks.ts'
import { testWorld } from './world.ts'

export { flow, processOf }

/** A chain of elements from `start` to `end`; each is the content of a model without its flows, named by its id. */
export function chain(...elements: string[]): string {
  const all = ['<bpmn:startEvent id="start" />', ...elements, '<bpmn:endEvent id="end" />']
  const ids = all.map((element) => /id="([^"]+)"/.exec(element)![1]!)
  return `${all.join('')}${ids
    .slice(1)
    .map((id, at) => flow(ids[at]!, id))
    .join('')}`
}

export const task = (id: string) => `<bpmn:userTask id="${id}" />`
export const step = (id: string, type: string, more = '') =>
  `<bpmn:serviceTask id="${id}"><bpmn:extensionElements><zeebe:taskDefinition type="${type}"${more} /></bpmn:extensionElements></bpmn:serviceTask>`
export const pause = (id: string, duration: string) =>
  `<bpmn:intermediateCatchEvent id="${id}"><bpmn:timerEventDefinition id="${id}_timer"><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">${duration}</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>`
export const hear = (id: string, message: string) =>
  `<bpmn:intermediateCatchEvent id="${id}"><bpmn:messageEventDefinition id="${id}_message" messageRef="${message}" /></bpmn:intermediateCatchEvent>`
export const say = (id: string, message: string) =>
  `<bpmn:intermediateThrowEvent id="${id}"><bpmn:messageEventDefinition id="${id}_message" messageRef="${message}" /></bpmn:intermediateThrowEvent>`
export const call = (id: string, process: string) => `<bpmn:callActivity id="${id}" calledElement="${process}" />`
export const script = (id: string, expression: string, result: string) =>
  `<bpmn:scriptTask id="${id}"><bpmn:extensionElements><zeebe:script expression="${expression}" resultVariable="${result}" /></bpmn:extensionElements></bpmn:scriptTask>`
export const message = (id: string, key: string) =>
  `<bpmn:message id="${id}" name="${id}"><bpmn:extensionElements><zeebe:subscription correlationKey="${key}" /></bpmn:extensionElements></bpmn:message>`

export type CaseWorld = Awaited<ReturnType<typeof caseWorld>>

/** The test company, with steps of the test's own, and what tests ask of cases. */
export async function caseWorld(options: { steps?: StepDefinition[]; senders?: EffectSender[] } = {}) {
  const w = await testWorld()
  const ports: EnginePorts = {
    ...enginePorts,
    steps: new Map([...enginePorts.steps, ...(options.steps ?? []).map((each) => [each.type, each] as const)]),
  }
  w.deps.engine = engineVerbs(ports)
  const senders = new Map((options.senders ?? []).map((sender) => [sender.topic, sender]))
  const newWorker = () => new Worker(w.deps, ports, senders, [], [() => doBulk(w.deps)])
  const worker = newWorker()

  async function settle(rounds = 20_000): Promise<void> {
    for (let i = 0; i < rounds; i += 1) {
      if (await worker.round()) continue
      // A worker looks for floods once a second; one that has just begun looks at once.
      if (!(await newWorker().round())) return
    }
    throw new Error(`still moving after ${rounds} rounds`)
  }

  async function stateOf(id: string): Promise<InstanceState> {
    const row = await w.db
      .selectFrom('process_instances')
      .select('state')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    return row.state as unknown as InstanceState
  }

  return {
    ...w,
    ports,
    worker,
    newWorker,
    settle,
    stateOf,
    async deploy(key: string, content: string, outside = ''): Promise<void> {
      const bpmn = processOf(content, outside)
      const answer = await w.request('owner', 'POST', '/api/processes', { key, name: key, bpmn })
      expect([answer.status, answer.body]).toEqual([201, { key, version: expect.any(Number) }])
    },
    async start(key: string, variables: Record<string, unknown> = {}, more: object = {}): Promise<string> {
      const answer = await w.request('owner', 'POST', `/api/processes/${key}/instances`, { variables, ...more })
      expect([answer.status, answer.body]).toEqual([201, { id: expect.any(String) }])
      return answer.body.id
    },
    async publish(name: string, correlationKey: string | null, more: object = {}): Promise<void> {
      const answer = await w.request('owner', 'POST', '/api/messages', { name, correlationKey, ...more })
      expect([answer.status, answer.body]).toEqual([204, null])
    },
    /** Ticks off the open task of a case; of several the one of that element. */
    async finish(instance: string, element: string): Promise<void> {
      const { id } = await w.db
        .selectFrom('tasks')
        .select('id')
        .where('instance_id', '=', instance)
        .where('element', '=', element)
        .where('status', '=', 'open')
        .executeTakeFirstOrThrow()
      const answer = await w.request('owner', 'POST', `/api/tasks/${id}/completion`, {})
      expect([answer.status, answer.body]).toEqual([204, null])
    },
    async status(id: string): Promise<string> {
      return (
        await w.db.selectFrom('process_instances').select('status').where('id', '=', id).executeTakeFirstOrThrow()
      ).status
    },
    /** Where a case stands, in alphabetical order. */
    async at(id: string): Promise<string[]> {
      return (await stateOf(id)).tokens.map((token) => token.element).sort()
    },
    async variables(id: string): Promise<Record<string, unknown>> {
      return (await stateOf(id)).scopes[0]!.variables
    },
    async tokenAt(id: string, element: string): Promise<number> {
      const token = (await stateOf(id)).tokens.find((each) => each.element === element)
      if (!token) throw new Error(`no token is at ${element}`)
      return token.id
    },
    /** Cases of a process, the oldest first. */
    async cases(key: string): Promise<{ id: string; status: string }[]> {
      return w.db
        .selectFrom('process_instances')
        .select(['id', 'status'])
        .where('process_key', '=', key)
        .orderBy('id')
        .execute()
    },
    /** Open incidents of a case, or of all. */
    async incidents(instance?: string) {
      const { rows } = await sql<{
        id: string
        instance_id: string
        token: number
        element: string
        code: string
        message: string
        attempts: { at: string; message: string }[]
      }>`select id, instance_id, token, element, code, message, attempts from process_incidents where resolved_at is null
        and (${instance ?? null}::uuid is null or instance_id = ${instance ?? null}::uuid) order by raised_at, id`.execute(
        w.db,
      )
      return rows
    },
    async resolve(incident: string, resolution: 'retry' | 'skip' | 'cancel') {
      return w.request('owner', 'POST', `/api/incidents/${incident}/resolution`, { resolution })
    },
    /** What waits for its next try may be tried at once. */
    async hasten(): Promise<number> {
      const { numAffectedRows } =
        await sql`update outbox set not_before = null where not_before is not null and state = 'ready'`.execute(w.db)
      return Number(numAffectedRows ?? 0)
    },
    async undelivered(): Promise<number> {
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from outbox where kind = 'deliver'`.execute(
        w.db,
      )
      return rows[0]!.n
    },
  }
}
