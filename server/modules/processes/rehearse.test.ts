import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { FakeChannel } from '../../../test/support/fake-channel.ts'
import { testWorld, type World } from '../../../test/support/world.ts'
import { receiveLead } from '../leads/commands/receive-lead.ts'
import { makeAccount } from '../messages/factory.ts'

let w: World
beforeAll(async () => {
  w = await testWorld()
})
afterAll(() => w.close())

/** Of every table, how many rows it has and what they come to: anything written anywhere shows. */
async function everything(): Promise<Record<string, string>> {
  const { rows: tables } = await sql<{ name: string }>`select quote_ident(tablename) as name from pg_tables
    where schemaname = 'public' and tablename not in ('worker_beats', 'sessions', 'api_tokens') order by 1`.execute(
    w.db,
  )
  const sums: Record<string, string> = {}
  for (const { name } of tables) {
    const { rows } = await sql<{ sum: string }>`select count(*) || ' ' || coalesce(sum(hashtext(t::text)), 0) as sum
      from ${sql.raw(name)} t`.execute(w.db)
    sums[name] = rows[0]!.sum
  }
  return sums
}

const received = (title: string) =>
  w.write({ kind: 'system', id: 'test' }, (cx) =>
    receiveLead(cx, { source: 'form', formId: null, departmentId: w.departments.sales, title }),
  )

it('steps are done and undone: who is told what is known, and nothing is written or sent', async () => {
  const { id } = await received('Okna do szkoły')
  await w.settle()
  const { items } = (await w.request('salesHead', 'GET', '/api/process-occasions?event=lead.received')).body
  expect(items[0]).toMatchObject({ subject: { kind: 'lead', id }, title: 'Okna do szkoły', variables: { leadId: id } })
  const before = await everything()
  const at = new Date(Date.parse(items[0].at) + 3_600_000).toISOString()
  const act = (more: object) => ({ at, token: 1, element: 'x', ...more })
  const { status, body } = await w.request('salesHead', 'POST', '/api/processes/request_handling/rehearsal', {
    subject: items[0].subject,
    acts: [
      act({ step: 'notifications.notify', input: { to: 'department:sales', text: 'Nowe okna', mail: true } }),
      act({ step: 'leads.distribute', input: { leadId: id, department: 'sales', method: 'round_robin' } }),
      act({ step: 'leads.look_up', input: { leadId: id } }),
      act({
        task: {
          name: 'Obsłuż leada',
          assignee: 'record:owner',
          candidateGroups: [],
          candidateUsers: [],
          properties: {},
          input: {},
        },
      }),
      act({ step: 'messages.send', input: { text: 'Dzień dobry' } }),
      act({ step: 'notifications.notify', input: { to: 'record:head', text: 'Gotowe' } }),
    ],
  })
  expect(status, JSON.stringify(body)).toBe(200)
  const [notice, distributed, read, task, message, supervisor] = body.outcomes
  const sellers = ['Anna Wiśniewska', 'Katarzyna Lewandowska', 'Łukasz Nowak']
  expect(notice.told[0]).toMatchObject({
    what: 'notice',
    code: 'process_told',
    params: { text: 'Nowe okna' },
    mail: true,
  })
  expect(notice.told[0].to).toEqual(expect.arrayContaining(sellers))
  // What one act changed the next one sees: whose the lead has become, and who stands above.
  const owner = distributed.output.acceptedBy
  expect(read.output.lead.ownerId).toBe(owner)
  expect(task.told[0]).toMatchObject({ what: 'task', title: 'Obsłuż leada' })
  const { rows: owners } = await sql<{ name: string }>`select name from employees where id = ${owner}`.execute(w.db)
  expect(task.told[0].to).toEqual([owners[0]!.name])
  expect(supervisor.told[0]).toMatchObject({ what: 'notice', to: ['Piotr Kowalczyk'] })
  expect(message).toMatchObject({ output: null, refusal: { code: 'outreach.no_way' }, told: [] })
  expect(await everything()).toEqual(before)
  // Time went on for the rehearsal alone.
  const { rows } = await sql<{
    stopped: boolean
  }>`select stopped_at is not null as stopped from business_clock`.execute(w.db)
  expect(rows[0]).toEqual({ stopped: false })
})

it('is for who may draw the process, about records he may read', async () => {
  const { id } = await received('Drzwi')
  const body = { subject: { kind: 'lead', id }, acts: [] }
  const rehearse = (who: 'anna' | 'salesHead' | 'owner', key: string) =>
    w.request(who, 'POST', `/api/processes/${key}/rehearsal`, body)
  expect((await rehearse('anna', 'request_handling')).status).toBe(403)
  expect((await rehearse('salesHead', 'task_reminders')).status).toBe(403)
  expect((await rehearse('owner', 'nothing_such')).status).toBe(404)
  expect((await rehearse('salesHead', 'request_handling')).status).toBe(200)
})

it('an unknown step, or one that is not given what it needs, is said at its act', async () => {
  const at = new Date().toISOString()
  const { body } = await w.request('owner', 'POST', '/api/processes/request_handling/rehearsal', {
    subject: null,
    acts: [
      { at, token: 1, element: 'a', step: 'nothing.such', input: {} },
      { at, token: 1, element: 'b', step: 'leads.look_up', input: {} },
    ],
  })
  expect(body.outcomes).toMatchObject([
    { refusal: { code: 'process.problem' } },
    { refusal: { code: 'process.problem', params: { element: 'leadId' } } },
  ])
})

it('the palette knows every step by a plain name', async () => {
  const { steps, kinds } = (await w.request('owner', 'GET', '/api/process-catalogue')).body
  for (const { type, offers, inputs } of steps) {
    expect(offers.length, type).toBeGreaterThan(0)
    for (const offer of offers) {
      for (const name of [...Object.keys(offer.fields), ...Object.keys(offer.fixed ?? {})])
        expect(inputs, type).toContain(name)
    }
  }
  expect(kinds.map(({ key }: { key: string }) => key)).toEqual(expect.arrayContaining(['lead', 'deal']))
})

it('a message to a customer is shown with its words and address, and leaves no trace', async () => {
  const sms = new FakeChannel(w.deps, { key: 'sms', address: 'phone', threads: 'address', dropsDoubles: false })
  w.deps.channels = new Map([[sms.channel.key, sms.channel]])
  await w.write('owner', (cx) => makeAccount(cx, { channel: 'sms', address: '+48221234567' }))
  const { id } = await w.write({ kind: 'system', id: 'test' }, (cx) =>
    receiveLead(cx, {
      source: 'form',
      formId: null,
      departmentId: w.departments.sales,
      title: 'Brama',
      personName: 'Ewa Maj',
      phone: '+48601777888',
    }),
  )
  await w.settle()
  const before = await everything()
  const at = (await w.now()).toISOString()
  const { status, body } = await w.request('salesHead', 'POST', '/api/processes/request_handling/rehearsal', {
    subject: { kind: 'lead', id },
    acts: [
      {
        at,
        token: 1,
        element: 'x',
        step: 'messages.send',
        input: { text: 'Gotowe, {{recipient.first_name}}', channels: 'sms', optional: true },
      },
    ],
  })
  expect(status, JSON.stringify(body)).toBe(200)
  const [message] = body.outcomes[0].told
  expect(message).toMatchObject({ what: 'message', channel: 'sms', text: 'Gotowe, Ewa' })
  expect(message.to).toEqual([{ name: 'Ewa Maj', address: '+48601777888' }])
  expect(await everything()).toEqual(before)
  await w.worker.sendAll()
  expect(sms.sent).toEqual([])
})
