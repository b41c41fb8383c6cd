import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FakeChannel } from '../../../test/support/fake-channel.ts'
import { testWorld, type World } from '../../../test/support/world.ts'
import { system } from '../../core/actor.ts'
import { ChannelTrouble } from '../../core/channel.ts'
import { makeContact } from '../contacts/factory.ts'
import { makeAccount } from '../messages/factory.ts'
import { createAbsence } from '../staff/commands/create-absence.ts'
import { makeTicket } from './factory.ts'
import { tokenOf } from './link.ts'

let w: World
let post: FakeChannel
let support: string

beforeAll(async () => {
  w = await testWorld()
  post = new FakeChannel(w.deps, { key: 'post', address: 'email', threads: 'references', dropsDoubles: true })
  w.deps.channels = new Map([[post.channel.key, post.channel]])
  support = await w.write('owner', (cx) =>
    makeAccount(cx, {
      channel: 'post',
      address: 'pomoc@firma.pl',
      departmentId: w.departments.sales,
      unknownBecomes: 'ticket',
    }),
  )
  await w.settle()
})
afterAll(() => w.close())

const titled = async (title: string) =>
  (await w.db.selectFrom('tickets').selectAll().where('title', '=', title).execute())[0]!
/** The letter with these words that names the customer’s page of a ticket. */
const letterOf = async (ticketId: string, words: string) => {
  await w.worker.sendAll()
  return post.sent.find(({ text }) => text.includes(page(ticketId)) && text.includes(words))
}
const asked = async (
  title: string,
  from = `${title.length}${title.replaceAll(' ', '').toLowerCase()}@klient.example`,
) => {
  const [message] = await post.deliver(support, { subject: title, from: { address: from, name: 'Ewa Klient' } })
  await w.settle()
  return { message: message!, from, ticket: await titled(title) }
}
const conversationOf = async (ticketId: string) =>
  (await w.request('owner', 'GET', `/api/tickets/${ticketId}`)).body.conversations[0].id as string
const answer = async (ticketId: string, text = 'Już sprawdzam') => {
  const id = await conversationOf(ticketId)
  expect((await w.request('anna', 'POST', `/api/conversations/${id}/messages`, { text })).status).toBe(201)
  await w.settle()
  await w.worker.sendAll()
  await w.settle()
}
const post_ = async (ticketId: string, verb: string, body?: unknown) => {
  const done = await w.request('salesHead', 'POST', `/api/tickets/${ticketId}/${verb}`, body)
  await w.settle()
  return done
}
const form = (url: string, fields: Record<string, string>) =>
  w.app.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(fields).toString(),
  })
const page = (ticketId: string) => `/t/${tokenOf(w.deps.config.secret, ticketId)}`

describe('what arrives at the address of support', () => {
  it('is a ticket with an owner, a notification, deadlines and a confirmation', async () => {
    const { ticket } = await asked('Nie działa brama')
    expect(ticket).toMatchObject({ status: 'open', priority: 'normal', channel: 'post', person_name: 'Ewa Klient' })
    expect(ticket.owner_id).not.toBeNull()
    const told = await sql<{ code: string; recipient_id: string }>`select t.code, n.recipient_id from notices t
      join notifications n on n.notice_id = t.id where t.subject_id = ${ticket.id}`.execute(w.db)
    expect(told.rows).toEqual([{ code: 'ticket_new', recipient_id: ticket.owner_id }])
    // Monday at 10, people work 8 to 16: four hours are at 14, three days on Thursday at 10.
    const hours = (at: Date | null) => (at!.getTime() - ticket.created_at.getTime()) / 3_600_000
    expect(hours(ticket.answer_due_at)).toBeCloseTo(4, 1)
    expect(hours(ticket.solution_due_at)).toBeCloseTo(72, 1)
    expect(await letterOf(ticket.id, 'mamy Twoje zgłoszenie')).toMatchObject({
      automatic: true,
      to: [{ address: ticket.address }],
    })
  })

  it('is a ticket of a known customer, too, with the card it belongs to', async () => {
    const contact = await w.write(system('test'), (cx) =>
      makeContact(cx, { lastName: 'Znana', ownerId: w.people.katarzyna, emails: [{ value: 'znana@klient.example' }] }),
    )
    const { ticket } = await asked('Pytanie znanej', 'znana@klient.example')
    expect(ticket.contact_id).toBe(contact.id)
    const timeline = await w.request('owner', 'GET', `/api/records/contact/${contact.id}/timeline`)
    expect(JSON.stringify(timeline.body)).toContain('ticket.received')
  })

  it('opens nothing where a machine writes, and one ticket however often a message is delivered', async () => {
    await post.deliver(support, {
      subject: 'Nie ma mnie',
      automatic: true,
      from: { address: 'a@robot.example', name: '' },
    })
    const { message } = await asked('Raz')
    await post.deliver(support, message, message)
    await w.settle()
    expect(
      await w.db.selectFrom('tickets').select('id').where('title', 'in', ['Nie ma mnie', 'Raz']).execute(),
    ).toHaveLength(1)
  })

  it('goes to the head while nobody else is there', async () => {
    const now = await w.now()
    const away = async (personId: string) =>
      w.write('owner', (cx) =>
        createAbsence(cx, {
          employeeId: personId,
          from: new Date(now.getTime() - 1000).toISOString(),
          to: new Date(now.getTime() + 3_600_000).toISOString(),
          substituteId: null,
          note: '',
        }),
      )
    for (const who of ['anna', 'katarzyna', 'lukasz'] as const) await away(w.people[who])
    const { ticket } = await asked('Wszyscy na urlopie')
    expect(ticket.owner_id).toBe(w.people.salesHead)
    await w.travel('2 hours')
  })
})

it('keeps 500 mails that arrive at once: each with a number, an owner and a notification, none doubled', async () => {
  const before = (await w.db.selectFrom('tickets').select('number').orderBy('number', 'desc').executeTakeFirst())!
    .number
  const burst = Array.from({ length: 500 }, (_, n) => ({
    externalId: `<burst-${n}@klient.example>`,
    subject: `Zalew ${n}`,
    from: { address: `zalew${n}@klient.example`, name: `Klient ${n}` },
  }))
  // Two deliveries of the same at once, as after a broken connection, in portions as a mailbox is read.
  const portions = Array.from({ length: 10 }, (_, n) => burst.slice(n * 50, n * 50 + 50))
  await Promise.all(
    portions.flatMap((portion) => [post.deliver(support, ...portion), post.deliver(support, ...portion)]),
  )
  await w.settle()
  const tickets = await w.db.selectFrom('tickets').selectAll().where('title', 'like', 'Zalew %').execute()
  expect(tickets).toHaveLength(500)
  expect(new Set(tickets.map(({ title }) => title)).size).toBe(500)
  expect(tickets.map(({ number }) => number).sort((a, b) => a - b)).toEqual(
    Array.from({ length: 500 }, (_, n) => before + n + 1),
  )
  expect(tickets.every(({ owner_id, answer_due_at }) => owner_id && answer_due_at)).toBe(true)
  const told = await sql<{
    subject_id: string
    recipient_id: string
  }>`select t.subject_id, n.recipient_id from notices t
    join notifications n on n.notice_id = t.id join tickets tk on tk.id = t.subject_id where tk.title like 'Zalew %'`.execute(
    w.db,
  )
  expect(told.rows).toHaveLength(500)
  const owners = new Map(tickets.map(({ id, owner_id }) => [id, owner_id]))
  expect(told.rows.every(({ subject_id, recipient_id }) => owners.get(subject_id) === recipient_id)).toBe(true)
  // In turn: nobody of the department has more than one more than another.
  const people = [...new Set(owners.values())]
  expect(people.map((person) => tickets.filter(({ owner_id }) => owner_id === person).length)).toEqual([
    125, 125, 125, 125,
  ])
}, 300_000)

// Days pass over the cases of 500 tickets, too.
describe('the way of a ticket', { timeout: 120_000 }, () => {
  it('is answered once, waits for the customer with its clock standing, and goes on when he writes', async () => {
    const { ticket, message, from } = await asked('Droga zgłoszenia')
    await answer(ticket.id)
    expect((await titled('Droga zgłoszenia')).answered_at).not.toBeNull()
    expect((await post_(ticket.id, 'wait')).body).toMatchObject({ status: 'waiting', dueAt: null })
    await w.travel('1 day')
    await post.deliver(support, {
      subject: 'Re: Droga zgłoszenia',
      references: [message.externalId],
      from: { address: from, name: '' },
    })
    await w.settle()
    const resumed = await titled('Droga zgłoszenia')
    expect(resumed.status).toBe('open')
    // A working day stood still: eight hours later than before, which is the same time a day later.
    expect(resumed.solution_due_at!.getTime() - ticket.solution_due_at!.getTime()).toBeGreaterThan(23 * 3_600_000)
  })

  it('is reopened by the customer when it is solved, and a new one begins once it is closed', async () => {
    const { ticket, message, from } = await asked('Wraca')
    await post_(ticket.id, 'solve', { solution: 'Wymieniono czujnik' })
    expect(await letterOf(ticket.id, 'jest rozwiązane')).toMatchObject({ automatic: true })
    const again = { subject: 'Re: Wraca', references: [message.externalId], from: { address: from, name: '' } }
    await post.deliver(support, again)
    await w.settle()
    expect(await titled('Wraca')).toMatchObject({ status: 'open', solved_at: null })
    await post_(ticket.id, 'solve', {})
    await w.travel('6 days')
    await w.settle()
    expect(await titled('Wraca')).toMatchObject({ status: 'closed' })
    await post.deliver(support, again)
    await w.settle()
    expect(await titled('Re: Wraca')).toMatchObject({ status: 'open' })
  })

  it('reminds before the first answer is due and tells those above when it is late', async () => {
    const { ticket } = await asked('Pilna sprawa')
    await w.request('salesHead', 'POST', `/api/tickets/${ticket.id}/owner`, { ownerId: w.people.anna })
    await w.request('salesHead', 'PATCH', `/api/tickets/${ticket.id}`, { priority: 'urgent' }, { 'if-match': '*' })
    await w.settle()
    const urgent = await titled('Pilna sprawa')
    expect(urgent.answer_due_at!.getTime()).toBeLessThan(ticket.answer_due_at!.getTime())
    await w.travel('20 minutes')
    await w.settle()
    expect(await w.told('anna', ticket.id)).toContain('ticket_answer_soon')
    await w.travel('15 minutes')
    await w.settle()
    expect(await w.told('salesHead', ticket.id)).toContain('ticket_answer_late')
    expect((await titled('Pilna sprawa')).escalated_at).not.toBeNull()
    const late = await w.request('anna', 'GET', '/api/tickets?queue=late&q=Pilna&limit=100')
    expect(late.body.items.map((one: { id: string }) => one.id)).toContain(ticket.id)
    const passed = encodeURIComponent('{"all":[{"field":"dueAt","op":"passed"}]}')
    const filtered = await w.request('anna', 'GET', `/api/tickets?filter=${passed}&q=Pilna&limit=100`)
    expect(filtered.body.items.map((one: { id: string }) => one.id)).toContain(ticket.id)
  })

  it('has no first answer while the answer did not leave, and its time goes on', async () => {
    const { ticket } = await asked('Odpowiedź nie wyszła')
    await w.worker.sendAll()
    await w.request('salesHead', 'POST', `/api/tickets/${ticket.id}/owner`, { ownerId: w.people.anna })
    await w.request('salesHead', 'PATCH', `/api/tickets/${ticket.id}`, { priority: 'urgent' }, { 'if-match': '*' })
    await w.settle()
    const before = await titled('Odpowiedź nie wyszła')
    post.troubles.push(new ChannelTrouble('recipient_refused', 'no such mailbox', true))
    await answer(ticket.id)
    const failed = await titled('Odpowiedź nie wyszła')
    expect(failed).toMatchObject({ answered_at: null, due_at: before.answer_due_at })
    await w.travel('35 minutes')
    await w.settle()
    expect(await w.told('salesHead', ticket.id)).toContain('ticket_answer_late')
    await answer(ticket.id, 'Jeszcze raz')
    expect((await titled('Odpowiedź nie wyszła')).answered_at).not.toBeNull()
  })

  it('is taken by the first, and the second is told by whom', async () => {
    const { id } = await w.write(system('test'), (cx) => makeTicket(cx, { departmentId: w.departments.sales }))
    expect((await w.request('anna', 'POST', `/api/tickets/${id}/take`)).status).toBe(200)
    const second = await w.request('katarzyna', 'POST', `/api/tickets/${id}/take`)
    expect(second).toMatchObject({
      status: 409,
      body: { code: 'ticket.already_taken', params: { name: 'Anna Wiśniewska' } },
    })
    await w.settle()
  })

  it('is merged and separated, until somebody answers', async () => {
    const one = await asked('Pierwsze')
    const two = await asked('Drugie')
    expect((await post_(two.ticket.id, 'merge', { intoId: one.ticket.id })).status).toBe(200)
    const into = (await w.request('salesHead', 'GET', `/api/tickets/${one.ticket.id}`)).body
    expect(into.conversations).toHaveLength(2)
    expect(into.merged).toMatchObject([{ id: two.ticket.id, separable: true }])
    expect((await post_(two.ticket.id, 'solve', {})).body.code).toBe('ticket.merged')
    expect((await post_(two.ticket.id, 'separate')).body).toMatchObject({ status: 'open', mergedInto: null })
    expect((await w.request('salesHead', 'GET', `/api/tickets/${one.ticket.id}`)).body.conversations).toHaveLength(1)
    await post_(two.ticket.id, 'merge', { intoId: one.ticket.id })
    await answer(one.ticket.id)
    expect(await post_(two.ticket.id, 'separate')).toMatchObject({
      status: 409,
      body: { code: 'ticket.merge_answered' },
    })
    expect((await post_(one.ticket.id, 'merge', { intoId: one.ticket.id })).body.errors[0].path).toBe('intoId')
  })
})

describe('two customers in one ticket', () => {
  it('are both asked, rate each for himself, and never read each other', async () => {
    const one = await asked('Awaria u pierwszego')
    const two = await asked('Awaria u drugiego')
    await post_(two.ticket.id, 'merge', { intoId: one.ticket.id })
    const shown = async (ticket: { id: string }) =>
      (await w.app.inject({ method: 'GET', url: page(ticket.id) })).body.replace(/<title>.*/, '')
    await form(`${page(two.ticket.id)}/messages`, { text: 'Tylko od drugiego' })
    await form(`${page(one.ticket.id)}/messages`, { text: 'Tylko od pierwszego' })
    await w.settle()
    expect(await shown(one.ticket)).toContain('Tylko od pierwszego')
    expect(await shown(one.ticket)).not.toContain('drugiego')
    expect(await shown(two.ticket)).toContain('Tylko od drugiego')
    expect(await shown(two.ticket)).not.toContain('pierwszego')

    expect((await form(`${page(two.ticket.id)}/rating`, { rating: '4' })).statusCode).toBe(409)
    await post_(one.ticket.id, 'solve', { solution: 'Wspólna przyczyna' })
    expect(await letterOf(one.ticket.id, 'jest rozwiązane')).toMatchObject({ to: [{ address: one.from }] })
    expect(await letterOf(two.ticket.id, 'jest rozwiązane')).toMatchObject({ to: [{ address: two.from }] })
    expect(await shown(two.ticket)).toContain('Wspólna przyczyna')
    expect((await form(`${page(two.ticket.id)}/rating`, { rating: '4' })).statusCode).toBe(303)
    expect(await titled('Awaria u drugiego')).toMatchObject({ rating: 4 })
    expect(await titled('Awaria u pierwszego')).toMatchObject({ rating: null })

    const three = await asked('Awaria u trzeciego')
    expect((await post_(three.ticket.id, 'merge', { intoId: one.ticket.id })).body.errors).toMatchObject([
      { path: 'intoId', code: 'ticket.closed' },
    ])
  })
})

describe('a ticket made by hand', () => {
  it('of a conversation that was somebody’s alone is read by the department, and goes with its owner', async () => {
    const own = await w.write('anna', (cx) => makeAccount(cx, { channel: 'post', ownerId: w.people.anna }))
    await w.settle()
    await post.deliver(own, { subject: 'Prosto do Anny', from: { address: 'prosto@klient.example', name: '' } })
    await w.settle()
    const { id } = (
      await w.db.selectFrom('conversations').select('id').where('subject', '=', 'Prosto do Anny').execute()
    )[0]!
    expect((await w.request('katarzyna', 'GET', `/api/conversations/${id}`)).status).toBe(404)
    const made = await w.request('anna', 'POST', '/api/tickets', { title: 'Od Anny', conversationId: id, mine: true })
    await w.settle()
    expect(made.body).toMatchObject({ owner: { id: w.people.anna }, address: 'prosto@klient.example' })
    const seen = await w.request('katarzyna', 'GET', `/api/tickets/${made.body.id}`)
    expect(seen.body.conversations).toMatchObject([{ id }])
  })

  it('is answered by telephone, and nobody is reminded of it', async () => {
    const made = await w.request('anna', 'POST', '/api/tickets', { title: 'Zadzwonił', mine: true })
    await w.settle()
    expect((await post_(made.body.id, 'answered')).body.answeredAt).not.toBeNull()
    await w.travel('5 hours')
    await w.settle()
    expect(await w.told('anna', made.body.id)).not.toContain('ticket_answer_soon')
    expect((await titled('Zadzwonił')).escalated_at).toBeNull()
  })
})

describe('the customer’s page', () => {
  it('keeps from him what people said of him in his conversation', async () => {
    const { ticket, message, from } = await asked('Z kopią do kolegi')
    const copied = { subject: 'Re: Z kopią do kolegi', references: [message.externalId] }
    const colleague = { address: 'kolega@firma.pl', name: '' }
    await post.deliver(support, { ...copied, text: 'Do obu', from: { address: from, name: '' }, cc: [colleague] })
    await post.deliver(support, {
      ...copied,
      text: 'Tylko do kolegi',
      own: true,
      from: { address: 'pomoc@firma.pl', name: '' },
      to: [colleague],
    })
    await w.settle()
    const { body } = await w.app.inject({ method: 'GET', url: page(ticket.id) })
    expect(body).toContain('Do obu')
    expect(body).not.toContain('Tylko do kolegi')
  })

  it('shows the ticket, takes an answer and a rating by POST, and changes nothing by being opened', async () => {
    const { ticket } = await asked('Ze strony')
    await answer(ticket.id, 'Proszę o <b>zdjęcie</b>')
    const url = page(ticket.id)
    const events = async () => (await w.db.selectFrom('event_log').select('id').execute()).length
    const before = await events()
    const shown = await w.app.inject({ method: 'GET', url })
    expect(shown.statusCode).toBe(200)
    expect(shown.body).toContain('Proszę o &lt;b&gt;zdjęcie&lt;/b&gt;')
    expect(shown.headers['referrer-policy']).toBe('no-referrer')
    expect((await w.app.inject({ method: 'GET', url: `${url}?lang=en` })).body).toContain('Your message')
    expect(await events()).toBe(before)

    expect((await form(`${url}/messages`, { text: '  ' })).statusCode).toBe(422)
    expect((await form(`${url}/rating`, { rating: '5' })).statusCode).toBe(409)
    expect((await form(`${url}/messages`, { text: 'Oto zdjęcie' })).statusCode).toBe(303)
    await w.settle()
    const messages = await w.request('owner', 'GET', `/api/conversations/${await conversationOf(ticket.id)}/messages`)
    expect(messages.body.items[0]).toMatchObject({ direction: 'in', text: 'Oto zdjęcie' })

    await post_(ticket.id, 'solve', { solution: 'Naprawione' })
    expect((await form(`${url}/rating`, { rating: '9' })).statusCode).toBe(422)
    expect((await form(`${url}/rating`, { rating: '1', note: 'Długo' })).statusCode).toBe(303)
    await w.settle()
    expect(await titled('Ze strony')).toMatchObject({ rating: 1, rating_note: 'Długo' })
    expect(await w.told('salesHead', ticket.id)).toContain('ticket_rated_badly')
    await form(`${url}/messages`, { text: 'Znowu nie działa' })
    await w.settle()
    expect(await titled('Ze strony')).toMatchObject({ status: 'open' })
  })

  it('opens by the signed address alone', async () => {
    const { id } = await w.write(system('test'), (cx) => makeTicket(cx))
    const token = tokenOf(w.deps.config.secret, id)
    for (const forged of [`${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`, tokenOf('inny', id), 'abc', id])
      expect((await w.app.inject({ method: 'GET', url: `/t/${forged}` })).statusCode).toBe(404)
    expect((await form(`/t/${tokenOf('inny', id)}/messages`, { text: 'x' })).statusCode).toBe(404)
    await w.settle()
  })
})

it('leaves no incident and nothing undelivered behind', async () => {
  expect(
    await w.db.selectFrom('process_incidents').select(['code', 'message']).where('resolved_at', 'is', null).execute(),
  ).toEqual([])
  expect(await w.db.selectFrom('outbox').selectAll().where('kind', '=', 'deliver').execute()).toEqual([])
})
