import { sql } from 'kysely'
import { refuseStale } from './edit.ts'
import { type Change, changesBetween, type Subject } from './events.ts'
import type { Cx } from './write.ts'

export interface Column {
  column: string
  json?: boolean
  /** A person's own value: events keep it where it can be erased. */
  personal?: boolean
}

/**
 * Writes those of the given values that differ from the locked row and makes it the next version; null when none does.
 * Refuses `version_conflict` when somebody changed one of just these fields after the version the sender saw.
 */
export async function editRow(
  cx: Cx,
  edit: {
    table: string
    /** Selects the row; the table's only one without it. */
    id: string | null
    subject: Subject
    columns: Record<string, Column>
    before: Record<string, unknown> & { version: number }
    set: Record<string, unknown>
    expected: number | null
    touched?: boolean
  },
): Promise<{ changes: Change[]; version: number } | null> {
  const { before, columns } = edit
  const given = Object.fromEntries(Object.entries(edit.set).filter(([, value]) => value !== undefined))
  const changes = changesBetween(before, given, Object.keys(columns))
  if (changes.length === 0) return null
  const fields = changes.map(({ field }) => field)
  await refuseStale(cx.db, edit.subject, edit.expected, before.version, fields)
  const sets = changes.map(({ field, to }) => {
    const { column, json } = columns[field]!
    return json && to !== null
      ? sql`${sql.ref(column)} = ${JSON.stringify(to)}::jsonb`
      : sql`${sql.ref(column)} = ${to}`
  })
  if (edit.touched) sets.push(sql`updated_at = ${cx.now}`)
  await sql`update ${sql.table(edit.table)} set ${sql.join(sets)}, version = version + 1
    ${edit.id === null ? sql`` : sql`where id = ${edit.id}`}`.execute(cx.db)
  return { changes, version: before.version + 1 }
}

/** The changes as the log keeps them for ever, and apart from them a person's own values. */
export function partPersonal(columns: Record<string, Column>, changes: Change[]) {
  const own = changes.filter(({ field }) => columns[field]?.personal)
  if (own.length === 0) return { changes }
  return {
    changes: changes.map((change) => (own.includes(change) ? { field: change.field, from: null, to: null } : change)),
    personal: { changes: own },
  }
}
