import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { system } from '../../server/core/actor.ts'
import { installKinds } from '../../server/modules/kinds/commands/install-kinds.ts'
import { changeSettings } from '../../server/modules/processes/commands.ts'
import { createAbsence } from '../../server/modules/staff/commands/create-absence.ts'
import { type CastName, testWorld, type World } from '../../test/support/world.ts'
import { purchaseHandling } from './settings.ts'

let w: World
beforeAll(async () => {
  w = await testWorld()
  await w.write(system('test'), (cx) => installKinds(cx))
  await w.settle()
})
afterAll(() => w.close())

const make = async (kind: string, who: CastName, custom: object, title = 'Profile aluminiowe') => {
  const { status, body } = await w.request(who, 'POST', `/api/records/${kind}`, { title, custom })
  expect(status, JSON.stringify(body)).toBe(201)
  await w.settle()
  return body.id as string
}
const purchase = (amount: number) => make('purchase', 'anna', { amount })
const stageOf = async (id: string) => {
  const row = await w.db
    .selectFrom('records as r')
    .innerJoin('stages as s', 's.id', 'r.stage_id')
    .where('r.id', '=', id)
    .select('s.key')
    .executeTakeFirstOrThrow()
  return row.key
}
const move = async (who: CastName, id: string, key: string, fields?: object) => {
  const { kind } = await w.db.selectFrom('records').where('id', '=', id).select('kind').executeTakeFirstOrThrow()
  const [pipeline] = (await w.request('owner', 'GET', `/api/pipelines?kind=${kind}`)).body.items
  const stageId = pipeline.stages.find((stage: { key: string }) => stage.key === key).id
  const answer = await w.request(who, 'POST', `/api/records/record/${id}/stage`, {
    stageId,
    ...(fields ? { fields } : {}),
  })
  await w.settle()
  return answer.status
}
const taskOf = (id: string) =>
  w.db.selectFrom('tasks').selectAll().where('subject_id', '=', id).where('status', '=', 'open').executeTakeFirst()
const dayIn = async (days: number) =>
  new Date((await w.now()).getTime() + days * 24 * 3_600_000).toISOString().slice(0, 10)
const told = (who: CastName, id: string) => w.told(who, id)

describe('a purchase', () => {
  it('below the amount is approved at once', async () => {
    expect(await stageOf(await purchase(99_999))).toBe('approved')
  })

  it('from the amount on waits for the supervisor of who asked; only he may decide', async () => {
    const id = await purchase(100_000)
    expect(await stageOf(id)).toBe('requested')
    expect(await taskOf(id)).toMatchObject({ assignee_id: w.people.salesHead, title: 'task.approve_record' })
    expect(await move('anna', id, 'approved')).toBe(403)
    expect(await move('salesHead', id, 'approved')).toBe(200)
    expect(await taskOf(id)).toBeUndefined()
    expect(await told('anna', id)).toContain('record_decided')
  })

  it('that is rejected is closed, and who asked is told', async () => {
    const id = await purchase(500_000)
    expect(await move('salesHead', id, 'rejected')).toBe(200)
    expect(await told('anna', id)).toContain('record_decided')
    expect((await w.request('anna', 'GET', `/api/records/purchase/${id}`)).body.closedAt).not.toBeNull()
  })

  it('that a stranger filed is a person’s to approve, however small', async () => {
    const form = await w.request('owner', 'POST', '/api/forms', { name: 'Zamów', kind: 'purchase' })
    expect(form.status, JSON.stringify(form.body)).toBe(201)
    const sent = await w.request(null, 'POST', `/api/public/forms/${form.body.key}/submissions`, {
      answers: { title: 'Rękawice', f_amount: '12' },
    })
    expect(sent.status, JSON.stringify(sent.body)).toBe(201)
    await w.settle()
    const { rows } = await sql<{ id: string; amount: number; owner: string | null }>`select id,
      (custom -> 'amount')::int as amount, owner_id as owner from records where kind = 'purchase' order by id desc limit 1`.execute(
      w.db,
    )
    const { id, ...filed } = rows[0]!
    expect(filed).toEqual({ amount: 1200, owner: null })
    expect(await stageOf(id)).toBe('requested')
    // Nobody heads the department of purchases here.
    expect(await taskOf(id)).toMatchObject({ assignee_id: w.people.owner, title: 'task.approve_record' })
    expect(await move('owner', id, 'approved')).toBe(200)
    expect(await taskOf(id)).toBeUndefined()
  })

  it('reminds the supervisor after the time set, by the form', async () => {
    await w.write('owner', (cx) =>
      changeSettings(cx, 'purchase_handling', {
        ...purchaseHandling.defaults,
        approve_within: 'PT2H',
        notify_by: 'app',
      }),
    )
    const id = await purchase(200_000)
    expect(await told('salesHead', id)).not.toContain('record_waits_for_approval')
    await w.travel('3 days')
    await w.settle()
    expect(await told('salesHead', id)).toContain('record_waits_for_approval')
  })

  it('once ordered raises an alarm when its day is over, but not when it was put off or has arrived', async () => {
    const company = (await w.request('anna', 'POST', '/api/companies', { name: 'Stalprodukt' })).body.id
    const ordered = async () => {
      const id = await purchase(1000)
      expect(await move('owner', id, 'ordered', { custom: { supplier: company, due_on: await dayIn(1) } })).toBe(200)
      return id
    }
    const [late, arrived, putOff] = [await ordered(), await ordered(), await ordered()]
    await move('owner', arrived, 'received')
    const custom = { due_on: await dayIn(30) }
    await w.request('owner', 'PATCH', `/api/records/purchase/${putOff}`, { custom }, { 'if-match': '*' })
    await w.travel('4 days')
    await w.settle()
    const alarms = async (id: string) =>
      (await told('anna', id)).filter((code) => code === 'record_delivery_late').length
    expect([await alarms(late), await alarms(arrived), await alarms(putOff)]).toEqual([1, 0, 0])
    expect(await told('salesHead', late)).toContain('record_delivery_late')
    await w.travel('40 days')
    await w.settle()
    expect(await alarms(putOff)).toBe(1)
  })
})

describe('a shipment', () => {
  it('that is not sent by its day raises an alarm, and so does one that does not arrive', async () => {
    const company = (await w.request('anna', 'POST', '/api/companies', { name: 'Odbiorca' })).body.id
    const id = await make('shipment', 'anna', { company, send_on: await dayIn(1) }, 'Okna, 12 szt.')
    await w.travel('3 days')
    await w.settle()
    expect(await told('anna', id)).toContain('record_sending_late')
    expect(await move('anna', id, 'sent')).toBe(422)
    const custom = { carrier: 'Kurier', tracking: 'PL123', due_on: await dayIn(2) }
    expect(await move('anna', id, 'sent', { custom })).toBe(200)
    await w.travel('5 days')
    await w.settle()
    expect(await told('anna', id)).toContain('record_delivery_late')
  })
})

describe('an expense', () => {
  it('is approved by the substitute of a supervisor who is away, and then paid', async () => {
    const at = (days: number) => dayIn(days).then((day) => `${day}T08:00:00Z`)
    const away = { employeeId: w.people.salesHead, substituteId: w.people.katarzyna, note: '' }
    await w.write('owner', async (cx) => createAbsence(cx, { ...away, from: await at(-1), to: await at(10) }))
    const id = await make('expense', 'anna', { amount: 12_000, spent_on: await dayIn(0) }, 'Hotel')
    expect(await taskOf(id)).toMatchObject({ assignee_id: w.people.katarzyna })
    expect(await move('katarzyna', id, 'approved')).toBe(200)
    const task = await taskOf(id)
    expect(task).toMatchObject({ title: 'task.pay_record', assignee_id: null })
    expect(await move('owner', id, 'paid')).toBe(200)
    expect(await taskOf(id)).toBeUndefined()
  })
})
