import { sql } from 'kysely'
import type { Graph } from '../../pure/bpmn/graph.ts'
import type { Trace } from '../../pure/bpmn/protocol.ts'
import { officeHours } from '../../pure/bpmn/simulation/calendar.ts'
import { type Instance, placesAt, placesWaitingFor } from '../../pure/bpmn/simulation/instance.ts'
import { reportOf, type SimulationReport, type Told } from '../../pure/bpmn/simulation/report.ts'
import type { SimulationScript } from '../../pure/bpmn/simulation/script.ts'
import type { Models } from '../../pure/bpmn/simulation/simulate.ts'
import {
  awaitsItsStart,
  completion,
  happening,
  MOST_FIRINGS,
  type SimulatedWorld,
} from '../../pure/bpmn/simulation/world.ts'
import type { InstanceState } from '../../pure/bpmn/state.ts'
import { addDuration } from '../../pure/bpmn/timer-values.ts'
import { system } from '../core/actor.ts'
import type { Deps, SteerEvent } from '../core/deps.ts'
import { newId } from '../core/ids.ts'
import { type Cx, write } from '../core/write.ts'
import { definitionOf } from './definitions.ts'
import { deliverEvents } from './deliver.ts'
import { switchOn } from './deploy.ts'
import { engineEvents } from './events.ts'
import { ANSWERS, hear } from './heard.ts'
import type { EnginePorts } from './ports.ts'
import { broadcastSignal, publishMessage, startInstance, steer } from './steer.ts'
import { fireTimers } from './timers.ts'

type Variables = Record<string, unknown>

/** Names of events that a simulation records. */
export const SIMULATED_EVENTS: ReadonlySet<string> = new Set([...engineEvents.map(({ name }) => name), ...ANSWERS])

interface Stored extends Instance {
  id: string
}

/**
 * Runs a script through the durable shell: rows, outbox, timers and waits in a database that has no other use. Its clock
 * stands still between the entries of the script.
 */
export class DurableWorld implements SimulatedWorld {
  private readonly deps: Deps
  private readonly models: Models
  private readonly script: SimulationScript
  private readonly ports: EnginePorts
  private now: string

  constructor(deps: Deps, models: Models, script: SimulationScript) {
    this.deps = deps
    this.models = models
    this.script = script
    this.now = new Date(Date.parse(script.now)).toISOString()
    const company = officeHours(script.zone)
    const manual = new Set(script.manual)
    this.ports = {
      // Nobody has a list of tasks here: the token is all there is of one.
      userTasks: { create: async () => {}, cancel: async () => {}, rename: async () => {} },
      calendars: async () => ({ zone: script.zone, company, of: () => company }),
      departmentsBelow: async () => [],
      steps: new Map(),
      reactions: new Map(),
      calendarEvents: new Set(),
      simulated: {
        stepOutput: (element) => (manual.has(element) ? undefined : {}),
        variables: (process) => (process === models.main.processId ? script.variables : undefined),
      },
    }
  }

  async begin(): Promise<void> {
    const { main, graphs, listening } = this.models
    const isAwaited = awaitsItsStart(main, this.script)
    await this.setClock()
    await this.write(async (cx) => {
      await hear(cx, ANSWERS)
      const listeners = isAwaited ? [main, ...listening] : listening
      for (const graph of new Set([main, ...listening, ...graphs.values()])) {
        const position = listeners.indexOf(graph)
        await this.install(cx, graph, position)
        if (graph !== main || !isAwaited) {
          await sql`delete from process_start_timers where process_key = ${graph.processId}`.execute(cx.db)
        }
      }
      const { variables } = this.script
      if (!isAwaited) await startInstance(cx, this.ports, { key: main.processId, variables, subject: null })
    })
    await this.goOn()
  }

  async complete(element: string, variables: Variables, index: number): Promise<boolean> {
    const instances = await this.instances()
    const place = placesAt(instances, element)[index]
    const event = place && completion(place, variables)
    if (event) {
      const { id: instance } = place.instance as Stored
      const { token } = event as { token: number }
      if (event.type === 'user_task.completed') {
        await this.write(async (cx) => {
          const subject = { kind: 'task', id: newId() }
          cx.record('task.completed', { subject, payload: { instance, token, variables } })
        })
      } else if (event.type === 'step.succeeded') {
        await this.write(async (cx) => {
          const subject = { kind: 'process_instance', id: instance }
          cx.record('step.finished', { subject, payload: { instance, token, variables } })
        })
      } else await this.write((cx) => steer(cx, this.ports, instance, event as SteerEvent))
      await this.goOn()
      return true
    }
    const waiting = placesWaitingFor(instances, element)[index]
    if (!waiting) return false
    return this.tell(waiting.instance as Stored, happening(waiting, element, variables) as SteerEvent)
  }

  async advance(duration: string): Promise<void> {
    const target = addDuration(this.now, duration, this.script.zone)
    await this.fireUntil(target)
    this.now = target
    await this.setClock()
  }

  async message(message: { name: string; key?: string; variables: Variables; timeToLive?: string }): Promise<void> {
    const { name, key, variables, timeToLive } = message
    const whole = { name, key, variables, timeToLive, subject: null }
    await publishMessage(this.deps, system('simulation'), this.ports, whole)
    await this.goOn()
  }

  async signal(name: string, variables: Variables): Promise<boolean> {
    const reached = await this.write((cx) => broadcastSignal(cx, this.ports, { name, variables }))
    await this.goOn()
    return reached > 0
  }

  async throwError(element: string, code: string, index: number): Promise<boolean> {
    const message = `The script threw the error "${code}"`
    return this.thrown(element, index, (token) => ({ type: 'error.thrown', token, code, message }))
  }

  async throwEscalation(
    element: string,
    code: string | undefined,
    variables: Variables,
    index: number,
  ): Promise<boolean> {
    return this.thrown(element, index, (token) => ({ type: 'escalation.thrown', token, code, variables }))
  }

  async cancel(): Promise<void> {
    for (const instance of await this.instances()) {
      if (!instance.calledBy && instance.state?.status === 'active') await this.tell(instance, { type: 'cancel' })
    }
  }

  async report(): Promise<SimulationReport> {
    const told = (await this.instances()) as (Stored & Told)[]
    const { rows } = await sql<{ definition_id: string; element: string; token: number; what: string }>`
      select definition_id, element, token, what from process_steps order by id, n`.execute(this.deps.database.db)
    const history: { graph: Graph; trace: Trace }[] = []
    for (const { definition_id, element, token, what } of rows) {
      const { graph } = await definitionOf({ db: this.deps.database.db }, definition_id)
      const isBody = what.startsWith('body-')
      const isJoined = what === 'joined'
      const plain = (isJoined ? 'completed' : isBody ? what.slice('body-'.length) : what) as Trace['what']
      const marks = { ...(isBody ? { body: true as const } : {}), ...(isJoined ? { joined: true as const } : {}) }
      history.push({ graph, trace: { element, token, what: plain, ...marks } })
    }
    const report = reportOf(told, history)
    return told.length > 0 ? report : { ...report, variables: this.script.variables }
  }

  /** Deploys a process; one that listens begins by events, in this order. */
  private async install(cx: Cx, graph: Graph, position: number): Promise<void> {
    const { processId: key, name } = graph
    await switchOn(cx, this.ports, { key, name, bpmn: '', origin: 'own', by: null }, graph)
    const settings = newId()
    const values = JSON.stringify(this.script.settings)
    await cx.db
      .insertInto('process_settings')
      .values({ id: settings, process_key: key, version: 1, values, created_at: cx.now })
      .execute()
    const paused = position < 0 ? cx.now : null
    await cx.db
      .updateTable('processes')
      .set({ settings_id: settings, position: Math.max(0, position), paused_at: paused })
      .where('key', '=', key)
      .execute()
  }

  private write<T>(command: (cx: Cx) => Promise<T>): Promise<T> {
    return write(this.deps, system('simulation'), command)
  }

  private async setClock(): Promise<void> {
    await sql`update business_clock set stopped_at = ${this.now}`.execute(this.deps.database.db)
  }

  private async instances(): Promise<Stored[]> {
    const { rows } = await sql<{ id: string; definition_id: string; state: InstanceState; called_by: string | null }>`
      select id, definition_id, state, called_by from process_instances order by id`.execute(this.deps.database.db)
    return Promise.all(
      rows.map(async ({ id, definition_id, state, called_by }) => {
        const { graph } = await definitionOf({ db: this.deps.database.db }, definition_id)
        const found: Stored = { id, graph, state }
        // Who it was does not matter to anybody who looks from outside.
        return called_by === null ? found : { ...found, calledBy: { instance: found, token: 0 } }
      }),
    )
  }

  private async tell(instance: Stored, event: SteerEvent): Promise<boolean> {
    await this.write((cx) => steer(cx, this.ports, instance.id, event))
    await this.goOn()
    return true
  }

  private async thrown(element: string, index: number, event: (token: number) => SteerEvent): Promise<boolean> {
    const place = placesAt(await this.instances(), element)[index]
    return place ? this.tell(place.instance as Stored, event(place.token.id)) : false
  }

  /** All that follows at this instant, timers that are due at once included. */
  private goOn(): Promise<void> {
    return this.fireUntil(this.now)
  }

  private async settle(): Promise<void> {
    while ((await deliverEvents(this.deps, this.ports, 200)) > 0);
  }

  /** Fires what is due by an instant, each at its own. */
  private async fireUntil(target: string): Promise<void> {
    await this.settle()
    for (let fired = 0; ; fired++) {
      if (fired > MOST_FIRINGS) throw new RangeError(`More than ${MOST_FIRINGS} timers fire before ${target}`)
      const { rows } = await sql<{
        due: Date | null
      }>`select least((select min(due_at) from process_waits where kind = 'timer'),
        (select min(due_at) from process_start_timers)) as due`.execute(this.deps.database.db)
      const due = rows[0]!.due?.getTime()
      if (due === undefined || due > Date.parse(target)) return
      if (due > Date.parse(this.now)) {
        this.now = new Date(due).toISOString()
        await this.setClock()
      }
      await fireTimers(this.deps, this.ports, 1)
      await this.settle()
    }
  }
}
