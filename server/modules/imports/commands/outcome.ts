import type { FieldError, Refusal } from '../../../core/errors.ts'
import type { Body } from '../schema.ts'
import type { ReadRow } from './read-bodies.ts'

/** What became of rows written together. */
export interface Outcome {
  errors: (FieldError & { n: number; cells: string[] })[]
  /** By id what was made (`before` is null) and changed. */
  records: Map<string, { n: number; version: number; before: Body | null }>
}

export const errorOf = ({ n, cells }: ReadRow, { fields, code, params }: Refusal): Outcome['errors'][number] => ({
  ...(fields[0] ?? { path: '', code, params }),
  n,
  cells,
})
