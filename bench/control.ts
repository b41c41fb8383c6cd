import type pg from 'pg'
import { system } from '../server/core/actor.ts'
import { connectOnce } from '../server/core/db.ts'
import { write } from '../server/core/write.ts'
import { receiveLead } from '../server/modules/leads/commands/receive-lead.ts'
import type { Ask } from './lists/asks.ts'
import { countOf, settle } from './lists/fill.ts'
import { answered } from './lists/lists.ts'
import type { Options, Result } from './measure.ts'
import { makePlace, type Place } from './place.ts'

const CASES = 100_000
const PROCESSES = 40
const LIST_MS = 200
const DRAWING_MS = 300

const key = (n: number) => `bench_${n}`
const timer = (id: string, at: string) =>
  `<boundaryEvent id="${id}" attachedToRef="${at}" cancelActivity="false"><timerEventDefinition id="${id}_t"><timeDuration xsi:type="tFormalExpression">P60D</timeDuration></timerEventDefinition></boundaryEvent>
  <endEvent id="${id}_end" /><sequenceFlow id="${id}_f" sourceRef="${id}" targetRef="${id}_end" />`
/** Two tasks, one after the other. */
export const MODEL = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d">
  <process id="p" name="Sprawa" isExecutable="true"><startEvent id="s" />
  <userTask id="look" name="Sprawdź" /><userTask id="decide" name="Zdecyduj" /><endEvent id="e" />
  <sequenceFlow id="f1" sourceRef="s" targetRef="look" /><sequenceFlow id="f2" sourceRef="look" targetRef="decide" />
  <sequenceFlow id="f3" sourceRef="decide" targetRef="e" />${timer('late', 'look')}</process></definitions>`

/**
 * The control room over a hundred thousand running cases of forty processes, as many that ended beside them: a tenth is
 * late, one of two hundred has stopped. An owner sees all, a head an eighth, a head of a small department hardly any.
 */
export async function control({ quick, size, keep, parts, say }: Options): Promise<Result> {
  const place = await makePlace(keep)
  const cases = size ?? (quick ? CASES / 50 : CASES)
  try {
    await ready(place, cases, say)
    const { bars, figures } = await answered(place, asks, { quick, parts, say })
    return { bench: 'control', bars, figures: { cases, processes: PROCESSES, ...figures } }
  } finally {
    await place.end()
  }
}

async function ready(place: Place, cases: number, say: (line: string) => void): Promise<void> {
  const client = await connectOnce({ connectionString: place.url })
  try {
    if ((await countOf(client, 'company')) > 0) return
    say(`making ${cases} cases`)
    await place.within(async ({ deps }) => {
      await settle(deps)
      await write(deps, system('bench'), async (cx) => {
        const lead = await receiveLead(cx, { source: 'form', formId: null, departmentId: null, title: 'Okna' })
        for (let n = 0; n < PROCESSES; n += 1) {
          await deps.engine!.deploy(cx, { key: key(n), name: `Proces ${n}`, bpmn: MODEL, origin: 'own', by: null })
        }
        for (let n = 0; n < PROCESSES; n += 1) {
          await deps.engine!.start(cx, { key: key(n), variables: {}, subject: { kind: 'lead', id: lead.id } })
        }
      })
    })
    for (const statement of statements(cases)) await client.query(statement)
    for (const table of ['process_instances', 'tasks', 'leads']) say(`${table}: ${await countOf(client, table)} rows`)
  } finally {
    await client.end()
  }
}

// Copies of the forty cases the engine began, each about a lead of its own.
const statements = (cases: number): string[] => [
  `update employees set role = 'head' where email in ('osoba0.3@example.com', 'osoba8.3@example.com')`,
  `create temp table people as select id, department_id, row_number() over (order by email) - 1 as n from employees where email like 'osoba%'
    and (email not like 'osoba8%')`,
  `create temp table models as select i.id, row_number() over (order by i.process_key) - 1 as n from process_instances i where i.process_key like 'bench_%'`,
  `create temp table made as select g as n, gen_random_uuid() as lead, uuid_in(overlay(md5('case' || g) placing lpad(to_hex(1700000000000 + g), 12, '0') from 1 for 12)::cstring) as id,
      gen_random_uuid() as task, m.id as model, p.id as person,
      case when g % 5000 = 0 then (select department_id from employees where email = 'osoba8.3@example.com') else p.department_id end as department_id,
      g > ${cases} as ended, now() + interval '30 days' - random() * interval '33 days' as due, now() - random() * interval '30 days' as began
    from generate_series(1, ${2 * cases}) g join models m on m.n = g % ${PROCESSES}
    join people p on p.n = (g * 7) % (select count(*) from people)`,
  `create index on made (model)`,
  `insert into leads overriding system value select r.* from made c, (select l from leads l limit 1) m,
    jsonb_populate_record(m.l, jsonb_build_object('id', c.lead, 'number', c.n + 1000, 'owner_id', c.person, 'department_id', c.department_id)) r`,
  `insert into search_entries (kind, id, title, folded, owner_id, department_id, at)
    select 'lead', lead, 'Okna ' || n, 'okna ' || n, person, department_id, began from made`,
  `insert into process_instances select r.* from made c join process_instances t on t.id = c.model, jsonb_populate_record(t, jsonb_build_object('id', c.id,
    'subject_id', c.lead, 'started_at', c.began, 'moved_at', c.began) || case when c.ended
    then jsonb_build_object('status', 'completed', 'ended_at', now(), 'state', jsonb_build_object('tokens', '[]'::jsonb, 'scopes', '[]'::jsonb, 'status', 'completed')) else '{}' end) r`,
  `insert into tasks select r.* from made c join tasks t on t.instance_id = c.model, jsonb_populate_record(t, jsonb_build_object('id', c.task,
    'instance_id', c.id, 'subject_id', c.lead, 'assignee_id', c.person, 'department_id', c.department_id, 'due_at', c.due, 'candidate_user_ids', array[]::text[])
    || case when c.ended then jsonb_build_object('status', 'done', 'completed_at', now()) else '{}' end) r`,
  `insert into process_waits select r.* from made c join process_waits t on t.instance_id = c.model, jsonb_populate_record(t,
    jsonb_build_object('instance_id', c.id, 'since', c.began)) r where not c.ended`,
  `insert into process_incidents (id, instance_id, token, element, code, message, raised_at)
    select gen_random_uuid(), c.id, t.token, 'look', 'step_failed', 'x', c.began from made c join tasks t on t.id = c.task where c.n % 200 = 0 and not c.ended`,
  'analyze',
]

const twenty = <T>(make: (n: number) => T): T[] => Array.from({ length: 20 }, (_, n) => make(n))
const idOf = async (client: pg.ClientBase, text: string): Promise<string[]> =>
  (await client.query<{ id: string }>(text)).rows.map(({ id }) => id)

const asks: Ask[] = [
  { name: 'attention', within: LIST_MS, paths: async () => ['/api/cases?state=attention'] },
  {
    name: 'attention, the next pages',
    within: LIST_MS,
    async paths({ answer }) {
      const paths = []
      let after = ''
      for (let page = 0; page < 20; page += 1) {
        const { next } = await answer(`/api/cases?state=attention${after}`)
        if (!next) break
        after = `&after=${next}`
        paths.push(`/api/cases?state=attention${after}`)
      }
      return paths
    },
  },
  { name: 'running', within: LIST_MS, paths: async () => ['/api/cases?state=running'] },
  {
    name: 'running in one process',
    within: LIST_MS,
    paths: async () => twenty((n) => `/api/cases?state=running&process=${key(n)}`),
  },
  {
    name: 'late in one process',
    within: LIST_MS,
    paths: async () => twenty((n) => `/api/cases?state=late&process=${key(n)}`),
  },
  {
    name: 'running at one step of a process',
    within: LIST_MS,
    paths: async () => twenty((n) => `/api/cases?state=running&process=${key(n)}&element=look`),
  },
  {
    name: 'of one person',
    within: LIST_MS,
    paths: async ({ client }) =>
      (await idOf(client, `select id from employees where email like 'osoba%' order by email limit 20`)).map(
        (id) => `/api/cases?state=running&person=${id}`,
      ),
  },
  {
    name: 'of one department',
    within: LIST_MS,
    paths: async ({ client }) =>
      (await idOf(client, 'select id from departments order by position')).map(
        (id) => `/api/cases?state=attention&department=${id}`,
      ),
  },
  { name: 'counts', within: LIST_MS, paths: async () => ['/api/cases/counts'] },
  {
    name: 'the cases of a record',
    within: LIST_MS,
    paths: async ({ client, me }) =>
      (
        await idOf(
          client,
          `select id from leads where department_id = (select department_id from employees where id = '${me}') or (select role from employees where id = '${me}') = 'owner' limit 20`,
        )
      ).map((id) => `/api/records/lead/${id}/processes`),
  },
  { name: 'the live drawing', within: DRAWING_MS, paths: async () => twenty((n) => `/api/processes/${key(n)}`) },
  { name: 'processes', within: DRAWING_MS, paths: async () => ['/api/processes'] },
  { name: 'incidents', within: LIST_MS, paths: async () => ['/api/incidents'] },
]
