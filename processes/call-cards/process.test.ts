import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { AmiSimulator } from '../../server/channels/telephony/simulator.ts'
import { makeContact } from '../../server/modules/contacts/factory.ts'
import { changeSettings } from '../../server/modules/processes/commands.ts'
import { createAbsence } from '../../server/modules/staff/commands/create-absence.ts'
import { updateEmployee } from '../../server/modules/staff/commands/update-employee.ts'
import { createExchange } from '../../server/modules/telephony/commands/exchanges.ts'
import { hearCalls } from '../../server/modules/telephony/commands/hear-calls.ts'
import { exchangeRow } from '../../server/modules/telephony/queries/exchanges.ts'
import type { ExchangeEvent } from '../../server/modules/telephony/schema.ts'
import { type CastName, testWorld, type World } from '../../test/support/world.ts'
import { callCards } from './settings.ts'

let w: World
let exchange: string

beforeAll(async () => {
  w = await testWorld()
  const extensions: [CastName, string][] = [
    ['anna', '101'],
    ['katarzyna', '102'],
    ['marta', '201'],
  ]
  await w.write('owner', async (cx) => {
    for (const [who, extension] of extensions) {
      await updateEmployee(cx, { id: w.people[who], set: { extension }, expected: null })
    }
    exchange = (
      await createExchange(cx, {
        ...{ kind: 'webhook', name: 'Centrala', departmentId: w.departments.sales },
        ...{ callBackWithin: 'PT1H', active: true },
      })
    ).id
  })
})
afterAll(() => w.close())
afterEach(() => w.write('owner', (cx) => changeSettings(cx, 'call_cards', { ...callCards.defaults })))

let counted = 0
const another = () => `+4850010${String(1000 + counted++)}`

async function tell(...events: (Partial<ExchangeEvent> & Pick<ExchangeEvent, 'event' | 'call'>)[]): Promise<void> {
  const row = await exchangeRow(w.db, exchange)
  const whole = events.map((event) => ({
    ...{ direction: 'in' as const, number: null, extension: null, at: null, seconds: null },
    ...event,
  }))
  await w.write({ kind: 'system', id: 'test' }, (cx) => hearCalls(cx, row, whole))
  await w.settle()
}

async function cardsOf(number: string) {
  const { rows } = await sql<{ id: string; name: string; owner_id: string | null }>`select c.id, c.name, c.owner_id
    from contacts c join contact_points p on p.contact_id = c.id where p.value = ${number}`.execute(w.db)
  return rows
}
const nameOf = (id: string | null) => Object.entries(w.people).find(([, person]) => person === id)?.[0]

describe('S5 a call from a number that is not in the database', () => {
  it('missed: Tok makes the card, somebody of the department owns it and is told', async () => {
    const number = another()
    await tell({ event: 'ringing', call: 'a1', number }, { event: 'missed', call: 'a1', number })
    const [card, ...more] = await cardsOf(number)
    expect(more).toEqual([])
    expect(card!.name).toBe(number)
    const owner = nameOf(card!.owner_id) as CastName
    expect(['salesHead', 'anna', 'katarzyna', 'lukasz']).toContain(owner)
    expect(await w.told(owner, card!.id)).toEqual(['call_card_missed'])
    // The call lies on the card.
    const { body } = await w.request(owner, 'GET', `/api/records/contact/${card!.id}/calls`)
    expect(body.items).toMatchObject([{ state: 'missed', number, contact: { id: card!.id } }])
  })

  it('answered: Tok waits, and makes the card for whoever answered and forgot it', async () => {
    const number = another()
    await tell(
      { event: 'ringing', call: 'b1', number, extension: '102' },
      { event: 'answered', call: 'b1', number, extension: '102' },
      { event: 'ended', call: 'b1', number, seconds: 40 },
    )
    await w.travel('14 minutes')
    await w.settle()
    expect(await cardsOf(number)).toEqual([])
    await w.travel('1 minute')
    await w.settle()
    const [card] = await cardsOf(number)
    expect(nameOf(card!.owner_id)).toBe('katarzyna')
    expect(await w.told('katarzyna', card!.id)).toEqual(['call_card_answered'])
  })

  it('answered, and the card made by hand meanwhile: nobody makes another', async () => {
    const number = another()
    await tell(
      { event: 'ringing', call: 'c1', number, extension: '101' },
      { event: 'answered', call: 'c1', number, extension: '101' },
    )
    const { body } = await w.request('anna', 'POST', '/api/contacts', {
      lastName: 'Gałązka',
      phones: [{ value: '+48 22 111 22 33' }, { value: number }],
    })
    await w.settle()
    await w.travel('1 hour')
    await w.settle()
    expect(await cardsOf(number)).toEqual([{ id: body.id, name: 'Gałązka', owner_id: w.people.anna }])
    const { body: calls } = await w.request('anna', 'GET', `/api/records/contact/${body.id}/calls`)
    expect(calls.items).toHaveLength(1)
    await w.travel('4 days')
    await w.settle()
    expect(await w.told('anna', body.id)).toEqual([])
  })

  it('reminds after three days of a name that is still the number, and of no other', async () => {
    const [still, named] = [another(), another()]
    await tell({ event: 'ringing', call: 'd1', number: still }, { event: 'missed', call: 'd1', number: still })
    await tell({ event: 'ringing', call: 'd2', number: named }, { event: 'missed', call: 'd2', number: named })
    const [one] = await cardsOf(still)
    const [other] = await cardsOf(named)
    const renamed = await w.request(
      'salesHead',
      'PATCH',
      `/api/contacts/${other!.id}`,
      { firstName: 'Ewa', lastName: 'Mróz' },
      { 'if-match': '*' },
    )
    expect(renamed.status).toBe(200)
    await w.travel('P2DT23H')
    await w.settle()
    const owner = nameOf(one!.owner_id) as CastName
    expect(await w.told(owner, one!.id)).toEqual(['call_card_missed'])
    await w.travel('1 hour')
    await w.settle()
    expect(await w.told(owner, one!.id)).toEqual(['call_card_missed', 'call_card_unnamed'])
    const second = nameOf(other!.owner_id) as CastName
    expect(await w.told(second, other!.id)).toEqual(['call_card_missed'])
  })

  it('leaves known numbers alone: any number of a card, of a company, of an open lead', async () => {
    const [second, firm, asked] = [another(), another(), another()]
    await w.write('anna', (cx) => makeContact(cx, { phones: [{ value: '+48601000001' }, { value: second }] }))
    await w.request('anna', 'POST', '/api/companies', { name: 'Stalprofil', phones: [{ value: firm }] })
    await w.request('anna', 'POST', '/api/leads', { title: 'Okna', phone: asked })
    for (const [at, number] of [second, firm, asked].entries()) {
      await tell({ event: 'ringing', call: `e${at}`, number }, { event: 'missed', call: `e${at}`, number })
    }
    expect([(await cardsOf(second)).length, (await cardsOf(firm)).length, (await cardsOf(asked)).length]).toEqual([
      1, 0, 0,
    ])
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from call_cards
      where number = any(${[second, firm, asked]}::text[])`.execute(w.db)
    expect(rows[0]!.n).toBe(0)
  })

  it('is not begun by a withheld number, nor by our own calls', async () => {
    const number = another()
    await tell({ event: 'ringing', call: 'f1', number: 'anonymous' }, { event: 'missed', call: 'f1' })
    await tell({ event: 'missed', call: 'f2', number, direction: 'out', extension: '101' })
    expect(await cardsOf(number)).toEqual([])
  })

  it('skips who is away, and tells the head where all are', async () => {
    const away = async (who: CastName, days: number) =>
      w.write(who, async (cx) =>
        createAbsence(cx, {
          from: new Date(cx.now.getTime() - 1000).toISOString(),
          to: new Date(cx.now.getTime() + days * 86_400_000).toISOString(),
          ...{ substituteId: null, note: '' },
        }),
      )
    for (const who of ['anna', 'lukasz', 'salesHead'] as const) await away(who, 1)
    const numbers = [another(), another(), another()]
    for (const [at, number] of numbers.entries()) await tell({ event: 'missed', call: `g${at}`, number })
    for (const number of numbers) expect(nameOf((await cardsOf(number))[0]!.owner_id)).toBe('katarzyna')
    await away('katarzyna', 1)
    const last = another()
    await tell({ event: 'missed', call: 'g9', number: last })
    const [card] = await cardsOf(last)
    expect(card!.owner_id).toBeNull()
    expect(await w.told('salesHead', card!.id)).toEqual(['call_card_missed'])
    await w.travel('2 days')
  })

  it('by its form: in turn, after another time, in another department, its supervisor told too', async () => {
    const ours = { ...callCards.defaults, distribution: 'round_robin', check_after: 'P1D', remind_whom: 'both' }
    await w.write('salesHead', (cx) => changeSettings(cx, 'call_cards', ours))
    const numbers = Array.from({ length: 8 }, another)
    for (const [at, number] of numbers.entries()) await tell({ event: 'missed', call: `h${at}`, number })
    const owners = await Promise.all(numbers.map(async (number) => nameOf((await cardsOf(number))[0]!.owner_id)))
    expect(new Set(owners).size).toBe(4)
    expect(owners.slice(0, 4)).toEqual(owners.slice(4))
    await w.travel('1 day')
    await w.settle()
    const [card] = await cardsOf(numbers[owners.indexOf('anna')]!)
    expect(await w.told('anna', card!.id)).toEqual(['call_card_missed', 'call_card_unnamed'])
    expect(await w.told('salesHead', card!.id)).toEqual(['call_card_unnamed'])

    await w.write('owner', (cx) =>
      changeSettings(cx, 'call_cards', { ...callCards.defaults, department: w.departments.marketing }),
    )
    const theirs = another()
    await tell({ event: 'missed', call: 'i1', number: theirs })
    expect(nameOf((await cardsOf(theirs))[0]!.owner_id)).toBe('marta')
  })

  it('with the least loaded chosen gives everybody the same', async () => {
    await w.write('owner', (cx) =>
      changeSettings(cx, 'call_cards', { ...callCards.defaults, distribution: 'least_loaded' }),
    )
    const before = new Map<string, number>()
    const { rows } = await sql<{ owner: string; n: number }>`select owner_id as owner, count(*)::int as n from contacts
      where last_name like '+48%' and owner_id is not null group by 1`.execute(w.db)
    for (const { owner, n } of rows) before.set(owner, n)
    const numbers = Array.from({ length: 60 }, another)
    await tell(...numbers.map((number, at) => ({ event: 'missed' as const, call: `j${at}`, number })))
    const after = await sql<{
      n: number
    }>`select count(*)::int as n from contacts c join employees e on e.id = c.owner_id
      where c.last_name like '+48%' and e.department_id = ${w.departments.sales} group by c.owner_id`.execute(w.db)
    const counts = after.rows.map(({ n }) => n)
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
  })
})

describe('200 calls at once over the protocol of an Asterisk', () => {
  it('from 150 numbers, 30 of them known: 120 new cards with one owner each, also when the line breaks', async () => {
    const numbers = Array.from({ length: 150 }, another)
    for (const number of numbers.slice(0, 30)) {
      await w.write('anna', (cx) => makeContact(cx, { phones: [{ value: number }] }))
    }
    await w.settle()
    const asterisk = await AmiSimulator.start({ user: 'tok', password: 'tajne-haslo' })
    try {
      const { id } = await w.write('owner', (cx) =>
        createExchange(cx, {
          ...{ kind: 'ami', name: 'Asterisk', departmentId: w.departments.sales, callBackWithin: 'PT1H', active: true },
          ami: {
            ...{ host: '127.0.0.1', port: asterisk.account.port, user: 'tok' },
            ...{ dialChannel: 'PJSIP/{extension}', dialContext: 'from-internal' },
          },
          password: 'tajne-haslo',
        }),
      )
      // The engine looks every few seconds whom to listen to.
      let heard = false
      void asterisk.listened().then(() => {
        heard = true
      })
      await expect.poll(() => w.settle().then(() => heard), { timeout: 30_000, interval: 200 }).toBe(true)
      const calls = Array.from({ length: 200 }, (_, at) =>
        asterisk.ring({
          number: numbers[at % numbers.length]!,
          ...(at % 2 ? { outcome: 'answered', extension: '101' } : { outcome: 'missed', extension: null }),
          ...{ ringSeconds: 1 + (at % 10) / 10, talkSeconds: 1 },
        } as Parameters<AmiSimulator['ring']>[0]),
      )
      // The line breaks while some ring and some are spoken; what ends meanwhile is learnt when it is back.
      setTimeout(() => asterisk.breakOff(), 1600)
      await Promise.all(calls)
      const counted = async () => {
        const { rows } = await sql<{ n: number; open: number }>`select count(*)::int as n,
          (count(*) filter (where state in ('ringing', 'answered')))::int as open
          from calls where exchange_id = ${id}`.execute(w.db)
        return rows[0]!
      }
      await expect.poll(counted, { timeout: 60_000, interval: 200 }).toEqual({ n: 200, open: 0 })
      await w.settle()
      await w.travel('2 hours')
      await w.settle()
      const { rows } = await sql<{ number: string; cards: number; owners: number }>`select p.value as number,
          count(*)::int as cards, count(c.owner_id)::int as owners
        from contact_points p join contacts c on c.id = p.contact_id where p.value = any(${numbers}::text[])
        group by 1 having count(*) <> 1 or count(c.owner_id) <> 1`.execute(w.db)
      expect(rows).toEqual([])
      const made = await sql<{ n: number }>`select count(*)::int as n from call_cards
        where number = any(${numbers}::text[])`.execute(w.db)
      expect(made.rows[0]!.n).toBe(120)
    } finally {
      await asterisk.stop()
    }
  }, 120_000)

  it('leaves no incident and nothing undelivered behind', async () => {
    expect(
      await w.db.selectFrom('process_incidents').select(['code', 'message']).where('resolved_at', 'is', null).execute(),
    ).toEqual([])
    expect(await w.db.selectFrom('outbox').selectAll().where('kind', '=', 'deliver').execute()).toEqual([])
  })
})
