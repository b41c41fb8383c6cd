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
/** Words that many records hold are found among so many newest of each kind, or so many more. */
const LATEST = 3000
const LATER = 30_000
/** So many found by their trigrams are soon looked through one by one. */
const FEW = 2000

const escaped = (text: string) => text.replace(/[\\%_]/g, '\\$&')

/**
 * What an entry `s` has to hold: each word, or the run of digits of a number. Two letters are too few for a fragment (the
 * trigrams that index them have three), so they have to begin a word. Null where nothing is asked for.
 */
export function entryHolds(q: string): RawBuilder<boolean> | null {
  const words = foldText(q)
    .split(' ')
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
    .slice(0, 6)
  if (words.length === 0) return null
  const each = words.map((word) =>
    [...word].length > 2
      ? sql`s.folded like ${`%${escaped(word)}%`}`
      : sql`(s.folded like ${`${escaped(word)}%`} or s.folded like ${`% ${escaped(word)}%`})`,
  )
  const digits = numberFragment(q)
  return sql<boolean>`(${sql.join(each, sql` and `)}${digits ? sql` or s.digits like ${`%${digits}%`}` : sql``})`
}

// A list with a word that one in a hundred records holds is read in its order: so many are on every page.
const SAMPLE = 5000
const OFTEN = 50

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
  const { rows } = await sql<{ often: boolean }>`select count(*) >= ${OFTEN} as often from (
    select 1 from ${newest(kind, SAMPLE)} s where ${holds} limit ${OFTEN}) x`.execute(db)
  if (!rows[0]!.often) {
    return sql<boolean>`${id} = any(array(select s.id from search_entries s where s.kind = ${kind} and ${holds}
      ${further ? sql`union all ${further}` : sql``}))`
  }
  // Not "exists", which the database would turn into a join with every entry that holds it.
  const row = sql`(select ${holds} from search_entries s where s.kind = ${kind} and s.id = ${id})`
  return sql<boolean>`(${row}${further ? sql` or ${id} = any(array(${further}))` : sql``})`
}

const newest = (kind: string, count: number) =>
  sql`(select * from search_entries where kind = ${kind} order by id desc limit ${count})`

/**
 * The newest records that hold what was typed, each by its kind's own predicate over its own table, so that a search never
 * knows more than the list does.
 */
export async function findRecords(db: Db, user: Actor, asked: { q: string; kinds?: string[] }): Promise<Hit[]> {
  const holds = entryHolds(asked.q)
  const kinds = accessKinds().filter(
    ({ table, actions, kind }) => table && actions.read && KINDS.has(kind) && (asked.kinds?.includes(kind) ?? true),
  )
  if (!holds || kinds.length === 0) return []
  return (
    (await amongNewest(db, user, kinds, holds, LATEST)) ??
    (await amongFew(db, user, kinds, holds)) ??
    (await amongNewest(db, user, kinds, holds, LATER)) ??
    (await amongAll(db, user, kinds, holds))
  )
}

/** That the record of an entry `s` of this kind may be read. */
function readable(user: Actor, { kind, table, byKind }: KindAccess): RawBuilder<boolean> {
  if (!byKind && scopeOf(user, kind, 'read') === 'all') return sql<boolean>`s.kind = ${kind}`
  return sql<boolean>`(s.kind = ${kind} and exists (select from ${sql.table(table!)}
    where ${sql.ref(`${table}.id`)} = s.id and ${may(user, kind, 'read')}))`
}

/** By the trigrams; null where so many hold it that looking at each would take long. */
async function amongFew(db: Db, user: Actor, kinds: KindAccess[], holds: RawBuilder<boolean>): Promise<Hit[] | null> {
  // Materialized: found as if all were wanted, whatever the database believes how many there are, and read no further than asked.
  const { rows } = await sql<{ n: number; hits: Hit[] }>`with found as materialized (
      select s.kind, s.id, s.title, s.detail from search_entries s where s.kind = any(${kinds.map(({ kind }) => kind)}::text[]) and ${holds}
    ), few as materialized (select * from found limit ${FEW + 1}), counted as (select count(*)::int as n from few)
    select n, (select coalesce(json_agg(h), '[]') from (select s.* from few s where n <= ${FEW}
      and (${sql.join(
        kinds.map((access) => readable(user, access)),
        sql` or `,
      )}) order by s.id desc limit ${MOST}) h) as hits from counted`.execute(db)
  const { n, hits } = rows[0]!
  return n > FEW ? null : hits
}

/** Among so many newest of each kind; null unless that gives enough, and no older one can be newer than these. */
async function amongNewest(
  db: Db,
  user: Actor,
  kinds: KindAccess[],
  holds: RawBuilder<boolean>,
  count: number,
): Promise<Hit[] | null> {
  const parts = kinds.map(
    (access) => sql`(select s.kind, s.id, s.title, s.detail from ${newest(access.kind, count)} s
      where ${holds} and ${readable(user, access)} order by s.id desc limit ${MOST})`,
  )
  const { rows } = await sql<Hit>`select * from (${sql.join(parts, sql` union all `)}) s
    order by s.id desc limit ${MOST}`.execute(db)
  const last = rows.at(-1)
  if (rows.length < MOST || !last) return null
  const further = kinds.map(
    ({ kind }) => sql`exists (select from (select id from search_entries where kind = ${kind} order by id desc
      offset ${count} limit 1) s where s.id > ${last.id})`,
  )
  const { rows: newer } = await sql<{ there: boolean }>`select ${sql.join(further, sql` or `)} as there`.execute(db)
  return newer[0]!.there ? null : rows
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
