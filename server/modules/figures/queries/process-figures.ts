import { type RawBuilder, sql } from 'kysely'
import { comparedWith, type Range, SPANS, type Span } from '../../../../pure/figures.ts'
import { mayByRow } from '../../../core/access.ts'
import type { UserActor } from '../../../core/actor.ts'
import type { Db } from '../../../core/db.ts'
import { notFound } from '../../../core/errors.ts'
import { graphOf } from '../../../engine/definitions.ts'
import { kindsOfCases, mayReadCase } from '../../processes/queries/instances.ts'
import { stepName, wordsOf } from '../../processes/queries/words.ts'
import { companyOf } from '../../staff/queries.ts'
import type { ProcessFigures } from '../schema.ts'
import { casesCountedTo } from './counted-to.ts'
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
  /** The kinds of records that there are cases about. */
  kinds: readonly string[]
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
  return { reader, key, ...rows[0], kinds: await kindsOfCases(db) }
}

const runningIn = ({ reader, key, from, to, kinds }: Asked) => sql`
  select i.id, i.started_at, i.ended_at from process_instances i where i.process_key = ${key} and i.status = 'active'
    and i.started_at >= ${from} and i.started_at < ${to} and ${mayReadCase(reader, 'i', kinds)}`

/** The cases that began then: those that run still, and those that have ended since and are worked out. */
export const begunIn = (asked: Asked) => sql`${runningIn(asked)}
  union all
  select c.instance_id, c.started_at, c.ended_at from (${countedCases(asked)}) c where c.ended_at >= ${asked.from}
    and c.started_at >= ${asked.from} and c.started_at < ${asked.to}`

export const endedIn = (asked: Asked) => sql`
  select c.instance_id as id, c.started_at, c.ended_at from (${countedCases(asked)}) c
  where c.ended_at >= ${asked.from} and c.ended_at < ${asked.to}`

/** The cases of the process that have ended and are worked out, as far as this person may read them. */
const countedCases = ({ reader, key, kinds }: Asked) =>
  sql`select f.* from figure_cases f where f.process_key = ${key} and ${mayReadCounted(reader, 'f', kinds)}`

/** Kinds whose records are read by the two columns a counted case has of its record, and by open tasks about it. */
const BY_COLUMNS = ['lead', 'deal', 'ticket']

/** As `mayReadCase`, of cases that say themselves whose their record is. */
function mayReadCounted(reader: UserActor, alias: string, kinds: readonly string[]): RawBuilder<boolean> {
  const at = (column: string) => sql.ref(`${alias}.${column}`)
  const others = sql`${at('subject_kind')} <> all(${BY_COLUMNS}::text[])`
  const rest = kinds.filter((kind) => !BY_COLUMNS.includes(kind))
  const ways = BY_COLUMNS.map(
    (kind) => sql`(${at('subject_kind')} = ${kind} and ${mayByRow(reader, kind, 'read', { alias, id: 'subject_id' })})`,
  )
  return sql<boolean>`(${at('subject_id')} is null or ${sql.join(ways, sql` or `)} or (${others} and ${mayReadCase(reader, alias, rest)}))`
}

/** The cases that are measured, of many those that ended last, and the definitions they ran through. */
export interface Chosen {
  cases: string[]
  definitions: string[]
}

export async function chosenCases(db: Db, asked: Asked): Promise<Chosen> {
  // By the index alone: whoever may read few of them passes by many.
  const { rows } = await sql<Chosen>`with m as materialized (select c.instance_id as id from (${countedCases(asked)}) c
      where c.ended_at >= ${asked.from} and c.ended_at < ${asked.to} order by c.ended_at desc, c.instance_id desc limit ${MOST_CASES})
    select array(select id from m) as cases, array(select distinct d.id from m join figure_cases c on c.instance_id = m.id
      cross join unnest(c.definition_ids) d(id)) as definitions`.execute(db)
  return rows[0]!
}

/**
 * What was measured of cases: id, started_at, ended_at, seconds of the lead and of its parts, whether a task had a date and
 * whether one was past it, their stays and their way.
 */
export const measuredCases = ({ cases }: Chosen) => sql`
  select c.instance_id as id, c.started_at, c.ended_at, s.lead, c.work, s.lead - c.work as wait, c.late, c.dated, c.past,
    c.stays, c.stay_seconds, c.way
  from figure_cases c
  cross join lateral (select extract(epoch from c.ended_at - c.started_at)::double precision as lead) s
  where c.instance_id = any(${cases}::uuid[])`

/**
 * Tasks of the process that were done then, the last of them, of people whose figures one sees: id, instance_id, who, seconds, late.
 * They are about what their cases are about.
 */
export function doneTasks({ reader, key, from, to, kinds }: Asked) {
  const within = withinOf(reader)
  const who = sql`coalesce(t.completed_by, t.assignee_id)`
  const seen = within
    ? sql`${who} = any(array(select e.id from employees e where e.id = any(${within.people}::uuid[])
        or e.department_id = any(${within.departments}::uuid[])))`
    : sql`true`
  return sql`select t.id, t.instance_id, ${who} as who, extract(epoch from t.completed_at - t.created_at) as seconds,
      coalesce(t.completed_at > t.due_at, false) as late, t.completed_at
    from tasks t where t.process_key = ${key} and t.status = 'done' and t.instance_id is not null and t.completed_at >= ${from}
      and t.completed_at < ${to} and ${seen} and ${mayReadCase(reader, 't', kinds)}
    order by t.completed_at desc limit ${MOST_TASKS}`
}

/** Each stay on a step, from coming to leaving: instance_id, which of the case, element, seconds. */
export const staysOf = (chosen: Chosen, holders: string[]) => sql`
  select m.id as instance_id, s.n, s.element, s.seconds, m.ended_at
  from (${measuredCases(chosen)}) m cross join unnest(m.stays, m.stay_seconds) with ordinality s(element, seconds, n)
  where s.element <> all(${holders}::text[])`

/** The way of each case: the activities it has done in their order, and a key by which equal ways are known. */
export const waysOf = (chosen: Chosen, activities: string[]) => sql`
  with m as materialized (select m.id, m.way, m.lead, m.ended_at from (${measuredCases(chosen)}) m),
    told as materialized (select w.way as whole, array(select e.element from unnest(w.way) with ordinality e(element, n)
      where e.element = any(${activities}::text[]) order by e.n) as way from (select distinct way from m) w)
  select m.id as instance_id, m.lead, m.ended_at, t.way, md5(t.way::text) as key from m join told t on t.whole = m.way`

/** What the steps of these cases are, in whichever version of the model they ran. */
export async function elementsOf(db: Db, key: string, definitions: string[]) {
  const { rows } = await sql<{ id: string }>`select definition_id as id from processes where key = ${key}`.execute(db)
  const graphs = await Promise.all(
    [...new Set([...rows.map(({ id }) => id), ...definitions])].map((id) => graphOf(db, id)),
  )
  const words = await wordsOf(key)
  const all = graphs.flatMap((graph) => Object.values(graph.elements))
  const kept = (wanted: (kind: string) => boolean) => [
    ...new Set(all.filter(({ kind }) => wanted(kind)).map(({ id }) => id)),
  ]
  return {
    activities: kept((kind) => ACTIVITY.test(kind)),
    holders: kept((kind) => HOLDERS.includes(kind)),
    named: (id: string) => ({ id, name: stepName(words, id, all.find((element) => element.id === id)?.name) }),
  }
}

const minutesOf = (seconds: RawBuilder<unknown>) => sql`floor((${seconds}) / 60)::int`

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
    casesCountedTo(db),
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
  const ofChosen = async () => {
    const chosen = await chosenCases(db, asked)
    const { activities, holders, named } = await elementsOf(db, key, chosen.definitions)
    const [times, steps, ways] = await Promise.all([
      sql<
        Measured & { measured: number; dated: number; in_time: number }
      >`select count(*)::int as measured, ${sql.join(SPANS.map(timesOf))},
      count(*) filter (where dated)::int as dated, count(*) filter (where dated and not past)::int as in_time
      from (${measuredCases(chosen)}) m`.execute(db),
      sql<{ element: string; stays: number; median: number; total: number }>`select s.element, count(*)::int as stays,
        ${share(0.5, sql`s.seconds`)} as median, floor(sum(s.seconds) / 60)::float8 as total
      from (${staysOf(chosen, holders)}) s group by s.element having sum(s.seconds) >= ${SOME}
      order by sum(s.seconds) desc, s.element limit 50`.execute(db),
      sql<{ key: string; way: string[]; cases: number; median: number }>`select w.key, w.way, count(*)::int as cases,
        ${share(0.5, sql`w.lead`)} as median
      from (${waysOf(chosen, activities)}) w
      group by w.key, w.way order by cases desc, w.key limit ${MOST_WAYS + 1}`.execute(db),
    ])
    return { found: times.rows[0]!, steps: steps.rows, ways: ways.rows, named }
  }
  const [counts, people, { found, steps, ways, named }] = await Promise.all([
    sql<{ begun: number; ended: number }>`select r.n + c.begun as begun, c.ended
      from (select count(*)::int as n from (${runningIn(asked)}) i) r,
        (select (count(*) filter (where f.started_at >= ${asked.from} and f.started_at < ${asked.to}))::int as begun,
          (count(*) filter (where f.ended_at < ${asked.to}))::int as ended
        from (${countedCases(asked)}) f where f.ended_at >= ${asked.from}) c`.execute(db),
    sql<ProcessFigures['people'][number]>`select d.who as id, e.name, count(*)::int as tasks,
        ${share(0.5, sql`d.seconds`)} as median, count(*) filter (where d.late)::int as late
      from (${doneTasks(asked)}) d left join employees e on e.id = d.who
      group by d.who, e.name order by tasks desc, e.name limit 200`.execute(db),
    ofChosen(),
  ])
  return {
    ...counts.rows[0]!,
    measured: found.measured,
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
    steps: steps.map(({ element, ...step }) => ({ element: named(element), ...step })),
    ways: ways.slice(0, MOST_WAYS).map(({ way, ...one }) => ({ ...one, elements: way.map(named) })),
    moreWays: ways.length > MOST_WAYS,
  }
}
