import { type RawBuilder, sql } from 'kysely'
import { shippedProcesses } from '../../../../processes/shipped.ts'
import { comparedWith, type Range, SPANS, type Span } from '../../../../pure/figures.ts'
import type { UserActor } from '../../../core/actor.ts'
import type { Db } from '../../../core/db.ts'
import { notFound } from '../../../core/errors.ts'
import { graphOf } from '../../../engine/definitions.ts'
import { mayReadCase } from '../../processes/queries/instances.ts'
import { companyOf } from '../../staff/queries.ts'
import type { ProcessFigures } from '../schema.ts'
import { countedTo } from './counted-to.ts'
import { checkRange, LONGEST, withinOf } from './report.ts'

/** Of so many cases, those that ended last, times are measured, steps and ways walked: what is read stays bounded. */
const MOST_CASES = 5000
/** Of so many tasks, those done last, it is told who did them. */
const MOST_TASKS = 20_000
const MOST_WAYS = 20
/** Seconds of a part of a case's time that are worth telling of. */
export const SOME = 60
/** What holds others: their time is that of the steps within. */
const HOLDERS = ['embeddedSubprocess', 'transactionSubprocess', 'eventSubprocess']
const ACTIVITY = /Task$|^callActivity$/

/** What is asked of one process: its cases readable by this person, and the moments its days begin and end at. */
export interface Asked {
  reader: UserActor
  key: string
  from: Date
  to: Date
}

export async function askedOf(db: Db, reader: UserActor, key: string, range: Range): Promise<Asked> {
  checkRange(range, LONGEST)
  const { zone } = await companyOf(db)
  const { rows } = await sql<{
    from: Date
    to: Date
  }>`select ${range.from}::date::timestamp at time zone ${zone} as from,
    (${range.to}::date + 1)::timestamp at time zone ${zone} as to from processes where key = ${key}`.execute(db)
  if (!rows[0]) throw notFound()
  return { reader, key, ...rows[0] }
}

/** The cases that began then. Those that have ended since are found by their end, the others by what is running. */
export const begunIn = ({ reader, key, from, to }: Asked) => sql`
  select i.id, i.started_at, i.ended_at from process_instances i where i.process_key = ${key} and i.status = 'active'
    and i.started_at >= ${from} and i.started_at < ${to} and ${mayReadCase(reader, 'i')}
  union all
  select i.id, i.started_at, i.ended_at from process_instances i where i.process_key = ${key} and i.ended_at >= ${from}
    and i.started_at >= ${from} and i.started_at < ${to} and ${mayReadCase(reader, 'i')}`

export const endedIn = ({ reader, key, from, to }: Asked) => sql`
  select i.id, i.started_at, i.ended_at, i.definition_id from process_instances i
  where i.process_key = ${key} and i.ended_at >= ${from} and i.ended_at < ${to} and ${mayReadCase(reader, 'i')}`

const lastEnded = (asked: Asked) => sql`${endedIn(asked)} order by i.ended_at desc, i.id desc limit ${MOST_CASES}`

const secondsOf = (ranges: string) => sql`(select coalesce(sum(extract(epoch from upper(r) - lower(r))), 0)
  from unnest(${sql.ref(ranges)}) r)`
const minutesOf = (seconds: RawBuilder<unknown>) => sql`floor((${seconds}) / 60)::int`

/**
 * The cases that are measured: id, started_at, ended_at, seconds of the lead and of its parts, whether a task had a date and
 * whether one was past it. Tasks that were open together count once.
 */
export const measuredCases = (asked: Asked) => sql`
  select c.*, s.lead, s.work, s.lead - s.work as wait, s.late, t.dated, t.past
  from (${lastEnded(asked)}) c
  cross join lateral (
    select range_agg(tstzrange(k.created_at, greatest(k.created_at, k.done_at))) as open,
      range_agg(tstzrange(greatest(k.created_at, k.due_at), greatest(k.created_at, k.due_at, k.done_at))) filter (where k.due_at is not null) as over,
      coalesce(bool_or(k.due_at is not null), false) as dated, coalesce(bool_or(k.done_at > k.due_at), false) as past
    from (select created_at, due_at, least(completed_at, c.ended_at) as done_at from tasks where instance_id = c.id) k) t
  cross join lateral (select extract(epoch from c.ended_at - c.started_at) as lead,
    ${secondsOf('t.open')} as work, ${secondsOf('t.over')} as late) s`

/** Tasks of the process that were done then, the last of them, of people whose figures one sees: id, instance_id, who, seconds, late. */
export function doneTasks({ reader, key, from, to }: Asked) {
  const within = withinOf(reader)
  const who = sql`coalesce(t.completed_by, t.assignee_id)`
  const seen = within
    ? sql`${who} in (select e.id from employees e where e.id = any(${within.people}::uuid[])
        or e.department_id = any(${within.departments}::uuid[]))`
    : sql`true`
  return sql`select t.id, t.instance_id, ${who} as who, extract(epoch from t.completed_at - t.created_at) as seconds,
      coalesce(t.completed_at > t.due_at, false) as late, t.completed_at
    from tasks t join process_instances i on i.id = t.instance_id
    where t.process_key = ${key} and t.status = 'done' and t.instance_id is not null and t.completed_at >= ${from}
      and t.completed_at < ${to} and ${seen} and ${mayReadCase(reader, 'i')}
    order by t.completed_at desc limit ${MOST_TASKS}`
}

export interface Walked {
  ids: string[]
  first: Date | null
  last: Date | null
  definitions: string[]
}

/** The measured cases by their ids, and between which moments their history lies. */
export async function walkedCases(db: Db, asked: Asked): Promise<Walked> {
  const { rows } = await sql<Walked>`select coalesce(array_agg(c.id), '{}') as ids, min(c.started_at) as first,
    max(c.ended_at) as last, coalesce(array_agg(distinct c.definition_id), '{}') as definitions
    from (${lastEnded(asked)}) c`.execute(db)
  return rows[0]!
}

const stepsOf = ({ ids, first, last }: Walked) => sql`select * from process_steps
  where instance_id = any(${ids}::uuid[]) and at between ${first}::timestamptz and ${last}::timestamptz`

/** Each stay of a token on a step, from coming to leaving: instance_id, token, element, seconds. */
export const staysOf = (walked: Walked, holders: string[]) => sql`
  select s.instance_id, s.token, min(s.element) as element,
    extract(epoch from max(s.at) filter (where s.what <> 'entered') - min(s.at) filter (where s.what = 'entered')) as seconds
  from (${stepsOf(walked)}) s
  where s.what in ('entered', 'completed', 'cancelled', 'joined') and s.element <> all(${holders}::text[])
  group by s.instance_id, s.token`

/** The way of each case: the activities it has done in their order, and a key by which equal ways are known. */
export const waysOf = (walked: Walked, activities: string[]) => sql`
  select w.instance_id, w.way, md5(w.way::text) as key from (
    select c.id as instance_id, coalesce(array_agg(s.element order by s.id, s.n) filter (where s.element is not null), '{}') as way
    from unnest(${walked.ids}::uuid[]) c(id) left join (${stepsOf(walked)}) s
      on s.instance_id = c.id and s.what = 'completed' and s.element = any(${activities}::text[])
    group by c.id) w`

/** What the steps of these cases are, in whichever version of the model they ran. */
export async function elementsOf(db: Db, key: string, definitions: string[]) {
  const { rows } = await sql<{ id: string }>`select definition_id as id from processes where key = ${key}`.execute(db)
  const graphs = await Promise.all(
    [...new Set([...rows.map(({ id }) => id), ...definitions])].map((id) => graphOf(db, id)),
  )
  const shipped = shippedProcesses.find((process) => process.key === key)
  const all = graphs.flatMap((graph) => Object.values(graph.elements))
  const kept = (wanted: (kind: string) => boolean) => [
    ...new Set(all.filter(({ kind }) => wanted(kind)).map(({ id }) => id)),
  ]
  return {
    activities: kept((kind) => ACTIVITY.test(kind)),
    holders: kept((kind) => HOLDERS.includes(kind)),
    named(id: string) {
      const name = all.find((element) => element.id === id)?.name ?? id
      return { id, name: { pl: name, en: shipped?.elements[id] ?? name } }
    },
  }
}

type Measured = Record<`${Span}_cases` | `${Span}_total`, number> &
  Record<`${Span}_median` | `${Span}_p90`, number | null>

/** What came of the cases of a process in some days, beside what did in the days they are compared with. */
export async function figuresOfProcess(
  db: Db,
  reader: UserActor,
  key: string,
  { from, to, compare }: Range & { compare?: 'previous' | 'year' },
): Promise<ProcessFigures> {
  const range = { from, to }
  const compared = compare ? comparedWith(range, compare) : null
  const [counted, now, before] = await Promise.all([
    countedTo(db),
    figuresIn(db, reader, key, range),
    compared && figuresIn(db, reader, key, compared),
  ])
  return { range, compared, countedTo: counted, ...now, before }
}

async function figuresIn(
  db: Db,
  reader: UserActor,
  key: string,
  range: Range,
): Promise<NonNullable<ProcessFigures['before']>> {
  const asked = await askedOf(db, reader, key, range)
  const walked = await walkedCases(db, asked)
  const { activities, holders, named } = await elementsOf(db, key, walked.definitions)
  const share = (of: number, by: RawBuilder<unknown>) =>
    minutesOf(sql`percentile_disc(${of}) within group (order by ${by})`)
  const timesOf = (span: Span) => {
    const at = sql.ref(span)
    const some = span === 'lead' ? sql`true` : sql`${at} >= ${SOME}`
    const name = (what: string) => sql.ref(`${span}_${what}`)
    return sql`count(*) filter (where ${some})::int as ${name('cases')},
      floor(percentile_disc(0.5) within group (order by ${at}) filter (where ${some}) / 60)::int as ${name('median')},
      floor(percentile_disc(0.9) within group (order by ${at}) filter (where ${some}) / 60)::int as ${name('p90')},
      floor(coalesce(sum(${at}), 0) / 60)::float8 as ${name('total')}`
  }
  const [counts, times, people, steps, ways] = await Promise.all([
    sql<{ begun: number; ended: number }>`select (select count(*)::int from (${begunIn(asked)}) b) as begun,
      (select count(*)::int from (${endedIn(asked)}) e) as ended`.execute(db),
    sql<Measured & { dated: number; in_time: number }>`select ${sql.join(SPANS.map(timesOf))},
      count(*) filter (where dated)::int as dated, count(*) filter (where dated and not past)::int as in_time
      from (${measuredCases(asked)}) m`.execute(db),
    sql<ProcessFigures['people'][number]>`select d.who as id, e.name, count(*)::int as tasks,
        ${share(0.5, sql`d.seconds`)} as median, count(*) filter (where d.late)::int as late
      from (${doneTasks(asked)}) d left join employees e on e.id = d.who
      group by d.who, e.name order by tasks desc, e.name limit 200`.execute(db),
    sql<{ element: string; stays: number; median: number; total: number }>`select s.element, count(*)::int as stays,
        ${share(0.5, sql`s.seconds`)} as median, floor(sum(s.seconds) / 60)::float8 as total
      from (${staysOf(walked, holders)}) s group by s.element having sum(s.seconds) >= ${SOME}
      order by sum(s.seconds) desc, s.element limit 50`.execute(db),
    sql<{ key: string; way: string[]; cases: number; median: number }>`select w.key, w.way, count(*)::int as cases,
        ${share(0.5, sql`extract(epoch from i.ended_at - i.started_at)`)} as median
      from (${waysOf(walked, activities)}) w join process_instances i on i.id = w.instance_id
      group by w.key, w.way order by cases desc, w.key limit ${MOST_WAYS + 1}`.execute(db),
  ])
  const found = times.rows[0]!
  return {
    ...counts.rows[0]!,
    measured: walked.ids.length,
    times: SPANS.map((of) => ({
      of,
      cases: found[`${of}_cases`],
      median: found[`${of}_median`],
      p90: found[`${of}_p90`],
      total: found[`${of}_total`],
    })),
    dated: found.dated,
    inTime: found.in_time,
    people: people.rows,
    moreTasks: people.rows.reduce((sum, { tasks }) => sum + tasks, 0) >= MOST_TASKS,
    steps: steps.rows.map(({ element, ...step }) => ({ element: named(element), ...step })),
    ways: ways.rows.slice(0, MOST_WAYS).map(({ way, ...one }) => ({ ...one, elements: way.map(named) })),
    moreWays: ways.rows.length > MOST_WAYS,
  }
}
