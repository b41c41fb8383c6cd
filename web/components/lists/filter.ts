import type { components } from '../../api/schema.d.ts'
import { linkOf, type RecordField } from '../fields/queries.ts'

export type Condition = { field: string; op: string; value?: unknown }
export type Filter = { all: Part[] } | { any: Part[] }
export type Part = Condition | Filter
export type View = components['schemas']['ListView']

export const isCondition = (part: Part): part is Condition => 'field' in part
export const wordOf = (filter: Filter): 'all' | 'any' => ('all' in filter ? 'all' : 'any')
export const partsOf = (filter: Filter): Part[] => ('all' in filter ? filter.all : filter.any)
export const withParts = (word: 'all' | 'any', parts: Part[]): Filter =>
  word === 'all' ? { all: parts } : { any: parts }

export const EVERYTHING: Filter = { all: [] }

/** What the address holds, if it is a filter at all. */
export function readFilter(text: string | undefined): Filter | null {
  if (!text) return null
  try {
    const read: unknown = JSON.parse(text)
    return isFilter(read) ? read : null
  } catch {
    return null
  }
}

function isFilter(value: unknown): value is Filter {
  if (typeof value !== 'object' || value === null) return false
  const parts = (value as { all?: unknown; any?: unknown }).all ?? (value as { any?: unknown }).any
  return (
    Array.isArray(parts) &&
    parts.every((part) => isFilter(part) || (typeof part?.field === 'string' && typeof part?.op === 'string'))
  )
}

const NEEDS_NOTHING = new Set(['passed', 'empty', 'not_empty', 'yes', 'no'])
export const needsValue = (op: string): boolean => !NEEDS_NOTHING.has(op)

/** Whether a condition is whole enough to be asked. */
export function isWhole({ op, value }: Condition): boolean {
  if (!needsValue(op)) return true
  if (op === 'between')
    return Array.isArray(value) && value.length === 2 && value.every((one) => one !== null && one !== '')
  if (Array.isArray(value)) return value.length > 0
  return value !== undefined && value !== null && value !== ''
}

/** The filter without what is half typed, and without fields this person does not see: what can be sent. */
export function askable(filter: Filter, fields: RecordField[]): Filter {
  const known = new Set(fields.map((field) => field.key))
  const parts = partsOf(filter).flatMap((part): Part[] => {
    if (!isCondition(part)) {
      const group = askable(part, fields)
      return partsOf(group).length > 0 ? [group] : []
    }
    return isWhole(part) && known.has(part.field) ? [part] : []
  })
  return withParts(wordOf(filter), parts)
}

/** A condition to begin with. */
export const firstCondition = (field: RecordField): Condition => ({
  field: field.key,
  op: field.operators[0] ?? 'empty',
})

export type ValueShape =
  | 'none'
  | 'text'
  | 'number'
  | 'pair'
  | 'date'
  | 'dates'
  | 'period'
  | 'days'
  | 'choices'
  | 'people'
  | 'departments'
  | 'records'
  | 'stages'
  | 'pipelines'

/** What kind of value an operator of a field needs. */
export function shapeOf(field: RecordField, op: string): ValueShape {
  if (!needsValue(op)) return 'none'
  if (op === 'in') return 'period'
  if (['last_days', 'next_days', 'older_than', 'later_than'].includes(op)) return 'days'
  const { type } = field
  if (type === 'date' || type === 'moment') return op === 'between' ? 'dates' : 'date'
  if (['number', 'money', 'rate'].includes(type)) return op === 'between' ? 'pair' : 'number'
  if (['choice', 'choices', 'locale'].includes(type)) return 'choices'
  if (type === 'employee') return 'people'
  if (type === 'department') return 'departments'
  if (type === 'stage') return 'stages'
  if (type === 'pipeline') return 'pipelines'
  if (linkOf(field)) return 'records'
  return 'text'
}
