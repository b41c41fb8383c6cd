import { GROUPINGS, REPORTS } from '../pure/figures.ts'
import { system } from '../server/core/actor.ts'
import { connectOnce } from '../server/core/db.ts'
import { write } from '../server/core/write.ts'
import { rebuildFigures } from '../server/modules/figures/commands/count.ts'
import { MODEL } from './control.ts'
import type { Ask } from './lists/asks.ts'
import { countOf } from './lists/fill.ts'
import { answered, ready } from './lists/lists.ts'
import { type Options, type Result, rounded } from './measure.ts'
import { makePlace, type Place } from './place.ts'

const DEALS = 1_000_000
/** Of ten leads three became a deal. */
const LEADS_FOR_A_DEAL = 10 / 3
/** With them a million deals and what they came from leave ten million events. */
const EVENTS = { lead: 2, deal: 3 }
const REPORT_MS = 200
/** Of so many deals there is a case of the process that is reported on: two hundred thousand at the full size. */
const DEALS_FOR_A_CASE = 5
const PROCESS = 'bench'

/**
 * Every report over a million deals with their ways through the stages, their leads and ten million events, and that of a process with two hundred thousand cases, a month and a year
 * at a time, beside its SQL alone.
 */
export async function reports({ quick, size, keep, parts, say }: Options): Promise<Result> {
  const place = await makePlace(keep)
  const deals = size ?? (quick ? DEALS / 50 : DEALS)
  try {
    await ready(place, Math.round(deals * LEADS_FOR_A_DEAL), say, EVENTS)
    await movesReady(place, say)
    const cases = Math.round(deals / DEALS_FOR_A_CASE)
    await casesReady(place, cases, say)
    say('counting every record')
    const began = performance.now()
    await place.within(({ deps }) => rebuildFigures(deps))
    const counted = rounded((performance.now() - began) / 1000)
    await tidied(place)
    const { bars, figures } = await answered(place, asks, { quick, parts, say })
    return {
      bench: 'reports',
      bars,
      figures: { deals, cases, 'seconds to count every record anew': counted, ...figures },
    }
  } finally {
    await place.end()
  }
}

/** As the database leaves it by itself after a while. */
async function tidied(place: Place): Promise<void> {
  const client = await connectOnce({ connectionString: place.url })
  try {
    await client.query(
      'vacuum (analyze) figure_facts, figure_days, figure_periods, figure_cases, process_instances, tasks',
    )
  } finally {
    await client.end()
  }
}

/** Three stages of each deal, some days apart. */
async function movesReady(place: Place, say: (line: string) => void): Promise<void> {
  const client = await connectOnce({ connectionString: place.url })
  try {
    if ((await countOf(client, 'deal_moves')) > 0) return
    say('making the ways of deals')
    await client.query('set session_replication_role = replica')
    await client.query(`insert into deal_moves (id, deal_id, to_stage_id, moved_at, moved_by)
      select gen_random_uuid(), d.id, s.id, d.created_at + (s.rung - 1) * (1 + hashtextextended(d.id::text, s.rung) & 15) * interval '7 hours'
          + (hashtextextended(d.id::text, 7) & 1023) * interval '1 minute', d.owner_id
      from deals d join (select id, pipeline_id, row_number() over (partition by pipeline_id order by position) as rung from stages) s
        on s.pipeline_id = d.pipeline_id and s.rung <= 3`)
  } finally {
    await client.end()
  }
}

/** A process whose cases ended throughout the last year: two tasks each, of seven one was cut short at its first. */
async function casesReady(place: Place, cases: number, say: (line: string) => void): Promise<void> {
  const client = await connectOnce({ connectionString: place.url })
  try {
    if ((await countOf(client, 'process_instances')) >= cases) return
    say(`making ${cases} cases`)
    const { rows } = await client.query<{ id: string }>('select id from leads limit 1')
    await place.within(async ({ deps }) => {
      await write(deps, system('bench'), async (cx) => {
        await deps.engine!.deploy(cx, { key: PROCESS, name: 'Sprawy', bpmn: MODEL, origin: 'own', by: null })
        await deps.engine!.start(cx, { key: PROCESS, variables: {}, subject: { kind: 'lead', id: rows[0]!.id } })
      })
    })
    for (const statement of caseStatements(cases)) await client.query(statement)
  } finally {
    await client.end()
  }
}

// Copies of the case the engine began, each about a lead of its own.
const caseStatements = (cases: number): string[] => [
  `create temp table model as select * from process_instances where process_key = '${PROCESS}' limit 1`,
  'create temp table task as select t.* from tasks t join model m on t.instance_id = m.id limit 1',
  `create temp table made as select l.n, l.id as lead, l.owner_id, l.department_id, gen_random_uuid() as id, l.n % 7 = 0 as cut, t.began,
      t.began + t.took as turn, t.began + t.took + t.rest as ended
    from (select row_number() over () as n, id, owner_id, department_id from leads limit ${cases}) l
    cross join lateral (select now() - random() * interval '360 days' - interval '6 days' as began, random() * interval '3 days' as took,
      random() * interval '3 days' + l.n * interval '0 second' as rest) t`,
  `insert into process_instances select r.* from made c cross join model t, jsonb_populate_record(t, jsonb_build_object('id', c.id,
    'subject_id', c.lead, 'started_at', c.began, 'moved_at', c.ended, 'ended_at', case when c.cut then c.turn else c.ended end,
    'status', 'completed', 'state', jsonb_build_object('tokens', '[]'::jsonb, 'scopes', '[]'::jsonb, 'status', 'completed'))) r`,
  ...[false, true].map(
    (
      second,
    ) => `insert into tasks select r.* from made c cross join task t, jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid(),
    'instance_id', c.id, 'subject_id', c.lead, 'assignee_id', c.owner_id, 'department_id', c.department_id, 'status', 'done',
    'created_at', ${second ? 'c.turn' : 'c.began'}, 'due_at', ${second ? 'c.turn' : 'c.began'} + interval '2 days',
    'completed_at', ${second ? 'c.ended' : 'c.turn'}, 'completed_by', c.owner_id, 'token', ${second ? 3 : 2}, 'element', '${second ? 'decide' : 'look'}',
    'candidate_user_ids', array[]::text[])) r ${second ? 'where not c.cut' : ''}`,
  ),
  `insert into process_history (instance_id, definition_id, at, elements, tokens, whats)
    select c.id, m.definition_id, h.at, h.elements, h.tokens, h.whats from made c cross join model m cross join lateral (values
      (c.began, '{s,s,look}'::text[], '{1,1,2}'::int[], '{entered,completed,entered}'::text[]),
      (c.turn, case when c.cut then '{look}' else '{look,decide}' end::text[], case when c.cut then '{2}' else '{2,3}' end::int[],
        case when c.cut then '{cancelled}' else '{completed,entered}' end::text[]),
      (c.ended, case when c.cut then '{}' else '{decide,e,e}' end::text[], case when c.cut then '{}' else '{3,4,4}' end::int[],
        case when c.cut then '{}' else '{completed,entered,completed}' end::text[])) h(at, elements, tokens, whats)
    where h.elements <> '{}'`,
  'analyze',
]

/** The last months and years that end with this one. */
const ranges = (months: number): string[] => {
  const now = new Date()
  return Array.from({ length: 6 }, (_, back) => {
    const day = (month: number, of: number) =>
      new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back + month, of)).toISOString().slice(0, 10)
    return `from=${day(1 - months, 1)}&to=${day(1, 0)}`
  })
}

const ofReports: Ask[] = REPORTS.flatMap((report) =>
  GROUPINGS.filter((by) => report.by.includes(by)).flatMap((by) =>
    [1, 12]
      .filter((months) => by !== 'day' || months === 1)
      .map(
        (months): Ask => ({
          name: `${report.key} by ${by}, ${months === 1 ? 'a month' : 'a year'}`,
          within: REPORT_MS,
          paths: async () => ranges(months).map((range) => `/api/figures/${report.key}?by=${by}&${range}`),
        }),
      ),
  ),
)

const asks: Ask[] = [
  ...ofReports,
  ...[1, 12].flatMap((months): Ask[] => {
    const days = months === 1 ? 'a month' : 'a year'
    const of =
      (path: string, more = '') =>
      async () =>
        ranges(months).map((range) => `/api/figures/processes/${PROCESS}${path}?${range}${more}`)
    return [
      { name: `a process, ${days}`, within: REPORT_MS, paths: of('') },
      { name: `a process, cases that ended, ${days}`, within: REPORT_MS, paths: of('/cases', '&of=ended') },
      { name: `a process, cases on a step, ${days}`, within: REPORT_MS, paths: of('/cases', '&of=step&row=look') },
    ]
  }),
]
