import { z } from 'zod'
import { invalid } from './errors.ts'

/** Keyset paging: `after` is the opaque cursor of the last answer, `limit` at most 200. */
export const pageQuery = {
  after: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
}

/** An answer of a list: its items and the cursor for the next page, null at the end. */
export const pageOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() })

export const cursorOf = (...key: unknown[]): string => Buffer.from(JSON.stringify(key)).toString('base64url')

export function readCursor(cursor: string, length: number): unknown[] {
  try {
    const key = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (Array.isArray(key) && key.length === length) return key
  } catch {
    // falls through: a cursor nobody of ours wrote
  }
  throw invalid({ path: 'after', code: 'field.invalid' })
}
