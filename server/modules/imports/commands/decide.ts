import type { Cx } from '../../../core/write.ts'
import type { ImportRow } from '../schema.ts'
import { type Key, KINDS } from './kinds.ts'
import type { ReadRow } from './read-bodies.ts'

export interface Decided {
  make: ReadRow[]
  change: { row: ReadRow; id: string }[]
  skip: ReadRow[]
  refuse: ReadRow[]
  /**
   * How many of the rows these are: one that repeats another which is only now being made, and is to change it, waits
   * until that is there.
   */
  taken: number
}

/** What is to become of each row. */
export async function decide(cx: Cx, file: ImportRow, rows: ReadRow[]): Promise<Decided> {
  const way = KINDS[file.kind].keys ? (file.options?.duplicates ?? 'skip') : 'create'
  const there = way === 'create' ? new Map<string, string>() : await alike(cx, file, rows)
  const decided: Decided = { make: [], change: [], skip: [], refuse: [], taken: rows.length }
  const fresh = new Set<string>()
  for (const [at, row] of rows.entries()) {
    const keys = row.keys.map(nameOf)
    const id = keys.map((key) => there.get(key)).find(Boolean)
    if (row.blank) decided.skip.push(row)
    else if (row.error) decided.refuse.push(row)
    else if (id && way === 'update') decided.change.push({ row, id })
    else if (id && way === 'skip') decided.skip.push(row)
    else if (way !== 'create' && keys.some((key) => fresh.has(key))) {
      if (way === 'skip') decided.skip.push(row)
      else if (file.phase === 'checking') decided.change.push({ row, id: '' })
      else return { ...decided, taken: at }
    } else {
      decided.make.push(row)
      for (const key of keys) fresh.add(key)
    }
  }
  return decided
}

const nameOf = ({ way, value }: Pick<Key, 'way' | 'value'>) => `${way} ${value}`

/** By each key the record that has it; of several the oldest. */
async function alike(cx: Cx, { kind }: ImportRow, rows: ReadRow[]): Promise<Map<string, string>> {
  const values: Record<Key['way'], string[]> = { nip: [], email: [], phone: [] }
  for (const { keys } of rows) for (const { way, value } of keys) values[way].push(value)
  const there = new Map<string, string>()
  const found = await Promise.all(KINDS[kind].alike(cx.actor, values).map((query) => query.execute(cx.db)))
  for (const { way, value, id } of found.flatMap(({ rows }) => rows)) {
    const name = nameOf({ way, value })
    const known = there.get(name)
    if (!known || id < known) there.set(name, id)
  }
  return there
}
