import { type RawBuilder, sql } from 'kysely'
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

const KINDS: ReadonlySet<string> = new Set(['lead', 'deal', 'contact', 'company', 'product'])

/** How many hits an answer has. */
const MOST = 20
/** So many entries are soon looked through one by one; what more of them hold is looked for among the latest. */
const FEW = 2000
const LATEST = 10_000

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

// A list with a word that more records hold is read in its order, each row looked up: so many are on every page.
const OFTEN = 10_000

/**
 * Records of a kind whose search entry holds what was typed. Few: their ids first, for joined, the database would guess
 * how many there are and rather read the whole list in its order; many: row by row. `further` selects more ids.
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
  const found = sql`from search_entries s where s.kind = ${kind} and ${holds}`
  const { rows } = await sql<{ often: boolean }>`with found as materialized (select 1 ${found})
    select count(*) > ${OFTEN} as often from (select 1 from found limit ${OFTEN + 1}) x`.execute(db)
  return rows[0]!.often
    ? sql<boolean>`(exists (select ${found} and s.id = ${id})${further ? sql` or ${id} = any(array(${further}))` : sql``})`
    : sql<boolean>`${id} = any(array(select s.id ${found} ${further ? sql`union all ${further}` : sql``}))`
}

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
  const few = await amongFew(db, user, kinds, holds)
  if (few) return few
  const latest = await amongLatest(db, user, kinds, holds)
  const hitsOf = ({ kind }: KindAccess) => latest.filter((hit) => hit.kind === kind)
  const open = kinds.filter((access) => hitsOf(access).length < MOST)
  const rest = open.length > 0 ? await amongAll(db, user, open, holds) : []
  return [...latest.filter((hit) => open.every(({ kind }) => kind !== hit.kind)), ...rest]
    .sort((a, b) => (a.id < b.id ? 1 : -1))
    .slice(0, MOST)
}

/** That the record of an entry `s` of this kind may be read. */
function readable(user: Actor, { kind, table }: KindAccess): RawBuilder<boolean> {
  if (scopeOf(user, kind, 'read') === 'all') return sql<boolean>`s.kind = ${kind}`
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

/** Of each kind among its newest records, until there are enough. */
async function amongLatest(db: Db, user: Actor, kinds: KindAccess[], holds: RawBuilder<boolean>): Promise<Hit[]> {
  const parts = kinds.map(
    (
      access,
    ) => sql`(select s.kind, s.id, s.title, s.detail from (select * from search_entries where kind = ${access.kind}
        order by id desc limit ${LATEST}) s where ${holds} and ${readable(user, access)} order by s.id desc limit ${MOST})`,
  )
  const { rows } = await sql<Hit>`${sql.join(parts, sql` union all `)}`.execute(db)
  return rows
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
  const { rows } = await sql<Hit>`${sql.join(parts, sql` union all `)}`.execute(db)
  return rows
}
