import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCompany } from '../../server/modules/contacts/commands/create-company.ts'
import { createDefaultPipeline } from '../../server/modules/deals/commands/create-default-pipeline.ts'
import { reopenDeal } from '../../server/modules/deals/commands/reopen-deal.ts'
import { winDeal } from '../../server/modules/deals/commands/win-deal.ts'
import { makeDeal } from '../../server/modules/deals/factory.ts'
import { setUpInvoicing } from '../../server/modules/invoices/factory.ts'
import { testWorld, type World } from '../../test/support/world.ts'

let w: World
beforeAll(async () => {
  w = await testWorld()
  await w.write({ kind: 'system', id: 'test' }, async (cx) => {
    await createDefaultPipeline(cx, 'pl')
    await setUpInvoicing(cx)
  })
})
afterAll(() => w.close())

let made = 0
async function wonDeal(): Promise<string> {
  made += 1
  const { id } = await w.write('anna', async (cx) => {
    const company = await createCompany(cx, { name: `Nabywca ${made}`, address: 'ul. Prosta 1, 00-850 Warszawa' })
    const deal = await makeDeal(cx, { companyId: company.id })
    await winDeal(cx, { dealId: deal.id })
    return deal
  })
  await w.settle()
  return id
}
const taskOf = async (deal: string) =>
  (
    await sql<{
      id: string
      status: string
      assignee_id: string
      version: number
    }>`select id, status, assignee_id, version
      from tasks where subject_id = ${deal} and title = 'task.issue_invoice'`.execute(w.db)
  ).rows[0]
const draftOf = async (deal: string): Promise<string> =>
  (await w.request('anna', 'GET', `/api/invoices?dealId=${deal}`)).body.items[0].id
const ask = (path: string, body?: unknown) => w.request('anna', 'POST', `/api/invoices/${path}`, body)

describe('S4 a won deal', () => {
  it('is drafted, issued and sent, and its task is done by that', async () => {
    const deal = await wonDeal()
    expect(await taskOf(deal)).toMatchObject({ status: 'open', assignee_id: w.people.anna })
    const draft = await draftOf(deal)
    expect((await ask(`${draft}/issue`)).status).toBe(200)
    await w.settle()
    // Issued is not sent yet.
    expect((await taskOf(deal))?.status).toBe('open')
    await ask(`${draft}/sent`)
    await w.settle()
    expect((await taskOf(deal))?.status).not.toBe('open')
    await w.travel('30 days')
    await w.settle()
    expect(await w.told('salesHead', deal)).not.toContain('invoice_forgotten')
  })

  it('whose invoice was forgotten is told to its owner and the supervisor, once', async () => {
    const deal = await wonDeal()
    await w.travel('10 days')
    await w.settle()
    for (const who of ['anna', 'salesHead'] as const)
      expect((await w.told(who, deal)).filter((code) => code === 'invoice_forgotten')).toHaveLength(1)
    expect((await taskOf(deal))?.status).toBe('open')
  })

  it('whose task is closed without an invoice does not pass unseen', async () => {
    const deal = await wonDeal()
    const task = (await taskOf(deal))!
    const { status } = await w.request('anna', 'POST', `/api/tasks/${task.id}/completion`, {})
    expect(status).toBeLessThan(300)
    await w.settle()
    expect(await w.told('salesHead', deal)).toContain('invoice_forgotten')
  })

  it('opened again needs none', async () => {
    const deal = await wonDeal()
    await w.write('anna', (cx) => reopenDeal(cx, { dealId: deal }))
    await w.settle()
    expect((await taskOf(deal))?.status).not.toBe('open')
    await w.travel('10 days')
    await w.settle()
    expect(await w.told('salesHead', deal)).not.toContain('invoice_forgotten')
  })
})

describe('an issued invoice', () => {
  const issued = async () => {
    const draft = await draftOf(await wonDeal())
    const { body } = await ask(`${draft}/issue`)
    await w.settle()
    return body as { id: string; left: number; issuedOn: string }
  }

  it('not paid by its day is told to its owner, later to the supervisor', async () => {
    const { id } = await issued()
    await w.travel('14 days')
    await w.settle()
    expect(await w.told('anna', id)).toEqual([])
    await w.travel('2 days')
    await w.settle()
    expect([await w.told('anna', id), await w.told('salesHead', id)]).toEqual([['invoice_unpaid'], []])
    await w.travel('8 days')
    await w.settle()
    expect(await w.told('salesHead', id)).toEqual(['invoice_long_unpaid'])
  })

  it('paid in time is left alone', async () => {
    const { id, left, issuedOn } = await issued()
    await ask(`${id}/payments`, { paidOn: issuedOn, amount: left })
    await w.settle()
    await w.travel('40 days')
    await w.settle()
    expect(await w.told('anna', id)).toEqual([])
  })

  it('leaves no incident behind', async () => {
    expect(
      await w.db.selectFrom('process_incidents').select(['code', 'message']).where('resolved_at', 'is', null).execute(),
    ).toEqual([])
  })
})
