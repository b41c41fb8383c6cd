import { type RawBuilder, sql } from 'kysely'
import { kindKey, OWN } from '../../pure/kinds.ts'
import type { Db } from './db.ts'
import { invalid, notFound } from './errors.ts'

/** A kind of record as fields, lists, views, exports and links name it. */
export interface RecordKind {
  key: string
  /** As rights and the subjects of events name it. */
  subject: string
  table: string
  /** What the table is called in queries. */
  alias: string
  /** The column people know a record by. */
  name: string
  /** What a list is ordered by when nobody says. */
  order: string
  /** Which rows of the table are of the kind; all of them where that is null. */
  only: ((alias: string) => RawBuilder<boolean>) | null
  /** Which of them are not put away; all of them where that is null. */
  alive: ((alias: string) => RawBuilder<boolean>) | null
  /** Others link to it, and that is all: it has no fields of the company's own and no saved views. */
  linkedOnly: boolean
}

const shipped = new Map<string, RecordKind>()

/** Declares a kind of record that lists, fields and the others are to know; the only place where it is said what it is. */
export function defineKind(
  kind: Partial<RecordKind> & Pick<RecordKind, 'key' | 'table' | 'alias' | 'name'>,
): RecordKind {
  const whole = { subject: kind.key, order: '-createdAt', only: null, alive: null, linkedOnly: false, ...kind }
  shipped.set(whole.key, whole)
  return whole
}

/** Rows a company puts away stay, and stand in no list. */
export const unlessArchived = (alias: string): RawBuilder<boolean> =>
  sql<boolean>`${sql.ref(`${alias}.archived_at`)} is null`

/** Whether values of a type of field are ids of records. */
export const isLink = (type: string): boolean => type === OWN || shipped.has(type)

/** The kind a link leads to: `target` where that is one of the company's own. */
export function linked(field: { type: string; target?: string | null }): RecordKind {
  return kindOf(field.type === OWN && field.target ? field.target : field.type)
}

const ownKind = (key: string): RecordKind => ({
  key,
  subject: OWN,
  table: 'records',
  alias: 'r',
  name: 'title',
  order: '-createdAt',
  // Written out, so that the partial indexes of the kind's fields are used.
  only: (alias) => sql<boolean>`${sql.ref(`${alias}.kind`)} = ${sql.lit(key)}`,
  alive: unlessArchived,
  linkedOnly: false,
})

/** By its key; what no module declares is a kind of the company's own. */
export const kindOf = (key: string): RecordKind => shipped.get(key) ?? ownKind(kindKey.parse(key))

/** A condition that holds for the living rows of a kind. */
export const rowsOf = ({ alias, only, alive }: RecordKind): RawBuilder<boolean>[] =>
  [only, alive].flatMap((condition) => (condition ? [condition(alias)] : []))

export async function isKind(db: Db, key: string): Promise<boolean> {
  const known = shipped.get(key)
  if (known) return !known.linkedOnly
  const { rows } = await sql`select from kinds where key = ${key}`.execute(db)
  return rows.length > 0
}

/** The kind an address names; 404 for none. */
export async function knownKind(db: Db, key: string): Promise<RecordKind> {
  if (!(await isKind(db, key))) throw notFound()
  return kindOf(key)
}

/** Refuses, at the field that names it, what is no kind. */
export async function refuseUnknownKind(db: Db, key: string, path = 'kind'): Promise<void> {
  if (!(await isKind(db, key))) throw invalid({ path, code: 'field.invalid' })
}
