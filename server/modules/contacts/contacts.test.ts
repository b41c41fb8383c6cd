import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testWorld, type World } from '../../../test/support/world.ts'
import { updateContact } from './commands/update-contact.ts'
import { makeCompany, makeContact, nipOf } from './factory.ts'

let w: World
beforeAll(async () => {
  w = await testWorld()
})
afterAll(() => w.close())

const seen = (version: number) => ({ 'if-match': `"${version}"` })
const eventsOf = async (id: string) =>
  (
    await sql<{ name: string; changes: unknown; payload: Record<string, unknown>; personal: unknown }>`
      select e.name, e.changes, e.payload, p.personal from event_log e left join event_personal p on p.event_id = e.id
      where subject_id = ${id} order by e.id`.execute(w.db)
  ).rows

describe('a person', () => {
  it('is made with normalised addresses, owned by who made it and filed under his department', async () => {
    const { status, body } = await w.request('anna', 'POST', '/api/contacts', {
      firstName: 'Żaneta',
      lastName: 'Śliwa',
      emails: [{ value: 'Zaneta@Sliwa.PL', label: 'praca' }],
      phones: [{ value: '601 224 718' }],
    })
    expect(status).toBe(201)
    expect(body).toMatchObject({
      name: 'Żaneta Śliwa',
      owner: { id: w.people.anna, name: 'Anna Wiśniewska' },
      departmentId: w.departments.sales,
      emails: [{ value: 'zaneta@sliwa.pl', label: 'praca' }],
      phones: [{ value: '+48601224718', label: '' }],
      version: 1,
    })
    expect((await w.request('anna', 'GET', `/api/contacts/${body.id}`)).body).toEqual(body)
    const found = await w.request('anna', 'GET', '/api/search?q=sliwa')
    expect(found.body.items).toMatchObject([{ kind: 'contact', id: body.id, title: 'Żaneta Śliwa' }])
    expect((await w.request('anna', 'GET', '/api/search?q=224-718')).body.items).toHaveLength(1)
  })

  it('needs a name, a known company and an owner who works here', async () => {
    const codes = async (body: unknown) => {
      const answer = await w.request('anna', 'POST', '/api/contacts', body)
      expect(answer.status).toBe(422)
      return answer.body.errors.map((error: { path: string; code: string }) => [error.path, error.code])
    }
    const nobody = '01890000-0000-7000-8000-000000000000'
    expect(await codes({ firstName: ' ' })).toEqual([['lastName', 'field.required']])
    expect(await codes({ lastName: 'X', companyId: nobody })).toEqual([['companyId', 'field.invalid']])
    expect(await codes({ lastName: 'X', ownerId: nobody })).toEqual([['ownerId', 'field.invalid']])
    expect(await codes({ lastName: 'X', unknown: 1 })).toEqual([['unknown', 'field.unknown']])
    expect(await codes({ lastName: 'x'.repeat(201) })).toEqual([['lastName', 'field.too_long']])
  })

  it('keeps its personal values out of the log that is never erased', async () => {
    const { id } = await w.write('anna', (cx) => makeContact(cx, { firstName: 'Tajna', lastName: 'Osoba' }))
    await w.write('anna', (cx) => updateContact(cx, id, { lastName: 'Nowa', locale: 'en' }, 1))
    const [made, changed] = await eventsOf(id)
    expect(made).toMatchObject({
      name: 'contact.created',
      payload: { contactId: id, ownerId: w.people.anna, version: 1 },
    })
    expect(JSON.stringify(made!.payload)).not.toContain('Osoba')
    expect(changed).toMatchObject({
      name: 'contact.updated',
      payload: { fields: ['lastName', 'locale'], version: 2 },
      changes: [
        { field: 'lastName', from: null, to: null },
        { field: 'locale', from: null, to: 'en' },
      ],
      personal: { changes: [{ field: 'lastName', from: 'Osoba', to: 'Nowa' }] },
    })
  })

  it('that was archived is out of lists, search and matches, and cannot be changed', async () => {
    const email = 'znika@przyklad.pl'
    const { id } = await w.write('anna', (cx) => makeContact(cx, { lastName: 'Znikający', emails: [{ value: email }] }))
    const archive = () => w.request('anna', 'POST', `/api/contacts/${id}/archive`)
    expect((await archive()).status).toBe(204)
    expect((await archive()).status).toBe(204)
    expect((await eventsOf(id)).map((event) => event.name)).toEqual(['contact.created', 'contact.archived'])
    expect((await w.request('anna', 'GET', '/api/contacts?q=znikajacy')).body.items).toEqual([])
    expect((await w.request('anna', 'GET', '/api/search?q=znikajacy')).body.items).toEqual([])
    expect((await w.request('anna', 'GET', `/api/matches?email=${email}`)).body.contacts).toEqual([])
    const change = await w.request('anna', 'PATCH', `/api/contacts/${id}`, { position: 'x' }, seen(2))
    expect(change).toMatchObject({ status: 409, body: { code: 'contact.archived' } })
    expect((await w.request('anna', 'GET', `/api/contacts/${id}`)).body.archivedAt).not.toBeNull()
    const archived = await w.request('anna', 'GET', '/api/contacts?archived=true')
    expect(archived.body.items.map((item: { id: string }) => item.id)).toEqual([id])
  })
})

describe('two people editing at once', () => {
  it('merge when they changed different fields', async () => {
    const { id } = await w.write('anna', (cx) => makeContact(cx))
    const first = await w.request('anna', 'PATCH', `/api/contacts/${id}`, { position: 'prezes' }, seen(1))
    expect(first).toMatchObject({ status: 200, body: { version: 2 } })
    const second = await w.request('salesHead', 'PATCH', `/api/contacts/${id}`, { note: 'zna się na oknach' }, seen(1))
    expect(second).toMatchObject({ status: 200, body: { version: 3, position: 'prezes', note: 'zna się na oknach' } })
  })

  it('are refused the same field, and told which', async () => {
    const { id } = await w.write('anna', (cx) => makeContact(cx))
    await w.request('anna', 'PATCH', `/api/contacts/${id}`, { emails: [{ value: 'a@a.pl' }] }, seen(1))
    const late = { emails: [{ value: 'b@b.pl' }], note: 'razem z innym polem' }
    const refused = await w.request('salesHead', 'PATCH', `/api/contacts/${id}`, late, seen(1))
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'version_conflict', params: { version: 2, fields: ['emails'] }, errors: [{ path: 'emails' }] },
    })
    const now = (await w.request('anna', 'GET', `/api/contacts/${id}`)).body
    expect(now).toMatchObject({ emails: [{ value: 'a@a.pl' }], note: '', version: 2 })
    expect((await w.request('salesHead', 'PATCH', `/api/contacts/${id}`, late, seen(2))).status).toBe(200)
  })

  it('agree when both set the same value, which changes nothing', async () => {
    const { id } = await w.write('anna', (cx) => makeContact(cx))
    await w.request('anna', 'PATCH', `/api/contacts/${id}`, { position: 'prezes' }, seen(1))
    const again = await w.request('salesHead', 'PATCH', `/api/contacts/${id}`, { position: 'prezes' }, seen(1))
    expect(again).toMatchObject({ status: 200, body: { version: 2 } })
  })

  it('at the very same moment: one field goes to one of them only', async () => {
    const { id } = await w.write('anna', (cx) => makeContact(cx))
    const set = (position: string) => w.request('anna', 'PATCH', `/api/contacts/${id}`, { position }, seen(1))
    const answers = await Promise.all(['a', 'b', 'c', 'd'].map(set))
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409, 409])
  })

  it('must say which version they saw', async () => {
    const { id } = await w.write('anna', (cx) => makeContact(cx))
    const url = `/api/contacts/${id}`
    expect(await w.request('anna', 'PATCH', url, { position: 'x' })).toMatchObject({
      status: 428,
      body: { code: 'version_required' },
    })
    expect((await w.request('anna', 'PATCH', url, { position: 'x' }, { 'if-match': 'W/"abc"' })).status).toBe(422)
    expect((await w.request('anna', 'PATCH', url, { position: 'x' }, { 'if-match': '"9"' })).status).toBe(409)
    expect((await w.request('anna', 'PATCH', url, { position: 'x' }, { 'if-match': '*' })).status).toBe(200)
  })
})

describe('rights', () => {
  // Who may read and who may change the card, by whose it is.
  const owners = { own: 'anna', colleague: 'katarzyna', foreign: 'marta' } as const
  const expected = {
    anna: { own: [200, 200], colleague: [200, 403], foreign: [404, 404] },
    salesHead: { own: [200, 200], colleague: [200, 200], foreign: [404, 404] },
    marta: { own: [404, 404], colleague: [404, 404], foreign: [200, 200] },
    admin: { own: [200, 200], colleague: [200, 200], foreign: [200, 200] },
    owner: { own: [200, 200], colleague: [200, 200], foreign: [200, 200] },
  } as const

  for (const [kind, path, make] of [
    ['contact', '/api/contacts', makeContact],
    ['company', '/api/companies', makeCompany],
  ] as const) {
    for (const who of Object.keys(expected) as (keyof typeof expected)[]) {
      for (const whose of Object.keys(owners) as (keyof typeof owners)[]) {
        it(`${who} and a ${kind} of ${owners[whose]}`, async () => {
          const { id } = await w.write(owners[whose], (cx) => make(cx))
          const [read, change] = expected[who][whose]
          expect((await w.request(who, 'GET', `${path}/${id}`)).status).toBe(read)
          const list = await w.request(who, 'GET', `${path}?sort=-updatedAt&limit=200`)
          expect(list.body.items.some((item: { id: string }) => item.id === id)).toBe(read === 200)
          expect((await w.request(who, 'PATCH', `${path}/${id}`, { note: who }, seen(1))).status).toBe(change)
          expect((await w.request(who, 'POST', `${path}/${id}/archive`)).status).toBe(change === 200 ? 204 : change)
        })
      }
    }

    it(`a ${kind} filed under no department is everybody's to read, and only the leaders' to change`, async () => {
      const { id } = await w.write('owner', (cx) => make(cx))
      for (const who of ['anna', 'marta', 'salesHead', 'admin'] as const) {
        expect((await w.request(who, 'GET', `${path}/${id}`)).status).toBe(200)
      }
      for (const who of ['anna', 'salesHead'] as const) {
        expect((await w.request(who, 'PATCH', `${path}/${id}`, { note: 'x' }, seen(1))).status).toBe(403)
      }
      expect((await w.request('admin', 'PATCH', `${path}/${id}`, { note: 'x' }, seen(1))).status).toBe(200)
    })

    it(`nobody who is not signed in sees a ${kind}`, async () => {
      expect((await w.request(null, 'GET', path)).status).toBe(401)
    })
  }

  it('a card given to somebody of another department goes there, and its giver still gets his answer', async () => {
    const { id } = await w.write('anna', (cx) => makeContact(cx))
    const given = await w.request('anna', 'PATCH', `/api/contacts/${id}`, { ownerId: w.people.marta }, seen(1))
    expect(given).toMatchObject({ status: 200, body: { departmentId: w.departments.marketing } })
    expect((await w.request('anna', 'GET', `/api/contacts/${id}`)).status).toBe(404)
    expect((await w.request('marta', 'GET', `/api/contacts/${id}`)).status).toBe(200)
  })

  it('a company one may not see cannot be linked', async () => {
    const { id } = await w.write('marta', (cx) => makeCompany(cx))
    const answer = await w.request('anna', 'POST', '/api/contacts', { lastName: 'X', companyId: id })
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ path: 'companyId' }] } })
  })
})

describe('lists', () => {
  it('page by name in Polish order and by the latest change, each card once', async () => {
    const { id: companyId } = await w.write('katarzyna', (cx) => makeCompany(cx, { name: 'Firma do stronicowania' }))
    const names = ['Żak', 'Ławnik', 'Abacki', 'Ćma', 'Lis', 'Zając', 'Cap', 'Lis']
    for (const lastName of names)
      await w.write('katarzyna', (cx) => makeContact(cx, { firstName: '', lastName, companyId }))
    const all = async (sort: string) => {
      const items: { id: string; name: string }[] = []
      let after: string | null = null
      do {
        const query = `companyId=${companyId}&limit=3&sort=${sort}${after ? `&after=${encodeURIComponent(after)}` : ''}`
        const { status, body } = await w.request('katarzyna', 'GET', `/api/contacts?${query}`)
        expect(status).toBe(200)
        expect(body.items.length).toBeLessThanOrEqual(3)
        items.push(...body.items)
        after = body.next
      } while (after)
      expect(new Set(items.map((item) => item.id)).size).toBe(names.length)
      return items.map((item) => item.name)
    }
    expect(await all('name')).toEqual(['Abacki', 'Cap', 'Ćma', 'Lis', 'Lis', 'Ławnik', 'Zając', 'Żak'])
    expect(await all('-updatedAt')).toEqual([...names].reverse())
    expect((await w.request('katarzyna', 'GET', '/api/contacts?after=nonsense')).status).toBe(422)
  })

  it('find by words without diacritics, by the company, by digits, and by owner', async () => {
    const { id: companyId } = await w.write('lukasz', (cx) =>
      makeCompany(cx, { name: 'Źródło Gdynia', nip: nipOf(7001) }),
    )
    const { id } = await w.write('lukasz', (cx) =>
      makeContact(cx, { firstName: 'Łucja', lastName: 'Żółć', companyId, phones: [{ value: '+48 722 333 444' }] }),
    )
    const found = async (query: string) =>
      (await w.request('lukasz', 'GET', `/api/contacts?${query}`)).body.items.map((item: { id: string }) => item.id)
    expect(await found('q=zolc%20lucja')).toEqual([id])
    expect(await found('q=zrodlo')).toEqual([id])
    expect(await found('q=722-333')).toEqual([id])
    expect(await found('q=%25')).toEqual([])
    expect(await found(`ownerId=${w.people.lukasz}`)).toContain(id)
    expect(await found(`ownerId=${w.people.marta}`)).toEqual([])
    const nip = await w.request('lukasz', 'GET', `/api/companies?q=${nipOf(7001)}`)
    expect(nip.body.items).toMatchObject([{ id: companyId, name: 'Źródło Gdynia' }])
  })

  it('find people by the new name of their company', async () => {
    const { id: companyId } = await w.write('lukasz', (cx) => makeCompany(cx, { name: 'Stara Nazwa' }))
    const { id } = await w.write('lukasz', (cx) => makeContact(cx, { companyId }))
    await w.request('lukasz', 'PATCH', `/api/companies/${companyId}`, { name: 'Kolibrex' }, seen(1))
    const found = await w.request('lukasz', 'GET', '/api/contacts?q=kolibrex')
    expect(found.body.items.map((item: { id: string }) => item.id)).toEqual([id])
  })
})

describe('a company', () => {
  it('has its NIP and REGON checked and kept as digits', async () => {
    const post = (body: unknown) => w.request('anna', 'POST', '/api/companies', body)
    const made = await post({ name: 'Okna Tok', nip: '123-456-32-18', regon: '123456785', website: 'okna.pl' })
    expect(made).toMatchObject({
      status: 201,
      body: { nip: '1234563218', regon: '123456785', website: 'https://okna.pl' },
    })
    expect(await post({ name: 'Zła', nip: '1234563219' })).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'nip', code: 'field.nip' }] },
    })
    expect((await post({ nip: '1234563218' })).body.errors).toMatchObject([{ path: 'name', code: 'field.required' }])
  })

  it('records who changed what from what to what', async () => {
    const { id } = await w.write('anna', (cx) => makeCompany(cx, { name: 'Przed' }))
    await w.request('anna', 'PATCH', `/api/companies/${id}`, { name: 'Po' }, seen(1))
    await w.request('anna', 'POST', `/api/companies/${id}/archive`)
    expect(await eventsOf(id)).toMatchObject([
      { name: 'company.created', payload: { name: 'Przed', version: 1 } },
      {
        name: 'company.updated',
        payload: { name: 'Po', version: 2 },
        changes: [{ field: 'name', from: 'Przed', to: 'Po' }],
      },
      { name: 'company.archived', payload: { version: 3 } },
    ])
  })

  it('made twice with the same Idempotency-Key is one company', async () => {
    const key = { 'idempotency-key': 'firma-1' }
    const first = await w.request('anna', 'POST', '/api/companies', { name: 'Jedna' }, key)
    const second = await w.request('anna', 'POST', '/api/companies', { name: 'Jedna' }, key)
    expect(second.body).toEqual(first.body)
    expect((await w.request('anna', 'GET', '/api/companies?q=jedna')).body.items).toHaveLength(1)
  })
})
