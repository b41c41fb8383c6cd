import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import type { UserActor } from '../../../core/actor.ts'
import type { Db } from '../../../core/db.ts'
import { cursorOf, readCursor } from '../../../core/paging.ts'
import type { countedCase, ProcessCellQuery } from '../schema.ts'
import {
  type Asked,
  askedOf,
  begunIn,
  chosenCases,
  doneTasks,
  elementsOf,
  endedIn,
  measuredCases,
  SOME,
  staysOf,
  waysOf,
} from './process-figures.ts'

interface Page {
  count: number
  items: z.output<typeof countedCase>[]
  next: string | null
}

const LEAD = sql`extract(epoch from c.ended_at - c.started_at)`

/** What a number counts, each with its case, its seconds and its moment: id, instance_id, seconds, at. */
async function counted(db: Db, asked: Asked, { of, row }: ProcessCellQuery): Promise<RawBuilder<unknown>> {
  const measured = async (
    seconds: RawBuilder<unknown>,
    where: RawBuilder<unknown>,
  ) => sql`select c.id::text, c.id as instance_id,
      ${seconds} as seconds, c.ended_at as at from (${measuredCases(await chosenCases(db, asked))}) c where ${where}`
  switch (of) {
    case 'begun':
      return sql`select c.id::text, c.id as instance_id, c.started_at as at,
        extract(epoch from coalesce(c.ended_at, (select business_now())) - c.started_at) as seconds from (${begunIn(asked)}) c`
    case 'ended':
      return sql`select c.id::text, c.id as instance_id, ${LEAD} as seconds, c.ended_at as at from (${endedIn(asked)}) c`
    case 'lead':
      return measured(LEAD, sql`true`)
    case 'work':
    case 'wait':
    case 'late':
      return measured(sql.ref(`c.${of}`), sql`${sql.ref(`c.${of}`)} >= ${SOME}`)
    case 'inTime':
      return measured(LEAD, sql`c.dated and not c.past`)
    case 'past':
      return measured(LEAD, sql`c.past`)
    case 'tasks':
    case 'lateTasks': {
      const whose = row === undefined ? sql`true` : row === 'none' ? sql`d.who is null` : sql`d.who::text = ${row}`
      return sql`select d.id::text, d.instance_id, d.seconds, d.completed_at as at from (${doneTasks(asked)}) d
        where ${whose} and ${of === 'tasks' ? sql`true` : sql`d.late`}`
    }
  }
  const chosen = await chosenCases(db, asked)
  const { activities, holders } = await elementsOf(db, asked.key, chosen.definitions)
  return of === 'step'
    ? sql`select s.instance_id || '/' || s.n as id, s.instance_id, coalesce(s.seconds, 0) as seconds, s.ended_at as at
        from (${staysOf(chosen, holders)}) s where s.element = ${row ?? ''}`
    : sql`select w.instance_id::text as id, w.instance_id, w.lead as seconds, w.ended_at as at
        from (${waysOf(chosen, activities)}) w where w.key = ${row ?? ''}`
}

/** The cases behind a number, the longest first, and how many they are. */
export async function casesBehind(
  db: Db,
  reader: UserActor,
  key: string,
  query: ProcessCellQuery & { after?: string; limit: number },
): Promise<Page> {
  const asked = await askedOf(db, reader, key, query)
  const behind = await counted(db, asked, query)
  const [minutes, id] = query.after ? readCursor(query.after, 2) : []
  const after = query.after ? sql`where (f.minutes, f.id) < (${minutes}::int, ${id}::text)` : sql``
  const { rows } = await sql<{
    count: number
    id: string
    instance_id: string
    minutes: number
    at: Date
    title: string | null
    title_params: Record<string, unknown> | null
  }>`with f as materialized (select b.id, b.instance_id, floor(b.seconds / 60)::int as minutes, b.at from (${behind}) b)
    select (select count(*)::int from f) as count, p.*, coalesce(s.title, k.title) as title, k.title_params
    from (select * from f ${after} order by f.minutes desc, f.id desc limit ${query.limit + 1}) p
    join process_instances i on i.id = p.instance_id
    left join search_entries s on s.kind = i.subject_kind and s.id = i.subject_id
    left join tasks k on i.subject_kind = 'task' and k.id = i.subject_id
    order by p.minutes desc, p.id desc`.execute(db)
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  return {
    count: rows[0]?.count ?? 0,
    items: page.map((row) => ({
      id: row.id,
      case: row.instance_id,
      subject: row.title === null ? null : { title: row.title, titleParams: row.title_params },
      minutes: row.minutes,
      at: row.at.toISOString(),
    })),
    next: rows.length > query.limit && last ? cursorOf(last.minutes, last.id) : null,
  }
}
