import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paragraph, wordFile, wordsIn } from '../../../test/support/docx.ts'
import { FakeChannel } from '../../../test/support/fake-channel.ts'
import { testWorld, type World } from '../../../test/support/world.ts'
import { system } from '../../core/actor.ts'
import { pathOfFile } from '../../core/files.ts'
import { makeCompany, makeContact } from '../contacts/factory.ts'
import { createDefaultPipeline } from '../deals/commands/create-default-pipeline.ts'
import { makeDeal } from '../deals/factory.ts'
import { installTemplates } from '../documents/commands/install-templates.ts'
import { setUpInvoicing } from '../invoices/factory.ts'
import { sendScheduled } from '../messages/commands/write-message.ts'
import { makeAccount } from '../messages/factory.ts'

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

const ask = (method: 'GET' | 'POST' | 'PATCH', path: string, body?: unknown, headers?: Record<string, string>) =>
  w.request('anna', method, `/api/${path}`, body, headers)

let people = 0
async function dealOfAnna(): Promise<string> {
  people += 1
  return w.write('anna', async (cx) => {
    const contact = await makeContact(cx, {
      firstName: 'Marcin',
      emails: [{ value: `marcin${people}@budmar.example` }],
    })
    return (await makeDeal(cx, { title: `Okna ${people}`, contactId: contact.id })).id
  })
}

async function prepared(deal: string, origin: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`select id from document_templates where origin = ${origin}`.execute(w.db)
  const { body } = await ask('POST', 'documents', { templateId: rows[0]!.id, subject: { kind: 'deal', id: deal } })
  return body.id
}

async function made(deal: string, origin: string): Promise<string> {
  const id = await prepared(deal, origin)
  expect((await ask('POST', `documents/${id}/make`)).status).toBe(200)
  return id
}

const letter = (deal: string, attached: string[], further: object = {}) => ({
  about: { kind: 'deal', id: deal },
  recipients: [{ address: `marcin${people}@budmar.example`, name: 'Marcin' }],
  texts: { pl: { subject: 'Umowa', body: '<p>W załączniku</p>' } },
  signature: false,
  attached: attached.map((id) => ({ kind: 'document', id })),
  ...further,
})

async function pass(time: string): Promise<void> {
  await w.travel(time)
  await w.write(system('test'), sendScheduled)
  await w.worker.sendAll()
  await w.settle()
}

const sentOf = async (id: string) => (await ask('GET', `documents/${id}`)).body.sentAt
const toldOf = async (deal: string) =>
  (
    await sql<{ payload: { names: string } }>`select payload from event_log where name = 'letter.documents_sent'
      and subject_id = ${deal}`.execute(w.db)
  ).rows

describe('documents in a letter', () => {
  it('go together in one letter; their record tells which went to whom, and they know it', async () => {
    const deal = await dealOfAnna()
    const [offer, contract] = [await made(deal, 'offer.pl'), await made(deal, 'goods_contract.pl')]
    expect((await ask('POST', 'letters', letter(deal, [contract, offer]))).status).toBe(201)
    // It may still be called back.
    expect(await sentOf(offer)).toBeNull()
    await pass('11 seconds')
    const [contractNumber, offerNumber] = await Promise.all(
      [contract, offer].map(async (id) => (await ask('GET', `documents/${id}`)).body.number),
    )
    const files = mail.sent.at(-1)!.files
    expect(files.map(({ name }) => name)).toEqual([
      expect.stringContaining(contractNumber.replaceAll('/', '-')),
      expect.stringContaining(offerNumber.replaceAll('/', '-')),
    ])
    expect(files.every(({ type }) => type === 'application/pdf')).toBe(true)
    expect([await sentOf(offer), await sentOf(contract)]).toEqual([expect.any(String), expect.any(String)])
    const { body } = await ask('GET', `records/deal/${deal}/timeline?limit=20`)
    const told = body.items.filter((one: { name: string }) => one.name === 'letter.documents_sent')
    expect(told).toHaveLength(1)
    expect(told[0]).toMatchObject({ payload: { count: 2 }, message: { name: 'Marcin' } })
    expect(told[0].payload.names).toContain(contractNumber)
  })

  it('made of a Word file go as that file, byte for byte', async () => {
    const deal = await dealOfAnna()
    const upload = await w.app.inject({
      method: 'POST',
      url: '/api/document-template-files?name=oferta.docx&section=deal',
      headers: {
        authorization: `Bearer ${await w.tokenOf(w.people.owner)}`,
        'content-type': 'application/octet-stream',
      },
      payload: await wordFile({ body: paragraph('Oferta {{document.number}}') }),
    })
    const about = { name: 'Oferta z Worda', kind: 'offer', section: 'deal', locale: 'pl', series: 'OW' }
    const template = await w.request('owner', 'POST', '/api/document-templates', { ...about, file: upload.json().id })
    const subject = { kind: 'deal', id: deal }
    const { body } = await ask('POST', 'documents', { templateId: template.body.id, subject })
    const { body: document } = await ask('POST', `documents/${body.id}/make`)
    expect((await ask('POST', 'letters', letter(deal, [body.id]))).status).toBe(201)
    await pass('11 seconds')
    const file = mail.sent.at(-1)!.files[0]!
    expect(file).toMatchObject({
      name: `Oferta z Worda ${document.number.replaceAll('/', '-')}.docx`,
      type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    })
    const kept = await w.app.inject({
      url: `/api/documents/${body.id}/versions/1/file`,
      headers: { authorization: `Bearer ${await w.tokenOf(w.people.anna)}` },
    })
    expect((await wordsIn(kept.rawPayload))['word/document.xml']).toContain(`Oferta ${document.number}`)
    expect(file.digest).toBe(createHash('sha256').update(kept.rawPayload).digest('hex'))
    expect(await sentOf(body.id)).toEqual(expect.any(String))
  })

  it('called back in time were not sent', async () => {
    const deal = await dealOfAnna()
    const offer = await made(deal, 'offer.pl')
    const { body } = await ask('POST', 'letters', letter(deal, [offer]))
    await ask('POST', `customer-messages/${body.messages[0].id}/cancel`)
    await pass('1 hour')
    expect([await sentOf(offer), await toldOf(deal)]).toEqual([null, []])
  })

  it('without a PDF, of another record, archived or waiting for approval are refused where they were chosen', async () => {
    const stranger = await dealOfAnna()
    const deal = await dealOfAnna()
    const draft = await prepared(deal, 'offer.pl')
    const { body: listed } = await ask('GET', `letter-attachables/deal/${deal}`)
    expect(listed.items).toMatchObject([{ kind: 'document', id: draft, size: null, sentAt: null }])
    const foreign = await made(stranger, 'offer.pl')
    const archived = await made(deal, 'offer.pl')
    await ask('POST', `documents/${archived}/archive`)
    const refused = async (id: string) => (await ask('POST', 'letters', letter(deal, [id]))).body.errors
    expect(await refused(draft)).toMatchObject([{ path: 'attached.0', code: 'letter.not_made' }])
    for (const id of [foreign, archived])
      expect(await refused(id)).toMatchObject([{ path: 'attached.0', code: 'letter.attachment_gone' }])
    const held = await made(deal, 'offer.pl')
    await sql`update documents set held = true, released = null where id = ${held}`.execute(w.db)
    expect(await refused(held)).toMatchObject([{ path: 'attached.0', code: 'document.held' }])
    await sql`update documents set released = made where id = ${held}`.execute(w.db)
    expect(await refused(held)).toBeUndefined()
  })

  it('go as they were when the letter was written, however they are changed before it leaves', async () => {
    const deal = await dealOfAnna()
    const offer = await made(deal, 'offer.pl')
    await ask('POST', 'letters', letter(deal, [offer]))
    const { body: before } = await ask('GET', `documents/${offer}`)
    await ask(
      'PATCH',
      `documents/${offer}`,
      { fields: { 'customer.name': 'Kto inny' } },
      { 'if-match': `"${before.version}"` },
    )
    await ask('POST', `documents/${offer}/make`)
    await pass('11 seconds')
    const { body } = await ask('GET', `documents/${offer}`)
    expect(body.versions.map((one: { sentAt: string | null }) => one.sentAt !== null)).toEqual([false, true])
  })

  it('are kept with the draft of their letter', async () => {
    const deal = await dealOfAnna()
    const offer = await made(deal, 'offer.pl')
    const attached = [{ kind: 'document', id: offer }]
    await w.request('anna', 'PUT', `/api/letter-drafts/deal/${deal}`, { texts: { pl: null, en: null }, attached })
    expect((await ask('GET', `letter-drafts/deal/${deal}`)).body.draft.content.attached).toEqual(attached)
  })

  it('can be chosen in an answer of a conversation about their record', async () => {
    const deal = await dealOfAnna()
    const offer = await made(deal, 'offer.pl')
    const { body } = await ask('POST', 'letters', letter(deal, []))
    await pass('11 seconds')
    const { conversationId } = body.messages[0]
    const offered = await ask('GET', `letter-attachables/conversation/${conversationId}`)
    expect(offered.body.items).toMatchObject([{ id: offer }])
    const answer = { ...letter(deal, [offer]), about: null, conversationId }
    expect((await ask('POST', 'letters', answer)).status).toBe(201)
    await pass('11 seconds')
    expect(await toldOf(deal)).toHaveLength(1)
  })

  it('stay when somebody takes the same file out of a letter', async () => {
    const deal = await dealOfAnna()
    const offer = await made(deal, 'offer.pl')
    const { rows } = await sql<{ digest: string }>`select digest from document_versions
      where document_id = ${offer}`.execute(w.db)
    const path = pathOfFile(w.deps, rows[0]!.digest)
    const upload = await w.app.inject({
      method: 'POST',
      url: '/api/message-uploads?name=a.pdf&type=application/pdf',
      headers: {
        authorization: `Bearer ${await w.tokenOf(w.people.anna)}`,
        'content-type': 'application/octet-stream',
      },
      payload: await readFile(path),
    })
    await w.request('anna', 'DELETE', `/api/message-uploads/${upload.json().id}`)
    await w.travel('60 days')
    const { tidyUploads } = await import('./commands/tidy-uploads.ts')
    await w.write(system('test'), tidyUploads)
    expect(existsSync(path)).toBe(true)
  })
})

describe('an invoice of the deal', () => {
  it('goes along as it was printed when it was issued, and is sent by that', async () => {
    await w.write('owner', (cx) => setUpInvoicing(cx))
    const deal = await dealOfAnna()
    const { body: draft } = await ask('POST', 'invoices', { dealId: deal })
    const company = await w.write('anna', (cx) => makeCompany(cx, { address: 'ul. Prosta 1, 00-850 Warszawa' }))
    const buyer = { companyId: company.id }
    await ask('PATCH', `invoices/${draft.id}`, buyer, { 'if-match': `"${draft.version}"` })
    expect((await ask('POST', `invoices/${draft.id}/issue`)).status).toBe(200)
    const offered = async () => (await ask('GET', `letter-attachables/deal/${deal}`)).body.items
    expect(await offered()).toMatchObject([{ kind: 'invoice', id: draft.id, size: expect.any(Number), sentAt: null }])
    const along = { attached: [{ kind: 'invoice', id: draft.id }] }
    expect((await ask('POST', 'letters', letter(deal, [], along))).status).toBe(201)
    await pass('11 seconds')
    expect(mail.sent.at(-1)!.files).toHaveLength(1)
    expect((await ask('GET', `invoices/${draft.id}`)).body.sentAt).toEqual(expect.any(String))
  })
})
