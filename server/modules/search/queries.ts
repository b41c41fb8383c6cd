import { type RawBuilder, sql } from 'kysely'
import { SUBJECTS } from '../../../pure/kinds.ts'
import { foldText, numberFragment } from '../../../pure/search-text.ts'
import { accessKinds, type KindAccess, may, mayInParts, scopeOf } from '../../core/access.ts'
import type { Actor } from '../../core/actor.ts'
import type { Db } from '../../core/db.ts'

export interface Hit {
  kind: string
  id: string
  title: string
  detail: string
}

const KINDS: ReadonlySet<string> = new Set([...SUBJECTS, 'product'])

/** How many hits an answer has. */
const MOST = 20
/** Of so many newest, so many that hold the words are looked at first, or later. */
const LATEST: Reach = { within: 4000, most: 250 }
const LATER: Reach = { within: 60_000, most: 2000 }
/** A word that so many of the latest hold is soon met again; a rarer one is looked for by its trigrams. */
const OFTEN = 20
/** So many found by their trigrams are soon put in order; which of so many may be read is asked at first, and of the rest then. */
const FEW: Reach = { within: 10_000, most: 4000 }
const AT_FIRST = 400
/** Who may read no more of a kind than this has them looked through one by one. */
const OWN = 20_000

interface Reach {
  within: number
  most: number
}

type Entry = Pick<Hit, 'kind' | 'id'>

/** The newest entries that hold what was typed, whoever may read them; `whole` where there are no others. */
interface Holding {
  entries: Entry[]
  whole: boolean
}

const escaped = (text: string) => text.replace(/[\\%_]/g, '\\$&')

/**
 * What an entry `s` has to hold: each word, or the run of digits of a number. Two letters are too few for a fragment (the
 * trigrams that index them have three), so they have to begin a word. Null where nothing is asked for.
 */
export function entryHolds(q: string, folded = sql`s.folded`): RawBuilder<boolean> | null {
  const words = wordsOf(q)
  if (words.length === 0) return null
  const each = words.map((word) =>
    [...word].length > 2
      ? sql`${folded} like ${`%${escaped(word)}%`}`
      : sql`(${folded} like ${`${escaped(word)}%`} or ${folded} like ${`% ${escaped(word)}%`})`,
  )
  const digits = numberFragment(q)
  return sql<boolean>`(${sql.join(each, sql` and `)}${digits ? sql` or s.digits like ${`%${digits}%`}` : sql``})`
}

const wordsOf = (q: string) =>
  foldText(q)
    .split(' ')
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
    .slice(0, 6)

/**
 * The same for the index, which reads the list of every trigram it is asked for: given each letter once instead of three times it reads a third
 * of them, and what it finds too much the words themselves sort out, written so that it does not take them for its own.
 */
function entryHoldsFew(q: string): RawBuilder<boolean> | null {
  const trigrams = numberFragment(q) ? [] : wordsOf(q).flatMap(trigramsOf)
  if (trigrams.length === 0) return entryHolds(q)
  const each = trigrams.map((trigram) => sql`s.folded like ${`%${trigram}%`}`)
  return sql<boolean>`(${sql.join(each, sql` and `)} and ${entryHolds(q, sql`(s.folded || '')`)})`
}

/** Side by side, the last one reaching back; of runs that every database takes for letters. */
const trigramsOf = (word: string): string[] =>
  (word.match(/[a-z0-9]{3,}/g) ?? []).flatMap((run) =>
    Array.from({ length: Math.ceil(run.length / 3) }, (_, at) => {
      const from = Math.min(at * 3, run.length - 3)
      return run.slice(from, from + 3)
    }),
  )

// A list with a word that one in a hundred records holds is read in its order: so many are on every page.
const SAMPLE = 5000
const OF_SAMPLE = 50

/**
 * Records of a kind whose search entry holds what was typed. Seldom held: their ids first, for joined, the database would
 * guess how many there are and rather read the whole list in its order; often: row by row. `further` selects more ids.
 */
export async function foundBy(
  db: Db,
  kind: string,
  alias: string,
  q: string,
  further?: RawBuilder<unknown>,
): Promise<RawBuilder<boolean>> {
  const holds = entryHolds(q)
  if (!holds) return sql<boolean>`false`
  const id = sql.ref(`${alias}.id`)
  const { rows } = await sql<{ often: boolean }>`select count(*) >= ${OF_SAMPLE} as often from (
    select 1 from ${newest(kind, SAMPLE)} s where ${holds} limit ${OF_SAMPLE}) x`.execute(db)
  if (!rows[0]!.often) {
    return sql<boolean>`${id} = any(array(select s.id from search_entries s where s.kind = ${kind} and ${holds}
      ${further ? sql`union all ${further}` : sql``}))`
  }
  // Not "exists", which the database would turn into a join with every entry that holds it.
  const row = sql`(select ${holds} from search_entries s where s.kind = ${kind} and s.id = ${id})`
  return sql<boolean>`(${row}${further ? sql` or ${id} = any(array(${further}))` : sql``})`
}

/** The newest entries of a kind, or of all. */
const newest = (kind: string | null, count: number) =>
  sql`(select * from search_entries ${kind === null ? sql`` : sql`where kind = ${kind}`} order by id desc limit ${count})`

/**
 * The newest records that hold what was typed, each by its kind's own predicate over its own table, so that a search never
 * knows more than the list does. The words are looked for first and the rights asked about the few that hold them: of both
 * at once the database knows neither how many there are, and it plans the rights of every kind for nothing.
 */
export async function findRecords(db: Db, user: Actor, asked: { q: string; kinds?: string[] }): Promise<Hit[]> {
  const holds = entryHolds(asked.q)
  const kinds = accessKinds().filter(
    ({ table, actions, kind }) =>
      table &&
      actions.read &&
      KINDS.has(kind) &&
      (asked.kinds?.includes(kind) ?? true) &&
      scopeOf(user, kind, 'read') !== 'none',
  )
  if (!holds || kinds.length === 0) return []
  const narrow = kinds.filter((access) => !readsAll(user, access))
  const latest = await amongNewest(db, kinds, holds, narrow.length === 0 ? { ...LATEST, most: MOST } : LATEST)
  const hits = latest.length < MOST ? [] : await readable(db, user, narrow, latest)
  if (hits.length >= MOST) return hits.slice(0, MOST)
  // Twice as many as must be read further when as many of them may be read as so far.
  const needed = Math.ceil((2 * MOST * latest.length) / hits.length)
  if (latest.length < OFTEN) {
    const few = await amongFew(db, kinds, entryHoldsFew(asked.q)!, narrow.length === 0 ? MOST : FEW.most)
    const found = few ? await readable(db, user, narrow, few.entries.slice(0, AT_FIRST)) : []
    if (few && found.length < MOST) found.push(...(await readable(db, user, narrow, few.entries.slice(AT_FIRST))))
    if (few?.whole || found.length >= MOST) return hitsOf(db, found.slice(0, MOST))
  } else if (needed <= LATER.most) {
    const later = await amongNewest(db, kinds, holds, { ...LATER, most: needed })
    const found = await readable(db, user, narrow, later)
    if (found.length >= MOST) return found.slice(0, MOST)
  }
  return (await amongOwn(db, user, kinds, holds)) ?? amongAll(db, user, kinds, holds)
}

/** As `may` has it: of the company's own kinds only who leads the company reads all. */
const readsAll = (user: Actor, { kind, byKind, actions }: KindAccess): boolean =>
  scopeOf(user, kind, 'read') === 'all' && !(byKind && user.kind === 'user' && actions.read![user.role] !== 'all')

/** Those of the rows that may be read, in their order; of kinds that are not `narrow` all may. */
async function readable<E extends Entry>(db: Db, user: Actor, narrow: KindAccess[], rows: E[]): Promise<E[]> {
  const asks = narrow.flatMap(({ kind, table }) => {
    const ids = rows.filter((row) => row.kind === kind).map(({ id }) => id)
    if (ids.length === 0) return []
    return [sql`select id from ${sql.table(table!)} where id = any(${ids}::uuid[]) and ${may(user, kind, 'read')}`]
  })
  if (asks.length === 0) return rows
  const answer = await sql<{ id: string }>`${sql.join(asks, sql` union all `)}`.execute(db)
  const allowed = new Set(answer.rows.map(({ id }) => id))
  const asked = new Set(narrow.map(({ kind }) => kind))
  return rows.filter(({ kind, id }) => allowed.has(id) || !asked.has(kind))
}

/**
 * Among so many newest, read only as far as enough of them hold the words. All kinds are read in their common order; one kind
 * alone in its own, for it may be seldom.
 */
async function amongNewest(
  db: Db,
  kinds: KindAccess[],
  holds: RawBuilder<boolean>,
  { within, most }: Reach,
): Promise<Hit[]> {
  const named = kinds.map(({ kind }) => kind)
  const { rows } =
    await sql<Hit>`select s.kind, s.id, s.title, s.detail from ${newest(named.length === 1 ? named[0]! : null, within)} s
    where s.kind = any(${named}::text[]) and ${holds} order by s.id desc limit ${most}`.execute(db)
  return rows
}

/** By the trigrams; null where so many hold it that putting them in order would take long. */
async function amongFew(
  db: Db,
  kinds: KindAccess[],
  holds: RawBuilder<boolean>,
  most: number,
): Promise<Holding | null> {
  // Materialized: found as if all were wanted, whatever the database believes how many there are, and read no further than asked.
  // No more than ids leave, a kind in one row: most of them may prove to be nothing for who asks.
  const { rows } = await sql<{ n: number; kind: string; ids: string }>`with found as materialized (
      select s.kind, s.id from search_entries s where s.kind = any(${kinds.map(({ kind }) => kind)}::text[]) and ${holds}
    ), few as materialized (select * from found limit ${FEW.within + 1})
    select (select count(*)::int from few) as n, kind, string_agg(id::text, ' ') as ids
    from (select * from few order by id desc limit ${most}) x group by kind`.execute(db)
  const n = rows[0]?.n ?? 0
  if (n > FEW.within) return null
  const entries = rows.flatMap(({ kind, ids }) => ids.split(' ').map((id) => ({ kind, id })))
  return { entries: entries.sort((a, b) => (a.id < b.id ? 1 : -1)), whole: n <= most }
}

/** What is shown of the entries, in their order. */
async function hitsOf(db: Db, entries: Entry[]): Promise<Hit[]> {
  if (entries.length === 0) return []
  const { rows } = await sql<Hit>`select kind, id, title, detail from search_entries
    where kind = any(${entries.map(({ kind }) => kind)}::text[]) and id = any(${entries.map(({ id }) => id)}::uuid[])
    order by id desc`.execute(db)
  return rows
}

/**
 * Among all that somebody may read, each entry looked up by its id whatever the database believes how many hold the words;
 * null where he may read so much that this would take long.
 */
async function amongOwn(db: Db, user: Actor, kinds: KindAccess[], holds: RawBuilder<boolean>): Promise<Hit[] | null> {
  const parts = kinds.map((access) => {
    const { kind, table } = access
    if (readsAll(user, access)) {
      return sql`(select s.kind, s.id, s.title, s.detail, false as over from search_entries s where s.kind = ${kind} and ${holds}
        order by s.id desc limit ${MOST})`
    }
    const own = mayInParts(user, kind, 'read', table!).map(
      (part) => sql`(select id from ${sql.table(table!)} where ${part} limit ${OWN + 1})`,
    )
    return sql`(with own as materialized (${sql.join(own, sql` union all `)}), counted as (select count(*) > ${OWN} as over from own)
      (select s.kind, s.id, s.title, s.detail, false as over from own cross join lateral (
          select * from search_entries where kind = ${kind} and id = own.id offset 0) s
        where not (select over from counted) and ${holds} order by s.id desc limit ${MOST})
      union all select null, null, null, null, true from counted where over)`
  })
  const { rows } = await sql<Hit & { over: boolean }>`select * from (${sql.join(parts, sql` union all `)}) s
    order by over desc, id desc limit ${MOST}`.execute(db)
  return rows[0]?.over ? null : rows.map(({ over, ...hit }) => hit)
}

/** Of each kind wherever it is: whether by the words or by what the user may read, the database chooses. */
async function amongAll(db: Db, user: Actor, kinds: KindAccess[], holds: RawBuilder<boolean>): Promise<Hit[]> {
  const parts = kinds.map(({ kind, table }) => {
    const visible = mayInParts(user, kind, 'read', table!).map(
      (part) => sql`select s.kind, s.id, s.title, s.detail from search_entries s join ${sql.table(table!)}
        on ${sql.ref(`${table}.id`)} = s.id where s.kind = ${kind} and ${holds} and ${part}`,
    )
    return sql`(with found as materialized (${sql.join(visible, sql` union all `)})
      select * from found order by id desc limit ${MOST})`
  })
  const { rows } = await sql<Hit>`select * from (${sql.join(parts, sql` union all `)}) s
    order by s.id desc limit ${MOST}`.execute(db)
  return rows
}
