import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type AdvanceEnv, advance, type EngineEvent, type Intent, type Trace } from '../pure/bpmn/advance.ts'
import type { Graph } from '../pure/bpmn/graph.ts'
import { elementMap, type MigrationRefusal, migrate } from '../pure/bpmn/migration.ts'
import type { InstanceState } from '../pure/bpmn/state.ts'
import type { ShippedProcess } from './shipped-process.ts'

/** One event that came to a case, and what came of it. */
export interface RecordedStep {
  /** Business time */
  now: string
  event: EngineEvent
  /** What the calendars answered, in order */
  calendar?: string[]
  /** Elements as the history has them: "12 accept completed" is what happened at an element to a token. */
  trace: string[]
  intents: Intent[]
  state: InstanceState
}

/** A case from its start on, with what was filled into its process's blanks. */
export interface RecordedWay {
  story: string
  zone: string
  settings: Record<string, unknown>
  steps: RecordedStep[]
}

/** Cases of one version of a shipped process as they went when it was shipped (npm run record). Never changed afterwards. */
export interface Recording {
  process: string
  version: number
  /** Of the model: SHA-256 */
  model: string
  /** As it lies in databases: it was parsed when the version was deployed. */
  graph: Graph
  ways: RecordedWay[]
}

/** What becomes of cases of an earlier version that are put into a later one after each of their steps. */
export interface Crossings {
  process: string
  from: number
  to: number
  /** By ways and their steps: why it stays; else what it was on the other side, and what happened at each later event of the way */
  ways: { story: string; after: ({ refused: MigrationRefusal[] } | Crossed)[] }[]
}

interface Crossed {
  trace: string[]
  intents: Intent[]
  state: InstanceState
  goes: string[][]
}

const folderOf = (root: string, { folder }: ShippedProcess) => join(root, 'processes', folder, 'recorded')
export const recordingPath = (root: string, process: ShippedProcess, version: number): string =>
  join(folderOf(root, process), `${version}.json`)
export const crossingsPath = (root: string, process: ShippedProcess, from: number): string =>
  join(folderOf(root, process), `${from}-to-${process.version}.json`)

export const digestOf = (model: string): string => createHash('sha256').update(model).digest('hex')

export const readRecorded = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T

/** All recordings of a process, the earliest version first. */
export function recordingsOf(root: string, process: ShippedProcess): Recording[] {
  const folder = folderOf(root, process)
  if (!existsSync(folder)) return []
  const versions = readdirSync(folder).flatMap((name) => /^(\d+)\.json$/.exec(name)?.[1] ?? [])
  return versions
    .map(Number)
    .sort((a, b) => a - b)
    .map((version) => readRecorded<Recording>(recordingPath(root, process, version)))
}

export const traceLine = ({ element, token, what, joined, body }: Trace): string =>
  `${token} ${element} ${body ? `body-${what}` : joined ? 'joined' : what}`

/** A state or intents as they come back from a database: in one order, without what is not there. */
export function settled<T>(value: T): T {
  if (Array.isArray(value)) return value.map(settled) as T
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([, held]) => held !== undefined)
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, held]) => [name, settled(held)]),
  ) as T
}

function envOf(
  { zone, settings }: RecordedWay,
  { now, calendar = [] }: Pick<RecordedStep, 'now' | 'calendar'>,
): AdvanceEnv {
  const answers = [...calendar]
  return {
    now,
    zone,
    settings,
    // Asked more often than it was then, it answers with the moment: whoever compares sees that something else came of it.
    addWorkingTime: () => answers.shift() ?? now,
  }
}

/** The same events again, each for the case as it was kept then: what comes of them now. */
export function replay({ graph }: Recording, way: RecordedWay): RecordedStep[] {
  let before: InstanceState | null = null
  return way.steps.map((step) => {
    const { state, intents, trace } = advance(graph, before, step.event, envOf(way, step))
    before = step.state
    return { ...step, trace: trace.map(traceLine), intents: settled(intents), state: settled(state) }
  })
}

/** Puts each case into the later version after each of its steps and lets it go on there by the events that came. */
export function cross({ process, version, graph, ways }: Recording, to: Graph, toVersion: number): Crossings {
  const map = elementMap(graph, to)
  const crossAfter = (way: RecordedWay, at: number) => {
    const { state } = way.steps[at]!
    const result = migrate(graph, to, map, state, envOf(way, way.steps[at]!))
    if ('refused' in result) return { refused: result.refused }
    let now = result.state
    const goes: string[][] = []
    for (const step of way.steps.slice(at + 1)) {
      if (now.status !== 'active') break
      const next = advance(to, now, step.event, envOf(way, step))
      now = next.state
      goes.push(next.trace.map(traceLine))
    }
    const { trace, intents, state: crossed } = result
    return { trace: trace.map(traceLine), intents: settled(intents), state: settled(crossed), goes }
  }
  return {
    process,
    from: version,
    to: toVersion,
    ways: ways.map((way) => ({
      story: way.story,
      after: way.steps.flatMap(({ state }, at) => (state.status === 'active' ? [crossAfter(way, at)] : [])),
    })),
  }
}
