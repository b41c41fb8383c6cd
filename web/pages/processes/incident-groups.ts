import { wordsOf } from '../../i18n/words.ts'
import type { Incident } from './queries.ts'

/** Incidents of one process, one step and one code: the same fault, which one answer may put right in all its cases. */
export interface IncidentGroup {
  id: string
  /** The newest first. */
  incidents: [Incident, ...Incident[]]
  cases: number
}

export function groupsOf(incidents: readonly Incident[]): IncidentGroup[] {
  const groups = new Map<string, IncidentGroup>()
  for (const one of incidents) {
    const id = [one.process, one.element.id, one.code].join('/')
    const group = groups.get(id)
    if (group) group.incidents.push(one)
    else groups.set(id, { id, incidents: [one], cases: 0 })
  }
  for (const group of groups.values()) group.cases = new Set(group.incidents.map((one) => one.instance)).size
  return [...groups.values()]
}

/** What is wrong, in words, and what the engine said about it, where that is more than the words say. */
export function faultOf({ code, message }: { code: string; message: string }): { words: string; detail: string } {
  // A refused command tells the parameters of its code instead of a sentence.
  const params = paramsIn(message)
  const words = wordsOf(`error.${code}`, params ?? {})
  return { words: words ?? (params ? code : message || code), detail: words && !params ? message : '' }
}

function paramsIn(message: string): Record<string, unknown> | null {
  try {
    const read: unknown = JSON.parse(message)
    return read !== null && typeof read === 'object' && !Array.isArray(read) ? (read as Record<string, unknown>) : null
  } catch {
    return null
  }
}
