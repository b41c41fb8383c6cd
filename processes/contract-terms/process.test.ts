import { Readable } from 'node:stream'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dateOfDay, dayOfDate } from '../../pure/dates.ts'
import { keepFile } from '../../server/core/files.ts'
import { settleRound } from '../../server/modules/contracts/commands/approvals.ts'
import { createContract } from '../../server/modules/contracts/commands/create-contract.ts'
import { submitContract } from '../../server/modules/contracts/commands/put-forward.ts'
import { createDefaultPipeline } from '../../server/modules/deals/commands/create-default-pipeline.ts'
import { makeDeal } from '../../server/modules/deals/factory.ts'
import { keepVersion, numberDocument, prepareDocument } from '../../server/modules/documents/commands/documents.ts'
import { installTemplates } from '../../server/modules/documents/commands/install-templates.ts'
import { pauseProcess } from '../../server/modules/processes/commands.ts'
import { testWorld, type World } from '../../test/support/world.ts'

let w: World
let templateId: string
beforeAll(async () => {
  w = await testWorld()
  await w.write({ kind: 'system', id: 'test' }, async (cx) => {
    await createDefaultPipeline(cx, 'pl')
    await installTemplates(cx)
  })
  // The approval is driven by hand here.
  await w.write('owner', (cx) => pauseProcess(cx, 'contract_approval', true))
  const { rows } = await sql<{ id: string }>`select id from document_templates where origin like '%services_contract%'
    order by id limit 1`.execute(w.db)
  templateId = rows[0]!.id
})
afterAll(() => w.close())

const today = async () => dayOfDate((await w.now()).toISOString().slice(0, 10))

/** A contract of Anna's, approved and sent. */
async function sentContract(given: Record<string, unknown>): Promise<string> {
  const file = await keepFile(w.deps, Readable.from([Buffer.from(`%PDF-1.7 ${JSON.stringify(given)}`)]), 1000)
  const id = await w.write('anna', async (cx) => {
    const deal = await makeDeal(cx, {})
    const document = await prepareDocument(cx, { templateId, subject: { kind: 'deal', id: deal.id } })
    await keepVersion(cx, await numberDocument(cx, document.id), { ...file, pages: 1 })
    const contract = await createContract(cx, {
      ...{ title: 'Serwis okien', dealId: deal.id, documentId: document.id, value: 100_000, ...given },
    })
    await submitContract(cx, contract.id)
    return contract.id
  })
  await sql`insert into contract_approvals (id, contract_id, round, step, approver_id, assignee_id, reason, asked_at, answer,
      answered_by, answered_at, document_hash)
    select gen_random_uuid(), ${id}, 1, 1, ${w.people.salesHead}, ${w.people.salesHead}, '{}', opened_at, 'approved',
      ${w.people.salesHead}, opened_at, document_hash from contract_rounds where contract_id = ${id}`.execute(w.db)
  await w.write({ kind: 'system', id: 'test' }, (cx) => settleRound(cx, id))
  await w.request('anna', 'POST', `/api/contracts/${id}/send`, { days: null })
  return id
}

const scan = (id: string, bytes: string) =>
  w.app.inject({
    method: 'POST',
    url: `/api/contracts/${id}/scan?signer=Jan%20Klient&signedOn=2026-11-02&name=umowa.pdf`,
    headers: { 'content-type': 'application/octet-stream', authorization: `Bearer ${anna}` },
    payload: bytes,
  })
let anna: string

async function signedContract(given: Record<string, unknown>): Promise<string> {
  anna = await w.tokenOf(w.people.anna)
  const id = await sentContract(given)
  expect((await scan(id, 'GIF89a')).statusCode).toBe(422)
  expect((await scan(id, '%PDF-1.7 podpisana')).statusCode).toBe(200)
  await w.settle()
  return id
}
const get = async (id: string) => (await w.request('anna', 'GET', `/api/contracts/${id}`)).body

describe('a signed contract', () => {
  it('keeps its scan and comes into force on its first day', async () => {
    const from = dateOfDay((await today()) + 5)
    const id = await signedContract({ validFrom: from })
    const { status, signatures, signedOn } = await get(id)
    expect([status, signedOn]).toEqual(['signed', '2026-11-02'])
    const file = await w.request('anna', 'GET', `/api/contracts/${id}/signatures/${signatures[0].id}/file`)
    expect([file.status, file.headers['content-type']]).toEqual([200, 'application/pdf'])
    expect(await w.told('anna', id)).toEqual(['contract_signed'])
    await w.travel('4 days')
    await w.settle()
    expect((await get(id)).status).toBe('signed')
    await w.travel('2 days')
    await w.settle()
    expect((await get(id)).status).toBe('in_force')
  })

  it('is told to be near its end, counted from the last day to give notice, and ends', async () => {
    const until = dateOfDay((await today()) + 100)
    const id = await signedContract({ validUntil: until, notice: 'P30D' })
    expect((await get(id)).status).toBe('in_force')
    await w.travel('38 days')
    await w.settle()
    expect(await w.told('anna', id)).not.toContain('contract_ends')
    await w.travel('3 days')
    await w.settle()
    expect(await w.told('anna', id)).toContain('contract_ends')
    await w.travel('61 days')
    await w.settle()
    expect(await get(id)).toMatchObject({ status: 'ended', endedOn: until })
    expect((await w.told('anna', id)).filter((code) => code === 'contract_ends')).toHaveLength(1)
    expect(await w.told('anna', id)).toContain('contract_ended')
  })

  it('that renews itself goes on, and its owner is reminded of the next end too', async () => {
    const until = dateOfDay((await today()) + 40)
    const id = await signedContract({ validUntil: until, renewal: 'P60D' })
    await w.travel('41 days')
    await w.settle()
    const { status, validUntil } = await get(id)
    expect([status, validUntil]).toEqual(['in_force', dateOfDay(dayOfDate(until) + 60)])
    await w.travel('40 days')
    await w.settle()
    expect((await w.told('anna', id)).filter((code) => code === 'contract_ends')).toHaveLength(2)
  })

  it('put off is reminded of its new end, terminated of none', async () => {
    const until = dateOfDay((await today()) + 50)
    const id = await signedContract({ validUntil: until })
    const { version } = await get(id)
    const moved = await w.request(
      'anna',
      'PATCH',
      `/api/contracts/${id}`,
      { validUntil: dateOfDay(dayOfDate(until) + 100) },
      { 'if-match': `"${version}"` },
    )
    expect(moved.status).toBe(200)
    await w.settle()
    await w.travel('30 days')
    await w.settle()
    expect(await w.told('anna', id)).not.toContain('contract_ends')
    const end = { reason: 'Klient sprzedał budynek', endedOn: dateOfDay(await today()) }
    expect((await w.request('anna', 'POST', `/api/contracts/${id}/terminate`, end)).status).toBe(403)
    expect((await w.request('salesHead', 'POST', `/api/contracts/${id}/terminate`, end)).body.status).toBe('terminated')
    await w.settle()
    await w.travel('200 days')
    await w.settle()
    expect(await w.told('anna', id)).not.toContain('contract_ends')
  })

  it('leaves no incident behind', async () => {
    expect(
      await w.db.selectFrom('process_incidents').select(['code', 'message']).where('resolved_at', 'is', null).execute(),
    ).toEqual([])
  })
})
