import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import { DAY_MS, dayOfDate, wallToInstant } from '../../../../pure/dates.ts'
import type { UserActor } from '../../../core/actor.ts'
import type { Db } from '../../../core/db.ts'
import type { Cause, Change } from '../../../core/events.ts'
import { idAt } from '../../../core/ids.ts'
import { cursorOf, readCursor } from '../../../core/paging.ts'
import { causesOf, closedIn, namesIn, namesOfEvent, wholeChanges } from '../../workplace/queries.ts'
import type { logFilter } from '../schema.ts'

export type LogFilter = z.output<z.ZodObject<typeof logFilter>>

/** As many events are looked at for one page; where fewer than it holds are found, the next page goes on from there. */
const LOOKED_AT = 20_000

/** An id is made within that time of the moment its event tells. */
const MARGIN_MS = 3_600_000

interface Row {
  id: string
  at: Date
  name: string
  actor_kind: string
  actor_id: string | null
  subject_kind: string
  subject_id: string | null
  subject_title: string | null
  payload: Record<string, unknown>
  changes: Change[] | null
  personal: { changes?: Change[] } | null
  cause: Cause | null
}

/** The log, newest first. `next` is null only at its end: a page may hold few events, or none, and not be the last. */
export async function readLog(db: Db, reader: UserActor, filter: LogFilter, page: { after?: string; limit: number }) {
  const before = page.after ? (readCursor(page.after, 1)[0] as string) : null
  const { bounds, where } = await conditionsOf(db, filter)
  if (before) bounds.push(sql`e.id < ${before}::uuid`)
  // The events of one record are found by its index, however long the log is.
  const most = filter.about ? null : LOOKED_AT
  const { rows: looked } = await sql<Row & { last: string | null; many: number }>`
    with looked as materialized (select e.* from event_log e where ${all(bounds)} order by e.id desc ${most === null ? sql`` : sql`limit ${most}`}),
      found as (select e.* from looked e where ${all(where)} order by e.id desc limit ${page.limit + 1})
    select e.id, e.at, e.name, e.actor_kind, e.actor_id, e.subject_kind, e.subject_id, s.title as subject_title, e.payload, e.changes,
      e.cause, p.personal, l.last, l.many
    from (select (select id from looked order by id limit 1) as last, (select count(*)::int from looked) as many) l
    left join found e on true left join event_personal p on p.event_id = e.id
    left join search_entries s on s.kind = e.subject_kind and s.id = e.subject_id order by e.id desc`.execute(db)
  const rows = looked.filter(({ id }) => id !== null)
  const found = rows.slice(0, page.limit)
  const [names, whyOf, closed] = await Promise.all([
    namesIn(db, reader, found),
    causesOf(db, found),
    closedIn(db, reader, found),
  ])
  const items = await Promise.all(
    found.map(async (row) => ({
      id: row.id,
      at: row.at.toISOString(),
      name: row.name,
      actor: { kind: row.actor_kind, id: row.actor_id, name: names.get(row.actor_id ?? '') ?? null },
      subject: row.subject_id ? { kind: row.subject_kind, id: row.subject_id, title: row.subject_title ?? '' } : null,
      payload: closed.payloadOf(row),
      names: namesOfEvent(row, names),
      changes: wholeChanges(closed.changesOf(row), row.personal),
      why: await whyOf(row),
    })),
  )
  const { last, many } = looked[0]!
  const next = rows.length > page.limit ? found.at(-1)!.id : most !== null && many === most ? last : null
  return { items, next: next === null ? null : cursorOf(next) }
}

const startOf = (date: string, zone: string, later = 0) =>
  new Date(wallToInstant(zone, (dayOfDate(date) + later) * DAY_MS, 'span-start'))

const all = (conditions: RawBuilder<unknown>[]) =>
  conditions.length > 0 ? sql.join(conditions, sql` and `) : sql`true`

/** `bounds` are looked up by an index; `where` narrows what is looked at. */
async function conditionsOf(db: Db, { from, to, actor, area, process, about, field }: LogFilter) {
  const { rows } = await sql<{ zone: string; told: boolean }>`
    select coalesce((select zone from company), 'Europe/Warsaw') as zone,
      (select ahead_ms <> 0 from business_clock) or coalesce((select demo from company), false) as told`.execute(db)
  const { zone, told } = rows[0]!
  const bounds: RawBuilder<unknown>[] = []
  const where: RawBuilder<unknown>[] = []
  // Where the clock was moved, the ids do not follow the moments the events tell.
  if (from) {
    const start = startOf(from, zone)
    where.push(sql`e.at >= ${start}`)
    if (!told) bounds.push(sql`e.id >= ${idAt(start.getTime() - MARGIN_MS)}::uuid`)
  }
  if (to) {
    const end = startOf(to, zone, 1)
    where.push(sql`e.at < ${end}`)
    if (!told) bounds.push(sql`e.id < ${idAt(end.getTime() + MARGIN_MS)}::uuid`)
  }
  if (actor) {
    where.push(
      actor === 'process' || actor === 'system' || actor === 'visitor'
        ? sql`e.actor_kind = ${actor}`
        : sql`e.actor_kind = 'user' and e.actor_id = ${actor}`,
    )
  }
  if (area) where.push(sql`e.name like ${`${area.replaceAll('_', '\\_')}.%`}`)
  if (process) where.push(sql`(e.cause ->> 'process' = ${process} or e.payload ->> 'process' = ${process})`)
  if (field) where.push(sql`e.changes @> ${JSON.stringify([{ field }])}::jsonb`)
  if (about) {
    const [kind, id] = about.split('/')
    bounds.push(sql`e.id in (select id from event_log where subject_kind = ${kind} and subject_id = ${id}
      union all select event_id from event_subjects where kind = ${kind} and id = ${id})`)
  }
  return { bounds, where }
}
