import { newId } from '../../../core/ids.ts'
import type { Cx } from '../../../core/write.ts'
import type { ImportRow } from '../schema.ts'
import { type Key, WAYS, type Way } from './alike.ts'
import type { ImportedKind } from './kinds.ts'
import type { ReadRow } from './read-bodies.ts'

/** A row and the record it makes or changes. */
export interface Meant {
  row: ReadRow
  id: string
}

export interface Decided {
  make: Meant[]
  /** Some of these may be of records the same rows are to make. */
  change: Meant[]
  skip: ReadRow[]
  refuse: ReadRow[]
}

/** Records by their keys. */
export type Keyed = Map<string, string>

/** What is to become of each row: `there` is who had their keys, `fresh` what this portion has made, and is told what it will. */
export function decide(file: ImportRow, rows: ReadRow[], there: Keyed, fresh: Keyed): Decided {
  const way = file.options?.duplicates ?? 'skip'
  const decided: Decided = { make: [], change: [], skip: [], refuse: [] }
  for (const row of rows) {
    if (row.blank) decided.skip.push(row)
    else if (row.error) decided.refuse.push(row)
    else {
      const id = way === 'create' ? undefined : (known(row, there) ?? known(row, fresh))
      if (id === undefined) {
        const made = newId()
        decided.make.push({ row, id: made })
        for (const key of row.keys) fresh.set(nameOf(key), made)
      } else if (way === 'skip') decided.skip.push(row)
      else decided.change.push({ row, id })
    }
  }
  return decided
}

const known = ({ keys }: ReadRow, records: Keyed): string | undefined => {
  for (const key of keys) {
    const id = records.get(nameOf(key))
    if (id !== undefined) return id
  }
  return undefined
}

const nameOf = ({ way, value }: Key) => `${way} ${value}`

/** By each key of the rows the record that has it; of several the oldest. Asked at once, though it may be answered later. */
export async function alike(cx: Cx, kind: ImportedKind, file: ImportRow, rows: ReadRow[]): Promise<Keyed> {
  const there: Keyed = new Map()
  if (file.options?.duplicates === 'create') return there
  const values: Record<Way, string[]> = { nip: [], email: [], phone: [], value: [] }
  for (const { keys } of rows) for (const { way, value } of keys) values[way].push(value)
  const asked = WAYS.flatMap((way) => (values[way].length > 0 ? kind.alike(cx.actor, way, values[way]) : []))
  for (const { rows: found } of await Promise.all(asked.map((query) => query.execute(cx.db)))) {
    for (const { id, ...key } of found) {
      const before = there.get(nameOf(key))
      if (!before || id < before) there.set(nameOf(key), id)
    }
  }
  return there
}
