import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { keepFile } from '../../server/core/files.ts'
import { createCompany } from '../../server/modules/contacts/commands/create-company.ts'
import { createRule } from '../../server/modules/contracts/commands/rules.ts'
import { ruleInput } from '../../server/modules/contracts/schema.ts'
import { createDefaultPipeline } from '../../server/modules/deals/commands/create-default-pipeline.ts'
import { makeDeal } from '../../server/modules/deals/factory.ts'
import { keepVersion, numberDocument } from '../../server/modules/documents/commands/documents.ts'
import { installTemplates } from '../../server/modules/documents/commands/install-templates.ts'
import { changeSettings } from '../../server/modules/processes/commands.ts'
import { createAbsence } from '../../server/modules/staff/commands/create-absence.ts'
import { paragraph, wordFile, wordsIn } from '../../test/support/docx.ts'
import { type CastName, testWorld, type World } from '../../test/support/world.ts'
import { contractApproval } from './settings.ts'

let w: World
beforeAll(async () => {
  w = await testWorld()
  await w.write({ kind: 'system', id: 'test' }, async (cx) => {
    await createDefaultPipeline(cx, 'pl')
    await installTemplates(cx)
  })
})
afterAll(() => w.close())
beforeEach(async () => {
  await sql`delete from absences`.execute(w.db)
  await sql`update employees set supervisor_id = null`.execute(w.db)
  await w.reload()
})

/** Rules beside the supervisor's, which there is from the start. */
const rules = async (...given: Record<string, unknown>[]) => {
  await sql`update approval_rules set archived_at = business_now()`.execute(w.db)
  for (const one of given) await w.write('owner', (cx) => createRule(cx, ruleInput.parse(one)))
}
const settings = (change: Record<string, unknown> = {}) =>
  w.write('owner', (cx) => changeSettings(cx, 'contract_approval', { ...contractApproval.defaults, ...change }))

let pdfs = 0
/** The next PDF of a document, without the typesetter. */
async function newVersion(documentId: string): Promise<string> {
  pdfs += 1
  const file = await keepFile(w.deps, Readable.from([Buffer.from(`%PDF-1.7 ${pdfs}`)]), 1000)
  await w.write('anna', async (cx) => keepVersion(cx, await numberDocument(cx, documentId), { ...file, pages: 1 }))
  await w.settle()
  return file.digest
}

/** A contract of Anna's with its document, ready to be put forward. */
async function contract(given: Record<string, unknown> = {}): Promise<{ id: string; documentId: string }> {
  const dealId = await w.write('anna', async (cx) => {
    const company = await createCompany(cx, { name: 'Termika Budownictwo sp. z o.o.' })
    return (await makeDeal(cx, { companyId: company.id, amount: 5_000_000 })).id
  })
  const templates = await w.request('anna', 'GET', '/api/document-templates?section=deal')
  const template = templates.body.items.find((one: { kind: string }) => one.kind === 'contract')
  const { status, body } = await w.request('anna', 'POST', '/api/contracts', {
    ...{ dealId, templateId: template.id, ...given },
  })
  expect(status).toBe(201)
  await newVersion(body.document.id)
  return { id: body.id, documentId: body.document.id }
}

const get = async (id: string, who: CastName = 'owner') => (await w.request(who, 'GET', `/api/contracts/${id}`)).body
async function submit(id: string, who: CastName = 'anna') {
  const answer = await w.request(who, 'POST', `/api/contracts/${id}/submit`)
  expect(answer.body).toMatchObject({ status: 'for_approval' })
  await w.settle()
}
async function answer(who: CastName, id: string, what = 'approved', comment = '', approver: CastName = who) {
  const { rounds } = await get(id)
  const { id: approvalId } = rounds[0].approvals.find(
    (one: { approver: { id: string } }) => one.approver.id === w.people[approver],
  )
  const sent = await w.request(who, 'POST', `/api/contracts/${id}/approvals/${approvalId}/answer`, {
    ...{ answer: what, comment, documentHash: rounds[0].documentHash },
  })
  await w.settle()
  return sent
}
const tasks = async (id: string) =>
  (
    await sql<{ title: string; status: string; who: string; params: Record<string, unknown> }>`select title, t.status,
        e.email as who, title_params as params from tasks t join employees e on e.id = t.assignee_id
      where subject_id = ${id} order by t.created_at, t.id`.execute(w.db)
  ).rows
const open = async (id: string, title = 'task.approve_contract') =>
  (await tasks(id)).filter((one) => one.status === 'open' && one.title === title).map(({ who }) => who)
const PIOTR = 'piotr@example.com'
const MARIA = 'maria@example.com'
const TOMASZ = 'tomasz@example.com'

describe('S3 a contract put forward', () => {
  it('goes to its approver, is approved, sent by a link and no other version, and accepted by the customer', async () => {
    await rules({ approver: 'supervisor' })
    const { id, documentId } = await contract()
    // Not yet agreed, it leaves the house by no way.
    const early = await w.request('anna', 'POST', `/api/documents/${documentId}/links`, { days: 7 })
    expect(early.body.code).toBe('document.held')
    await submit(id)
    expect(await open(id)).toEqual([PIOTR])
    expect(await w.told('salesHead', id)).toEqual(['contract_to_approve'])
    expect((await answer('salesHead', id)).status).toBe(200)
    expect(await get(id)).toMatchObject({ status: 'approved', approvedNo: 1 })
    expect(await w.told('anna', id)).toEqual(['contract_answered', 'contract_approved'])
    expect(await open(id, 'task.send_contract')).toEqual(['anna@example.com'])
    const { body } = await w.request('anna', 'POST', `/api/contracts/${id}/send`, { days: 14 })
    await w.settle()
    expect(await open(id, 'task.send_contract')).toEqual([])
    const page = new URL(body.url).pathname
    expect((await w.request(null, 'GET', page)).body).toContain(body.contract.approvedHash)
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    const accept = (text: string) => w.app.inject({ method: 'POST', url: page, headers: form, payload: text })
    expect((await accept('name=Jan+Klient')).statusCode).toBe(422)
    expect((await get(id)).status).toBe('sent')
    expect((await accept('name=Jan+Klient&agreed=yes')).statusCode).toBe(303)
    const { status, signatures } = await get(id)
    expect([status, signatures.length]).toEqual(['signed', 1])
    expect(signatures[0]).toMatchObject({ way: 'link', signer: 'Jan Klient', address: '127.0.0.1' })
    expect(signatures[0].documentHash).toBe(body.contract.approvedHash)
    // Pressed twice it is accepted once.
    await accept('name=Jan+Klient&agreed=yes')
    expect((await get(id)).signatures).toHaveLength(1)
    await w.settle()
    expect((await get(id)).status).toBe('in_force')
  })

  it('made of a Word file is agreed, sent and accepted as that very file', async () => {
    await rules({ approver: 'supervisor' })
    const upload = await w.app.inject({
      method: 'POST',
      url: '/api/document-template-files?name=umowa.docx&section=deal',
      headers: {
        authorization: `Bearer ${await w.tokenOf(w.people.owner)}`,
        'content-type': 'application/octet-stream',
      },
      payload: await wordFile({ body: paragraph('Umowa {{document.number}} z {{customer.name}}') }),
    })
    const about = { name: 'Umowa z Worda', kind: 'contract', section: 'deal', locale: 'pl', series: 'UW' }
    const template = await w.request('owner', 'POST', '/api/document-templates', { ...about, file: upload.json().id })
    const dealId = await w.write('anna', async (cx) => {
      const company = await createCompany(cx, { name: 'Żółta Łódź' })
      return (await makeDeal(cx, { companyId: company.id, amount: 5_000_000 })).id
    })
    const { body: made } = await w.request('anna', 'POST', '/api/contracts', { dealId, templateId: template.body.id })
    const { id } = made
    const document = `/api/documents/${made.document.id}`
    const early = await w.request('anna', 'POST', `/api/contracts/${id}/submit`)
    expect(early.body.code).toBe('contract.document_not_made')
    expect((await w.request('anna', 'POST', `${document}/make`)).body.versions).toMatchObject([{ format: 'docx' }])
    await w.settle()
    await submit(id)
    await answer('salesHead', id)
    const { body: sent } = await w.request('anna', 'POST', `/api/contracts/${id}/send`, { days: 14 })
    const page = new URL(sent.url).pathname
    expect((await w.request(null, 'GET', page)).body).toContain('DOCX')
    const file = await w.app.inject({ method: 'GET', url: `${page.replace('/u/', '/d/')}/file` })
    expect(createHash('sha256').update(file.rawPayload).digest('hex')).toBe(sent.contract.approvedHash)
    expect((await wordsIn(file.rawPayload))['word/document.xml']).toContain('z Żółta Łódź')
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    const accept = () => w.app.inject({ method: 'POST', url: page, headers: form, payload: 'name=Jan&agreed=yes' })
    const { version } = (await w.request('anna', 'GET', document)).body
    await w.request('anna', 'PATCH', document, { fields: { 'customer.name': 'Inna' } }, { 'if-match': `"${version}"` })
    // Words changed and not made are no other version: the customer agrees to what he opened.
    await accept()
    expect((await get(id)).signatures).toMatchObject([{ way: 'link', documentHash: sent.contract.approvedHash }])
  })

  it('asks for a comment unless it is simply approved, and tells who put it forward of each answer', async () => {
    await rules({ approver: 'supervisor' }, { approver: 'role', role: 'administrator' })
    const { id } = await contract()
    await submit(id)
    const bare = await answer('salesHead', id, 'approved_with_comments')
    expect([bare.status, bare.body.errors]).toMatchObject([422, [{ path: 'comment', code: 'field.required' }]])
    expect((await answer('salesHead', id, 'approved_with_comments', 'Termin 14 dni')).status).toBe(200)
    expect(await w.told('anna', id)).toEqual(['contract_answered'])
    expect((await get(id)).status).toBe('for_approval')
    expect((await answer('admin', id, 'sent_back', 'Brak kar umownych')).status).toBe(200)
    expect((await get(id)).status).toBe('for_revision')
    expect(await w.told('anna', id)).toEqual(['contract_answered', 'contract_answered', 'contract_sent_back'])
    // Somebody who was not asked does not answer, and nobody answers twice.
    expect((await answer('admin', id)).body.code).toBe('contract.not_asked')
  })

  it('is not decided by a deadline: the supervisor of who is late is told', async () => {
    await rules({ approver: 'head_of', headOf: w.departments.sales })
    const { id } = await contract()
    // Piotr answers to nobody in these tests: his department is the highest, so it is told to whom he has.
    await sql`update employees set supervisor_id = ${w.people.admin} where id = ${w.people.salesHead}`.execute(w.db)
    await submit(id)
    await w.travel('5 hours')
    await w.settle()
    expect(await w.told('admin', id)).toEqual([])
    await w.travel('1 day')
    await w.settle()
    expect(await w.told('admin', id)).toEqual(['contract_approval_late'])
    const { status, rounds } = await get(id)
    expect([status, rounds[0].approvals[0].state]).toEqual(['for_approval', 'late'])
    await answer('salesHead', id)
    expect((await get(id)).status).toBe('approved')
  })

  it('goes to the substitute of one who is away, and says in whose place he answered', async () => {
    await rules({ approver: 'supervisor' })
    await sql`update employees set supervisor_id = ${w.people.admin} where id = ${w.people.anna}`.execute(w.db)
    const now = await w.now()
    await w.write('owner', (cx) =>
      createAbsence(cx, {
        employeeId: w.people.admin,
        substituteId: w.people.katarzyna,
        from: new Date(now.getTime() - 3_600_000).toISOString(),
        to: new Date(now.getTime() + 10 * 86_400_000).toISOString(),
        note: '',
      }),
    )
    await w.reload()
    const { id } = await contract()
    await submit(id)
    expect(await open(id)).toEqual(['katarzyna@example.com'])
    expect((await tasks(id))[0]?.params).toMatchObject({ instead: 'true', approverName: 'Tomasz Zieliński' })
    expect((await answer('katarzyna', id, 'approved', '', 'admin')).status).toBe(200)
    const [round] = (await get(id)).rounds
    expect(round.approvals[0]).toMatchObject({
      approver: { name: 'Tomasz Zieliński' },
      answeredBy: { name: 'Katarzyna Lewandowska' },
    })
  })

  it('is not approved by who put it forward, unless the settings say so', async () => {
    await rules({ approver: 'person', personId: w.people.salesHead })
    await sql`update employees set supervisor_id = ${w.people.owner} where id = ${w.people.salesHead}`.execute(w.db)
    const { id } = await contract()
    await submit(id, 'salesHead')
    // In his place the nearest above him.
    expect(await open(id)).toEqual([MARIA])
    expect((await w.request('salesHead', 'POST', `/api/contracts/${id}/withdraw`)).status).toBe(200)
    await w.settle()
    await settings({ own: 'yes' })
    await submit(id, 'salesHead')
    expect(await open(id)).toEqual([PIOTR])
    expect((await answer('salesHead', id)).status).toBe(200)
    expect((await get(id)).status).toBe('approved')
    await settings()
  })

  it('whose approver cannot be found is seen, and goes on once the rules are mended', async () => {
    await rules({ approver: 'head_of', headOf: w.departments.production })
    await sql`update departments set head_id = null`.execute(w.db)
    const { id } = await contract()
    await submit(id)
    expect(await w.told('anna', id)).toEqual(['contract_approver_missing'])
    expect(await w.told('owner', id)).toEqual(['contract_approver_missing'])
    const [round] = (await get(id)).rounds
    expect(round.missing).toEqual(['kierownik działu Produkcja'])
    expect(await open(id, 'task.mend_approval')).toEqual(['anna@example.com'])
    await sql`update departments set head_id = ${w.people.salesHead} where id = ${w.departments.sales}`.execute(w.db)
    await rules({ approver: 'department_head' })
    const { rows } = await sql<{
      id: string
    }>`select id from tasks where subject_id = ${id} and status = 'open'`.execute(w.db)
    expect((await w.request('anna', 'POST', `/api/tasks/${rows[0]!.id}/completion`, {})).status).toBeLessThan(300)
    await w.settle()
    expect(await open(id)).toEqual([PIOTR])
    expect((await get(id)).rounds[0].missing).toEqual([])
  })

  it('is withdrawn by who put it forward: nobody is asked any more, and answers given stay', async () => {
    await rules({ approver: 'supervisor' }, { approver: 'role', role: 'administrator' })
    const { id } = await contract()
    await submit(id)
    await answer('admin', id)
    expect((await w.request('anna', 'POST', `/api/contracts/${id}/withdraw`)).body.status).toBe('draft')
    await w.settle()
    expect(await open(id)).toEqual([])
    const [round] = (await get(id)).rounds
    expect(round).toMatchObject({ outcome: 'withdrawn' })
    expect(round.approvals.map((one: { state: string }) => one.state).sort()).toEqual(['answered', 'dropped'])
    expect((await answer('salesHead', id)).body.code).toBe('contract.not_asked')
  })
})

describe('rounds are bound to a version', () => {
  it('a new version begins a new round, and what was answered about the old one stays to be seen', async () => {
    await rules({ approver: 'supervisor' }, { approver: 'role', role: 'administrator' })
    const { id, documentId } = await contract()
    await submit(id)
    await answer('admin', id)
    const old = (await get(id)).rounds[0]
    const hash = await newVersion(documentId)
    await w.settle()
    const { status, rounds } = await get(id)
    expect([status, rounds.length]).toEqual(['for_approval', 2])
    expect(rounds[0]).toMatchObject({ no: 2, documentNo: 2, documentHash: hash, outcome: null })
    expect(rounds[1]).toMatchObject({ no: 1, outcome: 'overtaken' })
    expect(rounds[1].approvals.find((one: { answer: string | null }) => one.answer)).toMatchObject({
      answer: 'approved',
    })
    expect((await open(id)).sort()).toEqual([PIOTR, TOMASZ])
    // An answer about the version that was read before is no answer about this one.
    const stale = await w.request(
      'salesHead',
      'POST',
      `/api/contracts/${id}/approvals/${rounds[0].approvals.find((one: { approver: { id: string } }) => one.approver.id === w.people.salesHead).id}/answer`,
      { answer: 'approved', documentHash: old.documentHash },
    )
    expect(stale.body.code).toBe('contract.other_version')
    await answer('salesHead', id)
    await answer('admin', id)
    expect(await get(id)).toMatchObject({ status: 'approved', approvedNo: 2, approvedHash: hash })
  })

  it('a document changed after approval cannot be sent, and the contract goes back for revision', async () => {
    await rules({ approver: 'supervisor' })
    const { id, documentId } = await contract()
    await submit(id)
    await answer('salesHead', id)
    pdfs += 1
    const file = await keepFile(w.deps, Readable.from([Buffer.from(`%PDF-1.7 changed ${pdfs}`)]), 1000)
    await w.write('anna', async (cx) => keepVersion(cx, await numberDocument(cx, documentId), { ...file, pages: 1 }))
    // Before anybody has heard of it.
    const sent = await w.request('anna', 'POST', `/api/contracts/${id}/send`, { days: 14 })
    expect(sent.body.code).toBe('contract.document_changed')
    expect((await w.request('anna', 'POST', `/api/documents/${documentId}/links`, { days: 7 })).body.code).toBe(
      'document.held',
    )
    await w.settle()
    expect(await get(id)).toMatchObject({ status: 'for_revision', approvedHash: null })
    expect(await open(id, 'task.send_contract')).toEqual([])
    expect(await w.told('anna', id)).toContain('contract_approval_lost')
  })
})

describe('how many have to agree', () => {
  const three = () =>
    rules({ approver: 'supervisor' }, { approver: 'role', role: 'administrator' }, { approver: 'role', role: 'owner' })

  it('one of them ends the round and takes the tasks of the others', async () => {
    await three()
    await settings({ quorum: 'any' })
    const { id } = await contract()
    await submit(id)
    expect((await open(id)).sort()).toEqual([MARIA, PIOTR, TOMASZ])
    await answer('admin', id, 'sent_back', 'Nie')
    expect((await get(id)).status).toBe('for_approval')
    await answer('owner', id)
    expect((await get(id)).status).toBe('approved')
    expect(await open(id)).toEqual([])
  })

  it('most of them', async () => {
    await settings({ quorum: 'majority' })
    const { id } = await contract()
    await submit(id)
    await answer('admin', id)
    expect((await get(id)).status).toBe('for_approval')
    await answer('owner', id)
    expect((await get(id)).status).toBe('approved')
    expect(await open(id)).toEqual([])
    const second = await contract()
    await submit(second.id)
    await answer('admin', second.id, 'sent_back', 'Nie')
    await answer('owner', second.id, 'sent_back', 'Też nie')
    expect((await get(second.id)).status).toBe('for_revision')
    expect(await open(second.id)).toEqual([])
  })

  it('one after the other: the next is asked when the one before has agreed', async () => {
    await settings({ order: 'in_order' })
    const { id } = await contract()
    await submit(id)
    expect(await open(id)).toEqual([PIOTR])
    expect((await answer('admin', id)).body.code).toBe('contract.not_asked')
    await answer('salesHead', id)
    expect(await open(id)).toEqual([TOMASZ])
    await answer('admin', id)
    await answer('owner', id)
    expect((await get(id)).status).toBe('approved')
    await settings()
  })

  it('rules by the amount and the department count only where they fit', async () => {
    await rules(
      { approver: 'supervisor' },
      { approver: 'role', role: 'owner', amountFrom: 10_000_000 },
      { approver: 'role', role: 'administrator', departmentId: w.departments.marketing },
    )
    const cheap = await contract()
    await submit(cheap.id)
    expect(await open(cheap.id)).toEqual([PIOTR])
    const dear = await contract({ value: 10_000_000 })
    await submit(dear.id)
    expect((await open(dear.id)).sort()).toEqual([MARIA, PIOTR])
  })
})

it('leaves no incident behind', async () => {
  expect(
    await w.db.selectFrom('process_incidents').select(['code', 'message']).where('resolved_at', 'is', null).execute(),
  ).toEqual([])
})
