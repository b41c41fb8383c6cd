import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { testWorld, type World } from '../../../test/support/world.ts'

let w: World
beforeAll(async () => {
  w = await testWorld()
})
afterAll(() => w.close())

const logged = async (name: string) =>
  (
    await sql<{ payload: Record<string, unknown>; changes: unknown }>`select payload, changes from event_log
      where name = ${name} order by id`.execute(w.db)
  ).rows

it('a rate is written by hand for a day, over another one, and taken away', async () => {
  const url = '/api/exchange-rates/EUR/2026-11-20'
  expect((await w.request('salesHead', 'PUT', url, { rate: '4.2500' })).status).toBe(204)
  expect((await w.request('salesHead', 'PUT', url, { rate: '4.25' })).status).toBe(204)
  expect((await w.request('admin', 'PUT', url, { rate: '4.26' })).status).toBe(204)
  expect((await w.request('anna', 'PUT', url, { rate: '4' })).status).toBe(403)
  expect((await w.request('anna', 'GET', '/api/exchange-rates?currency=EUR')).body.items).toMatchObject([
    { currency: 'EUR', rateOn: '2026-11-20', rate: '4.26', source: 'manual', setBy: { id: w.people.admin } },
  ])
  expect(await logged('exchange_rate.set')).toMatchObject([
    { changes: [{ field: 'rate', from: null, to: '4.25' }] },
    { payload: { currency: 'EUR', base: 'PLN' }, changes: [{ field: 'rate', from: '4.25', to: '4.26' }] },
  ])
  expect((await w.request('admin', 'DELETE', url)).status).toBe(204)
  expect((await w.request('admin', 'DELETE', url)).status).toBe(404)
})

it('refuses the company’s own currency, a rate of nothing and a day that never was', async () => {
  const refused = async (path: string, rate: string) => {
    const answer = await w.request('admin', 'PUT', `/api/exchange-rates/${path}`, { rate })
    return [answer.status, answer.body.errors?.[0]?.path, answer.body.errors?.[0]?.code]
  }
  expect(await refused('PLN/2026-11-20', '1')).toEqual([422, 'currency', 'rates.base_currency'])
  expect(await refused('EUR/2026-11-20', '0.00')).toEqual([422, 'rate', 'field.invalid'])
  expect((await refused('EUR/2026-02-30', '4'))[0]).toBe(422)
})

it('a deal is offered the latest rate not after its day', async () => {
  for (const [day, rate] of [
    ['2026-11-20', '4.20'],
    ['2026-11-23', '4.23'],
  ])
    await w.request('admin', 'PUT', `/api/exchange-rates/CHF/${day}`, { rate })
  const offer = async (day: string) =>
    (await w.request('anna', 'GET', `/api/exchange-rates/offer?currency=CHF&day=${day}`)).body
  expect(await offer('2026-11-22')).toEqual({ currency: 'CHF', rate: '4.2', rateOn: '2026-11-20' })
  expect(await offer('2026-11-23')).toMatchObject({ rateOn: '2026-11-23' })
  expect(await offer('2030-01-01')).toMatchObject({ rateOn: '2026-11-23' })
  expect(await offer('2026-11-19')).toEqual({ currency: 'CHF', rate: null, rateOn: null })
  expect((await w.request('anna', 'GET', '/api/exchange-rates/offer?currency=PLN')).body.rate).toBe('1')
})

it('a file is previewed, its wrong lines told, and imported; a second time it changes nothing', async () => {
  await w.request('admin', 'PUT', '/api/exchange-rates/USD/2026-11-26', { rate: '3.60' })
  const csv = [
    'data;1THB;1USD;100HUF;nr tabeli;pełny numer tabeli;',
    ';bat (Tajlandia);dolar amerykański;forint (Węgry);;;',
    '20261126;0,1135;3,6501;1,1500;229;229/A/NBP/2026;',
    '20261127;0,1136;x;1,1523;230;230/A/NBP/2026;',
  ].join('\n')
  const preview = await w.request('admin', 'POST', '/api/exchange-rates/preview', { csv })
  expect(preview).toMatchObject({
    status: 200,
    body: {
      ...{ base: 'PLN', fresh: 4, changed: 1, same: 0, wrong: 1, from: '2026-11-26', to: '2026-11-27' },
      errors: [{ line: 4, code: 'rates.rate', message: 'To nie jest kurs: „x”. Wpisz na przykład 4,2512.' }],
    },
  })
  expect(preview.body.rows[0]).toEqual({
    line: 4,
    currency: 'HUF',
    rateOn: '2026-11-27',
    rate: '0.011523',
    before: null,
  })
  expect((await w.request('admin', 'GET', '/api/exchange-rates?currency=HUF')).body.items).toEqual([])

  const only = { csv, currencies: ['USD', 'HUF'] }
  const done = await w.request('admin', 'POST', '/api/exchange-rates/import', only)
  expect(done).toMatchObject({ status: 200, body: { fresh: 2, changed: 1 } })
  expect((await w.request('admin', 'GET', '/api/exchange-rates?currency=THB')).body.items).toEqual([])
  expect((await w.request('admin', 'GET', '/api/exchange-rates?currency=USD')).body.items).toMatchObject([
    { rate: '3.6501', source: 'import' },
  ])
  expect(await logged('exchange_rate.imported')).toMatchObject([
    {
      payload: { count: 3, changed: 1, currencies: ['HUF', 'USD'], from: '2026-11-26', to: '2026-11-27' },
      changes: [{ field: 'USD 2026-11-26', from: '3.6', to: '3.6501' }],
    },
  ])
  expect((await w.request('admin', 'POST', '/api/exchange-rates/import', only)).body).toMatchObject({ same: 3 })
  expect(await logged('exchange_rate.imported')).toHaveLength(1)
  const nothing = await w.request('admin', 'POST', '/api/exchange-rates/import', { csv: 'a;b\n1;2' })
  expect(nothing.body.errors).toMatchObject([{ path: 'csv', code: 'rates.nothing_to_import' }])
})

it('lists page by day and currency, each rate once', async () => {
  const all: string[] = []
  let after: string | null = null
  do {
    const { body } = await w.request(
      'anna',
      'GET',
      `/api/exchange-rates?limit=2${after ? `&after=${encodeURIComponent(after)}` : ''}`,
    )
    all.push(...body.items.map((item: { currency: string; rateOn: string }) => `${item.rateOn} ${item.currency}`))
    after = body.next
  } while (after)
  expect(all).toEqual(['2026-11-27 HUF', '2026-11-26 HUF', '2026-11-26 USD', '2026-11-23 CHF', '2026-11-20 CHF'])
})
