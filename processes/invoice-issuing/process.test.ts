import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCompany } from '../../server/modules/contacts/commands/create-company.ts'
import { terminateContract } from '../../server/modules/contracts/commands/term.ts'
import { makeSentContract, signByScan } from '../../server/modules/contracts/factory.ts'
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

describe('S4 a signed contract', () => {
  /** A deal with a contract that is with the customer. */
  const agreeing = () =>
    w.write('anna', async (cx) => {
      const company = await createCompany(cx, { name: 'Port', nip: '5261040828', address: 'Prosta 1, 00-850 Warszawa' })
      const deal = await makeDeal(cx, { title: 'Serwis', amount: 1_000_00, companyId: company.id })
      return { deal: deal.id, contract: (await makeSentContract(cx, { dealId: deal.id })).id }
    })
  const win = (deal: string) => w.write('anna', (cx) => winDeal(cx, { dealId: deal }))
  const reopen = (deal: string) => w.write('anna', (cx) => reopenDeal(cx, { dealId: deal }))
  const sign = (contract: string) => w.write('anna', (cx) => signByScan(cx, contract))
  /** Its cases, its tasks and its invoices: how many there were, and how many are open. */
  const counted = async (id: string) => {
    await w.settle()
    const { rows } = await sql<Record<string, number>>`select
        (select count(*)::int from process_instances where process_key = 'invoice_issuing' and subject_id = ${id}) as cases,
        (select count(*)::int from tasks where title = 'task.issue_invoice' and subject_id = ${id}) as tasks,
        (select count(*)::int from tasks where title = 'task.issue_invoice' and subject_id = ${id} and status = 'open') as open,
        (select count(*)::int from invoices where deal_id = ${id} or contract_id = ${id}) as invoices`.execute(w.db)
    return rows[0]
  }
  const once = { cases: 1, tasks: 1, open: 1, invoices: 1 }
  const waiting = async (id: string) =>
    (await w.request('anna', 'GET', '/api/invoices/to-issue?limit=100')).body.items.find(
      (one: { deal: { id: string } | null; contract: { id: string } | null }) =>
        (one.deal?.id ?? one.contract?.id) === id,
    )

  it('of a deal asks for its invoice before the deal is won, and winning it asks no second time', async () => {
    const { deal, contract } = await agreeing()
    await sign(contract)
    expect(await counted(deal)).toEqual(once)
    expect(await waiting(deal)).toMatchObject({
      because: 'contract_signed',
      contract: { id: contract },
      amount: 1_000_00,
    })
    await win(deal)
    expect(await counted(deal)).toEqual(once)
    const draft = await draftOf(deal)
    await ask(`${draft}/issue`)
    await ask(`${draft}/sent`)
    expect(await counted(deal)).toEqual({ ...once, open: 0 })
    expect(await waiting(deal)).toBeUndefined()
  })

  it('after the deal was won changes nothing', async () => {
    const { deal, contract } = await agreeing()
    await win(deal)
    expect(await counted(deal)).toEqual(once)
    await sign(contract)
    expect(await counted(deal)).toEqual(once)
    expect((await waiting(deal)).because).toBe('deal_won')
  })

  it('at the same moment as the deal is won is one case', async () => {
    const deals = await Promise.all(Array.from({ length: 8 }, agreeing))
    await Promise.all(deals.flatMap(({ deal, contract }) => [win(deal), sign(contract)]))
    for (const { deal } of deals) expect(await counted(deal)).toEqual(once)
  })

  it('keeps its case when the won deal is opened again; without it the next winning is the next case', async () => {
    const { deal, contract } = await agreeing()
    await win(deal)
    await counted(deal)
    await reopen(deal)
    expect(await counted(deal)).toEqual({ ...once, open: 0 })
    expect(await waiting(deal)).toBeUndefined()
    await win(deal)
    expect(await counted(deal)).toEqual({ cases: 2, tasks: 2, open: 1, invoices: 1 })
    await sign(contract)
    await reopen(deal)
    await win(deal)
    expect(await counted(deal)).toEqual({ cases: 2, tasks: 2, open: 1, invoices: 1 })
  })

  it('of a deal won and opened again before anybody looked is one case', async () => {
    const { deal } = await agreeing()
    await win(deal)
    await reopen(deal)
    await win(deal)
    expect(await counted(deal)).toEqual(once)
  })

  it('without a deal is invoiced for its value, and told when it is forgotten', async () => {
    const company = await w.write('anna', (cx) =>
      createCompany(cx, { name: 'Port Gdynia', nip: '5261040828', address: 'ul. Rotterdamska 9, 81-337 Gdynia' }),
    )
    const make = (value: number) =>
      w.write('anna', async (cx) => (await makeSentContract(cx, { title: 'Serwis', value, companyId: company.id })).id)
    const [contract, forgotten, confidence] = [await make(5_000_00), await make(700_00), await make(0)]
    for (const id of [contract, forgotten, confidence]) await sign(id)
    expect(await counted(contract)).toEqual(once)
    expect(await counted(confidence)).toEqual({ cases: 0, tasks: 0, open: 0, invoices: 0 })
    expect(await waiting(contract)).toMatchObject({ because: 'contract_signed', deal: null, amount: 5_000_00 })
    expect((await taskOf(contract))?.assignee_id).toBe(w.people.anna)
    const { items } = (await w.request('anna', 'GET', `/api/invoices?contractId=${contract}`)).body
    expect(items).toMatchObject([{ buyerName: 'Port Gdynia', net: 5_000_00, contract: { id: contract } }])
    await ask(`${items[0].id}/issue`)
    await w.settle()
    expect(await waiting(contract)).toBeUndefined()
    await ask(`${items[0].id}/sent`)
    expect(await counted(contract)).toEqual({ ...once, open: 0 })
    await w.travel('10 days')
    await w.settle()
    expect(await w.told('salesHead', contract)).not.toContain('invoice_forgotten')
    expect(await w.told('salesHead', forgotten)).toContain('invoice_forgotten')
  })

  it('that is terminated asks for none', async () => {
    const { deal, contract } = await agreeing()
    await sign(contract)
    expect(await counted(deal)).toEqual(once)
    const endedOn = (await w.now()).toISOString().slice(0, 10)
    await w.write('salesHead', (cx) => terminateContract(cx, contract, { reason: 'Rezygnacja', endedOn }))
    expect(await counted(deal)).toEqual({ ...once, open: 0 })
  })

  it('whose invoice was cancelled waits for the next', async () => {
    const { deal, contract } = await agreeing()
    await sign(contract)
    await counted(deal)
    const draft = await draftOf(deal)
    expect((await ask(`${draft}/issue`)).status).toBe(200)
    await w.settle()
    expect(await waiting(deal)).toBeUndefined()
    await w.request('salesHead', 'POST', `/api/invoices/${draft}/cancellation`, { reason: 'Omyłka' })
    expect(await counted(deal)).toEqual(once)
    expect(await waiting(deal)).toMatchObject({ because: 'contract_signed' })
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
