import { afterAll, beforeAll, expect, it } from 'vitest'
import { testWorld, type World } from '../../../test/support/world.ts'
import { makeCompany, makeContact, nipOf } from './factory.ts'

let w: World
let ids: Record<'anna' | 'budmar' | 'foreign' | 'unfiled', string>
beforeAll(async () => {
  w = await testWorld()
  const budmar = await w.write('anna', (cx) =>
    makeCompany(cx, { name: 'Budmar Kielce sp. z o.o.', nip: nipOf(1), phones: [{ value: '+48 41 344 55 66' }] }),
  )
  const anna = await w.write('anna', (cx) =>
    makeContact(cx, {
      firstName: 'Anna',
      lastName: 'Łękawska',
      companyId: budmar.id,
      emails: [{ value: 'anna@budmar.pl' }, { value: 'lekawska@poczta.pl' }],
      phones: [{ value: '601 224 718' }],
    }),
  )
  const foreign = await w.write('marta', (cx) => makeContact(cx, { emails: [{ value: 'obca@przyklad.pl' }] }))
  const unfiled = await w.write('owner', (cx) => makeCompany(cx, { name: 'Niczyja', nip: nipOf(2) }))
  ids = { anna: anna.id, budmar: budmar.id, foreign: foreign.id, unfiled: unfiled.id }
})
afterAll(() => w.close())

async function match(query: Record<string, string>) {
  const { status, body } = await w.request('katarzyna', 'GET', `/api/matches?${new URLSearchParams(query)}`)
  expect(status).toBe(200)
  return {
    contacts: body.contacts.map((found: { contact: { id: string }; by: string[] }) => [found.contact.id, ...found.by]),
    companies: body.companies.map((found: { company: { id: string }; by: string[] }) => [
      found.company.id,
      ...found.by,
    ]),
  }
}

it('matches by NIP, e-mail and telephone however they were written', async () => {
  expect((await match({ nip: `PL ${nipOf(1)}` })).companies).toEqual([[ids.budmar, 'nip']])
  expect((await match({ email: 'ANNA@budmar.pl' })).contacts).toEqual([[ids.anna, 'email']])
  expect((await match({ phone: '0048 601-224-718' })).contacts).toEqual([[ids.anna, 'phone']])
  expect((await match({ phone: '41 344 55 66' })).companies).toEqual([[ids.budmar, 'phone']])
})

it('matches like names, without diacritics, legal form and with a slip', async () => {
  expect((await match({ companyName: 'BUDMAR KIELCE' })).companies).toEqual([[ids.budmar, 'name']])
  expect((await match({ companyName: 'Budmra S.A.' })).companies).toEqual([[ids.budmar, 'name']])
  expect((await match({ personName: 'Lekawska Anna' })).contacts).toEqual([[ids.anna, 'name']])
  expect((await match({ companyName: 'Stalprofil' })).companies).toEqual([])
})

it('tells everything that agrees, and the surest first', async () => {
  const other = await w.write('anna', (cx) => makeContact(cx, { firstName: 'Anna', lastName: 'Łękawska' }))
  const found = await match({ personName: 'Anna Łękawska', email: 'anna@budmar.pl', phone: '601224718' })
  expect(found.contacts.map(([id]: string[]) => id)).toEqual([ids.anna, other.id])
  expect(found.contacts[0].slice(1).sort()).toEqual(['email', 'name', 'phone'])
})

it('passes over what is half typed or empty', async () => {
  const nothing = { contacts: [], companies: [] }
  expect(await match({ nip: '123', email: 'ann', phone: '6' })).toEqual(nothing)
  expect(await match({ email: '', companyName: '', personName: '%' })).toEqual(nothing)
})

it('shows nobody what he may not read, but cards of no department', async () => {
  expect((await match({ email: 'obca@przyklad.pl' })).contacts).toEqual([])
  expect((await match({ nip: nipOf(2) })).companies).toEqual([[ids.unfiled, 'nip']])
  expect((await w.request(null, 'GET', '/api/matches?email=obca@przyklad.pl')).status).toBe(401)
})
