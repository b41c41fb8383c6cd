import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testWorld, type World } from '../../../test/support/world.ts'
import { system } from '../../core/actor.ts'
import { makeCompany, makeContact, nipOf } from '../contacts/factory.ts'
import { createLead } from '../leads/commands/create-lead.ts'
import { createDefaultPipeline } from './commands/create-default-pipeline.ts'
import { makeDeal } from './factory.ts'

let w: World
beforeAll(async () => {
  w = await testWorld()
  await w.write(system('test'), (cx) => createDefaultPipeline(cx, 'pl'))
})
afterAll(() => w.close())

const asked = {
  title: 'Okna do biurowca',
  personName: 'Grażyna Łękawska',
  companyName: 'Inwest-Śląsk S.A.',
  email: 'g.lekawska@inwest.pl',
  phone: '+48601224718',
  nip: nipOf(501),
  amount: 6_400_000,
}
const lead = async (who: 'anna' | 'katarzyna' | 'marta' = 'anna', given: object = {}) =>
  (await w.write(who, (cx) => createLead(cx, { source: 'phone', departmentId: null, mine: true, ...asked, ...given })))
    .id
const convert = (
  who: 'anna' | 'katarzyna' | 'marta' | 'salesHead' | 'owner',
  id: string,
  body: unknown,
  headers = {},
) => w.request(who, 'POST', `/api/leads/${id}/conversion`, body, headers)
const all = {
  contact: { firstName: 'Grażyna', lastName: 'Łękawska', email: asked.email, phone: asked.phone },
  company: { name: asked.companyName, nip: asked.nip },
  deal: { title: asked.title, amount: asked.amount },
}
const counts = async () =>
  (
    await sql`select (select count(*)::int from contacts) as contacts, (select count(*)::int from companies) as companies,
      (select count(*)::int from deals) as deals`.execute(w.db)
  ).rows[0]

describe('a conversion', () => {
  it('makes the contact, the company and the deal, tied together and owned by the owner of the lead', async () => {
    const id = await lead()
    const { status, body } = await convert('salesHead', id, all)
    expect(status).toBe(201)
    const contact = (await w.request('anna', 'GET', `/api/contacts/${body.contactId}`)).body
    expect(contact).toMatchObject({
      name: 'Grażyna Łękawska',
      company: { id: body.companyId },
      owner: { id: w.people.anna },
      emails: [{ value: asked.email }],
      phones: [{ value: asked.phone }],
    })
    expect((await w.request('anna', 'GET', `/api/leads/${id}`)).body.made).toEqual([
      { kind: 'deal', id: body.dealId, name: asked.title },
      { kind: 'contact', id: body.contactId, name: 'Grażyna Łękawska' },
      { kind: 'company', id: body.companyId, name: asked.companyName },
    ])
    const company = (await w.request('anna', 'GET', `/api/companies/${body.companyId}`)).body
    expect(company).toMatchObject({ nip: asked.nip, owner: { id: w.people.anna } })
    const deal = (await w.request('anna', 'GET', `/api/deals/${body.dealId}`)).body
    expect(deal).toMatchObject({
      title: asked.title,
      amount: asked.amount,
      leadId: id,
      source: 'phone',
      contact: { id: body.contactId },
      company: { id: body.companyId },
      owner: { id: w.people.anna },
      departmentId: w.departments.sales,
    })
    expect((await w.request('anna', 'GET', `/api/leads/${id}`)).body).toMatchObject({
      status: 'converted',
      dealId: body.dealId,
      contactId: body.contactId,
      companyId: body.companyId,
    })
    const { rows } = await sql<{
      name: string
    }>`select name from event_log where actor_id = ${w.people.salesHead} order by id desc limit 4`.execute(w.db)
    expect(rows.map((row) => row.name).reverse()).toEqual([
      'company.created',
      'contact.created',
      'deal.created',
      'lead.converted',
    ])
  })

  it('takes cards that exist as they are', async () => {
    const company = await w.write('anna', (cx) => makeCompany(cx))
    const contact = await w.write('anna', (cx) => makeContact(cx, { companyId: company.id }))
    const before = await counts()
    const { status, body } = await convert('anna', await lead(), {
      contact: { id: contact.id },
      deal: { title: 'Druga' },
    })
    expect(status).toBe(201)
    expect(body).toMatchObject({ contactId: contact.id, companyId: null })
    expect(await counts()).toMatchObject({ ...(before as object), deals: (before as { deals: number }).deals + 1 })
    expect((await w.request('anna', 'GET', `/api/deals/${body.dealId}`)).body.company.id).toBe(company.id)
    expect((await w.request('anna', 'GET', `/api/contacts/${contact.id}`)).body.version).toBe(1)
  })

  it('may make a contact alone', async () => {
    const { status, body } = await convert('anna', await lead(), { contact: { lastName: 'Sam' } })
    expect(status).toBe(201)
    expect(body).toMatchObject({ companyId: null, dealId: null })
  })

  it('of nothing, of a closed lead and of an unknown one is refused', async () => {
    const id = await lead()
    expect(await convert('anna', id, {})).toMatchObject({ status: 422, body: { code: 'lead.nothing_to_make' } })
    expect((await convert('anna', id, { contact: { lastName: 'A' } })).status).toBe(201)
    expect(await convert('anna', id, all)).toMatchObject({ status: 409, body: { code: 'lead.already_converted' } })
    const rejected = await lead()
    expect(
      (await w.request('anna', 'POST', `/api/leads/${rejected}/rejection`, { reason: 'spam' })).status,
    ).toBeLessThan(300)
    expect(await convert('anna', rejected, all)).toMatchObject({ status: 409, body: { code: 'lead.already_closed' } })
    expect((await convert('anna', '01890000-0000-7000-8000-000000000000', all)).status).toBe(404)
  })

  it('with one wrong field makes nothing at all, and names the field as it was sent', async () => {
    const id = await lead()
    const before = await counts()
    const paths = async (body: unknown) => {
      const answer = await convert('anna', id, body)
      expect(answer.status).toBe(422)
      return answer.body.errors.map((error: { path: string }) => error.path)
    }
    expect(await paths({ ...all, deal: { title: 'X', pipelineId: '01890000-0000-7000-8000-000000000000' } })).toEqual([
      'deal.pipelineId',
    ])
    expect(await paths({ ...all, contact: { lastName: 'X', email: 'nie', phone: '1' } })).toEqual([
      'contact.email',
      'contact.phone',
    ])
    expect(await paths({ ...all, company: { nip: '123' } })).toEqual(['company.name'])
    expect(await paths({ ...all, company: { name: 'X', nip: '123' } })).toEqual(['company.nip'])
    expect(await paths({ ...all, contact: { firstName: '' } })).toEqual(['contact.lastName'])
    expect(await counts()).toEqual(before)
    expect((await w.request('anna', 'GET', `/api/leads/${id}`)).body.status).toBe('processing')
  })

  it('by several at the same moment happens once', async () => {
    const id = await lead()
    const before = (await counts()) as Record<string, number>
    const answers = await Promise.all([
      convert('anna', id, all),
      convert('salesHead', id, all),
      convert('owner', id, all),
      convert('anna', id, all),
    ])
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409, 409, 409])
    for (const answer of answers) if (answer.status === 409) expect(answer.body.code).toBe('lead.already_converted')
    expect(await counts()).toEqual({
      contacts: before.contacts! + 1,
      companies: before.companies! + 1,
      deals: before.deals! + 1,
    })
  })

  it('repeated with the same Idempotency-Key gives the first answer', async () => {
    const id = await lead()
    const key = { 'idempotency-key': `convert-${id}` }
    const first = await convert('anna', id, all, key)
    const again = await convert('anna', id, all, key)
    expect([first.status, again.status]).toEqual([201, 201])
    expect(again.body).toEqual(first.body)
  })

  it('of a lead whose owner has left becomes the converter’s', async () => {
    const id = await lead('katarzyna')
    await sql`update employees set active = false where id = ${w.people.katarzyna}`.execute(w.db)
    const { body } = await convert('salesHead', id, { deal: { title: 'Po Katarzynie' } })
    expect((await w.request('salesHead', 'GET', `/api/deals/${body.dealId}`)).body.owner.id).toBe(w.people.salesHead)
    await sql`update employees set active = true where id = ${w.people.katarzyna}`.execute(w.db)
  })
})

describe('rights', () => {
  it('follow the lead: its owner, the head of the department, the leaders', async () => {
    const just = { contact: { lastName: 'X' } }
    expect((await convert('katarzyna', await lead('anna'), just)).status).toBe(403)
    expect((await convert('marta', await lead('anna'), just)).status).toBe(404)
    expect((await convert('salesHead', await lead('anna'), just)).status).toBe(201)
    expect((await convert('owner', await lead('anna'), just)).status).toBe(201)
    expect((await w.request(null, 'POST', `/api/leads/${await lead()}/conversion`, just)).status).toBe(401)
  })

  it('a card one may not see cannot be used', async () => {
    const { id } = await w.write('marta', (cx) => makeContact(cx))
    const answer = await convert('anna', await lead(), { contact: { id } })
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ path: 'contact.id' }] } })
  })
})

describe('the proposal', () => {
  it('is filled from the lead and names whom we may know already', async () => {
    const nip = nipOf(777)
    const company = await w.write('anna', (cx) => makeCompany(cx, { name: 'Żaglex sp. z o.o.', nip }))
    const contact = await w.write('anna', (cx) =>
      makeContact(cx, {
        firstName: 'Jan',
        lastName: 'Żagiel',
        companyId: company.id,
        emails: [{ value: 'jan@zaglex.pl' }],
      }),
    )
    const id = await lead('anna', {
      personName: 'Jan Żagiel',
      companyName: 'Zaglex',
      email: 'jan@zaglex.pl',
      phone: '+48111222333',
      nip,
    })
    const { status, body } = await w.request('katarzyna', 'GET', `/api/leads/${id}/conversion`)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      lead: { id, status: 'processing' },
      contact: { firstName: 'Jan', lastName: 'Żagiel', email: 'jan@zaglex.pl', phone: '+48111222333' },
      company: { name: 'Zaglex', nip },
      deal: { title: asked.title, amount: asked.amount, currency: 'PLN', ownerId: w.people.anna },
    })
    expect(body.deal.pipelineId).toBeTruthy()
    expect(body.matches.contacts).toMatchObject([{ contact: { id: contact.id }, by: ['email', 'name'] }])
    expect(body.matches.companies).toMatchObject([{ company: { id: company.id }, by: ['nip', 'name'] }])
    expect((await w.request('marta', 'GET', `/api/leads/${id}/conversion`)).status).toBe(404)
  })

  it('of a lead that says nothing of a person or a company proposes only the deal', async () => {
    const id = await lead('anna', { personName: '', companyName: '', email: null, phone: null, nip: null })
    const { body } = await w.request('anna', 'GET', `/api/leads/${id}/conversion`)
    expect(body).toMatchObject({ contact: null, company: null, matches: { contacts: [], companies: [] } })
  })
})

it('the factory makes a deal', async () => {
  expect((await w.write('anna', (cx) => makeDeal(cx))).number).toBeGreaterThan(0)
})
