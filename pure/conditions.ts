/** A condition of a filter (server/core/filter.ts has what each operator asks of which field). */
export interface Condition {
  field: string
  op: string
  value?: unknown
}
export type Conditions = { all: ConditionPart[] } | { any: ConditionPart[] }
export type ConditionPart = Condition | Conditions

const lower = (value: unknown): string => String(value ?? '').toLowerCase()
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value])
const namesOf = (value: unknown): string[] => listOf(value).map(String)
const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)

/**
 * Whether values answer to a filter, as its SQL would say of the row that holds them. Texts, numbers, yes and no, and
 * choices; what speaks of time depends on today and is not asked here.
 */
export function fits(conditions: Conditions, values: Readonly<Record<string, unknown>>): boolean {
  if ('any' in conditions) return conditions.any.length === 0 || conditions.any.some((part) => partFits(part, values))
  return conditions.all.every((part) => partFits(part, values))
}

const partFits = (part: ConditionPart, values: Readonly<Record<string, unknown>>): boolean =>
  'field' in part ? conditionFits(part, values[part.field]) : fits(part, values)

function conditionFits({ op, value: asked }: Condition, value: unknown): boolean {
  switch (op) {
    case 'empty':
      return isEmpty(value)
    case 'not_empty':
      return !isEmpty(value)
    case 'contains':
      return !isEmpty(value) && lower(value).includes(lower(asked).trim())
    case 'not_contains':
      return !lower(value).includes(lower(asked).trim())
    case 'starts':
      return !isEmpty(value) && lower(value).startsWith(lower(asked).trim())
    case 'is':
      return value === String(asked).trim()
    case 'is_not':
      return value !== String(asked).trim()
    case 'yes':
      return value === true
    case 'no':
      return value !== true
    case 'any_of':
      return namesOf(asked).some((one) => (Array.isArray(value) ? value.includes(one) : value === one))
    case 'all_of':
      return Array.isArray(value) && namesOf(asked).every((one) => value.includes(one))
    case 'none_of':
      return !namesOf(asked).some((one) => (Array.isArray(value) ? value.includes(one) : value === one))
    default:
      return numberFits(op, asked, value)
  }
}

function numberFits(op: string, asked: unknown, value: unknown): boolean {
  if (typeof value !== 'number') return op === 'ne'
  const [from, to] = listOf(asked).map(Number) as [number, number]
  switch (op) {
    case 'eq':
      return value === from
    case 'ne':
      return value !== from
    case 'lt':
      return value < from
    case 'lte':
      return value <= from
    case 'gt':
      return value > from
    case 'gte':
      return value >= from
    case 'between':
      return value >= from && value <= to
    default:
      return false
  }
}
