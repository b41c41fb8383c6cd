import { BpmnModdle } from 'bpmn-moddle'
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' }
import type { Decision } from './decision.ts'
import { decisionsIn } from './decision-xml.ts'
import type { Graph } from './graph.ts'
import { type Purpose, readProcess } from './graph-reader.ts'
import { foreignParts, importProblems } from './import-problems.ts'
import { type Problem, problem } from './problem.ts'
import { refusedExtensions } from './refusals.ts'
import { forSimulation, simulated } from './simulation/leniency.ts'
import { validate } from './validate.ts'
import { extensionsOf, type ModdleNode, nodeAt, nodes, textAt } from './xml.ts'

export type { Problem } from './problem.ts'

export interface ParsedModel {
  graph: Graph | null
  problems: Problem[]
}

export interface ParsedProcess extends ParsedModel {
  processId: string
  name: string
  isExecutable: boolean
}

/** All processes of a file. Problems of the file itself, not of one process, keep each of them from running. */
export interface ParsedFile {
  processes: ParsedProcess[]
  problems: Problem[]
}

const PROCESS_EXTENSIONS = ['zeebe:VersionTag', 'zeebe:UserTaskForm']

/** Reads a BPMN model and says all that is wrong with it. The graph is null when an instance could not run it. */
export async function parseModel(xml: string): Promise<ParsedModel> {
  const file = await parseFile(xml, 'run')
  if (file.processes.length === 0 && file.problems.some(isError)) return { graph: null, problems: file.problems }
  const executable = file.processes.filter((each) => each.isExecutable)
  const candidates = executable.length > 0 ? executable : file.processes
  if (candidates.length !== 1) {
    const processes = candidates.map(({ name }) => `"${name}"`).join(', ')
    const wrong =
      candidates.length === 0 ? problem({}, 'process_missing') : problem({}, 'several_processes', { processes })
    return { graph: null, problems: [...file.problems, wrong] }
  }
  const { graph, problems } = candidates[0]!
  return { graph: file.problems.some(isError) ? null : graph, problems: [...file.problems, ...problems] }
}

/** Reads every process of a BPMN file. `decisions` are those of other files that its tasks may call as well. */
export async function parseFile(
  xml: string,
  purpose: Purpose,
  decisions: Record<string, Decision> = {},
): Promise<ParsedFile> {
  const problems: Problem[] = []
  let definitions: ModdleNode
  try {
    const { rootElement, warnings, elementsById } = await new BpmnModdle({ zeebe }).fromXML(xml)
    definitions = rootElement as ModdleNode
    problems.push(...importProblems(warnings, elementsById as Record<string, ModdleNode>))
  } catch (error) {
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n')
    return { processes: [], problems: [problem({}, 'xml_invalid', { reason: reason.slice(0, 300) })] }
  }
  // the second of two is dropped with all that is in it: what else seems wrong follows from that
  if (problems.some((each) => each.code === 'duplicate_id')) return { processes: [], problems }
  const roots = nodes(definitions, 'rootElements')
  problems.push(...roots.filter((each) => each.$type !== 'bpmn:Process').flatMap(foreignParts))
  const shared = { ...decisions, ...decisionsIn(extensionsOf(definitions), problems) }
  const processes = roots
    .filter((node) => node.$type === 'bpmn:Process')
    .map((node) => parseProcess(node, poolName(roots, node), shared, purpose))
  return { processes, problems: purpose === 'simulate' ? problems.map(simulated) : problems }
}

function parseProcess(
  node: ModdleNode,
  pool: string | undefined,
  shared: Record<string, Decision>,
  purpose: Purpose,
): ParsedProcess {
  const found: Problem[] = [...foreignParts(node), ...refusedExtensions(node, PROCESS_EXTENSIONS)]
  const decisions = { ...shared, ...decisionsIn(allExtensions(node), found) }
  const graph = readProcess(node, { pool, decisions, purpose }, found)
  found.push(...validate(graph))
  const problems = purpose === 'simulate' ? found.map(simulated) : found
  if (purpose === 'simulate') forSimulation(graph)
  return {
    processId: graph.processId,
    name: graph.name,
    isExecutable: node.isExecutable === true,
    graph: problems.some(isError) ? null : graph,
    problems,
  }
}

/** The decisions of a DMN file, to be given to `parseFile`; null when the file is none. */
export async function parseDecisions(
  xml: string,
): Promise<{ decisions: Record<string, Decision>; problems: Problem[] } | null> {
  const root = xml.replace(/<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!DOCTYPE[^>]*>/g, '').trim()
  if (!/^<[^>]*omg\.org\/spec\/DMN\//.test(root)) return null
  const problems: Problem[] = []
  const model = 'http://www.omg.org/spec/BPMN/20100524/MODEL'
  // the reader of BPMN keeps what it does not know as it is, so one reader serves both
  const wrapped = `<b:definitions xmlns:b="${model}"><b:extensionElements>${root}</b:extensionElements></b:definitions>`
  try {
    const { rootElement } = await new BpmnModdle().fromXML(wrapped)
    return { decisions: decisionsIn(extensionsOf(rootElement as ModdleNode), problems), problems }
  } catch (error) {
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n')
    return { decisions: {}, problems: [problem({}, 'xml_invalid', { reason: reason.slice(0, 300) })] }
  }
}

/** Extension elements of a process and of everything in it. */
function allExtensions(node: ModdleNode): ModdleNode[] {
  return [...extensionsOf(node), ...nodes(node, 'flowElements').flatMap(allExtensions)]
}

function poolName(roots: ModdleNode[], process: ModdleNode): string | undefined {
  const pools = roots.flatMap((node) => nodes(node, 'participants'))
  return textAt(
    pools.find((pool) => nodeAt(pool, 'processRef') === process),
    'name',
  )
}

function isError({ severity }: Problem): boolean {
  return severity === 'error'
}
