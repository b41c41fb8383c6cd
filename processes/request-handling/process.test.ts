import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rejectLead } from '../../server/modules/leads/commands/close-lead.ts'
import { putOffLead, resumeLead } from '../../server/modules/leads/commands/put-off-lead.ts'
import { receiveLead } from '../../server/modules/leads/commands/receive-lead.ts'
import { changeSettings } from '../../server/modules/processes/commands.ts'
import { addEmployee } from '../../server/modules/staff/commands/add-employee.ts'
import { updateEmployee } from '../../server/modules/staff/commands/update-employee.ts'
import { type CastName, testWorld, type World } from '../../test/support/world.ts'
import { requestHandling } from './settings.ts'

let w: World
beforeAll(async () => {
  w = await testWorld()
})
afterAll(() => w.close())

async function request(title = 'Okna do hali', more: { amount?: number } = {}): Promise<string> {
  const { id } = await w.write({ kind: 'system', id: 'test' }, (cx) =>
    receiveLead(cx, { source: 'form', formId: null, departmentId: w.departments.sales, title, ...more }),
  )
  await w.settle()
  return id
}

const told = (who: CastName, leadId: string) => w.told(who, leadId)

const instanceOf = (leadId: string) =>
  w.db
    .selectFrom('process_instances')
    .selectAll()
    .where('subject_id', '=', leadId)
    .where('process_key', '=', 'request_handling')
    .executeTakeFirstOrThrow()

const tasksOf = (leadId: string) =>
  w.db.selectFrom('tasks').selectAll().where('subject_id', '=', leadId).orderBy('created_at').orderBy('id').execute()

const settings = (change: Record<string, unknown>) =>
  w.write('owner', (cx) => changeSettings(cx, 'request_handling', { ...requestHandling.defaults, ...change }))

describe('S1 handling of a request', () => {
  it('tells everybody of the department and offers the request to them (1)', async () => {
    const lead = await request()
    for (const who of ['anna', 'katarzyna', 'lukasz', 'salesHead'] as const) {
      expect(await told(who, lead)).toEqual(['lead_waits_for_acceptance'])
    }
    expect(await told('marta', lead)).toEqual([])
    const [claim] = await tasksOf(lead)
    expect(claim).toMatchObject({ kind: 'claim', status: 'open', candidate_department_ids: [w.departments.sales] })
  })

  it('gives it to the first one, tells the others who that was (2), tells the supervisor (3) and sets the task (5)', async () => {
    const lead = await request()
    const first = await w.request('anna', 'POST', `/api/leads/${lead}/acceptance`)
    expect(first.status).toBe(200)
    const second = await w.request('katarzyna', 'POST', `/api/leads/${lead}/acceptance`)
    expect(second.status).toBe(409)
    expect(second.body).toMatchObject({ code: 'lead.already_taken', params: { name: 'Anna Wiśniewska' } })
    await w.settle()
    expect(await told('salesHead', lead)).toEqual(['lead_waits_for_acceptance', 'lead_accepted'])
    const tasks = await tasksOf(lead)
    expect(tasks.map((task) => [task.kind, task.status, task.assignee_id])).toEqual([
      ['claim', 'done', w.people.anna],
      ['task', 'open', w.people.anna],
    ])
    // Monday 10:00 plus one working day.
    expect(tasks[1]!.due_at!.getTime() - (await w.now()).getTime()).toBeLessThanOrEqual(24 * 3_600_000)
  })

  it('goes on with whoever accepted before the case began, and ends where it was rejected before', async () => {
    const received = () =>
      w.write({ kind: 'system', id: 'test' }, (cx) =>
        receiveLead(cx, { source: 'form', formId: null, departmentId: w.departments.sales, title: 'Okna' }),
      )
    const quick = await request()
    const [accepted, rejected] = [await received(), await received()]
    // Rejected before the task to handle it is there.
    expect((await w.request('anna', 'POST', `/api/leads/${quick}/acceptance`)).status).toBe(200)
    await w.write('anna', (cx) => rejectLead(cx, quick, 'spam', ''))
    expect((await w.request('anna', 'POST', `/api/leads/${accepted.id}/acceptance`)).status).toBe(200)
    await w.write('owner', (cx) => rejectLead(cx, rejected.id, 'spam', ''))
    await w.settle()
    expect(
      (await tasksOf(accepted.id)).map((task) => [task.kind, task.status, task.completed_by ?? task.assignee_id]),
    ).toEqual([
      ['claim', 'done', w.people.anna],
      ['task', 'open', w.people.anna],
    ])
    expect((await tasksOf(rejected.id)).filter(({ status }) => status === 'open')).toEqual([])
    expect((await instanceOf(rejected.id)).status).toBe('completed')
    expect((await tasksOf(quick)).map(({ kind, status }) => [kind, status])).toEqual([
      ['claim', 'done'],
      ['task', 'done'],
    ])
    expect((await instanceOf(quick)).status).toBe('completed')
  })

  it('tells the head when nobody accepts within fifteen working minutes, and the request goes on waiting (4)', async () => {
    const lead = await request()
    await w.travel('14 minutes')
    await w.settle()
    expect(await told('salesHead', lead)).toEqual(['lead_waits_for_acceptance'])
    await w.travel('2 minutes')
    await w.settle()
    expect(await told('salesHead', lead)).toEqual(['lead_waits_for_acceptance', 'lead_nobody_accepted'])
    expect((await w.request('lukasz', 'POST', `/api/leads/${lead}/acceptance`)).status).toBe(200)
    await w.settle()
    expect((await tasksOf(lead)).map((task) => task.status)).toEqual(['done', 'open'])
  })

  it('reminds the one who accepted, as often as set, and stops when the lead is handled (8)', async () => {
    const lead = await request()
    await w.request('anna', 'POST', `/api/leads/${lead}/acceptance`)
    await w.settle()
    await w.travel('1 day')
    await w.settle()
    const reminders = async () => (await told('anna', lead)).filter((code) => code === 'lead_not_handled').length
    expect(await reminders()).toBe(1)
    await w.travel('2 hours')
    await w.settle()
    expect(await reminders()).toBe(2)
    await w.write('anna', (cx) => rejectLead(cx, lead, 'spam', ''))
    await w.settle()
    await w.travel('7 days')
    await w.settle()
    expect(await reminders()).toBe(2)
    expect((await instanceOf(lead)).status).toBe('completed')
  })

  it('tells the supervisor how it went (7) and closes the task by itself (6)', async () => {
    const lead = await request()
    await w.request('anna', 'POST', `/api/leads/${lead}/acceptance`)
    await w.settle()
    await w.write('anna', (cx) => rejectLead(cx, lead, 'no_budget', ''))
    await w.settle()
    expect(await told('salesHead', lead)).toEqual([
      'lead_waits_for_acceptance',
      'lead_accepted',
      'lead_result_rejected',
    ])
    expect((await tasksOf(lead)).map((task) => task.status)).toEqual(['done', 'done'])
    expect((await instanceOf(lead)).status).toBe('completed')
  })

  it('ends at once when somebody rejects the request before anybody accepted it', async () => {
    const lead = await request()
    await w.write('salesHead', (cx) => rejectLead(cx, lead, 'spam', ''))
    await w.settle()
    expect((await instanceOf(lead)).status).toBe('completed')
    expect((await tasksOf(lead)).every((task) => task.status === 'done')).toBe(true)
  })

  it('does not remind while the lead waits, and counts anew when it is back', async () => {
    const lead = await request()
    await w.request('anna', 'POST', `/api/leads/${lead}/acceptance`)
    await w.settle()
    const until = new Date((await w.now()).getTime() + 20 * 24 * 3_600_000)
    await w.write('anna', (cx) => putOffLead(cx, lead, until))
    await w.settle()
    await w.travel('3 days')
    await w.settle()
    expect(await told('anna', lead)).not.toContain('lead_not_handled')
    await w.write('anna', (cx) => resumeLead(cx, lead, { onlyIfDue: false }))
    await w.settle()
    await w.travel('5 days')
    await w.settle()
    expect(await told('anna', lead)).toContain('lead_not_handled')
  })

  it('chooses in turn among those present when set so, and when nobody accepts', async () => {
    await settings({ mode: 'direct', distribution: 'round_robin' })
    const owners = []
    for (let i = 0; i < 4; i += 1) {
      const lead = await request(`Zgłoszenie ${i}`)
      owners.push(
        (await w.db.selectFrom('leads').select('owner_id').where('id', '=', lead).executeTakeFirstOrThrow()).owner_id,
      )
    }
    expect(new Set(owners).size).toBe(4)
    await settings({ when_nobody: 'assign', distribution: 'by_skill', difficult_from: 1000, skill: 'trudne' })
    const lead = await request('Trudne', { amount: 5000 })
    await w.travel('1 days')
    await w.settle()
    const row = await w.db.selectFrom('leads').select('owner_id').where('id', '=', lead).executeTakeFirstOrThrow()
    expect(row.owner_id).not.toBeNull()
    expect(await told('salesHead', lead)).toContain('lead_nobody_accepted')
    await settings({})
  })

  it('a hundred people press at the same moment, twenty times over: one wins, the rest are told who', {
    timeout: 120_000,
  }, async () => {
    const crowd = await w.write('owner', async (cx) => {
      const ids: string[] = []
      for (let i = 1; i <= 100; i += 1) {
        const email = `sprzedawca${i}@example.com`
        ids.push((await addEmployee(cx, { name: `Sprzedawca ${i}`, email, departmentId: w.departments.sales })).id)
      }
      return ids
    })
    await w.settle()
    const tokens = await Promise.all(crowd.map((id) => w.tokenOf(id)))
    const press = (lead: string, token: string) =>
      w.request(null, 'POST', `/api/leads/${lead}/acceptance`, undefined, { authorization: `Bearer ${token}` })
    for (let round = 1; round <= 20; round += 1) {
      const lead = await request(`Wyścig ${round}`)
      const answers = await Promise.all(tokens.map((token) => press(lead, token)))
      expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1)
      const winner = `Sprzedawca ${answers.findIndex((answer) => answer.status === 200) + 1}`
      const refused = answers.filter((answer) => answer.status === 409)
      expect(refused).toHaveLength(99)
      expect(new Set(refused.map(({ body }) => `${body.code} ${body.params.name}`))).toEqual(
        new Set([`lead.already_taken ${winner}`]),
      )
      const events = w.db.selectFrom('event_log').select('id').where('subject_id', '=', lead)
      expect(await events.where('name', '=', 'lead.accepted').execute()).toHaveLength(1)
    }
    await w.settle()
    for (const id of crowd)
      await w.write('owner', (cx) => updateEmployee(cx, { id, expected: null, set: { active: false } }))
    await w.settle()
  })

  it('counts neither 11 November nor a weekend as working time, when nobody accepts and when nobody handles', async () => {
    // 2027: the 11th is a Thursday. People work 8 to 16.
    await w.until('2027-11-10', '15:55')
    const first = await request('Przed świętem')
    await w.until('2027-11-11', '12:00')
    expect(await told('salesHead', first)).toEqual(['lead_waits_for_acceptance'])
    await w.until('2027-11-12', '08:09')
    expect(await told('salesHead', first)).toEqual(['lead_waits_for_acceptance'])
    await w.until('2027-11-12', '08:11')
    expect(await told('salesHead', first)).toEqual(['lead_waits_for_acceptance', 'lead_nobody_accepted'])

    // One working day to handle it: accepted on Friday at 15:00, late on Monday at 15:00.
    await w.until('2027-11-12', '15:00')
    expect((await w.request('anna', 'POST', `/api/leads/${first}/acceptance`)).status).toBe(200)
    await w.settle()
    await w.until('2027-11-14', '18:00')
    await w.until('2027-11-15', '14:59')
    expect(await told('anna', first)).not.toContain('lead_not_handled')
    await w.until('2027-11-15', '15:02')
    expect(await told('anna', first)).toContain('lead_not_handled')
  })

  it('leaves no incident and nothing undelivered behind', async () => {
    expect(
      await w.db.selectFrom('process_incidents').select(['code', 'message']).where('resolved_at', 'is', null).execute(),
    ).toEqual([])
    expect(await w.db.selectFrom('outbox').selectAll().where('kind', '=', 'deliver').execute()).toEqual([])
  })
})
