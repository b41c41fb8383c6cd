import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testWorld, type World } from '../../../test/support/world.ts'
import { makeCompany, makeContact } from '../contacts/factory.ts'
import { createDefaultPipeline } from '../deals/commands/create-default-pipeline.ts'
import { makeDeal } from '../deals/factory.ts'
import { createField } from '../fields/commands/manage.ts'
import { newFieldInput } from '../fields/schema.ts'

let w: World
beforeAll(async () => {
  w = await testWorld()
  await w.write('owner', (cx) => createDefaultPipeline(cx, 'pl'))
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
