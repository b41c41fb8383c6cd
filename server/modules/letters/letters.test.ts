import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FakeChannel } from '../../../test/support/fake-channel.ts'
import { testWorld, type World } from '../../../test/support/world.ts'
import { system } from '../../core/actor.ts'
import { ChannelTrouble } from '../../core/channel.ts'
import { makeCompany, makeContact } from '../contacts/factory.ts'
import { createDefaultPipeline } from '../deals/commands/create-default-pipeline.ts'
import { makeDeal } from '../deals/factory.ts'
import { createField } from '../fields/commands/manage.ts'
import { newFieldInput } from '../fields/schema.ts'
import { sendScheduled } from '../messages/commands/write-message.ts'
import { makeAccount } from '../messages/factory.ts'

let w: World
let mail: FakeChannel
/** The mailbox of sales. */
let box: string
beforeAll(async () => {
  w = await testWorld()
  await w.write('owner', (cx) => createDefaultPipeline(cx, 'pl'))
  mail = new FakeChannel(w.deps, { key: 'mail', address: 'email', threads: 'references', dropsDoubles: true })
  w.deps.channels = new Map([['mail', mail.channel]])
  box = await w.write('owner', (cx) => makeAccount(cx, { channel: 'mail', departmentId: w.departments.sales }))
})
afterAll(() => w.close())

const template = (given: Record<string, unknown> = {}) => ({
  name: 'Oferta',
  form: 'letter',
  kind: 'deal',
  subject: { pl: 'Oferta: {{record.title}}', en: 'Offer: {{record.title}}' },
  body: {
    pl: '<p>Dzień dobry {{recipient.first_name}}, wartość {{record.amount}}.</p><script>alert(1)</script>',
    en: '<p>Dear {{recipient.name}}, the value is {{record.amount}}.</p>',
  },
  ...given,
})
const seen = (version: number) => ({ 'if-match': `"${version}"` })

/** A deal of Anna's with a contact who reads English and works at a company. */
async function dealWithPeople() {
  return w.write('anna', async (cx) => {
    const company = await makeCompany(cx, { name: 'Budmar', emails: [{ value: 'biuro@budmar.example' }] })
    const contact = await makeContact(cx, {
      firstName: 'Marcin',
      lastName: 'Głąb <szef>',
      companyId: company.id,
      locale: 'en',
      emails: [{ value: 'marcin@budmar.example' }],
    })
    const deal = await makeDeal(cx, {
      title: 'Okna & drzwi',
      amount: 8_640_000,
      contactId: contact.id,
      companyId: company.id,
    })
    return { company: company.id, contact: contact.id, deal: deal.id }
  })
}

describe('a template', () => {
  it('is kept by a head, clean, and read by everybody', async () => {
    const { status, body } = await w.request('salesHead', 'POST', '/api/message-templates', template())
    expect(status).toBe(201)
    expect(body.body.pl).toBe('<p>Dzień dobry {{recipient.first_name}}, wartość {{record.amount}}.</p>')
    expect((await w.request('anna', 'GET', `/api/message-templates/${body.id}`)).body).toEqual(body)
    expect((await w.request('anna', 'POST', '/api/message-templates', template())).status).toBe(403)
    const list = async (query: string) =>
      (await w.request('anna', 'GET', `/api/message-templates?${query}`)).body.items.map(
        (one: { id: string }) => one.id,
      )
    expect(await list('kind=deal')).toContain(body.id)
    expect(await list('kind=lead')).not.toContain(body.id)
    expect(await list('form=text')).not.toContain(body.id)
  })

  it('names the variables nobody knows before it is saved, at the field they stand in', async () => {
    const wrong = await w.request(
      'salesHead',
      'POST',
      '/api/message-templates',
      template({ subject: { pl: '{{record.tytul}} {{kto}}', en: 'Offer' } }),
    )
    expect(wrong).toMatchObject({
      status: 422,
      body: {
        errors: [
          {
            path: 'subject.pl',
            code: 'letter.unknown_variables',
            message: 'Nie ma zmiennych: record.tytul, kto. Wybierz z listy albo popraw nazwę.',
          },
        ],
      },
    })
    const lead = await w.request('salesHead', 'POST', '/api/message-templates', template({ kind: null }))
    expect(lead.body.errors.map((error: { path: string }) => error.path)).toEqual([
      'subject.pl',
      'subject.en',
      'body.pl',
      'body.en',
    ])
    const empty = await w.request(
      'salesHead',
      'POST',
      '/api/message-templates',
      template({ body: { pl: '<p> </p>', en: '' } }),
    )
    expect(empty.body.errors).toMatchObject([{ path: 'body.pl', code: 'field.required' }])
  })

  it('may name a field of the company’s own, and lists it', async () => {
    await w.write('owner', (cx) =>
      createField(
        cx,
        newFieldInput.parse({ kind: 'deal', type: 'date', label: { pl: 'Montaż', en: 'Fitting' }, key: 'montaz' }),
      ),
    )
    const { body } = await w.request('anna', 'GET', '/api/message-variables?kind=deal')
    expect(body.items).toContainEqual({
      key: 'record.custom.montaz',
      label: { pl: 'Montaż', en: 'Fitting' },
      group: 'record',
    })
    const made = await w.request(
      'salesHead',
      'POST',
      '/api/message-templates',
      template({ body: { pl: '<p>{{record.custom.montaz}}</p>', en: '' } }),
    )
    expect(made.status).toBe(201)
  })

  it('merges two edits of different fields and refuses two of the same', async () => {
    const { body: made } = await w.request('salesHead', 'POST', '/api/message-templates', template())
    const path = `/api/message-templates/${made.id}`
    expect((await w.request('salesHead', 'PATCH', path, { name: 'Oferta 2' }, seen(1))).body.version).toBe(2)
    const other = await w.request('owner', 'PATCH', path, { subject: { pl: 'Nowy', en: 'New' } }, seen(1))
    expect(other.body).toMatchObject({ name: 'Oferta 2', subject: { pl: 'Nowy', en: 'New' }, version: 3 })
    const clash = await w.request('owner', 'PATCH', path, { name: 'Oferta 3' }, seen(1))
    expect(clash.body).toMatchObject({ code: 'version_conflict', params: { fields: ['name'] } })
    await w.request('salesHead', 'POST', `${path}/archive`)
    expect((await w.request('salesHead', 'PATCH', path, { name: 'X' }, seen(4))).body.code).toBe(
      'message_template.archived',
    )
    await w.request('salesHead', 'POST', `${path}/restore`)
    expect((await w.request('salesHead', 'PATCH', path, { name: 'X' }, seen(5))).status).toBe(200)
  })
})

describe('a letter', () => {
  it('is shown to its sender as each recipient would get it, in his language', async () => {
    const { deal, contact } = await dealWithPeople()
    await w.request('anna', 'PATCH', '/api/profile', { preferences: { signature: '<p>Anna <b>W.</b></p><img src=x>' } })
    const { body } = await w.request('anna', 'POST', '/api/letters/preview', {
      about: { kind: 'deal', id: deal },
      recipients: [
        { address: 'marcin@budmar.example', name: 'Marcin Głąb <szef>', card: { kind: 'contact', id: contact } },
        { address: 'ktos@example.com', name: 'Jan Nowak' },
      ],
      texts: {
        pl: { subject: 'Oferta: {{record.title}}', body: '<p>{{recipient.first_name}}: {{record.amount}}</p>' },
        en: { subject: 'Offer: {{record.title}}', body: '<p>{{recipient.name}}: {{record.amount}}</p>' },
      },
    })
    expect(body.items).toMatchObject([
      {
        locale: 'en',
        subject: 'Offer: Okna & drzwi',
        html: '<p>Marcin Głąb &lt;szef&gt;: PLN\u00a086,400.00</p><p>-- </p><p>Anna <b>W.</b></p>',
        doubts: [],
      },
      {
        locale: 'pl',
        subject: 'Oferta: Okna & drzwi',
        text: 'Jan: 86\u00a0400,00\u00a0zł\n\n--\n\nAnna W.',
        doubts: [],
      },
    ])
  })

  it('says what speaks against a recipient', async () => {
    const { deal } = await dealWithPeople()
    await w.write('anna', (cx) =>
      makeContact(cx, { firstName: 'Paweł', lastName: 'Obcy', emails: [{ value: 'obcy@inna.example' }] }),
    )
    const { body } = await w.request('anna', 'POST', '/api/letters/preview', {
      about: { kind: 'deal', id: deal },
      recipients: [
        { address: '' },
        { address: 'marcin' },
        { address: 'Obcy@inna.example' },
        { address: 'biuro@budmar.example' },
      ],
      texts: { pl: { subject: 'A', body: '<p>{{recipient.name}}</p>' } },
      signature: false,
    })
    expect(body.items.map((one: { doubts: unknown }) => one.doubts)).toEqual([
      [{ code: 'no_address', detail: null }, expect.objectContaining({ code: 'empty_variable' })],
      [{ code: 'bad_address', detail: null }, expect.objectContaining({ code: 'empty_variable' })],
      [
        { code: 'elsewhere', detail: 'Paweł Obcy' },
        { code: 'empty_variable', detail: 'recipient.name' },
      ],
      [expect.objectContaining({ code: 'empty_variable' })],
    ])
  })

  it('may go to the people of its record, the main one first', async () => {
    const { deal, company, contact } = await dealWithPeople()
    const at = async (kind: string, id: string) =>
      (await w.request('anna', 'GET', `/api/records/${kind}/${id}/addresses`)).body.items
    expect(await at('deal', deal)).toMatchObject([
      { address: 'marcin@budmar.example', card: { kind: 'contact', id: contact }, main: true },
      { address: 'biuro@budmar.example', card: { kind: 'company', id: company }, main: false },
    ])
    expect(await at('company', company)).toMatchObject([
      { address: 'biuro@budmar.example', main: true },
      { address: 'marcin@budmar.example', main: false },
    ])
    expect((await w.request('marta', 'GET', `/api/records/deal/${deal}/addresses`)).status).toBe(404)
  })

  it('keeps its draft and its files for its writer alone', async () => {
    const { deal } = await dealWithPeople()
    const sent = await w.app.inject({
      method: 'POST',
      url: '/api/message-uploads?name=oferta.pdf&type=application/pdf',
      headers: {
        authorization: `Bearer ${await w.tokenOf(w.people.anna)}`,
        'content-type': 'application/octet-stream',
      },
      payload: Buffer.from('%PDF-1.7 oferta'),
    })
    expect(sent.statusCode).toBe(201)
    const file = sent.json()
    expect(file).toMatchObject({ name: 'oferta.pdf', type: 'application/pdf', size: 15 })
    const place = `/api/letter-drafts/deal/${deal}`
    const texts = { pl: { subject: 'Oferta', body: '<p>W załączniku</p>' }, en: null }
    const recipients = [{ address: 'marcin@budmar.example', name: 'Marcin' }]
    const saved = await w.request('anna', 'PUT', place, { texts, recipients, fileIds: [file.id] })
    expect(saved.status).toBe(204)
    expect((await w.request('anna', 'GET', place)).body.draft).toMatchObject({
      content: { texts, recipients },
      files: [file],
    })
    expect((await w.request('katarzyna', 'GET', place)).body.draft).toBeNull()
    expect((await w.request('katarzyna', 'DELETE', `/api/message-uploads/${file.id}`)).status).toBe(404)
    await w.request('anna', 'DELETE', place)
    expect((await w.request('anna', 'GET', place)).body.draft).toBeNull()
  })
})

const letter = (deal: string, given: Record<string, unknown> = {}) => ({
  about: { kind: 'deal', id: deal },
  recipients: [{ address: 'marcin@budmar.example', name: 'Marcin Głąb' }],
  texts: { pl: { subject: 'Oferta', body: '<p>Dzień dobry, {{recipient.first_name}}</p>' } },
  signature: false,
  ...given,
})
const send = (body: unknown) => w.request('anna', 'POST', '/api/letters', body)
const sentTo = (address: string) => mail.sent.filter(({ to }) => to[0]!.address === address)

/** Business time goes on, and what is due then leaves. */
async function pass(time: string): Promise<void> {
  await w.travel(time)
  await w.write(system('test'), sendScheduled)
  await w.worker.sendAll()
  await w.settle()
}

describe('sending a letter', () => {
  it('leaves after ten seconds, with its files, and stands on the record', async () => {
    const { deal } = await dealWithPeople()
    const upload = await w.app.inject({
      method: 'POST',
      url: '/api/message-uploads?name=oferta.pdf&type=application/pdf',
      headers: {
        authorization: `Bearer ${await w.tokenOf(w.people.anna)}`,
        'content-type': 'application/octet-stream',
      },
      payload: Buffer.from('%PDF-1.7'),
    })
    const { status, body } = await send(letter(deal, { fileIds: [upload.json().id] }))
    expect(status).toBe(201)
    await pass('9 seconds')
    expect(sentTo('marcin@budmar.example')).toEqual([])
    await pass('1 second')
    expect(sentTo('marcin@budmar.example')).toMatchObject([
      {
        subject: 'Oferta',
        html: '<p>Dzień dobry, Marcin</p>',
        text: 'Dzień dobry, Marcin',
        toMany: false,
        files: [{ name: 'oferta.pdf', size: 8 }],
      },
    ])
    const { items } = (await w.request('anna', 'GET', `/api/records/deal/${deal}/timeline?part=mails`)).body
    expect(items.map((item: { name: string }) => item.name)).toEqual(['message.sent', 'message.queued'])
    expect(items[1].message).toMatchObject({ subject: 'Oferta', excerpt: 'Dzień dobry, Marcin', files: ['oferta.pdf'] })
    const of = `/api/conversations?aboutKind=deal&aboutId=${deal}`
    expect((await w.request('anna', 'GET', of)).body.items).toMatchObject([
      { id: body.messages[0].conversationId, subject: 'Oferta' },
    ])
    const page = await w.request('anna', 'GET', `/api/customer-messages/${body.messages[0].id}/page`)
    expect(page.headers['content-security-policy']).toMatch(/default-src 'none'; img-src 'self' data:;.*sandbox/)
    expect((await w.request('marta', 'GET', `/api/customer-messages/${body.messages[0].id}/page`)).status).toBe(404)
  })

  it('can be called back before it leaves, and then never arrives', async () => {
    const { deal } = await dealWithPeople()
    const before = mail.sent.length
    const { body } = await send(letter(deal))
    const cancelled = await w.request('anna', 'POST', `/api/customer-messages/${body.messages[0].id}/cancel`)
    expect(cancelled.body.state).toBe('cancelled')
    await pass('1 minute')
    expect(mail.sent).toHaveLength(before)
    const late = await send(letter(deal))
    await pass('11 seconds')
    const { body: refused } = await w.request(
      'anna',
      'POST',
      `/api/customer-messages/${late.body.messages[0].id}/cancel`,
    )
    expect(refused.code).toBe('message.left_already')
  })

  it('goes to each of several recipients alone, at the time chosen', async () => {
    const { deal } = await dealWithPeople()
    const sendAt = new Date((await w.now()).getTime() + 86_400_000).toISOString()
    const recipients = [
      { address: 'marcin@budmar.example', name: 'Marcin' },
      { address: 'biuro@budmar.example', name: 'Budmar' },
    ]
    const { body } = await send(
      letter(deal, { recipients, sendAt, texts: { pl: { subject: 'Razem', body: '<p>Dla {{recipient.name}}</p>' } } }),
    )
    expect(body.messages).toHaveLength(2)
    await pass('1 day')
    const sent = mail.sent.filter(({ subject }) => subject === 'Razem')
    expect(sent.map(({ to, text, toMany }) => [to.map(({ address }) => address), text, toMany]).sort()).toEqual([
      [['biuro@budmar.example'], 'Dla Budmar', true],
      [['marcin@budmar.example'], 'Dla Marcin', true],
    ])
  })

  it('stops at a recipient in doubt until the sender names the doubt, and at none whatever he says', async () => {
    const { deal } = await dealWithPeople()
    await w.write('anna', (cx) => makeContact(cx, { lastName: 'Obcy', emails: [{ value: 'inny@inna.example' }] }))
    const to = (address: string, confirmed: string[] = []) =>
      send(letter(deal, { recipients: [{ address, name: 'Jan Ktoś', confirmed }] }))
    const refusal = async (answer: ReturnType<typeof to>) =>
      (await answer).body.errors.map(({ path, code }: { path: string; code: string }) => [path, code])
    const at = 'recipients.0.address'
    expect(await refusal(to('', ['bounced', 'elsewhere', 'empty_variable']))).toEqual([[at, 'letter.doubt.no_address']])
    expect(await refusal(to('kto tam'))).toEqual([[at, 'letter.doubt.bad_address']])
    expect(await refusal(to('inny@inna.example'))).toEqual([[at, 'letter.doubt.elsewhere']])
    expect(await refusal(to('inny@inna.example', ['bounced']))).toEqual([[at, 'letter.doubt.elsewhere']])
    expect((await to('inny@inna.example', ['elsewhere'])).status).toBe(201)
    await pass('11 seconds')
    expect(sentTo('inny@inna.example')).toHaveLength(1)
    expect((await send(letter(deal, { recipients: [] }))).body.errors).toMatchObject([
      { path: 'recipients', code: 'letter.no_recipient' },
    ])
    expect(await refusal(send(letter(deal, { texts: { pl: { subject: '', body: '<p></p>' } } })))).toEqual([
      ['texts.pl.subject', 'field.required'],
      ['texts.pl.body', 'field.required'],
    ])
    expect(await refusal(send(letter(deal, { sendAt: '2020-01-01T00:00:00Z' })))).toEqual([['sendAt', 'letter.past']])
  })

  it('remembers an address whose server refused the last letter', async () => {
    const { deal } = await dealWithPeople()
    const recipients = [{ address: 'odbity@budmar.example', name: 'Jan Odbity' }]
    expect((await send(letter(deal, { recipients }))).status).toBe(201)
    mail.troubles.push(new ChannelTrouble('recipient_refused', '550 no such user', true))
    await pass('11 seconds')
    const refused = await send(letter(deal, { recipients }))
    expect(refused.body.errors).toMatchObject([
      { code: 'letter.doubt.bounced', params: { address: 'odbity@budmar.example', detail: '550 no such user' } },
    ])
  })

  it('answers in its conversation, which waits again when the answer is called back', async () => {
    await mail.deliver(box, {
      externalId: '<pytanie@klient.example>',
      from: { address: 'jan@klient.example', name: 'Jan' },
      subject: 'Ile kosztują okna?',
    })
    await w.settle()
    const waiting = async () =>
      (await w.request('anna', 'GET', '/api/conversations?state=waiting')).body.items.filter(
        ({ subject }: { subject: string }) => subject === 'Ile kosztują okna?',
      )
    const [conversation] = await waiting()
    const counted = async () => (await w.request('anna', 'GET', '/api/counts')).body.inbox
    const before = await counted()
    const answer = () =>
      send({
        conversationId: conversation.id,
        recipients: [{ address: 'jan@klient.example', name: 'Jan' }],
        texts: { pl: { subject: 'Re: Ile kosztują okna?', body: '<p>Sto złotych.</p>' } },
      })
    const { body } = await answer()
    expect(body.messages[0].conversationId).toBe(conversation.id)
    expect(await waiting()).toEqual([])
    expect(await counted()).toBe(before - 1)
    await w.request('anna', 'POST', `/api/customer-messages/${body.messages[0].id}/cancel`)
    expect(await waiting()).toMatchObject([
      { waitingSince: conversation.waitingSince, lastText: conversation.lastText },
    ])
    await answer()
    await pass('11 seconds')
    expect(sentTo('jan@klient.example').at(-1)).toMatchObject({ references: ['<pytanie@klient.example>'] })
    expect(await waiting()).toEqual([])
  })
})

describe('a conversation in the inbox', () => {
  const arrived = async (subject: string) => {
    await mail.deliver(box, { from: { address: `${subject.toLowerCase()}@klient.example`, name: subject }, subject })
    await w.settle()
    const { items } = (await w.request('salesHead', 'GET', '/api/conversations?state=waiting')).body
    return items.find((one: { subject: string }) => one.subject === subject)
  }

  it('called spam is closed, and the lead it became is rejected', async () => {
    const conversation = await arrived('Wygrales')
    const lead = conversation.links.find(({ kind }: { kind: string }) => kind === 'lead')
    const { body } = await w.request('salesHead', 'POST', `/api/conversations/${conversation.id}/spam`)
    expect(body.closedAt).not.toBeNull()
    expect((await w.request('salesHead', 'GET', `/api/leads/${lead.id}`)).body).toMatchObject({
      status: 'rejected',
      rejectedReason: 'spam',
    })
  })

  it('becomes a lead once', async () => {
    const company = await w.write('anna', (cx) => makeCompany(cx, { emails: [{ value: 'znany@klient.example' }] }))
    const conversation = await arrived('Znany')
    expect(conversation.links).toMatchObject([{ kind: 'company', id: company.id }])
    const make = () => w.request('salesHead', 'POST', `/api/conversations/${conversation.id}/lead`)
    const { status, body } = await make()
    expect(status).toBe(201)
    expect((await make()).body).toEqual(body)
    expect((await w.request('salesHead', 'GET', `/api/leads/${body.leadId}`)).body).toMatchObject({
      title: 'Znany',
      source: 'mail',
      email: 'znany@klient.example',
    })
  })
})
