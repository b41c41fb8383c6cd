import { type AdvanceEnv, advance, type EngineEvent, type Intent, type Trace } from './advance.ts'
import type { Graph } from './graph.ts'
import { parseModel } from './parse.ts'
import type { SimulationReport } from './simulation/report.ts'
import { type SimulationScript, simulationScript } from './simulation/script.ts'
import { simulate } from './simulation/simulate.ts'
import type { InstanceState, Token } from './state.ts'

/** Reads a model that must be without errors. */
export async function readModel(xml: string): Promise<Graph> {
  const { graph, problems } = await parseModel(xml)
  if (!graph) throw new Error(problems.map(({ elementId, message }) => `${elementId}: ${message}`).join('\n'))
  return graph
}

/** Who sees every script that is run here with what came of it: the real shell is to say the same (test/support/durable.ts). */
export const witnesses: ((models: string[], script: SimulationScript, report: SimulationReport) => Promise<void>)[] = []

/** What a script makes of a model, or of a model and those it calls. */
export async function simulated(models: string | string[], script: object = {}): Promise<SimulationReport> {
  const files = [models].flat()
  const whole = simulationScript.parse(script)
  const { report } = await simulate(files, whole)
  for (const witness of witnesses) await witness(files, whole, report)
  return report
}

/** Wraps the content of a process into a whole model. */
export function processOf(content: string, outside = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="model">
  <bpmn:process id="process" isExecutable="true">${content}</bpmn:process>${outside}
</bpmn:definitions>`
}

/** A sequence flow, with a condition if one is given. */
export function flow(source: string, target: string, condition?: string): string {
  const expression = condition === undefined ? '' : `<bpmn:conditionExpression>${condition}</bpmn:conditionExpression>`
  return `<bpmn:sequenceFlow id="${source}_${target}" sourceRef="${source}" targetRef="${target}">${expression}</bpmn:sequenceFlow>`
}

/**
 * An instance for tests, as the shell would keep it: its state goes through JSON between two events, is frozen while
 * `advance` works, and every advance is done twice to see that nothing but its input decides.
 */
export class TestInstance {
  readonly graph: Graph
  readonly env: AdvanceEnv
  state: InstanceState | null = null
  intents: Intent[] = []
  readonly history: Trace[] = []

  constructor(graph: Graph, env: Partial<AdvanceEnv> = {}) {
    this.graph = frozen(graph)
    this.env = {
      now: '2026-05-04T08:00:00.000Z',
      zone: 'Europe/Warsaw',
      settings: {},
      addWorkingTime: () => {
        throw new Error('no calendar in this test')
      },
      ...env,
    }
  }

  static async of(xml: string, env: Partial<AdvanceEnv> = {}): Promise<TestInstance> {
    return new TestInstance(await readModel(xml), env)
  }

  send(event: EngineEvent): Intent[] {
    const before = frozen(structuredClone(this.state))
    const { state, intents, trace } = advance(this.graph, before, event, this.env)
    const again = advance(this.graph, before, event, this.env)
    if (JSON.stringify([state, intents, trace]) !== JSON.stringify([again.state, again.intents, again.trace])) {
      throw new Error(`advance gave two different results for ${event.type}`)
    }
    this.state = JSON.parse(JSON.stringify(state))
    this.intents = intents
    this.history.push(...trace)
    return intents
  }

  start(variables: Record<string, unknown> = {}, startEvent?: string): Intent[] {
    return this.send({ type: 'start', variables, startEvent })
  }

  complete(element: string, variables: Record<string, unknown> = {}): Intent[] {
    return this.send({ type: 'user_task.completed', token: this.token(element).id, variables })
  }

  succeed(element: string, output: Record<string, unknown> = {}): Intent[] {
    return this.send({ type: 'step.succeeded', token: this.token(element).id, output })
  }

  refuse(element: string, code: string, message = 'refused'): Intent[] {
    return this.send({ type: 'step.refused', token: this.token(element).id, code, message })
  }

  receive(element: string, variables: Record<string, unknown> = {}): Intent[] {
    const token = this.tokens.find((each) => each.messages?.includes(element))
    if (!token) throw new Error(`nothing waits for a message at ${element}`)
    return this.send({ type: 'message.received', token: token.id, element, variables })
  }

  /** Lets the timer of an event fire when it is due. */
  fire(element: string): Intent[] {
    const token = this.tokens.find((each) => each.timers?.some((timer) => timer.element === element))
    if (!token) throw new Error(`no timer is armed for ${element}`)
    const { dueAt } = token.timers!.find((timer) => timer.element === element)!
    if (dueAt > this.env.now) this.env.now = dueAt
    return this.send({ type: 'timer.fired', token: token.id, element })
  }

  token(element: string): Token {
    const token = this.tokens.find((each) => each.element === element)
    if (!token) throw new Error(`no token is at ${element}; tokens are at ${this.at.join(', ')}`)
    return token
  }

  get tokens(): Token[] {
    return this.state?.tokens ?? []
  }

  /** Where tokens rest, in alphabetical order. */
  get at(): string[] {
    return this.tokens.map((token) => token.element).sort()
  }

  get variables(): Record<string, unknown> {
    return this.state!.scopes[0]!.variables
  }

  /** The intents of one type that the last event led to. */
  intended<T extends Intent['type']>(type: T): Extract<Intent, { type: T }>[] {
    return this.intents.filter((intent): intent is Extract<Intent, { type: T }> => intent.type === type)
  }
}

function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  Object.freeze(value)
  for (const part of Object.values(value)) frozen(part)
  return value
}
