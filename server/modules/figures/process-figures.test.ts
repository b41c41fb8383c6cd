import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { dateIn, dateOfDay, dayOfDate } from '../../../pure/dates.ts'
import { type CaseWorld, caseWorld, chain, pause } from '../../../test/support/cases.ts'
import type { CastName } from '../../../test/support/world.ts'
import { Refusal } from '../../core/errors.ts'
import { assignLead } from '../leads/commands/assign-lead.ts'
import { receiveLead } from '../leads/commands/receive-lead.ts'
import { countFigures } from './commands/count.ts'
import { countCases, forgetCases } from './commands/count-cases.ts'
import type { ProcessFigures } from './schema.ts'

const dated = (id: string) =>
  `<bpmn:userTask id="${id}" name="Sprawdź"><bpmn:extensionElements><zeebe:userTask /><zeebe:taskSchedule dueDate="PT1H" /></bpmn:extensionElements></bpmn:userTask>`
const given = (id: string) =>
  `<bpmn:userTask id="${id}" name="Wyślij"><bpmn:extensionElements><zeebe:userTask /><zeebe:assignmentDefinition assignee="=who" /></bpmn:extensionElements></bpmn:userTask>`

let w: CaseWorld
let day: string
const cases: Record<string, string> = {}

beforeAll(async () => {
  w = await caseWorld()
  await w.deploy('order', chain(dated('check'), pause('nap', 'PT2H'), given('send')))
  await w.deploy('other', chain(dated('check')))
  day = dateIn('Europe/Warsaw', (await w.now()).toISOString())
  const begin = async (name: string, department: 'sales' | 'marketing', who: CastName, key = 'order') => {
    const lead = await w.write('owner', (cx) =>
      receiveLead(cx, { source: 'form', formId: null, departmentId: w.departments[department], title: name }),
    )
    cases[name] = await w.start(key, { who: w.people[who] }, { subject: { kind: 'lead', id: lead.id } })
  }
  const later = async (time: string) => {
    await w.travel(time)
    await w.settle()
  }
  const send = async (name: string, who: CastName) => {
    const { id } = await w.db
      .selectFrom('tasks')
      .select('id')
      .where('instance_id', '=', cases[name]!)
      .where('status', '=', 'open')
      .executeTakeFirstOrThrow()
    expect((await w.request(who, 'POST', `/api/tasks/${id}/completion`, {})).status).toBe(204)
    await w.settle()
  }
  // Swift: 30 minutes of work, two hours' wait, 15 minutes of work.
  await begin('Swift', 'sales', 'anna')
  await later('30 minutes')
  await send('Swift', 'owner')
  await later('2 hours')
  await later('15 minutes')
  await send('Swift', 'anna')
  // Slow: 90 minutes, half an hour of it past the date; two hours' wait; an hour of work.
  await begin('Slow', 'marketing', 'marta')
  await later('90 minutes')
  await send('Slow', 'owner')
  await later('2 hours')
  await later('1 hour')
  await send('Slow', 'marta')
  // Ended by hand after 20 minutes, before anything was done.
  await begin('Cut', 'sales', 'anna')
  await begin('Running', 'sales', 'anna')
  await begin('Elsewhere', 'sales', 'anna', 'other')
  await later('20 minutes')
  expect((await w.request('owner', 'DELETE', `/api/instances/${cases.Cut}`)).status).toBe(204)
  await w.settle()
  while (await countCases(w.deps));
})
afterAll(() => w.close())

const ask = async (who: CastName, key = 'order', from = day, to = day): Promise<ProcessFigures> => {
  const { status, body } = await w.request(who, 'GET', `/api/figures/processes/${key}?from=${from}&to=${to}`)
  expect([status, body.code]).toEqual([200, undefined])
  return body
}
const behind = async (who: CastName, of: string, row?: string, more = '') => {
  const query = `from=${day}&to=${day}&of=${of}${row ? `&row=${encodeURIComponent(row)}` : ''}${more}`
  const { status, body } = await w.request(who, 'GET', `/api/figures/processes/order/cases?${query}`)
  expect([status, body.code]).toEqual([200, undefined])
  return body as {
    count: number
    items: { id: string; case: string; subject: { title: string }; minutes: number }[]
    next: string | null
  }
}
const named = async (who: CastName, of: string, row?: string) => {
  const { items, count } = await behind(who, of, row)
  expect(count).toBe(items.length)
  return items.map(({ subject, minutes, case: id }) => {
    expect(id).toBe(cases[subject.title])
    return `${subject.title} ${minutes}`
  })
}

describe('the figures of a process', () => {
  it('are worked out once a case, and equal what the cases say anew, whoever works', async () => {
    const equal = async () => {
      const all = (table: string) =>
        sql<{ instance_id: string }>`select * from ${sql.table(table)} order by instance_id`.execute(w.db)
      const [kept, anew] = [await all('figure_cases'), await all('figure_cases_now')]
      expect(kept.rows).toEqual(anew.rows)
      return kept.rows.map(({ instance_id }) => instance_id)
    }
    const ended = [cases.Swift!, cases.Slow!, cases.Cut!].sort()
    // Shipped processes may have ended cases of their own.
    const ours = async () => (await equal()).filter((id) => ended.includes(id))
    expect(await ours()).toEqual(ended)
    // Handed over, its record’s case goes with it.
    const { rows } = await sql<{
      id: string
    }>`select subject_id as id from process_instances where id = ${cases.Swift!}`.execute(w.db)
    await w.write('owner', (cx) => assignLead(cx, rows[0]!.id, w.people.anna))
    await vi.waitFor(
      async () => {
        while (await countFigures(w.deps));
        await equal()
      },
      { timeout: 20_000, interval: 50 },
    )
    await w.write('owner', forgetCases)
    await w.write('owner', async (cx) => {
      // An end that is not committed yet is not passed over when it is.
      await sql`delete from figure_cases_due where instance_id = ${cases.Cut!}`.execute(cx.db)
      await sql`insert into figure_cases_due (instance_id) values (${cases.Cut!})`.execute(cx.db)
      await Promise.all([countCases(w.deps), countCases(w.deps)])
    })
    await Promise.all([countCases(w.deps), countCases(w.deps), countCases(w.deps)])
    expect(await ours()).toEqual(ended)
    expect((await sql`select from figure_cases_due`.execute(w.db)).rows).toEqual([])
  })

  it('count what began and ended, and divide the time of its cases', async () => {
    const found = await ask('owner')
    expect(found).toMatchObject({ begun: 4, ended: 3, measured: 3, dated: 3, inTime: 2 })
    expect(found.times).toEqual([
      { of: 'lead', cases: 3, median: 165, p90: 270, total: 455 },
      { of: 'work', cases: 3, median: 45, p90: 150, total: 215 },
      { of: 'wait', cases: 2, median: 120, p90: 120, total: 240 },
      { of: 'late', cases: 1, median: 30, p90: 30, total: 30 },
    ])
  })

  it('equal what plain rows say', async () => {
    const { rows } = await sql<{ begun: number; ended: number; work: number; late: number }>`select
      (select count(*)::int from process_instances where process_key = 'order') as begun,
      (select count(*)::int from process_instances where process_key = 'order' and ended_at is not null) as ended,
      (select floor(sum(extract(epoch from completed_at - created_at)) / 60)::int from tasks
        where process_key = 'order' and completed_at is not null) as work,
      (select floor(sum(extract(epoch from completed_at - due_at)) / 60)::int from tasks
        where process_key = 'order' and completed_at > due_at) as late`.execute(w.db)
    const found = await ask('owner')
    const total = (of: string) => found.times.find((time) => time.of === of)!.total
    expect(rows).toEqual([{ begun: found.begun, ended: found.ended, work: total('work'), late: total('late') }])
    const steps = await sql<{ element: string; stays: number; total: number }>`
      select a.element, count(*)::int as stays, floor(sum(extract(epoch from z.at - a.at)) / 60)::int as total
      from process_steps a join process_steps z on z.instance_id = a.instance_id and z.token = a.token and z.what <> 'entered'
      join process_instances i on i.id = a.instance_id and i.process_key = 'order' and i.status <> 'active'
      where a.what = 'entered' group by 1 having sum(z.at - a.at) > '1 minute' order by 3 desc`.execute(w.db)
    expect(found.steps.map(({ element, stays, total }) => ({ element: element.id, stays, total }))).toEqual(steps.rows)
    expect(steps.rows.map(({ element, total }) => [element, total])).toEqual([
      ['nap', 240],
      ['check', 140],
      ['send', 75],
    ])
  })

  it('tell the ways that were gone, the commonest first', async () => {
    const { ways, moreWays } = await ask('owner')
    expect(moreWays).toBe(false)
    expect(ways.map(({ elements, cases: count, median }) => [elements.map(({ id }) => id), count, median])).toEqual([
      [['check', 'send'], 2, 165],
      [[], 1, 20],
    ])
    expect(ways[0]!.elements[0]!.name.pl).toBe('Sprawdź')
    expect(await named('owner', 'way', ways[0]!.key)).toEqual(['Slow 270', 'Swift 165'])
    expect(await named('owner', 'way', ways[1]!.key)).toEqual(['Cut 20'])
  })

  it('tell who did how many tasks, and how late', async () => {
    const { people } = await ask('owner')
    expect(people.map(({ id, tasks, median, late }) => [id, tasks, median, late])).toEqual([
      [w.people.owner, 2, 30, 1],
      [w.people.anna, 1, 15, 0],
      [w.people.marta, 1, 60, 0],
    ])
    expect(await named('owner', 'tasks', w.people.owner)).toEqual(['Slow 90', 'Swift 30'])
    expect(await named('owner', 'lateTasks', w.people.owner)).toEqual(['Slow 90'])
  })

  it('lead to the cases behind each number', async () => {
    expect((await named('owner', 'begun')).map((one) => one.split(' ')[0])).toEqual(['Slow', 'Swift', 'Running', 'Cut'])
    expect(await named('owner', 'ended')).toEqual(['Slow 270', 'Swift 165', 'Cut 20'])
    expect(await named('owner', 'work')).toEqual(['Slow 150', 'Swift 45', 'Cut 20'])
    expect((await named('owner', 'wait')).sort()).toEqual(['Slow 120', 'Swift 120'])
    expect(await named('owner', 'late')).toEqual(['Slow 30'])
    expect(await named('owner', 'inTime')).toEqual(['Swift 165', 'Cut 20'])
    expect(await named('owner', 'past')).toEqual(['Slow 270'])
    expect(await named('owner', 'step', 'check')).toEqual(['Slow 90', 'Swift 30', 'Cut 20'])
    expect(await named('owner', 'step', 'no_such')).toEqual([])
    const first = await behind('owner', 'ended', undefined, '&limit=2')
    const rest = await behind('owner', 'ended', undefined, `&limit=2&after=${first.next}`)
    expect([...first.items, ...rest.items].map(({ subject }) => subject.title)).toEqual(['Slow', 'Swift', 'Cut'])
    expect(rest).toMatchObject({ count: 3, next: null })
  })

  it('count only cases whose records one may read, and only people whose figures one sees', async () => {
    expect(await ask('salesHead')).toMatchObject({ begun: 3, ended: 2, dated: 2, inTime: 2 })
    expect((await ask('salesHead')).people.map(({ id }) => id)).toEqual([w.people.anna])
    expect((await ask('marta')).ended).toBe(1)
    expect((await ask('marta')).people.map(({ id, tasks }) => [id, tasks])).toEqual([[w.people.marta, 1]])
    expect(await named('anna', 'ended')).toEqual(['Swift 165', 'Cut 20'])
    expect(await named('anna', 'tasks', w.people.owner)).toEqual([])
  })

  it('are compared with the days before, and taken along as a file', async () => {
    const before = dateOfDay(dayOfDate(day) - 1)
    const { status, body } = await w.request(
      'owner',
      'GET',
      `/api/figures/processes/order?from=${day}&to=${day}&compare=previous`,
    )
    expect([status, body.compared]).toEqual([200, { from: before, to: before }])
    expect(body.before).toMatchObject({ begun: 0, ended: 0, measured: 0, people: [], steps: [] })
    const next = dateOfDay(dayOfDate(day) + 1)
    const path = `/api/figures/processes/order/export?from=${next}&to=${next}&compare=previous&format=csv`
    const file = await w.app.inject({
      url: path,
      headers: { authorization: `Bearer ${await w.tokenOf(w.people.owner)}` },
    })
    expect(file.headers['content-disposition']).toContain('.csv')
    const lines = file.body.split('\r\n')
    expect(lines[0]!.split(';').slice(0, 4)).toEqual([
      '\ufeffCzęść',
      'Co',
      'Sprawy, przejścia lub zadania',
      'Sprawy, przejścia lub zadania, wcześniej',
    ])
    expect(lines.find((line) => line.startsWith('Najważniejsze liczby;Zakończone sprawy;'))).toMatch(/;0;3;/)
    expect(lines.find((line) => line.includes(';Czekanie;'))).toMatch(/;0;2;;120;;120;0;240;/)
  })

  it('are of these days alone, and refuse others with a word', async () => {
    expect(await ask('owner', 'order', '2020-01-01', '2020-01-31')).toMatchObject({
      begun: 0,
      ended: 0,
      ways: [],
      steps: [],
    })
    expect(await ask('owner', 'other')).toMatchObject({ begun: 1, ended: 0 })
    const refused = async (path: string) => {
      const { status, body } = await w.request('owner', 'GET', `/api/figures/processes/${path}`)
      return [status, body.errors?.[0]?.code]
    }
    expect(await refused('order?from=2026-02-02&to=2026-02-01')).toEqual([422, 'figure.ends_before_it_begins'])
    expect(await refused('order?from=2006-02-02&to=2026-02-01')).toEqual([422, 'figure.range_too_long'])
    expect((await refused('no_such?from=2026-02-02&to=2026-02-03'))[0]).toBe(404)
  })
})

// The last one: it leaves many cases behind.
it('equal what tasks and records say, after any sequence of commands', async () => {
  const some = async (rows: Promise<{ rows: { id: string }[] }>, n: number) => {
    const { rows: found } = await rows
    return found[n % Math.max(found.length, 1)]?.id
  }
  const running = (n: number) =>
    some(sql<{ id: string }>`select id from process_instances where status = 'active' order by id`.execute(w.db), n)
  const HAPPENS = {
    begin: async (n: number) => {
      const department = w.departments[n % 2 ? 'sales' : 'marketing']
      const lead = await w.write('owner', (cx) =>
        receiveLead(cx, { source: 'form', formId: null, departmentId: department, title: `Case ${n}` }),
      )
      await w.start(n % 3 ? 'order' : 'other', { who: w.people.anna }, { subject: { kind: 'lead', id: lead.id } })
    },
    complete: async (n: number) => {
      const open = sql<{
        id: string
      }>`select id from tasks where status = 'open' and process_key in ('order', 'other') order by id`
      const id = await some(open.execute(w.db), n)
      if (id) await w.request('owner', 'POST', `/api/tasks/${id}/completion`, {})
    },
    end: async (n: number) => {
      const id = await running(n)
      if (id) await w.request('owner', 'DELETE', `/api/instances/${id}`)
    },
    give: async (n: number) => {
      const id = await some(sql<{ id: string }>`select id from leads order by id`.execute(w.db), n)
      const who = (['anna', 'katarzyna', 'marta'] as const)[n % 3]!
      if (id) await w.write('owner', (cx) => assignLead(cx, id, w.people[who]))
    },
    later: (n: number) => w.travel(`${(n % 150) + 1} minutes`),
    settle: () => w.settle(),
    count: (n: number) => Promise.all(Array.from({ length: (n % 3) + 1 }, () => countCases(w.deps))),
    forget: () => w.write('owner', forgetCases),
  }
  const happen = async (verb: keyof typeof HAPPENS, n: number) => {
    try {
      await HAPPENS[verb](n)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
    }
  }
  const counted = async () => {
    await w.settle()
    await vi.waitFor(
      async () => {
        while (await countCases(w.deps));
        while (await countFigures(w.deps));
        const { rows } =
          await sql`select from event_log e, figure_position p where (e.era, e.xid8) >= (p.era, p.up_to_xid8)
          union all select from figure_cases_due limit 1`.execute(w.db)
        expect(rows).toEqual([])
      },
      { timeout: 20_000, interval: 50 },
    )
  }
  const step = fc.tuple(fc.constantFrom(...(Object.keys(HAPPENS) as (keyof typeof HAPPENS)[])), fc.nat(1000))
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 15 }), async (steps) => {
      for (const [verb, n] of steps) await happen(verb, n)
      await counted()
      expect(await kept()).toEqual(await reckoned())
    }),
    { numRuns: 6 },
  )
  // However the dice fell: one that ran late, was handed over when it had been counted, and one ended by hand.
  for (const [verb, n] of [
    ['begin', 3],
    ['later', 100],
    ['complete', 1000],
    ['begin', 1],
    ['settle', 0],
    ['end', 1000],
    ['count', 2],
    ['give', 2],
  ] as const)
    await happen(verb, n)
  await counted()
  const all = await kept()
  expect(all).toEqual(await reckoned())
  expect(all.length).toBeGreaterThan(3)
}, 120_000)

interface Counted {
  id: string
  owner: string | null
  department: string | null
  /** Whole seconds. */
  work: number
  late: number
  past: boolean
}

async function kept(): Promise<Counted[]> {
  const { rows } = await sql<Counted>`select instance_id as id, owner_id as owner, department_id as department,
    round(work)::int as work, round(late)::int as late, past from figure_cases order by instance_id`.execute(w.db)
  return rows
}

/** The same, reckoned here from the tasks of each case and from the record it is about. */
async function reckoned(): Promise<Counted[]> {
  interface Task {
    from: number
    due: number | null
    done: number | null
  }
  const { rows } = await sql<{
    id: string
    owner: string | null
    department: string | null
    ended: number
    tasks: Task[]
  }>`
    select i.id, coalesce(l.owner_id, d.owner_id, t.owner_id) as owner,
      coalesce(l.department_id, d.department_id, t.department_id) as department,
      extract(epoch from i.ended_at)::float8 as ended,
      (select coalesce(json_agg(json_build_object('from', extract(epoch from k.created_at), 'due', extract(epoch from k.due_at),
        'done', extract(epoch from k.completed_at))), '[]') from tasks k where k.instance_id = i.id) as tasks
    from process_instances i left join leads l on l.id = i.subject_id and i.subject_kind = 'lead'
    left join deals d on d.id = i.subject_id and i.subject_kind = 'deal'
    left join tickets t on t.id = i.subject_id and i.subject_kind = 'ticket'
    where i.ended_at is not null order by i.id`.execute(w.db)
  return rows.map(({ id, owner, department, ended, tasks }) => {
    const spans = tasks.map(({ from, due, done }) => ({ from, due, to: Math.min(done ?? ended, ended) }))
    const past = tasks.some(({ due, done }) => due !== null && Math.min(done ?? ended, ended) > due)
    const late = spans.flatMap(({ from, due, to }) => (due === null ? [] : [{ from: Math.max(from, due), to }]))
    return { id, owner, department, work: Math.round(covered(spans)), late: Math.round(covered(late)), past }
  })
}

/** How long at least one of these spans lasted. */
function covered(spans: readonly { from: number; to: number }[]): number {
  let [sum, reached] = [0, Number.NEGATIVE_INFINITY]
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
    sum += Math.max(0, to - Math.max(from, reached))
    reached = Math.max(reached, to)
  }
  return sum
}
