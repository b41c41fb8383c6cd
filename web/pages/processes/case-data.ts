import type { WordKey } from '../../i18n/words.ts'

export type Variables = Record<string, unknown>
/** What is wrong with the text, as a key of the catalogue with its parameters. */
export type Fault = { key: WordKey; params?: Record<string, unknown> }

export const written = (variables: Variables): string => JSON.stringify(variables, null, 2)

/** What a text of JSON changes of the variables as they were; they can be set, not taken away. */
export function changesIn(text: string, was: Variables): { changes: Variables } | { fault: Fault } {
  let read: unknown
  try {
    read = JSON.parse(text)
  } catch (error) {
    const line = lineOf(text, String((error as Error).message))
    return { fault: line ? { key: 'steering.data.brokenAt', params: { line } } : { key: 'steering.data.broken' } }
  }
  if (read === null || typeof read !== 'object' || Array.isArray(read)) {
    return { fault: { key: 'steering.data.object', params: { example: '{"amount": 100}' } } }
  }
  const now = read as Variables
  const removed = Object.keys(was).filter((name) => !Object.hasOwn(now, name))
  if (removed.length > 0) return { fault: { key: 'steering.data.removed', params: { names: removed.join(', ') } } }
  const changed = Object.entries(now).filter(
    ([name, value]) => !Object.hasOwn(was, name) || JSON.stringify(value) !== JSON.stringify(was[name]),
  )
  if (changed.length === 0) return { fault: { key: 'steering.data.same' } }
  return { changes: Object.fromEntries(changed) }
}

/** Where a parser stopped, as far as its message tells: each browser has words of its own. */
function lineOf(text: string, message: string): number | null {
  const line = /line (\d+)/.exec(message)
  if (line) return Number(line[1])
  const position = /position (\d+)/.exec(message)
  if (position) return text.slice(0, Number(position[1])).split('\n').length
  return /end of/.test(message) ? text.trimEnd().split('\n').length : null
}

const STEPS =
  /^(task|userTask|serviceTask|sendTask|receiveTask|scriptTask|manualTask|businessRuleTask|callActivity|subProcess|transaction|adHocSubProcess|.*Gateway|intermediate.*Event|endEvent)$/

/** Elements a token can be put on, by the id; an event subprocess and what begins by an event of its own is none. */
export function stepsIn(bpmn: string): string[] {
  const model = new DOMParser().parseFromString(bpmn, 'application/xml')
  return [...model.querySelectorAll('process [id]')]
    .filter((node) => STEPS.test(node.localName) && !node.closest('[triggeredByEvent="true"]'))
    .map((node) => node.getAttribute('id')!)
}
