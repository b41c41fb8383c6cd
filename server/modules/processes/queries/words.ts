import { readModel, shippedProcesses } from '../../../../processes/shipped.ts'
import type { Graph } from '../../../../pure/bpmn/graph.ts'
import { parseModel } from '../../../../pure/bpmn/parse.ts'
import { repositoryRoot } from '../../../core/paths.ts'

interface Named {
  pl: string
  en: string
}

/** Of steps and flows, by their ids. */
export type Words = Readonly<Record<string, Named>>

const known = new Map<string, Promise<Words>>()
const inBoth = (name: string): Named => ({ pl: name, en: name })

/** What a process is called in both languages: a shipped one has an English name, until somebody names it anew. */
export function nameOf(key: string, name: string): Named {
  const shipped = shippedProcesses.find((process) => process.key === key)?.name
  return shipped && (name === '' || name === shipped.pl) ? shipped : inBoth(name)
}

/** How the steps and flows of a shipped process are called as it comes, by their ids; none where a company drew it itself. */
export function wordsOf(key: string): Promise<Words> {
  const shipped = shippedProcesses.find((process) => process.key === key)
  if (!shipped) return Promise.resolve({})
  const before = known.get(key)
  if (before) return before
  const words = parseModel(readModel(repositoryRoot, shipped)).then(({ graph }) =>
    Object.fromEntries(
      namesIn(graph!).flatMap(([id, name]): [string, Named][] => {
        const en = shipped.elements[id]
        return en ? [[id, { pl: name, en }]] : []
      }),
    ),
  )
  known.set(key, words)
  return words
}

const namesIn = ({ elements, flows }: Graph): [string, string][] =>
  [...Object.values(elements), ...Object.values(flows)].flatMap(({ id, name }) => (name ? [[id, name]] : []))

/** What a step is called in both languages: in English as it was shipped, until somebody names it anew. */
export const stepName = (words: Words, id: string, name: string | undefined): Named =>
  words[id] && (name === undefined || name === words[id].pl) ? words[id] : inBoth(name ?? id)

/** English names of the steps and flows of a model that are called as they were shipped, by their ids. */
export const englishNames = (words: Words, graph: Graph): Record<string, string> =>
  Object.fromEntries(namesIn(graph).flatMap(([id, name]) => (words[id]?.pl === name ? [[id, words[id].en]] : [])))
