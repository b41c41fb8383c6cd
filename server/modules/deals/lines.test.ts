import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testWorld, type World } from '../../../test/support/world.ts'
import { system } from '../../core/actor.ts'
import { setRate } from '../currencies/commands/set-rate.ts'
import { archiveProduct } from '../products/commands/archive-product.ts'
import { makeProduct } from '../products/factory.ts'
import { createDefaultPipeline } from './commands/create-default-pipeline.ts'
import { makeDeal } from './factory.ts'

let w: World
beforeAll(async () => {
  w = await testWorld()
  await w.write(system('test'), async (cx) => {
    await createDefaultPipeline(cx, 'pl')
    await setRate(cx, { currency: 'EUR', rateOn: '2026-11-20', rate: '4.20' })
    await setRate(cx, { currency: 'EUR', rateOn: '2026-11-23', rate: '4.25' })
    await setRate(cx, { currency: 'EUR', rateOn: '2039-01-01', rate: '9' })
  })
})
afterAll(() => w.close())

const seen = (version: number) => ({ 'if-match': `"${version}"` })
const deal = (given: Parameters<typeof makeDeal>[1] = {}) => w.write('anna', (cx) => makeDeal(cx, given))
const line = (given: Record<string, unknown> = {}) => ({
  ...{ name: 'Okno PVC', kind: 'goods', quantity: '2', unit: 'szt.', unitPrice: '100', vat: '23' },
  ...given,
})
const save = (
  id: string,
  lines: unknown[],
  version = 1,
  given: Record<string, unknown> = {},
  who: 'anna' | 'salesHead' | 'katarzyna' = 'anna',
) => w.request(who, 'PUT', `/api/deals/${id}/lines`, { priceMode: 'net', lines, ...given }, seen(version))
const get = async (id: string) => (await w.request('anna', 'GET', `/api/deals/${id}`)).body
const events = async (id: string) =>
  (
    await sql<{ payload: Record<string, unknown>; changes: { field: string; from: unknown; to: unknown }[] }>`
      select payload, changes from event_log where subject_id = ${id} and name = 'deal.lines_changed' order by id`.execute(
      w.db,
    )
  ).rows

describe('the lines of a deal', () => {
  it('make its amount, net, and say what it sells', async () => {
    const product = await w.write('salesHead', (cx) =>
      makeProduct(cx, { code: 'OK-1', pkwiu: '22.23.14', gtu: 'GTU_10' }),
    )
    const { id } = await deal({ amount: 5 })
    const saved = await save(id, [
      line({ productId: product.id, quantity: '12.50', unitPrice: '1249.50', discountPercent: '5.00', vat: '8' }),
      line({ name: 'Montaż', kind: 'service', unit: 'usł.', quantity: '1', unitPrice: '900', discountAmount: 10_000 }),
    ])
    expect(saved).toMatchObject({
      status: 200,
      body: {
        ...{ version: 2, sells: 'mixed', amountFrom: 'net', currency: 'PLN', priceMode: 'net' },
        lines: [
          { code: 'OK-1', pkwiu: '22.23.14', gtu: 'GTU_10', quantity: '12.5', discountPercent: '5', value: 1_483_781 },
          { productId: null, code: null, discountAmount: 10_000, value: 80_000 },
        ],
        rates: [
          { vat: '23', net: 80_000, tax: 18_400, gross: 98_400 },
          { vat: '8', net: 1_483_781, tax: 118_702, gross: 1_602_483 },
        ],
        ...{ net: 1_563_781, tax: 137_102, gross: 1_700_883 },
      },
    })
    expect((await w.request('katarzyna', 'GET', `/api/deals/${id}/lines`)).body).toEqual(saved.body)
    expect(await get(id)).toMatchObject({ amount: 1_563_781, amountBase: 1_563_781, amountFrom: 'net', sells: 'mixed' })
    const of = await w.request('anna', 'GET', `/api/deals?productId=${product.id}&sells=mixed`)
    expect(of.body.items.map((item: { id: string }) => item.id)).toEqual([id])
    expect((await w.request('anna', 'GET', `/api/deals?productId=${product.id}&sells=goods`)).body.items).toEqual([])
  })

  it('with gross prices take the tax out of them', async () => {
    const { id } = await deal()
    const { body } = await save(id, [line({ quantity: '1', unitPrice: '9.99' })], 1, { priceMode: 'gross' })
    expect(body).toMatchObject({ priceMode: 'gross', net: 812, tax: 187, gross: 999, lines: [{ value: 999 }] })
    expect(await get(id)).toMatchObject({ amount: 812 })
  })

  it('make the gross amount where the company says so', async () => {
    const { body: company } = await w.request('admin', 'GET', '/api/company')
    await w.request('admin', 'PATCH', '/api/company', { dealAmount: 'gross' }, seen(company.version))
    const { id } = await deal()
    await save(id, [line()])
    expect(await get(id)).toMatchObject({ amount: 24_600, amountFrom: 'gross' })
    await w.request('admin', 'PATCH', '/api/company', { dealAmount: 'net' }, seen(company.version + 1))
    await save(id, (await w.request('anna', 'GET', `/api/deals/${id}/lines`)).body.lines.map(bare), 2)
    expect(await get(id)).toMatchObject({ amount: 20_000, amountFrom: 'net', version: 3 })
  })

  it('take the amount and the currency out of the hand; without lines it is typed again', async () => {
    const { id } = await deal({ amount: 777 })
    await save(id, [line()])
    const refused = await w.request('anna', 'PATCH', `/api/deals/${id}`, { amount: 1, currency: 'EUR' }, seen(2))
    expect(refused).toMatchObject({
      status: 422,
      body: {
        errors: [
          { path: 'amount', code: 'deal.amount_from_lines' },
          { path: 'currency', code: 'deal.currency_of_lines' },
        ],
      },
    })
    expect((await w.request('anna', 'PATCH', `/api/deals/${id}`, { note: 'x' }, seen(2))).status).toBe(200)
    expect((await save(id, [], 3)).body).toMatchObject({ amountFrom: null, sells: null, net: 0, rates: [] })
    expect(await get(id)).toMatchObject({ amount: 20_000, amountFrom: null, sells: null })
    expect((await w.request('anna', 'PATCH', `/api/deals/${id}`, { amount: 1 }, seen(4))).status).toBe(200)
  })

  it('are recorded line by line, from what to what', async () => {
    const { id } = await deal({ amount: null })
    const { body: first } = await save(id, [line(), line({ name: 'Parapet', unitPrice: '50' })])
    const [window, sill] = first.lines
    await save(id, [{ ...bare(window), quantity: '3' }, line({ name: 'Roleta' })], 2)
    const [made, changed] = await events(id)
    expect(made).toMatchObject({
      payload: { added: 2, changed: 0, removed: 0, count: 2, sells: 'goods', amount: 30_000 },
    })
    expect(changed!.payload).toMatchObject({ added: 1, changed: 1, removed: 1, version: 3, gross: 61_500 })
    expect(changed!.changes).toMatchObject([
      {
        field: 'lines',
        from: [
          { id: sill.id, name: 'Parapet' },
          { id: window.id, quantity: '2' },
        ],
        to: [{ name: 'Roleta' }, { id: window.id, quantity: '3' }],
      },
      { field: 'amount', from: 30_000, to: 50_000 },
    ])
    // Saved again as they are: nothing to tell.
    const { lines } = (await w.request('anna', 'GET', `/api/deals/${id}/lines`)).body
    expect((await save(id, lines.map(bare), 3)).body.version).toBe(3)
    expect(await events(id)).toHaveLength(2)
    // Their order alone is a change, too.
    expect((await save(id, [...lines].reverse().map(bare), 3)).body.lines[0].name).toBe('Roleta')
  })

  it('changed by two people at once are not overwritten; other fields of the deal do not matter', async () => {
    const { id } = await deal()
    const answers = await Promise.all([save(id, [line()]), save(id, [line({ quantity: '7' })], 1, {}, 'salesHead')])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    const refused = answers.find(({ status }) => status === 409)!
    expect(refused.body).toMatchObject({
      code: 'version_conflict',
      errors: [{ path: 'lines' }, { path: 'amount' }],
    })
    await w.request('anna', 'PATCH', `/api/deals/${id}`, { note: 'Pilne' }, seen(2))
    const { body } = await save(id, [line({ quantity: '9' })], 2)
    expect(body.version).toBe(4)
    // Somebody takes a line away on which another one is still writing.
    expect((await save(id, [], 4)).status).toBe(200)
    const late = await save(id, [{ ...bare(body.lines[0]), quantity: '10' }], 4)
    expect(late).toMatchObject({ status: 409, body: { code: 'version_conflict', errors: [{ path: 'lines' }] } })
    expect((await w.request('anna', 'PUT', `/api/deals/${id}/lines`, { priceMode: 'net', lines: [] })).status).toBe(428)
  })

  it('refuse what cannot be, each at its field', async () => {
    const { id } = await deal()
    const { body: other } = await save((await deal()).id, [line()])
    const { id: gone } = await w.write('salesHead', async (cx) => {
      const made = await makeProduct(cx)
      await archiveProduct(cx, made.id)
      return made
    })
    const codes = async (...lines: unknown[]) => {
      const { status, body } = await save(id, lines)
      return [status, body.errors?.map((error: { path: string; code: string }) => `${error.path} ${error.code}`)]
    }
    expect(await codes(line({ quantity: '0.00' }))).toEqual([422, ['lines.0.quantity field.invalid']])
    expect(await codes(line({ quantity: '-1' }))).toEqual([422, ['lines.0.quantity field.invalid']])
    expect(await codes(line(), line({ unitPrice: '1,5' }))).toEqual([422, ['lines.1.unitPrice field.invalid']])
    expect(await codes(line({ discountPercent: '100.5' }))).toEqual([422, ['lines.0.discountPercent field.invalid']])
    expect(await codes(line({ discountPercent: '5', discountAmount: 5 }))).toEqual([
      422,
      ['lines.0.discountAmount deal.two_discounts'],
    ])
    expect(await codes(line({ discountAmount: 20_001 }))).toEqual([
      422,
      ['lines.0.discountAmount deal.discount_too_large'],
    ])
    expect(await codes(line({ quantity: '999999999', unitPrice: '9999999999' }))).toEqual([
      422,
      ['lines.0.quantity deal.too_large'],
    ])
    const nearly = line({ quantity: '1', unitPrice: '9000000000' })
    expect(await codes(nearly, nearly)).toEqual([422, ['lines deal.too_large']])
    expect(await codes(line({ productId: gone }))).toEqual([422, ['lines.0.productId product.archived']])
    expect(await codes(line({ productId: id }))).toEqual([422, ['lines.0.productId field.invalid']])
    expect(await codes(line({ id: other.lines[0].id }))).toEqual([422, ['lines.0.id field.invalid']])
    expect(await get(id)).toMatchObject({ version: 1, sells: null })
  })

  it('keep a product that is archived later', async () => {
    const { id: productId } = await w.write('salesHead', (cx) => makeProduct(cx))
    const { id } = await deal()
    const { body } = await save(id, [line({ productId })])
    await w.request('salesHead', 'POST', `/api/products/${productId}/archive`)
    expect((await save(id, [{ ...bare(body.lines[0]), quantity: '5' }], 2)).status).toBe(200)
  })

  it('are frozen when the deal is closed, and open again with it', async () => {
    const { id } = await deal()
    const { body } = await save(id, [line()])
    await w.request('anna', 'POST', `/api/deals/${id}/win`)
    expect(await save(id, [], 3)).toMatchObject({ status: 409, body: { code: 'deal.already_closed' } })
    expect((await w.request('anna', 'GET', `/api/deals/${id}/lines`)).body.lines).toEqual(body.lines)
    await w.request('anna', 'POST', `/api/deals/${id}/reopen`)
    expect((await save(id, [], 4)).status).toBe(200)
  })

  it('are changed by who may change the deal', async () => {
    const { id } = await deal()
    expect((await save(id, [line()], 1, {}, 'katarzyna')).status).toBe(403)
    expect((await w.request('marta', 'GET', `/api/deals/${id}/lines`)).status).toBe(404)
    expect((await save(id, [line()], 1, {}, 'salesHead')).status).toBe(200)
  })
})

describe('a deal in another currency', () => {
  it('takes the rate of the day, which can be another one', async () => {
    const made = await w.request('anna', 'POST', '/api/deals', { title: 'Eksport', amount: 100_000, currency: 'EUR' })
    expect(made.body).toMatchObject({ rate: '4.25', rateOn: '2026-11-23', amountBase: 425_000 })
    const url = `/api/deals/${made.body.id}`
    const earlier = await w.request('anna', 'PATCH', url, { rateOn: '2026-11-21' }, seen(1))
    expect(earlier.body).toMatchObject({ rate: '4.2', rateOn: '2026-11-20', amountBase: 420_000 })
    const own = await w.request('anna', 'PATCH', url, { rate: '4.4', rateOn: '2026-11-19' }, seen(2))
    expect(own.body).toMatchObject({ rate: '4.4', rateOn: '2026-11-19', amountBase: 440_000 })
    const unknown = await w.request('anna', 'PATCH', url, { currency: 'USD' }, seen(3))
    expect(unknown.body).toMatchObject({ rate: null, rateOn: null, amountBase: null })
  })

  it('gets it with its lines, too, and wins by it', async () => {
    const { id } = await deal()
    expect((await save(id, [line()], 1, { currency: 'EUR' })).body).toMatchObject({ currency: 'EUR', net: 20_000 })
    expect(await get(id)).toMatchObject({ currency: 'EUR', rate: '4.25', amountBase: 85_000 })
    expect((await events(id))[0]!.changes.map(({ field }) => field)).toContain('currency')
    expect((await w.request('anna', 'POST', `/api/deals/${id}/win`)).body.amountBase).toBe(85_000)
  })
})

/** A line as it is sent, from one as it was answered. */
function bare({ code: _, pkwiu: __, gtu: ___, value: ____, ...sent }: Record<string, unknown>) {
  return sent
}
