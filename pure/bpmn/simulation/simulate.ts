import type { Decision } from '../decision.ts'
import { isFeel } from '../expression.ts'
import type { Graph } from '../graph.ts'
import { type ParsedProcess, parseDecisions, parseFile } from '../parse.ts'
import { type Problem, problem } from '../problem.ts'
import type { SimulationReport } from './report.ts'
import type { ScriptEntry, SimulationScript } from './script.ts'
import { PureWorld, type SimulatedWorld } from './world.ts'

/** A model that cannot be simulated; each of its errors says why. */
export class ModelRefused extends Error {
  readonly problems: Problem[]

  constructor(problems: Problem[]) {
    super(problems.map(({ message }) => message).join('\n'))
    this.problems = problems
  }
}

export interface Simulation {
  report: SimulationReport
  /** What is doubtful about the models */
  warnings: Problem[]
  /** Entries of the script that met nothing, by their number from 1 */
  missed: { entry: number; what: string }[]
}

/**
 * Runs a script on models of BPMN, the first file first; files of DMN may stand among them. Throws ModelRefused. `makeWorld`
 * says where they run: in memory, unless it gives another world.
 */
export async function simulate(
  files: string[],
  script: SimulationScript,
  makeWorld: (models: Models, script: SimulationScript) => SimulatedWorld = inMemory,
): Promise<Simulation> {
  const models = await readModels(files, script.process)
  const { warnings } = models
  const world = makeWorld(models, script)
  const missed = await perform(script.do, world)
  return { report: await world.report(), warnings, missed }
}

const inMemory = ({ main, graphs, listening }: Models, script: SimulationScript) =>
  new PureWorld(main, graphs, listening, script)

export interface Models {
  main: Graph
  graphs: ReadonlyMap<string, Graph>
  listening: Graph[]
  warnings: Problem[]
}

/** The process to be simulated and all that it may call, without errors in any of them. */
export async function readModels(files: string[], wanted?: string): Promise<Models> {
  const decisions: Record<string, Decision> = {}
  const models: string[] = []
  const errors: Problem[] = []
  for (const file of files) {
    const found = await parseDecisions(file)
    if (!found) models.push(file)
    else {
      Object.assign(decisions, found.decisions)
      errors.push(...found.problems)
    }
  }
  const parsed = await Promise.all(models.map((xml) => parseFile(xml, 'simulate', decisions)))
  const ofFiles = parsed.flatMap(({ problems }) => problems)
  errors.push(...ofFiles.filter(isError))
  const processes = parsed.flatMap((file) => file.processes)
  const main = chosen(processes, wanted)
  if (!main && errors.length === 0) {
    const names = processes.map(({ processId }) => processId).join(', ')
    errors.push(
      wanted === undefined
        ? problem({}, 'process_missing')
        : problem({}, 'process_unknown', { process: wanted, processes: names }),
    )
  }
  const used = main ? withCalled(main, processes, errors) : []
  errors.push(...used.flatMap(({ problems }) => problems.filter(isError)))
  if (errors.length > 0 || !main?.graph) throw new ModelRefused(errors)
  const runnable = processes.filter(({ graph }) => graph !== null)
  return {
    main: main.graph,
    graphs: new Map(runnable.toReversed().map(({ processId, graph }) => [processId, graph!])),
    listening: runnable.filter((each) => each.isExecutable && each !== main).map(({ graph }) => graph!),
    warnings: [...ofFiles, ...used.flatMap(({ problems }) => problems)].filter((each) => !isError(each)),
  }
}

/** The process named, else the first executable one of the first file that is not there to be called by another. */
function chosen(processes: ParsedProcess[], wanted: string | undefined): ParsedProcess | undefined {
  if (wanted !== undefined) return processes.find(({ processId }) => processId === wanted)
  const called = new Set(processes.flatMap((each) => callsOf(each).map(({ process }) => process)))
  const executable = processes.filter(({ isExecutable }) => isExecutable)
  const candidates = executable.length > 0 ? executable : processes
  return candidates.find(({ processId }) => !called.has(processId)) ?? candidates[0]
}

function withCalled(main: ParsedProcess, processes: ParsedProcess[], errors: Problem[]): ParsedProcess[] {
  const used = new Set([main])
  for (const each of used) {
    for (const { element, process } of callsOf(each)) {
      const name = process.replace(/^.*:/, '')
      const called = processes.find(({ processId }) => processId === process || processId === name)
      if (called) used.add(called)
      else errors.push(problem(element, 'called_process_unknown', { process }))
    }
  }
  return [...used]
}

function callsOf({ graph }: ParsedProcess) {
  return Object.values(graph?.elements ?? {}).flatMap((element) => {
    const process = element.call?.process
    return process === undefined || isFeel(process) ? [] : [{ element, process }]
  })
}

/** Does what a script says, entry by entry; gives the entries that met nothing. */
export async function perform(entries: ScriptEntry[], world: SimulatedWorld): Promise<Simulation['missed']> {
  await world.begin()
  const missed: Simulation['missed'] = []
  for (const [index, entry] of entries.entries()) {
    const what = await performOne(entry, world)
    if (what !== null) missed.push({ entry: index + 1, what })
  }
  return missed
}

/** Null when it was done, else what was not there. */
async function performOne(entry: ScriptEntry, world: SimulatedWorld): Promise<string | null> {
  if ('complete' in entry) {
    const done = await world.complete(entry.complete, entry.variables ?? {}, entry.index ?? 0)
    return done ? null : `nothing waits at "${entry.complete}"`
  }
  if ('advance' in entry) {
    await world.advance(entry.advance)
    return null
  }
  if ('message' in entry) {
    const { message: name, correlationKey, variables = {}, timeToLive } = entry
    await world.message({ name, key: correlationKey || undefined, variables, timeToLive })
    return null
  }
  if ('signal' in entry) {
    return (await world.signal(entry.signal, entry.variables ?? {})) ? null : `nobody waits for "${entry.signal}"`
  }
  if ('throwError' in entry) {
    const { throwError: at, code = '', index = 0 } = entry
    return (await world.throwError(at, code, index)) ? null : `nothing runs at "${at}"`
  }
  if ('throwEscalation' in entry) {
    const { throwEscalation: at, code, variables = {}, index = 0 } = entry
    return (await world.throwEscalation(at, code, variables, index)) ? null : `nothing runs at "${at}"`
  }
  await world.cancel()
  return null
}

function isError({ severity }: Problem): boolean {
  return severity === 'error'
}
