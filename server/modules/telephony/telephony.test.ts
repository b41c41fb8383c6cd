import { createHmac, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testWorld, type World } from '../../../test/support/world.ts'
import { AmiSimulator } from '../../channels/telephony/simulator.ts'
import { Died } from '../../core/deps.ts'
import { makeContact } from '../contacts/factory.ts'
import { updateEmployee } from '../staff/commands/update-employee.ts'
import { createExchange } from './commands/exchanges.ts'
import { endForgottenCalls } from './commands/listen.ts'
import { makeCall, makeExchange } from './factory.ts'
import { rangeOf, stepsOf } from './rules.ts'

let w: World
let exchange: { id: string; secret: string }

beforeAll(async () => {
  w = await testWorld()
  exchange = await w.write('owner', (cx) => makeExchange(cx, { departmentId: w.departments.sales }))
  await w.write('owner', (cx) => updateEmployee(cx, { id: w.people.anna, set: { extension: '101' }, expected: null }))
})
afterAll(() => w.close())

let counted = 0
const another = () => `+4860277${String(1000 + counted++)}`

async function post(events: object[], headers: Record<string, string> = {}) {
  const answer = await w.app.inject({
    method: 'POST',
    url: `/api/exchanges/${exchange.id}/events`,
    headers: {
      'content-type': 'application/json',
      ...(Object.keys(headers).length > 0 ? headers : { authorization: `Bearer ${exchange.secret}` }),
    },
    payload: JSON.stringify({ events }),
  })
  return { status: answer.statusCode, code: answer.body ? JSON.parse(answer.body).code : null }
}

const signed = (events: object[], seconds = Math.floor(Date.now() / 1000), secret = exchange.secret) => ({
  'tok-signature': `t=${seconds},v1=${createHmac('sha256', secret)
    .update(`${seconds}.${JSON.stringify({ events })}`)
    .digest('hex')}`,
})

async function callOf(externalId: string) {
  const { rows } = await sql<Record<string, unknown> & { id: string }>`select * from calls
    where external_id = ${externalId}`.execute(w.db)
  expect(rows.length).toBeLessThanOrEqual(1)
  return rows[0]
}

async function eventsOf(id: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from event_log where subject_kind = 'call'
    and subject_id = ${id} order by id`.execute(w.db)
  return rows.map(({ name }) => name)
}

describe('what an exchange posts', () => {
  it('makes one call of its events, however often and however late each comes', async () => {
    const call = randomUUID()
    const number = another()
    const ringing = { event: 'ringing', call, number: number.replace('+48', '0048 '), extension: '101' }
    const answered = { event: 'answered', call, number, extension: '101' }
    const ended = { event: 'ended', call, number, seconds: 75 }
    for (const events of [[ringing], [ringing, answered], [answered], [ended], [ringing, answered, ended], [ended]])
      expect((await post(events)).status).toBe(204)
    const row = (await callOf(call))!
    expect(row).toMatchObject({ state: 'ended', seconds: 75, number, employee_id: w.people.anna, extension: '101' })
    expect(await eventsOf(row.id)).toEqual(['call.ringing', 'call.offered', 'call.answered', 'call.ended'])
  })

  it('told at the same moment by two lines is one call', async () => {
    const call = randomUUID()
    const events = [{ event: 'missed', call, number: another() }]
    const answers = await Promise.all(Array.from({ length: 8 }, () => post(events)))
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(204))
    expect(await eventsOf((await callOf(call))!.id)).toEqual(['call.ringing', 'call.missed'])
  })

  it('posted into a server that dies before or after its commit, and posted again, is one call', async () => {
    for (const where of ['before-commit', 'after-commit'] as const) {
      const call = randomUUID()
      const number = another()
      for (const event of ['ringing', 'missed']) {
        w.deps.probe = (here) => {
          if (here !== where) return
          w.deps.probe = undefined
          throw new Died()
        }
        const events = [{ event, call, number }]
        expect((await post(events, signed(events))).status).toBe(500)
        // It signs again: another moment, another signature.
        expect((await post(events, signed(events, Math.floor(Date.now() / 1000) - 60))).status).toBe(204)
      }
      expect(await eventsOf((await callOf(call))!.id)).toEqual(['call.ringing', 'call.missed'])
    }
    await w.settle()
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from process_instances i join calls k
      on k.id = i.subject_id where i.process_key = 'call_cards' group by k.id having count(*) <> 1`.execute(w.db)
    expect(rows).toEqual([])
  })

  it('of a call told by its end alone knows when it began, and that somebody answered', async () => {
    const call = randomUUID()
    const at = new Date(Date.now() - 10 * 60_000).toISOString()
    await post([{ event: 'ended', call, number: another(), extension: '101', seconds: 60, at }])
    const row = (await callOf(call))!
    const now = (await w.now()).getTime()
    expect(row).toMatchObject({ state: 'ended', seconds: 60, employee_id: w.people.anna })
    expect(Math.abs(now - 11 * 60_000 - (row.started_at as Date).getTime())).toBeLessThan(60_000)
  })

  it('is refused without the secret, with a wrong or an old signature, and when it comes again', async () => {
    const events = [{ event: 'missed', call: randomUUID(), number: another() }]
    const now = Math.floor(Date.now() / 1000)
    expect(await post(events, { authorization: 'Bearer something-else' })).toEqual({
      status: 401,
      code: 'exchange.signature',
    })
    expect(await post(events, signed(events, now, 'another secret'))).toEqual({
      status: 401,
      code: 'exchange.signature',
    })
    expect(await post(events, signed([...events, ...events]))).toMatchObject({ status: 401 })
    expect(await post(events, signed(events, now - 301))).toEqual({ status: 401, code: 'exchange.too_old' })
    expect(await callOf(events[0]!.call)).toBeUndefined()
    const proof = signed(events)
    expect((await post(events, proof)).status).toBe(204)
    expect(await post(events, proof)).toEqual({ status: 409, code: 'exchange.replayed' })
    expect(await eventsOf((await callOf(events[0]!.call))!.id)).toEqual(['call.ringing', 'call.missed'])
  })

  it('is void once the secret is changed', async () => {
    const other = await w.write('owner', (cx) => makeExchange(cx))
    const send = (secret: string) =>
      w.app.inject({
        method: 'POST',
        url: `/api/exchanges/${other.id}/events`,
        headers: { authorization: `Bearer ${secret}` },
        payload: { events: [{ event: 'missed', call: '1' }] },
      })
    expect((await send(other.secret)).statusCode).toBe(204)
    const { body } = await w.request('owner', 'POST', `/api/exchanges/${other.id}/secret`)
    expect((await send(other.secret)).statusCode).toBe(401)
    expect((await send(body.secret)).statusCode).toBe(204)
  })
})

describe('a missed call', () => {
  it('is to be called back in time, once for a number, until somebody has spoken', async () => {
    const number = another()
    for (const call of [randomUUID(), randomUUID()]) await post([{ event: 'missed', call, number }])
    const queue = async (which = 'open') =>
      (await w.request('katarzyna', 'GET', `/api/calls?callBack=${which}&q=${number.slice(1)}`)).body.items
    const [first, ...more] = await queue()
    expect(more).toEqual([])
    const due = Date.parse(first.callBackDueAt) - (await w.now()).getTime()
    expect(Math.abs(due - 3_600_000)).toBeLessThan(60_000)
    expect(await queue('late')).toEqual([])
    expect((await w.request('katarzyna', 'GET', '/api/calls/now')).body.callBack.open).toBeGreaterThan(0)
    // Nobody answers: it still waits. Somebody does: it is done.
    await post([{ event: 'missed', call: randomUUID(), number, direction: 'out', extension: '101' }])
    expect(await queue()).toHaveLength(1)
    await post([{ event: 'ended', call: randomUUID(), number, direction: 'out', extension: '101', seconds: 9 }])
    expect(await queue()).toEqual([])
    const { body } = await w.request('katarzyna', 'GET', `/api/calls/${first.id}`)
    expect(body.calledBackBy).toMatchObject({ id: w.people.anna })
    expect((await w.request('katarzyna', 'POST', `/api/calls/${first.id}/called-back`)).status).toBe(204)
    expect((await w.request('marta', 'POST', `/api/calls/${first.id}/called-back`)).status).toBe(404)
  })

  it('without a number is not', async () => {
    const call = randomUUID()
    await post([{ event: 'missed', call, number: null }])
    const row = (await callOf(call))!
    expect(row.call_back_due_at).toBeNull()
    const answer = await w.request('salesHead', 'POST', `/api/calls/${row.id}/called-back`)
    expect([answer.status, answer.body.code]).toEqual([409, 'call.not_missed'])
  })

  it('is what a call becomes of which no end is heard', async () => {
    const { id } = await w.write('owner', (cx) => makeCall(cx, { event: 'ringing' }))
    await endForgottenCalls(w.deps)
    expect((await w.request('owner', 'GET', `/api/calls/${id}`)).body.state).toBe('ringing')
    await w.travel('16 minutes')
    await endForgottenCalls(w.deps)
    expect((await w.request('owner', 'GET', `/api/calls/${id}`)).body).toMatchObject({
      state: 'missed',
      endUnheard: true,
    })
  })
})

describe('the note and the card of a call', () => {
  it('merge with what the exchange tells meanwhile, and clash at the same field', async () => {
    const call = randomUUID()
    const number = another()
    await post([{ event: 'ringing', call, number, extension: '101' }])
    const { items } = (await w.request('anna', 'GET', '/api/calls/now')).body
    expect(items).toMatchObject([{ number, state: 'ringing' }])
    const { id, version } = items[0]
    await post([{ event: 'answered', call, number, extension: '101' }])
    const change = (who: 'anna' | 'katarzyna', note: string) =>
      w.request(who, 'PATCH', `/api/calls/${id}`, { note }, { 'if-match': `"${version}"` })
    expect((await change('anna', 'Chce okna')).status).toBe(200)
    expect((await change('katarzyna', 'Inne')).body.code).toBe('version_conflict')
    const contact = await w.write('anna', (cx) => makeContact(cx, { phones: [{ value: number }] }))
    await w.settle()
    expect((await w.request('anna', 'GET', `/api/calls/${id}`)).body).toMatchObject({
      note: 'Chce okna',
      contact: { id: contact.id },
    })
    await post([{ event: 'ended', call, number }])
    const { name } = (await w.request('anna', 'GET', `/api/contacts/${contact.id}`)).body
    for (const q of [name, number.slice(-7)]) {
      const found = await w.request('anna', 'GET', `/api/calls?q=${encodeURIComponent(q)}`)
      expect(found.body.items.map((one: { id: string }) => one.id)).toContain(id)
    }
    const timeline = await w.request('anna', 'GET', `/api/records/contact/${contact.id}/timeline`)
    expect(timeline.body.items.map(({ name }: { name: string }) => name)).toContain('call.ended')
  })
})

describe('a recording', () => {
  const sound = Buffer.concat([Buffer.from('RIFF0000WAVE'), Buffer.alloc(5000, 7)])
  const upload = (call: string, payload: Buffer) =>
    w.app.inject({
      method: 'POST',
      url: `/api/exchanges/${exchange.id}/recordings?call=${call}`,
      headers: { authorization: `Bearer ${exchange.secret}`, 'content-type': 'application/octet-stream' },
      payload,
    })

  it('is kept, heard by whoever may read the call or its card, in parts too', async () => {
    const call = randomUUID()
    const number = another()
    const contact = await w.write('marta', (cx) => makeContact(cx, { phones: [{ value: number }] }))
    await post([{ event: 'ended', call, number, seconds: 12, extension: '101' }])
    expect((await upload(call, sound)).statusCode).toBe(204)
    expect((await upload(call, sound)).statusCode).toBe(204)
    const { id } = (await callOf(call))!
    expect((await eventsOf(id)).filter((name) => name === 'call.recorded')).toHaveLength(1)
    for (const who of ['anna', 'marta'] as const) {
      const { body } = await w.request(who, 'GET', `/api/calls/${id}`)
      expect(body.recording).toEqual({ type: 'audio/wav', size: sound.length })
      const part = await w.request(who, 'GET', `/api/calls/${id}/recording`, undefined, { range: 'bytes=0-3' })
      expect([part.status, part.headers['content-range'], part.body]).toEqual([
        206,
        `bytes 0-3/${sound.length}`,
        'RIFF',
      ])
    }
    expect(contact.id).toBeTruthy()
    const apart = await w.write('owner', (cx) => makeCall(cx, { departmentId: w.departments.production }))
    expect((await w.request('marta', 'GET', `/api/calls/${apart.id}`)).status).toBe(404)
    expect((await w.request('anna', 'GET', `/api/calls/${apart.id}/recording`)).status).toBe(404)
  })

  it('is refused where it is no sound, or of no call', async () => {
    const call = randomUUID()
    await post([{ event: 'ended', call, number: another(), seconds: 12 }])
    expect((await upload(call, Buffer.from('#!/bin/sh'))).statusCode).toBe(422)
    expect((await upload('nothing', sound)).statusCode).toBe(404)
  })
})

describe('an Asterisk', () => {
  async function connected(run: (asterisk: AmiSimulator, id: string) => Promise<void>, password = 'tajne') {
    const asterisk = await AmiSimulator.start({ user: 'tok', password: 'tajne' })
    const { host, port, user } = asterisk.account
    const { id } = await w.write('owner', (cx) =>
      createExchange(cx, {
        ...{ kind: 'ami', name: 'Asterisk', departmentId: w.departments.sales, callBackWithin: 'PT1H', active: true },
        ami: { host, port, user, dialChannel: 'PJSIP/{extension}', dialContext: 'from-internal' },
        password,
      }),
    )
    try {
      await run(asterisk, id)
    } finally {
      await w.request('owner', 'POST', `/api/exchanges/${id}/archive`)
      await asterisk.stop()
    }
  }
  const stateOf = async (id: string, number: string) => {
    await w.settle()
    const { rows } = await sql<{ state: string }>`select state from calls
      where exchange_id = ${id} and number = ${number}`.execute(w.db)
    return rows.map(({ state }) => state)
  }
  const patient = { timeout: 30_000, interval: 100 }

  it('dials for whoever presses a number, and its events belong to that call', async () => {
    await connected(async (_, id) => {
      const number = another()
      const contact = await w.write('anna', (cx) => makeContact(cx, { phones: [{ value: number }] }))
      expect((await w.request('anna', 'POST', `/api/calls`, { number: '12' })).body.errors[0].path).toBe('number')
      expect((await w.request('marta', 'POST', '/api/calls', { number })).body.code).toBe('call.cannot_dial')
      const { status, body } = await w.request('anna', 'POST', '/api/calls', {
        number,
        subject: { kind: 'contact', id: contact.id },
      })
      expect(status).toBe(201)
      expect(body).toMatchObject({ direction: 'out', number, state: 'ringing', contact: { id: contact.id } })
      await expect.poll(() => stateOf(id, number), patient).toEqual(['ended'])
    })
  }, 60_000)

  it('that went away while a call rang is heard again, and the call ends once', async () => {
    await connected(async (asterisk, id) => {
      const number = another()
      const heard = asterisk.listened()
      let listening = false
      void heard.then(() => {
        listening = true
      })
      await expect.poll(() => w.settle().then(() => listening), patient).toBe(true)
      const ring = { number, extension: '101', ringSeconds: 0.3, talkSeconds: 0 }
      const rung = asterisk.ring({ ...ring, outcome: 'missed' })
      await expect.poll(() => stateOf(id, number), patient).toEqual(['ringing'])
      asterisk.breakOff()
      await rung
      await expect.poll(() => stateOf(id, number), patient).toEqual(['missed'])
      const { rows } = await sql<{ end_unheard: boolean }>`select end_unheard from calls
        where exchange_id = ${id}`.execute(w.db)
      expect(rows).toHaveLength(1)
    })
  }, 60_000)

  it('that refuses the password says so, to the administrator too', async () => {
    await connected(async (_, id) => {
      const { body } = await w.request('admin', 'POST', `/api/exchanges/${id}/check`)
      expect(body).toMatchObject({ ok: false, code: 'wrong_password' })
      const trouble = async () => {
        await w.settle()
        const { items } = (await w.request('admin', 'GET', '/api/exchanges')).body
        return items.find((one: { id: string }) => one.id === id).trouble?.code
      }
      await expect.poll(trouble, patient).toBe('wrong_password')
      expect(await w.told('admin', id)).toEqual(['exchange_trouble'])
    }, 'falsz')
  }, 60_000)
})

it('two people never have the same extension; that of who leaves is free again', async () => {
  const answer = await w.request(
    'owner',
    'PATCH',
    `/api/employees/${w.people.lukasz}`,
    { extension: '101' },
    { 'if-match': '*' },
  )
  expect(answer.body.errors).toMatchObject([{ path: 'extension', code: 'staff.extension_taken' }])
  const change = (who: 'anna' | 'lukasz', set: object) =>
    w.request('owner', 'PATCH', `/api/employees/${w.people[who]}`, set, { 'if-match': '*' })
  const extensionOf = async (who: 'anna' | 'lukasz') =>
    (await w.request('owner', 'GET', `/api/employees/${w.people[who]}`)).body.extension
  expect((await change('anna', { active: false })).status).toBe(204)
  expect((await change('lukasz', { extension: '101' })).status).toBe(204)
  expect([await extensionOf('anna'), await extensionOf('lukasz')]).toEqual([null, '101'])
})

it('ranges of a file are those a browser asks for', () => {
  expect(rangeOf(undefined, 10)).toBeNull()
  expect(rangeOf('bytes=0-', 10)).toEqual({ from: 0, to: 9 })
  expect(rangeOf('bytes=-3', 10)).toEqual({ from: 7, to: 9 })
  expect(rangeOf('bytes=4-400', 10)).toEqual({ from: 4, to: 9 })
  expect(rangeOf('bytes=10-', 10)).toBe(false)
})

it('a call that has ended is changed by nothing', () => {
  const call = { state: 'missed', direction: 'in', startedAt: new Date(), answeredAt: null } as const
  for (const event of ['ringing', 'answered', 'missed', 'ended'] as const)
    expect(stepsOf(call, { event, seconds: 5 }, new Date())).toEqual([])
})
