import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testWorld, type World } from '../../../test/support/world.ts'
import { makeProduct } from './factory.ts'

let w: World
beforeAll(async () => {
  w = await testWorld()
})
afterAll(() => w.close())

const seen = (version: number) => ({ 'if-match': `"${version}"` })
const product = (given: Parameters<typeof makeProduct>[1] = {}) => w.write('salesHead', (cx) => makeProduct(cx, given))
const eventsOf = async (id: string) =>
  (
    await sql<{ name: string; changes: unknown; payload: Record<string, unknown> }>`
      select name, changes, payload from event_log where subject_id = ${id} order by id`.execute(w.db)
  ).rows

describe('a product', () => {
  it('is put on the price list by a head and read by everybody', async () => {
    const { status, body } = await w.request('salesHead', 'POST', '/api/products', {
      name: 'Okno PVC 120 × 150',
      code: ' OK-120 ',
      kind: 'goods',
      unit: 'szt.',
      price: '1249.50',
      vat: '8',
      gtu: 'GTU_10',
    })
    expect(status).toBe(201)
    expect(body).toMatchObject({ code: 'OK-120', price: '1249.5', priceMode: 'net', currency: 'PLN', version: 1 })
    expect((await w.request('anna', 'GET', `/api/products/${body.id}`)).body).toEqual(body)
    const found = await w.request('anna', 'GET', '/api/search?q=ok-120')
    expect(found.body.items).toMatchObject([{ kind: 'product', id: body.id, detail: 'OK-120' }])
    expect(
      (await w.request('anna', 'POST', '/api/products', { name: 'X', kind: 'goods', unit: 'szt.', vat: '23' })).status,
    ).toBe(403)
  })

  it('refuses what no invoice could say, at its field', async () => {
    const refused = async (given: Record<string, unknown>) => {
      const body = { name: 'X', kind: 'goods', unit: 'szt.', vat: '23', ...given }
      const answer = await w.request('salesHead', 'POST', '/api/products', body)
      return [
        answer.status,
        answer.body.errors?.map((error: { path: string; code: string }) => [error.path, error.code]),
      ]
    }
    expect(await refused({ vat: '22' })).toEqual([422, [['vat', 'field.invalid']]])
    expect(await refused({ price: '12,5' })).toEqual([422, [['price', 'field.invalid']]])
    expect(await refused({ price: '1.123456789' })).toEqual([422, [['price', 'field.invalid']]])
    expect(await refused({ unit: 'wiadro' })).toEqual([422, [['unit', 'field.option']]])
    expect(await refused({ gtu: 'GTU_14' })).toEqual([422, [['gtu', 'field.invalid']]])
  })

  it('has a code of its own, whatever its case, also when two are made at once', async () => {
    await product({ name: 'Pierwszy', code: 'ABC-1' })
    const body = { name: 'Drugi', code: 'abc-1', kind: 'goods', unit: 'szt.', vat: '23' }
    expect((await w.request('salesHead', 'POST', '/api/products', body)).body.errors).toMatchObject([
      { path: 'code', code: 'product.code_taken', params: { name: 'Pierwszy' } },
    ])
    const twice = await Promise.all(
      [1, 2, 3].map(() => w.request('salesHead', 'POST', '/api/products', { ...body, code: 'NOWY' })),
    )
    expect(twice.map(({ status }) => status).sort()).toEqual([201, 422, 422])
    const { id } = await product({ code: 'INNY' })
    const taken = await w.request('salesHead', 'PATCH', `/api/products/${id}`, { code: 'NOWY' }, seen(1))
    expect(taken).toMatchObject({ status: 422, body: { errors: [{ path: 'code' }] } })
  })

  it('is edited by two people at once without losing a word, and the log says from what to what', async () => {
    const { id } = await product({ price: '100' })
    const url = `/api/products/${id}`
    expect((await w.request('salesHead', 'PATCH', url, { price: '110.00' }, seen(1))).body).toMatchObject({
      price: '110',
      version: 2,
    })
    expect((await w.request('admin', 'PATCH', url, { price: '120' }, seen(1))).status).toBe(409)
    expect((await w.request('admin', 'PATCH', url, { note: 'Kolor biały' }, seen(1))).body.version).toBe(3)
    expect((await w.request('admin', 'PATCH', url, { price: '110.0' }, seen(3))).body.version).toBe(3)
    expect((await w.request('admin', 'PATCH', url, { note: '' })).status).toBe(428)
    expect(await eventsOf(id)).toMatchObject([
      { name: 'product.created' },
      { name: 'product.updated', changes: [{ field: 'price', from: '100', to: '110' }] },
      { name: 'product.updated', payload: { fields: ['note'], version: 3 } },
    ])
  })

  it('leaves the list and the search when archived, keeps its code, and comes back', async () => {
    const { id } = await product({ name: 'Okiennica drewniana', code: 'OD-77' })
    const found = async (query: string) =>
      (await w.request('anna', 'GET', `/api/products?${query}`)).body.items.map((item: { id: string }) => item.id)
    expect(await found('q=okiennica')).toEqual([id])
    expect((await w.request('salesHead', 'POST', `/api/products/${id}/archive`)).status).toBe(204)
    expect((await w.request('salesHead', 'POST', `/api/products/${id}/archive`)).status).toBe(204)
    expect(await found('q=okiennica')).toEqual([])
    expect(await found('q=okiennica&archived=true')).toEqual([id])
    expect((await w.request('anna', 'GET', '/api/search?q=okiennica')).body.items).toEqual([])
    const change = await w.request('salesHead', 'PATCH', `/api/products/${id}`, { name: 'X' }, seen(2))
    expect(change).toMatchObject({ status: 409, body: { code: 'product.archived' } })
    const restored = await w.request('salesHead', 'POST', `/api/products/${id}/restore`)
    expect(restored.status).toBe(204)
    expect(await found('q=od-77')).toEqual([id])
    expect((await eventsOf(id)).map(({ name }) => name)).toEqual([
      'product.created',
      'product.archived',
      'product.restored',
    ])
  })
})

describe('the price list', () => {
  it('is paged by name in Polish order, by code and by change, each product once', async () => {
    const names = ['Żaluzja', 'Łącznik', 'Ościeżnica', 'Okno', 'Ćwierćwałek', 'Drzwi']
    for (const [index, name] of names.entries())
      await product({ name: `${name} stronicowana`, code: `S-${index}`, kind: 'service', unit: 'usł.', vat: 'np' })
    const all = async (sort: string) => {
      const items: string[] = []
      let after: string | null = null
      do {
        const query = `q=stronicowana&kind=service&vat=np&limit=2&sort=${sort}${after ? `&after=${encodeURIComponent(after)}` : ''}`
        const { body } = await w.request('anna', 'GET', `/api/products?${query}`)
        items.push(...body.items.map((item: { name: string }) => item.name.split(' ')[0]))
        after = body.next
      } while (after)
      return items
    }
    expect(await all('name')).toEqual(['Ćwierćwałek', 'Drzwi', 'Łącznik', 'Okno', 'Ościeżnica', 'Żaluzja'])
    expect(await all('code')).toEqual(names)
    expect(await all('updated')).toEqual([...names].reverse())
    expect((await w.request('anna', 'GET', '/api/products?q=stronicowana&kind=goods')).body.items).toEqual([])
  })

  it('knows the units of the company; one that left the list stays where it stands', async () => {
    const { id } = await product({ unit: 'l' })
    const { body: company } = await w.request('admin', 'GET', '/api/company')
    const units = company.units.filter((unit: string) => unit !== 'l').concat('paleta')
    const change = await w.request('admin', 'PATCH', '/api/company', { units }, seen(company.version))
    expect(change.status).toBe(204)
    const url = `/api/products/${id}`
    expect((await w.request('salesHead', 'PATCH', url, { unit: 'l', note: 'x' }, seen(1))).status).toBe(200)
    expect((await w.request('salesHead', 'PATCH', url, { unit: 'paleta' }, seen(2))).status).toBe(200)
    expect((await w.request('salesHead', 'PATCH', url, { unit: 'l' }, seen(3))).status).toBe(422)
  })
})
