import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { system } from '../../server/core/actor.ts'
import { makeCompany, makeContact } from '../../server/modules/contacts/factory.ts'
import { createDefaultPipeline } from '../../server/modules/deals/commands/create-default-pipeline.ts'
import { loseDeal } from '../../server/modules/deals/commands/lose-deal.ts'
import { makeDeal } from '../../server/modules/deals/factory.ts'
import { installTemplates } from '../../server/modules/documents/commands/install-templates.ts'
import { sendScheduled } from '../../server/modules/messages/commands/write-message.ts'
import { makeAccount } from '../../server/modules/messages/factory.ts'
import { changeSettings, pauseProcess } from '../../server/modules/processes/commands.ts'
import { FakeChannel } from '../../test/support/fake-channel.ts'
import { testWorld, type World } from '../../test/support/world.ts'
import { dealDocuments } from './settings.ts'

let w: World
let mail: FakeChannel
beforeAll(async () => {
  w = await testWorld()
  await w.write('owner', async (cx) => {
    await createDefaultPipeline(cx, 'pl')
    await installTemplates(cx)
  })
  mail = new FakeChannel(w.deps, { key: 'mail', address: 'email', threads: 'references', dropsDoubles: true })
  w.deps.channels = new Map([['mail', mail.channel]])
  await w.write('owner', (cx) => makeAccount(cx, { channel: 'mail', departmentId: w.departments.sales }))
})
afterAll(() => w.close())

const ask = (who: 'anna' | 'salesHead', method: 'GET' | 'POST', path: string, body?: unknown) =>
  w.request(who, method, `/api/${path}`, body)

let deals = 0
async function aDeal(): Promise<string> {
  deals += 1
  return w.write('anna', async (cx) => {
    const company = await makeCompany(cx, { name: `Budmar ${deals}` })
    const contact = await makeContact(cx, {
      firstName: 'Marcin',
      lastName: 'Głąb',
      companyId: company.id,
      emails: [{ value: `marcin${deals}@budmar.example` }],
    })
    return (await makeDeal(cx, { title: `Okna ${deals}`, companyId: company.id, contactId: contact.id })).id
  })
}

async function asked(deal: string): Promise<void> {
  // The supervisor's button.
  expect((await ask('salesHead', 'POST', `deals/${deal}/documents-request`)).status).toBe(204)
  await w.settle()
}

const tasksOf = async (deal: string) =>
  (
    await sql<{ id: string; title: string; status: string; assignee_id: string; due_at: Date | null }>`
    select id, title, status, assignee_id, due_at from tasks where subject_id = ${deal} order by created_at, id`.execute(
      w.db,
    )
  ).rows
const openTask = async (deal: string) => (await tasksOf(deal)).find(({ status }) => status === 'open')

const FILLED = {
  companyName: 'Budmar Nowy sp. z o.o.',
  nip: '123-456-32-18',
  address: 'ul. Prosta 1, 00-850 Warszawa',
  person: 'Marcin Głąb',
  email: 'ksiegowosc@budmar.example',
  phone: '',
  bankAccount: '61 1090 1014 0000 0712 1981 2874',
}
const fill = (url: string, typed: Record<string, string>) =>
  w.app.inject({
    method: 'POST',
    url: new URL(url).pathname,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ ...typed, do: 'send' }).toString(),
  })

async function pass(time: string): Promise<void> {
  await w.travel(time)
  await w.write(system('test'), sendScheduled)
  await w.worker.sendAll()
  await w.settle()
}

async function made(deal: string, origin: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`select id from document_templates where origin = ${origin}`.execute(w.db)
  const prepared = await ask('anna', 'POST', 'documents', {
    templateId: rows[0]!.id,
    subject: { kind: 'deal', id: deal },
  })
  expect(prepared.status).toBe(201)
  expect((await ask('anna', 'POST', `documents/${prepared.body.id}/make`)).status).toBe(200)
  return prepared.body.id
}

const sent = (deal: string, documents: string[]) =>
  ask('anna', 'POST', 'letters', {
    about: { kind: 'deal', id: deal },
    recipients: [{ address: `marcin${deals}@budmar.example`, name: 'Marcin' }],
    texts: { pl: { subject: 'Umowa', body: '<p>W załączniku</p>' } },
    signature: false,
    attached: documents.map((id) => ({ kind: 'document', id })),
  })

describe('S2 the documents of a deal', () => {
  it('are collected from the customer himself, prepared, and sent in one letter', async () => {
    const deal = await aDeal()
    await asked(deal)
    expect(await openTask(deal)).toMatchObject({ title: 'task.collect_details', assignee_id: w.people.anna })

    const { body: request } = await ask('anna', 'POST', `records/deal/${deal}/detail-requests`, {})
    expect((await fill(request.url, FILLED)).statusCode).toBe(200)
    await w.settle()
    // What a customer writes changes nothing by itself.
    expect((await openTask(deal))?.title).toBe('task.collect_details')
    expect(await w.told('anna', deal)).toContain('details_answered')
    const take = ['companyName', 'nip', 'address', 'bankAccount']
    expect((await ask('anna', 'POST', `detail-requests/${request.request.id}/decision`, { take })).status).toBe(204)
    await w.settle()
    expect(await openTask(deal)).toMatchObject({ title: 'task.prepare_documents', assignee_id: w.people.anna })

    const documents = [await made(deal, 'goods_contract.pl'), await made(deal, 'offer.pl')]
    const { body: contract } = await ask('anna', 'GET', `documents/${documents[0]}`)
    expect(contract.fields['customer.name']).toBe('Budmar Nowy sp. z o.o.')
    expect((await sent(deal, documents)).status).toBe(201)
    await pass('11 seconds')
    expect(mail.sent.at(-1)?.files).toHaveLength(2)
    expect(await openTask(deal)).toBeUndefined()
    await pass('30 days')
    expect(await w.told('salesHead', deal)).not.toContain('documents_missing')
  })

  it('are asked for once at a time', async () => {
    const deal = await aDeal()
    await asked(deal)
    const again = await ask('anna', 'POST', `deals/${deal}/documents-request`)
    expect(again).toMatchObject({ status: 409, body: { code: 'documents.collected_already' } })
  })

  it('go on when the task is closed by hand, and a late one is told to the owner and the supervisor, once each', async () => {
    const deal = await aDeal()
    await asked(deal)
    await pass('6 days')
    for (const who of ['anna', 'salesHead'] as const)
      expect((await w.told(who, deal)).filter((code) => code === 'details_missing')).toHaveLength(1)
    await ask('anna', 'POST', `tasks/${(await openTask(deal))!.id}/completion`, {})
    await w.settle()
    expect((await openTask(deal))?.title).toBe('task.prepare_documents')
    await pass('6 days')
    expect((await w.told('salesHead', deal)).filter((code) => code === 'documents_missing')).toHaveLength(1)
  })

  it('whose task is closed without sending them do not pass unseen', async () => {
    const deal = await aDeal()
    await asked(deal)
    for (const title of ['task.collect_details', 'task.prepare_documents']) {
      const task = (await openTask(deal))!
      expect(task.title).toBe(title)
      await ask('anna', 'POST', `tasks/${task.id}/completion`, {})
      await w.settle()
    }
    expect(await w.told('salesHead', deal)).toContain('documents_missing')
  })

  it('are not needed for a deal that is lost', async () => {
    const deal = await aDeal()
    await asked(deal)
    const { rows } = await sql<{ id: string }>`select id from lost_reasons limit 1`.execute(w.db)
    await w.write('anna', (cx) => loseDeal(cx, { dealId: deal, reasonId: rows[0]!.id }))
    await w.settle()
    expect(await openTask(deal)).toBeUndefined()
    await pass('10 days')
    expect(await w.told('salesHead', deal)).toEqual([])
  })

  it('begin at a chosen stage where the company says so', async () => {
    const { rows: stages } = await sql<{
      id: string
    }>`select s.id from stages s join pipelines p on p.id = s.pipeline_id
      where p.kind = 'deal' order by s.position`.execute(w.db)
    const begins = (stage: string) =>
      w.write('owner', (cx) =>
        changeSettings(cx, 'deal_documents', { ...dealDocuments.defaults, start: 'stage', stages: [stage] }),
      )
    await begins(stages[2]!.id)
    const deal = await aDeal()
    await ask('anna', 'POST', `deals/${deal}/stage`, { stageId: stages[1]!.id })
    await w.settle()
    expect(await tasksOf(deal)).toEqual([])
    await ask('anna', 'POST', `deals/${deal}/stage`, { stageId: stages[2]!.id })
    await w.settle()
    expect((await openTask(deal))?.title).toBe('task.collect_details')
    // Once more on the same stage: it runs already.
    await ask('anna', 'POST', `deals/${deal}/stage`, { stageId: stages[1]!.id })
    await ask('anna', 'POST', `deals/${deal}/stage`, { stageId: stages[2]!.id })
    await w.settle()
    expect(await tasksOf(deal)).toHaveLength(1)
    await w.write('owner', (cx) => changeSettings(cx, 'deal_documents', dealDocuments.defaults))
  })

  it('cannot be asked for while the process is off, and nobody may who may not change the deal', async () => {
    const deal = await aDeal()
    expect((await w.request('marta', 'POST', `/api/deals/${deal}/documents-request`)).status).toBe(404)
    await w.write('owner', (cx) => pauseProcess(cx, 'deal_documents', true))
    const refused = await ask('anna', 'POST', `deals/${deal}/documents-request`)
    expect(refused).toMatchObject({ status: 409, body: { code: 'documents.collecting_is_off' } })
    await w.write('owner', (cx) => pauseProcess(cx, 'deal_documents', false))
  })

  it('leaves no incident behind', async () => {
    expect(
      await w.db.selectFrom('process_incidents').select(['code', 'message']).where('resolved_at', 'is', null).execute(),
    ).toEqual([])
  })
})
