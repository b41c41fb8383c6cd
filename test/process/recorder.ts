import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import {
  cross,
  crossingsPath,
  digestOf,
  type RecordedWay,
  type Recording,
  recordingPath,
  recordingsOf,
  settled,
  traceLine,
} from '../../processes/recorded.ts'
import { readModel, shippedProcesses } from '../../processes/shipped.ts'
import { type AdvanceEnv, advance } from '../../pure/bpmn/advance.ts'
import type { Graph } from '../../pure/bpmn/graph.ts'
import { parseModel } from '../../pure/bpmn/parse.ts'
import { repositoryRoot } from '../../server/core/paths.ts'

/** More of one story that go the same way say nothing new. */
const MOST_WAYS = 6

/** Stands for `advance` and keeps what it was asked, case by case. */
export class Recorder {
  private readonly ways: { process: string; way: RecordedWay }[] = []
  /** By the state in which it was left: that is how a case is known when it is loaded again. */
  private readonly open = new Map<string, RecordedWay>()
  story = ''

  readonly advance: typeof advance = (graph, before, event, env) => {
    const calendar: string[] = []
    const asked: AdvanceEnv = {
      ...env,
      addWorkingTime(...question) {
        const answer = env.addWorkingTime(...question)
        calendar.push(answer)
        return answer
      },
    }
    const result = advance(graph, before, event, asked)
    if (result.state === before && result.intents.length === 0) return result
    const known = before && this.open.get(keyOf(before))
    const way = known ?? { story: this.story, zone: env.zone, settings: env.settings, steps: [] }
    if (!known && before !== null) return result
    if (!known) this.ways.push({ process: graph.processId, way })
    way.steps.push(
      settled({
        now: env.now,
        event,
        ...(calendar.length > 0 ? { calendar } : {}),
        trace: result.trace.map(traceLine),
        intents: result.intents,
        state: result.state,
      }),
    )
    this.open.set(keyOf(result.state), way)
    return result
  }

  /** Writes what is not there yet: the present versions, and what becomes of earlier ones in them. Tells the files. */
  async write(): Promise<string[]> {
    const written: string[] = []
    const put = (path: string, value: object) => {
      if (existsSync(path)) return
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, linesOf(value))
      written.push(path)
    }
    for (const process of shippedProcesses) {
      const model = readModel(repositoryRoot, process)
      const graph = (await parseModel(model)).graph as Graph
      const { key, version } = process
      const ways = this.waysOf(key)
      const recording: Recording = { process: key, version, model: digestOf(model), graph: settled(graph), ways }
      if (ways.length > 0) put(recordingPath(repositoryRoot, process, version), recording)
      for (const earlier of recordingsOf(repositoryRoot, process).filter((each) => each.version < version)) {
        put(crossingsPath(repositoryRoot, process, earlier.version), cross(earlier, recording.graph, version))
      }
    }
    return written
  }

  /** One of each way that was gone, the first. */
  private waysOf(key: string): RecordedWay[] {
    const found = new Map<string, RecordedWay>()
    const perStory = new Map<string, number>()
    for (const { process, way } of this.ways) {
      const gone = JSON.stringify(way.steps.map(({ event, trace }) => [event.type, trace]))
      const count = perStory.get(way.story) ?? 0
      if (process !== key || found.has(gone) || count === MOST_WAYS) continue
      found.set(gone, way)
      perStory.set(way.story, count + 1)
    }
    return [...found.values()]
  }
}

const keyOf = (state: unknown): string => JSON.stringify(settled(state))

/** JSON with a step a line: so that one sees in a comparison which of them is another. */
function linesOf(value: object): string {
  const { ways, ...head } = value as { ways: { steps?: object[]; after?: object[] }[] }
  const rest = JSON.stringify(head).slice(0, -1)
  const written = ways.map(({ steps, after, ...way }) => {
    const lines = (steps ?? after ?? []).map((each) => `\n    ${JSON.stringify(each)}`)
    return `\n  ${JSON.stringify(way).slice(0, -1)},"${steps ? 'steps' : 'after'}":[${lines.join(',')}]}`
  })
  return `${rest},"ways":[${written.join(',')}]}\n`
}
