import { Readable } from 'node:stream'
import { sql } from 'kysely'
import { system } from '../../../server/core/actor.ts'
import { keepFile } from '../../../server/core/files.ts'
import { newId } from '../../../server/core/ids.ts'
import type { Cx } from '../../../server/core/write.ts'
import { cancelAppointment, createAppointment } from '../../../server/modules/calendar/commands/appointments.ts'
import { newVisitor } from '../../../server/modules/chat/token.ts'
import { makeCompany, makeContact } from '../../../server/modules/contacts/factory.ts'
import { settleRound } from '../../../server/modules/contracts/commands/approvals.ts'
import { submitContract } from '../../../server/modules/contracts/commands/put-forward.ts'
import { createRule as createApprovalRule } from '../../../server/modules/contracts/commands/rules.ts'
import { addScan, sendContract } from '../../../server/modules/contracts/commands/sign-contract.ts'
import { makeContract } from '../../../server/modules/contracts/factory.ts'
import { ruleInput } from '../../../server/modules/contracts/schema.ts'
import { setRate } from '../../../server/modules/currencies/commands/set-rate.ts'
import { addDealPerson } from '../../../server/modules/deals/commands/deal-people.ts'
import { loseDeal } from '../../../server/modules/deals/commands/lose-deal.ts'
import { createLostReason } from '../../../server/modules/deals/commands/lost-reasons.ts'
import { tickCheck } from '../../../server/modules/deals/commands/tick-checks.ts'
import { makeDeal } from '../../../server/modules/deals/factory.ts'
import { answerRequest } from '../../../server/modules/details/commands/answer.ts'
import { askForDetails } from '../../../server/modules/details/commands/ask.ts'
import { createRule } from '../../../server/modules/distribution/commands/rules-of-distribution.ts'
import {
  keepVersion,
  numberDocument,
  prepareDocument,
  setDocumentArchived,
} from '../../../server/modules/documents/commands/documents.ts'
import { createLink } from '../../../server/modules/documents/commands/links.ts'
import {
  archiveTemplate as archiveDocumentTemplate,
  createTemplate as createDocumentTemplate,
} from '../../../server/modules/documents/commands/templates.ts'
import { createUpload as createWordUpload } from '../../../server/modules/documents/commands/uploads.ts'
import { templateInput } from '../../../server/modules/documents/schema.ts'
import { archiveField, createField, deleteField } from '../../../server/modules/fields/commands/manage.ts'
import { newFieldInput } from '../../../server/modules/fields/schema.ts'
import { createMailing } from '../../../server/modules/figures/commands/mailings.ts'
import { createPlan } from '../../../server/modules/figures/commands/plans.ts'
import { archiveForm } from '../../../server/modules/forms/commands/archive-form.ts'
import { holdSubmission } from '../../../server/modules/forms/commands/hold-submission.ts'
import { makeForm } from '../../../server/modules/forms/factory.ts'
import { readCertificate } from '../../../server/modules/invoices/certificate.ts'
import { addAccount as addBankAccount } from '../../../server/modules/invoices/commands/accounts.ts'
import { setCertificate } from '../../../server/modules/invoices/commands/certificate.ts'
import { issueInvoice } from '../../../server/modules/invoices/commands/issue-invoice.ts'
import { addPayment } from '../../../server/modules/invoices/commands/payments.ts'
import { addSeries } from '../../../server/modules/invoices/commands/series.ts'
import { changeInvoicing } from '../../../server/modules/invoices/commands/settings.ts'
import { bookLines, takeStatement } from '../../../server/modules/invoices/commands/statements.ts'
import { makeInvoice } from '../../../server/modules/invoices/factory.ts'
import { archiveRecord } from '../../../server/modules/kinds/commands/archive-record.ts'
import { archiveKind } from '../../../server/modules/kinds/commands/kinds.ts'
import { tickRecordCheck } from '../../../server/modules/kinds/commands/tick-checks.ts'
import { makeKind, makeRecord } from '../../../server/modules/kinds/factory.ts'
import { rejectLead } from '../../../server/modules/leads/commands/close-lead.ts'
import { putOffLead } from '../../../server/modules/leads/commands/put-off-lead.ts'
import { receiveLead } from '../../../server/modules/leads/commands/receive-lead.ts'
import { archiveTemplate, createTemplate } from '../../../server/modules/letters/commands/templates.ts'
import { createUpload } from '../../../server/modules/letters/commands/uploads.ts'
import { newTemplateInput } from '../../../server/modules/letters/schema.ts'
import { startBulkEdit } from '../../../server/modules/lists/commands/bulk-edits.ts'
import { createView } from '../../../server/modules/lists/commands/views.ts'
import { newViewInput } from '../../../server/modules/lists/schema.ts'
import { queueMail } from '../../../server/modules/mail/commands.ts'
import { addAccount } from '../../../server/modules/messages/commands/accounts.ts'
import {
  assignConversation,
  closeConversation,
  fileConversation,
} from '../../../server/modules/messages/commands/conversations.ts'
import { markFailed } from '../../../server/modules/messages/commands/deliver.ts'
import { receiveMessages } from '../../../server/modules/messages/commands/receive.ts'
import { writeMessage } from '../../../server/modules/messages/commands/write-message.ts'
import { makeAccount } from '../../../server/modules/messages/factory.ts'
import { accountRow } from '../../../server/modules/messages/queries/accounts.ts'
import { notify } from '../../../server/modules/notifications/commands.ts'
import { archivePipeline, createPipeline } from '../../../server/modules/pipelines/commands/pipelines.ts'
import { createStage, updateStage } from '../../../server/modules/pipelines/commands/stages.ts'
import { firstStage, listPipelines, stageOf } from '../../../server/modules/pipelines/queries/pipelines.ts'
import { archiveProduct } from '../../../server/modules/products/commands/archive-product.ts'
import { makeProduct } from '../../../server/modules/products/factory.ts'
import { addEmployee } from '../../../server/modules/staff/commands/add-employee.ts'
import { createAbsence } from '../../../server/modules/staff/commands/create-absence.ts'
import { createApiToken } from '../../../server/modules/staff/commands/create-api-token.ts'
import { createDepartment } from '../../../server/modules/staff/commands/create-department.ts'
import { invite } from '../../../server/modules/staff/commands/invite.ts'
import { setDay } from '../../../server/modules/staff/commands/set-day.ts'
import { actorOf, companyOf } from '../../../server/modules/staff/queries.ts'
import { createRule as createStageRule } from '../../../server/modules/stage-rules/commands/rules.ts'
import { setChecklist, tickItem } from '../../../server/modules/tasks/commands/checklist.ts'
import { createUserTasks } from '../../../server/modules/tasks/commands/user-tasks.ts'
import { watchTask } from '../../../server/modules/tasks/commands/watchers.ts'
import { createTask } from '../../../server/modules/tasks/commands.ts'
import { completeTask } from '../../../server/modules/tasks/complete-tasks.ts'
import { attachRecording } from '../../../server/modules/telephony/commands/recordings.ts'
import { makeCall, makeExchange } from '../../../server/modules/telephony/factory.ts'
import { mergeTicket } from '../../../server/modules/tickets/commands/merge-tickets.ts'
import { solveTicket, waitForCustomer } from '../../../server/modules/tickets/commands/work-on-ticket.ts'
import { makeTicket } from '../../../server/modules/tickets/factory.ts'
import { addNote, deleteNote } from '../../../server/modules/workplace/notes.ts'
import { ksefCertificate } from '../../support/certificate.ts'
import { incoming } from '../../support/fake-channel.ts'
import type { World } from '../../support/world.ts'
import type { Caller, Whose } from './callers.ts'

export interface House {
  w: World
  callers: Caller[]
  /** People who never call: one of each department, one of none. */
  others: { sales: string; marketing: string; none: string }
  /** Where a deal can be moved to. */
  stage: string
  /** Running cases about a task of each person, each to be taken once. */
  cases: Map<string, string[]>
}

/** What a path names: its parameters by name. */
export type Made = Record<string, string>

export interface Maker {
  places: (house: House) => Record<string, Whose>
  make: (house: House, whose: Whose) => Promise<Made>
}

let counted = 0
/** A number never given before, for words and addresses that must differ. */
export const another = (): number => ++counted
const DAY = 24 * 60 * 60 * 1000

/** A record of Anna, one of her department that is nobody's, one of another department, one nobody has filed. */
const filed = ({ w }: House) => ({
  'Anna’s': { ownerId: w.people.anna, departmentId: w.departments.sales },
  'nobody’s of sales': { ownerId: null, departmentId: w.departments.sales },
  'Marta’s': { ownerId: w.people.marta, departmentId: w.departments.marketing },
  'filed nowhere': { ownerId: null, departmentId: null },
})

const unowned = (house: House) => {
  const { 'nobody’s of sales': sales, 'filed nowhere': nowhere } = filed(house)
  return {
    'of sales': sales,
    'of marketing': { ownerId: null, departmentId: house.w.departments.marketing },
    'of nobody': nowhere,
  }
}

/** As `filed`, for what always is somebody's. */
const peoples = (house: House) => {
  const { 'Anna’s': anna, 'Marta’s': marta } = filed(house)
  return {
    'Anna’s': anna,
    'Łukasz’s of sales': { ownerId: house.others.sales, departmentId: house.w.departments.sales },
    'Marta’s': marta,
  }
}

/** One of each caller's own, for what is shared with nobody. */
const personal = ({ callers }: House): Record<string, Whose> =>
  Object.fromEntries(
    callers.filter(({ id }) => id).map(({ name, id, departmentId }) => [`of ${name}`, { ownerId: id, departmentId }]),
  )

const bySystem = <T>({ w }: House, command: (cx: Cx) => Promise<T>): Promise<T> => w.write(system('test'), command)

const lead = (cx: Cx, whose: Whose) =>
  receiveLead(cx, {
    source: 'phone',
    formId: null,
    title: `Tajna oferta ${another()}`,
    personName: 'Jan Nowak',
    ...whose,
  })

const task = (cx: Cx, { ownerId }: Whose) =>
  createTask(cx, { title: `Tajna rozmowa ${another()}`, assigneeId: ownerId, subject: null, dueAt: null })

const form = (cx: Cx, { departmentId }: Whose) => makeForm(cx, { departmentId })

export const makePerson = (cx: Cx, departmentId: string | null) =>
  addEmployee(cx, { name: 'Nowa Osoba', email: `osoba${another()}@example.com`, departmentId })

/** A maker whose records are one command of Tok itself away. */
const made = (
  places: Maker['places'],
  command: (cx: Cx, whose: Whose) => Promise<Made | { id: string } | string>,
): Maker => ({
  places,
  make: async (house, whose) => {
    const answer = await bySystem(house, (cx) => command(cx, whose))
    return typeof answer === 'string' ? { id: answer } : { ...answer }
  },
})

const anybodys = () => ({ 'the company’s': { ownerId: null, departmentId: null } })

export const LEAD = made(filed, lead)
export const NEW_LEAD = made(unowned, lead)
export const WAITING_LEAD = made(filed, async (cx, whose) => {
  const { id } = await lead(cx, whose)
  await putOffLead(cx, id, new Date(cx.now.getTime() + DAY))
  return id
})
export const REJECTED_LEAD = made(filed, async (cx, whose) => {
  const { id } = await lead(cx, whose)
  await rejectLead(cx, id, 'spam', '')
  return id
})
export const DEAL = made(filed, async (cx, whose) => ({
  id: (await makeDeal(cx, { title: `Tajna umowa ${another()}`, ...whose })).id,
}))
const A_TEMPLATE = {
  name: 'Pismo',
  kind: 'letter' as const,
  section: 'deal',
  locale: 'pl' as const,
  body: templateInput.parse({ body: { blocks: [{ type: 'text', text: '{{deal.title}}' }] } }).body!,
}
export const DOCUMENT_TEMPLATE = made(anybodys, (cx) => createDocumentTemplate(cx, A_TEMPLATE))
export const WORD_TEMPLATE: Maker = {
  places: anybodys,
  async make(house) {
    const owner = await actorOf(house.w.db, house.w.people.owner)
    const kept = await keepFile(house.w.deps, Readable.from([Buffer.from(`Word ${another()}`)]), 1000)
    return bySystem(house, async (system) => {
      const cx = system.as(owner!, null, 0)
      const file = await createWordUpload(cx, { ...kept, name: 'pismo.docx', variables: ['deal.title'], lists: [] })
      const { body: _, ...template } = A_TEMPLATE
      return createDocumentTemplate(cx, { ...template, file })
    })
  },
}
export const ARCHIVED_DOCUMENT_TEMPLATE = made(anybodys, async (cx) => {
  const template = await createDocumentTemplate(cx, A_TEMPLATE)
  await archiveDocumentTemplate(cx, template.id)
  return template
})
export const DEAL_FOR_DOCUMENT = made(filed, async (cx, whose) => ({
  id: (await makeDeal(cx, whose)).id,
  templateId: (await createDocumentTemplate(cx, A_TEMPLATE)).id,
}))
/** About deals, with a PDF nobody drew. */
const documentAbout = (also: (cx: Cx, id: string) => Promise<Made>): Maker => ({
  places: filed,
  async make(house, whose) {
    const owner = await actorOf(house.w.db, house.w.people.owner)
    const file = await keepFile(house.w.deps, Readable.from([Buffer.from(`%PDF-${another()}`)]), 1000)
    return bySystem(house, async (system) => {
      const cx = system.as(owner!, null, 0)
      const deal = await makeDeal(cx, whose)
      const { id: templateId } = await createDocumentTemplate(cx, { ...A_TEMPLATE, name: `Pismo ${another()}` })
      const { id } = await prepareDocument(cx, { templateId, subject: { kind: 'deal', id: deal.id } })
      await keepVersion(cx, await numberDocument(cx, id), { ...file, pages: 1 })
      return { id, ...(await also(cx, id)) }
    })
  },
})
export const DOCUMENT = documentAbout(async () => ({}))
export const ARCHIVED_DOCUMENT = documentAbout(async (cx, id) => {
  await setDocumentArchived(cx, id, true)
  return {}
})
export const LINKED_DOCUMENT = documentAbout(async (cx, id) => {
  const link = await createLink(cx, id, 7)
  return { linkId: link.id, token: link.token }
})
const requestAbout = (answered: boolean) =>
  made(filed, async (cx, whose) => {
    const deal = await makeDeal(cx, whose)
    const { id } = await askForDetails(cx, { kind: 'deal', id: deal.id }, 7)
    if (answered) await answerRequest(cx, id, { companyName: 'Tajna spółka', address: 'Prosta 1' })
    return id
  })
export const DETAIL_REQUEST = requestAbout(false)
export const ANSWERED_DETAIL_REQUEST = requestAbout(true)
export const LOST_DEAL = made(filed, async (cx, whose) => {
  const { id } = await makeDeal(cx, whose)
  await loseDeal(cx, { dealId: id, reason: 'Za drogo' })
  return id
})
/** About deals of the same place, with a document nobody drew. */
const contractAbout = (also: (cx: Cx, id: string, w: World) => Promise<Made>): Maker => ({
  places: filed,
  async make(house, whose) {
    const owner = await actorOf(house.w.db, house.w.people.owner)
    const file = await keepFile(house.w.deps, Readable.from([Buffer.from(`%PDF-${another()}`)]), 1000)
    return bySystem(house, async (system) => {
      const cx = system.as(owner!, null, 0)
      const deal = await makeDeal(cx, whose)
      const { id: templateId } = await createDocumentTemplate(cx, { ...A_TEMPLATE, name: `Pismo ${another()}` })
      const { id } = await makeContract(cx, {
        ...whose,
        title: `Tajna umowa ${another()}`,
        dealId: deal.id,
        templateId,
      })
      const { rows } = await sql<{ document_id: string }>`select document_id from contracts where id = ${id}`.execute(
        cx.db,
      )
      await keepVersion(cx, await numberDocument(cx, rows[0]!.document_id), { ...file, pages: 1 })
      return { id, ...(await also(cx, id, house.w)) }
    })
  },
})
/** Asks Łukasz, who is none of those who call. */
async function ask(cx: Cx, id: string, w: World): Promise<Made> {
  await submitContract(cx, id)
  const approvalId = newId()
  const { rows } = await sql<{
    hash: string
  }>`insert into contract_approvals (id, contract_id, round, step, approver_id,
      assignee_id, reason, asked_at, document_hash)
    select ${approvalId}, contract_id, no, 1, ${w.people.lukasz}, ${w.people.lukasz}, '{"approver": "role"}', opened_at,
      document_hash from contract_rounds where contract_id = ${id} returning document_hash as hash`.execute(cx.db)
  return { approvalId, hash: rows[0]!.hash }
}
async function agree(cx: Cx, id: string, w: World): Promise<Made> {
  const { approvalId } = await ask(cx, id, w)
  await sql`update contract_approvals set answer = 'approved', answered_by = ${w.people.lukasz}, answered_at = asked_at
    where id = ${approvalId}`.execute(cx.db)
  await settleRound(cx, id)
  return {}
}
export const CONTRACT = contractAbout(async () => ({}))
export const SUBMITTED_CONTRACT = contractAbout(async (cx, id) => {
  await submitContract(cx, id)
  return {}
})
export const ASKED_CONTRACT = contractAbout(ask)
export const APPROVED_CONTRACT = contractAbout(agree)
export const SENT_CONTRACT = contractAbout(async (cx, id, w) => {
  await agree(cx, id, w)
  const { token } = await sendContract(cx, id, 7)
  return { token: token! }
})
export const SIGNED_CONTRACT = contractAbout(async (cx, id, w) => {
  await agree(cx, id, w)
  const file = await keepFile(w.deps, Readable.from([Buffer.from(`%PDF-1.7 ${another()}`)]), 1000)
  await addScan(cx, id, { signer: 'Jan', signedOn: '2026-11-02', file: { ...file, name: 'umowa.pdf' } })
  const { rows } = await sql<{ id: string }>`select id from contract_signatures where contract_id = ${id}`.execute(
    cx.db,
  )
  return { signatureId: rows[0]!.id }
})
export const APPROVAL_RULE = made(
  anybodys,
  async (cx) => (await createApprovalRule(cx, ruleInput.parse({ approver: 'supervisor' }))).id,
)
export const INVOICE = made(filed, async (cx, whose) => ({ id: (await makeInvoice(cx, { ...whose })).id }))
const issuedInvoice = async (cx: Cx, whose: Whose) => {
  await changeInvoicing(cx, { nip: '7740001454', name: 'Okna', line1: 'ul. Fabryczna 3' }, null)
  const { id } = await makeInvoice(cx, { ...whose }, { paymentMethod: 'cash' })
  await issueInvoice(cx, id)
  return id
}
export const ISSUED_INVOICE = made(filed, issuedInvoice)
export const PAID_INVOICE = made(filed, async (cx, whose) => {
  const id = await issuedInvoice(cx, whose)
  await addPayment(cx, id, { paidOn: '2026-11-01', amount: 100, note: '' })
  const { rows } = await sql<{ id: string }>`select id from invoice_payments where invoice_id = ${id}`.execute(cx.db)
  return { id, paymentId: rows[0]!.id }
})
/** A Polish account never given before, its two check digits reckoned as ISO 13616 has it. */
export const anotherAccount = (): string => {
  const bban = String(another()).padStart(24, '1')
  return `${String(98n - (BigInt(`${bban}252100`) % 97n)).padStart(2, '0')}${bban}`
}
export const BANK_ACCOUNT = made(
  anybodys,
  async (cx) => (await addBankAccount(cx, { iban: anotherAccount(), bank: '', currency: 'PLN', usual: false })).id,
)
const aTransfer = () => ({
  ...{ bookedOn: '2026-11-01', amount: 5000 + Number(another()), currency: 'PLN', payer: 'Jan', account: null },
  title: `Wpłata ${another()}`,
})
export const bankStatement = () =>
  Buffer.from(`Data operacji;Kwota;Tytuł\n2026-11-01;${another()},00;Wpłata ${another()}\n`)
export const BANK_STATEMENT = made(anybodys, async (cx) => (await takeStatement(cx, 'wyciag.csv', [aTransfer()])).id)
const payingStatement = async (cx: Cx) => {
  const { id } = await takeStatement(cx, 'wyciag.csv', [aTransfer()])
  const invoiceId = await issuedInvoice(cx, { ownerId: null, departmentId: null })
  const { rows } = await sql<{ id: string }>`select id from bank_lines where statement_id = ${id}`.execute(cx.db)
  return { id, lineId: rows[0]!.id, invoiceId }
}
export const PAYING_STATEMENT = made(anybodys, payingStatement)
export const BOOKED_STATEMENT = made(anybodys, async (cx) => {
  const { id, lineId, invoiceId } = await payingStatement(cx)
  await bookLines(cx, id, { lines: [{ lineId, invoices: [{ invoiceId, amount: 100 }] }] })
  return { id, lineId }
})
export const issuerCertificate = () => ({ ...ksefCertificate(), passphrase: '' })
export const ISSUER_CERTIFICATE = made(anybodys, async (cx) => {
  await setCertificate(cx, readCertificate(issuerCertificate(), cx.now))
  return ''
})
export const BRANCH = made(anybodys, async (cx) => ({
  departmentId: (await createDepartment(cx, { name: `Oddział ${another()}` })).id,
}))
export const INVOICE_SERIES = made(anybodys, async (cx) => {
  const { id: departmentId } = await createDepartment(cx, { name: `Oddział ${another()}` })
  return (await addSeries(cx, { name: 'Oddział', usedFor: 'vat', pattern: `F${another()}/{N}/{YYYY}`, departmentId }))
    .id
})

/** A deal at a stage of a pipeline of its own, whose checklist has one item. */
const withChecklist = async (cx: Cx, whose: Whose) => {
  const { id: pipelineId, stageId } = await createPipeline(cx, { name: twice('Lejek') })
  await updateStage(cx, { id: stageId, set: { checklist: [{ name: twice('Rozmowa') }] }, expected: null })
  const { id } = await makeDeal(cx, { pipelineId, ...whose })
  return { id, checkId: (await stageOf(cx.db, stageId)).checklist[0]!.id }
}
export const DEAL_TO_TICK = made(filed, withChecklist)
export const TICKED_DEAL = made(filed, async (cx, whose) => {
  const deal = await withChecklist(cx, whose)
  await tickCheck(cx, { dealId: deal.id, checkId: deal.checkId })
  return deal
})
export const DEAL_WITH_PERSON = made(filed, async (cx, whose) => {
  const { id } = await makeDeal(cx, whose)
  const company = await makeCompany(cx, whose)
  const person = await addDealPerson(cx, { dealId: id, kind: 'company', cardId: company.id, role: 'payer' })
  return { id, personId: person.id }
})
export const DEAL_AND_COMPANY = made(filed, async (cx, whose) => ({
  id: (await makeDeal(cx, whose)).id,
  companyId: (await makeCompany(cx, { ...whose, departmentId: null, ownerId: null })).id,
}))
const twice = (before: string) => ({ pl: `${before} ${another()}`, en: `${before} ${another()}` })
/** Of the kind every house has, with the stage it can be moved to. */
const record = async (cx: Cx, whose: Whose) => {
  const { id } = await makeRecord(cx, 'fault', { title: `Tajna usterka ${another()}`, ...whose })
  const [pipeline] = await listPipelines(cx.db, 'fault')
  return { id, kind: 'fault', stageId: pipeline!.stages.at(-1)!.id }
}
export const RECORD = made(filed, record)
export const DELETED_RECORD = made(filed, async (cx, whose) => {
  const one = await record(cx, whose)
  await archiveRecord(cx, one.id)
  return one
})
/** A record of a kind of its own, whose stage has a checklist of one item; the kind is everybody's as usual. */
const recordWithChecklist = async (cx: Cx, whose: Whose) => {
  const { key, stageId } = await makeKind(cx)
  await updateStage(cx, { id: stageId, set: { checklist: [{ name: twice('Oględziny') }] }, expected: null })
  const { id } = await makeRecord(cx, key, whose)
  return { id, kind: key, checkId: (await stageOf(cx.db, stageId)).checklist[0]!.id }
}
export const RECORD_TO_TICK = made(filed, recordWithChecklist)
export const TICKED_RECORD = made(filed, async (cx, whose) => {
  const one = await recordWithChecklist(cx, whose)
  await tickRecordCheck(cx, { recordId: one.id, checkId: one.checkId })
  return one
})
export const KIND = made(anybodys, async (cx) => {
  const { key } = await makeKind(cx)
  const { key: other } = await makeKind(cx)
  return { key, other }
})
export const ARCHIVED_KIND = made(anybodys, async (cx) => {
  const { key } = await makeKind(cx)
  await archiveKind(cx, key)
  return { key }
})
export const PIPELINE = made(anybodys, async (cx) => {
  const { id, stageId } = await createPipeline(cx, { name: twice('Lejek') })
  const second = await createStage(cx, { pipelineId: id, name: twice('Etap'), probability: 50 })
  const other = await createPipeline(cx, { name: twice('Lejek') })
  return { id, first: stageId, second: second.id, other: other.id }
})
export const STAGE = made(anybodys, async (cx) => {
  const { id } = await createPipeline(cx, { name: twice('Lejek') })
  return createStage(cx, { pipelineId: id, name: twice('Etap'), probability: 50 })
})
export const ARCHIVED_PIPELINE = made(anybodys, async (cx) => {
  const { id } = await createPipeline(cx, { name: twice('Lejek') })
  await archivePipeline(cx, { id })
  return id
})
export const LOST_REASONS = made(anybodys, async (cx) => {
  const { id } = await createLostReason(cx, { name: twice('Powód') })
  return { id, other: (await createLostReason(cx, { name: twice('Powód') })).id }
})
const rule = (cx: Cx) =>
  createRule(cx, {
    ...{ name: `Zasada ${another()}`, conditions: { all: [] }, target: { kind: 'customer_owner' } },
    ...{ workingOnly: false, active: false },
  })
export const DISTRIBUTION_RULES = made(anybodys, async (cx) => {
  const { id } = await rule(cx)
  return { id, other: (await rule(cx)).id }
})
export const CONTACT = made(filed, (cx, whose) => makeContact(cx, { firstName: 'Jan', lastName: 'Tajna', ...whose }))
/** A card with an address, and that address. */
const written = (kind: 'contact' | 'company') =>
  made(filed, async (cx, whose) => {
    const address = `pisz${another()}@przyklad.pl`
    const emails = [{ value: address }]
    const card = kind === 'contact' ? makeContact(cx, { ...whose, emails }) : makeCompany(cx, { ...whose, emails })
    return { id: (await card).id, address }
  })
export const CONTACT_WITH_ADDRESS = written('contact')
export const COMPANY_WITH_ADDRESS = written('company')
export const COMPANY = made(filed, (cx, whose) => makeCompany(cx, { name: `Tajna spółka ${another()}`, ...whose }))

/** What sets up an account of the channel every house has. */
export const ofChannel = () => ({
  channel: 'post',
  name: `Konto ${another()}`,
  address: `skrzynka${another()}@firma.pl`,
  settings: { host: 'example.com', password: 'tajne' },
})
export const CHANNEL_ACCOUNT = made(unowned, (cx, { departmentId }) => addAccount(cx, { ...ofChannel(), departmentId }))
export const COMPANY_ACCOUNT = made(anybodys, async (cx) => ({ account: await makeAccount(cx, { channel: 'post' }) }))
export const CHAT = made(anybodys, async (cx) => {
  const id = await makeAccount(cx, { channel: 'chat', settings: { hours: 'always' } })
  return { id, visitor: newVisitor(cx.deps.config.secret, id) }
})
/** One whose visitor has written. */
export const CHAT_WRITTEN_IN = made(anybodys, async (cx) => {
  const id = await makeAccount(cx, { channel: 'chat', settings: { hours: 'always' }, unknownBecomes: 'nothing' })
  const visitor = newVisitor(cx.deps.config.secret, id)
  const from = { address: visitor.split('.')[0]!, name: 'Gość' }
  await receiveMessages(cx, await accountRow(cx.db, id), [incoming({ from })])
  return { id, visitor }
})
/** A conversation that somebody unknown began, and a company of everybody's it can be filed under. */
const conversation = async (cx: Cx, { ownerId, departmentId }: Whose) => {
  const { id: account } = await addAccount(cx, { ...ofChannel(), departmentId, unknownBecomes: 'nothing' })
  await receiveMessages(cx, await accountRow(cx.db, account), [
    incoming({ from: { address: `klient${another()}@klient.pl`, name: 'Tajny' }, files: [await aFile(cx)] }),
  ])
  const { rows } = await sql<{ id: string; message: string }>`select c.id, m.id as message from conversations c
    join messages m on m.conversation_id = c.id where c.account_id = ${account}`.execute(cx.db)
  const { id, message } = rows[0]!
  if (ownerId) await assignConversation(cx, id, ownerId)
  return { id, account, message, company: (await makeCompany(cx, { ownerId: null, departmentId: null })).id }
}
const aFile = async ({ deps }: Cx) => {
  const kept = await keepFile(deps, Readable.from([Buffer.from('umowa')]), 1000)
  return { ...kept, name: 'umowa.pdf', type: 'application/pdf', contentId: null }
}
const ticket = (cx: Cx, whose: Whose) => makeTicket(cx, { title: `Tajna sprawa ${another()}`, ...whose })
export const TICKET = made(filed, ticket)
export const UNOWNED_TICKET = made(unowned, ticket)
export const WAITING_TICKET = made(filed, async (cx, whose) => {
  const one = await ticket(cx, whose)
  await waitForCustomer(cx, one.id)
  return { id: one.id }
})
export const SOLVED_TICKET = made(filed, async (cx, whose) => {
  const { id } = await ticket(cx, whose)
  await solveTicket(cx, id, '')
  return { id }
})
export const MERGED_TICKET = made(filed, async (cx, whose) => {
  const [{ id }, into] = [await ticket(cx, whose), await ticket(cx, whose)]
  await mergeTicket(cx, id, into.id)
  return { id }
})
export const TWO_TICKETS = made(filed, async (cx, whose) => ({
  id: (await ticket(cx, whose)).id,
  intoId: (await ticket(cx, whose)).id,
}))
export const CONVERSATION = made(filed, conversation)
export const CLOSED_CONVERSATION = made(filed, async (cx, whose) => {
  const one = await conversation(cx, whose)
  await closeConversation(cx, one.id)
  return one
})
export const FILED_CONVERSATION = made(filed, async (cx, whose) => {
  const one = await conversation(cx, whose)
  await fileConversation(cx, one.id, { kind: 'company', id: one.company })
  return one
})
const answered = async (cx: Cx, whose: Whose, sendAt: Date | null) => {
  const { id: conversationId } = await conversation(cx, whose)
  const { id } = await writeMessage(cx, { conversationId, text: 'Dzień dobry', sendAt })
  return id
}
export const MESSAGE = made(filed, (cx, whose) => answered(cx, whose, null))
export const SCHEDULED_MESSAGE = made(filed, (cx, whose) => answered(cx, whose, new Date(cx.now.getTime() + DAY)))
export const FAILED_MESSAGE = made(filed, async (cx, whose) => {
  const id = await answered(cx, whose, null)
  await markFailed(cx, id, { code: 'recipient_refused', words: '550' })
  return id
})
export const MESSAGE_WITH_FILE = made(filed, async (cx, whose) => ({
  id: (await conversation(cx, whose)).message,
  position: '1',
}))

const product = async (cx: Cx) => {
  // By then the company may measure in other units: its own settings are tried, too.
  const { units } = await companyOf(cx.db)
  return makeProduct(cx, { name: `Okno ${another()}`, code: `OK-${another()}`, unit: units[0]! })
}
const messageTemplate = (cx: Cx) =>
  createTemplate(
    cx,
    newTemplateInput.parse({ name: `Szablon ${another()}`, form: 'text', body: { pl: 'Dzień dobry', en: '' } }),
  )
export const MESSAGE_TEMPLATE = made(anybodys, messageTemplate)
export const ARCHIVED_MESSAGE_TEMPLATE = made(anybodys, async (cx) => {
  const { id } = await messageTemplate(cx)
  await archiveTemplate(cx, id)
  return id
})
export const UPLOAD: Maker = {
  places: personal,
  async make({ w }, { ownerId }) {
    const kept = await keepFile(w.deps, Readable.from([Buffer.from(`Oferta ${another()}`)]), 1000)
    const actor = (await actorOf(w.db, ownerId!))!
    return w
      .write(actor, (cx) => createUpload(cx, { name: 'oferta.txt', type: 'text/plain', ...kept }))
      .then(({ id }) => ({ id }))
  },
}
export const PLAN = made(filed, (cx, { ownerId, departmentId }) =>
  createPlan(cx, {
    ...{ measure: 'callsMade', period: 'month', on: `${2000 + another()}-01-01`, target: 5, productId: null },
    ...{ personId: ownerId, departmentId: ownerId ? null : departmentId },
  }),
)
export const FIGURE_MAILING: Maker = {
  places: personal,
  async make({ w }, { ownerId }) {
    const actor = (await actorOf(w.db, ownerId!))!
    return w.write(actor, (cx) =>
      createMailing(cx, {
        ...{ report: 'activity', process: null, query: {}, period: 'lastWeek', every: 'week', day: 1, at: '08:00' },
        recipients: [actor.id],
      }),
    )
  },
}
export const PRODUCT = made(anybodys, product)
export const ARCHIVED_PRODUCT = made(anybodys, async (cx) => {
  const { id } = await product(cx)
  await archiveProduct(cx, id)
  return id
})
export const EXCHANGE_RATE = made(anybodys, async (cx) => {
  const day = dayOf(another())
  await setRate(cx, { currency: 'EUR', rateOn: day, rate: '4.2512' })
  return { currency: 'EUR', day }
})

export const TASK = made((house) => ({ ...peoples(house), 'nobody’s': filed(house)['filed nowhere'] }), task)
/** That somebody can be reminded of. */
export const ASSIGNED_TASK = made(peoples, task)
export const DONE_TASK = made(peoples, async (cx, whose) => {
  const id = await task(cx, whose)
  await completeTask(cx, id)
  return id
})
export const meeting = (title: string) => ({
  title,
  startsAt: '2026-01-12T10:00:00Z',
  endsAt: '2026-01-12T11:00:00Z',
})
const appointment = async (cx: Cx, { ownerId, departmentId }: Whose) => {
  const id = await createAppointment(cx, { kind: 'meeting', ...meeting(`Tajne spotkanie ${another()}`) })
  await sql`update appointments set owner_id = ${ownerId}, department_id = ${departmentId} where id = ${id}`.execute(
    cx.db,
  )
  return id
}
export const APPOINTMENT = made(filed, appointment)
export const CANCELLED_APPOINTMENT = made(filed, async (cx, whose) => {
  const id = await appointment(cx, whose)
  await cancelAppointment(cx, id)
  return id
})
/** Given by somebody who never calls. */
export const GIVEN_TASK: Maker = {
  places: peoples,
  async make(house, whose) {
    const id = await bySystem(house, (cx) => task(cx, whose))
    await sql`update tasks set owner_id = ${house.others.none} where id = ${id}`.execute(house.w.db)
    return { id }
  },
}
export const NOBODY = '01890000-0000-7000-8000-000000000000'
export const WATCHED_TASK: Maker = {
  places: peoples,
  async make(house, whose) {
    const id = await bySystem(house, (cx) => task(cx, whose))
    await bySystem(house, (cx) => watchTask(cx, id, house.others.none))
    return { id, employeeId: house.others.none }
  },
}
const withItem = async (cx: Cx, whose: Whose, ticked: boolean) => {
  const id = await task(cx, whose)
  await setChecklist(cx, id, [{ text: 'Punkt' }], null)
  const item = await cx.db
    .selectFrom('task_checklist_items')
    .select('id')
    .where('task_id', '=', id)
    .executeTakeFirstOrThrow()
  if (ticked) await tickItem(cx, id, item.id, true)
  return { id, itemId: item.id }
}
export const LISTED_TASK = made(peoples, (cx, whose) => withItem(cx, whose, false))
export const TICKED_TASK = made(peoples, (cx, whose) => withItem(cx, whose, true))
/** A task a process offers to a department, as the engine asks for it. */
export const CLAIM = made(unowned, async (cx, { departmentId }) => {
  const instance = newId()
  await createUserTasks(cx, [
    {
      ...{ instance, process: 'request_handling', token: 1, element: 'accept', name: 'Przyjmij', subject: null, cx },
      ...{ candidateGroups: departmentId ? [departmentId] : [], candidateUsers: [], input: {} },
      properties: { 'tok:kind': 'claim' },
    },
  ])
  const { id } = await cx.db
    .selectFrom('tasks')
    .select('id')
    .where('instance_id', '=', instance)
    .executeTakeFirstOrThrow()
  return id
})

const noteOf = async (house: House, { ownerId }: Whose): Promise<string> => {
  const author = (await actorOf(house.w.db, ownerId!))!
  return house.w.write(author, async (cx) => {
    const { id } = await lead(cx, { ownerId, departmentId: author.departmentId })
    return addNote(cx, { kind: 'lead', id }, 'Dzwonić po 15')
  })
}
export const NOTE: Maker = { places: personal, make: async (house, whose) => ({ id: await noteOf(house, whose) }) }
export const DELETED_NOTE: Maker = {
  places: personal,
  async make(house, whose) {
    const id = await noteOf(house, whose)
    await house.w.write((await actorOf(house.w.db, whose.ownerId!))!, (cx) => deleteNote(cx, id))
    return { id }
  },
}

export const FORM = made(unowned, async (cx, whose) => {
  const { id, key } = await form(cx, whose)
  return { id, key }
})
export const ARCHIVED_FORM = made(unowned, async (cx, whose) => {
  const { id } = await form(cx, whose)
  await archiveForm(cx, id)
  return id
})
export const HELD_SUBMISSION = made(unowned, async (cx, whose) => {
  const its = await form(cx, whose)
  const nothing = {
    consents: [],
    utm: {},
    pageUrl: null,
    referrer: null,
    origin: null,
    addressDigest: null,
    proof: null,
  }
  const answers = { name: `Jan ${another()}` }
  const submissionId = await holdSubmission(cx, its, { ...nothing, answers, locale: 'pl', source: 'form' }, 'trap')
  return { id: its.id, submissionId }
})

/** The row of a person; `ownerId` is that person. */
export const PERSON: Maker = {
  places: (house) => ({
    ...peoples(house),
    'somebody’s of no department': { ownerId: house.others.none, departmentId: null },
  }),
  make: async (_, { ownerId }) => ({ id: ownerId! }),
}
export const THE_OWNERS_ROW: Maker = {
  places: ({ w }) => ({ 'the owner’s': { ownerId: w.people.owner, departmentId: null } }),
  make: PERSON.make,
}
export const ABSENCE = made(peoples, (cx, { ownerId }) =>
  createAbsence(cx, {
    ...{ employeeId: ownerId!, substituteId: null, note: '' },
    from: new Date(cx.now.getTime() + 300 * DAY).toISOString(),
    to: new Date(cx.now.getTime() + 301 * DAY).toISOString(),
  }),
)
export const TOKEN = made(personal, async (cx, { ownerId }) => ({
  id: (await createApiToken(cx, { employeeId: ownerId!, name: 'kasa' })).id,
}))
/** Keys of a browser as it makes them: those of RFC 8291, appendix A. */
export const browser = () => ({
  endpoint: `https://push.example.com/${another()}`,
  keys: {
    p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
    auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  },
})
export const BROWSER = made(personal, async (cx, { ownerId }) => {
  const id = newId()
  await sql`insert into push_subscriptions (id, employee_id, endpoint, p256dh, auth, device, created_at)
    values (${id}, ${ownerId}, ${browser().endpoint}, '', '', 'Chrome, Linux', ${cx.now})`.execute(cx.db)
  return { id }
})
const field = (cx: Cx) =>
  createField(
    cx,
    newFieldInput.parse({
      kind: 'contact',
      type: 'text',
      label: { pl: `Pole ${another()}`, en: `Field ${another()}` },
    }),
  )
/** Fields as they are managed; each gone again, as a kind has room for so many. */
const aField = (further: (cx: Cx, id: string) => Promise<void> = async () => {}) =>
  made(anybodys, async (cx) => {
    await sql`delete from fields where kind = 'contact'`.execute(cx.db)
    const { id } = await field(cx)
    await further(cx, id)
    return { id }
  })
export const FIELD = aField()
export const ARCHIVED_FIELD = aField(archiveField)
export const DELETED_FIELD = aField(deleteField)

const asOwner = async (house: House, { ownerId }: Whose, command: (cx: Cx) => Promise<{ id: string }>) => {
  const { id } = await house.w.write((await actorOf(house.w.db, ownerId!))!, command)
  return { id }
}
export const VIEW: Maker = {
  places: personal,
  make: (house, whose) =>
    asOwner(house, whose, (cx) =>
      createView(cx, newViewInput.parse({ kind: 'deal', name: `Tajny widok ${another()}`, filter: { all: [] } })),
    ),
}
export const BULK_EDIT: Maker = {
  places: personal,
  make: (house, whose) =>
    asOwner(house, whose, (cx) => startBulkEdit(cx, { kind: 'deal', ids: [newId()], action: { do: 'win' } })),
}
/** A file of two columns, of whoever sent it. */
const broughtIn = (phase: 'draft' | 'checked' | 'running' | 'finished'): Maker => ({
  places: personal,
  async make(house, { ownerId }) {
    const id = newId()
    const file = await keepFile(house.w.deps, Readable.from([Buffer.from('Temat;E-mail\nOkna;a@example.com\n')]), 1000)
    await bySystem(house, (cx) =>
      sql`insert into imports (id, kind, file_name, digest, size, encoding, delimiter, headers, signature, total, mapping, options,
          phase, begins_at, position, created_by, created_at)
        values (${id}, 'lead', 'leady.csv', ${file.digest}, ${file.size}, 'utf-8', ';', '["Temat", "E-mail"]', 'x', 1,
          '["title", "email"]', '{"duplicates": "skip", "ownerId": null, "processes": false}', ${phase}, 13, 13, ${ownerId},
          ${cx.now})`.execute(cx.db),
    )
    return { id }
  },
})
export const IMPORT = broughtIn('draft')
export const CHECKED_IMPORT = broughtIn('checked')
export const RUNNING_IMPORT = broughtIn('running')
export const FINISHED_IMPORT = broughtIn('finished')
export const DEPARTMENT = made(anybodys, (cx) => createDepartment(cx, { name: `Dział ${another()}` }))
export const SPECIAL_DAY = made(anybodys, async (cx) => {
  const day = dayOf(another())
  await setDay(cx, day, { name: 'Inwentaryzacja', working: false, hours: null })
  return { day }
})
export const INVITATION: Maker = {
  places: anybodys,
  async make({ w }) {
    const guest = {
      email: `gosc${another()}@example.com`,
      name: 'Gość Nowy',
      role: 'employee',
      departmentId: null,
    } as const
    const { id, url } = await w.write('owner', (cx) => invite(cx, guest))
    return { id, token: url.split('/').at(-1)! }
  },
}
/** A new person who asked for a new password: his address and the token of the link in the mail. */
export const FORGETFUL: Maker = {
  places: anybodys,
  async make(house) {
    const { id } = await bySystem(house, (cx) => makePerson(cx, null))
    const { email } = await house.w.db
      .selectFrom('employees')
      .select('email')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    await house.w.request(null, 'POST', '/api/password/forgot', { email })
    const { body_text } = await house.w.db
      .selectFrom('outgoing_mails')
      .select('body_text')
      .where('to_address', '=', email)
      .executeTakeFirstOrThrow()
    return { email, token: /\/reset\/([\w-]+)/.exec(body_text)![1]! }
  },
}

/** A mail to one person that did not get through. */
export const FAILED_MAIL = made(personal, async (cx, { ownerId }) => {
  const id = await queueMail(cx, {
    ...{ to: 'ktos@example.com', toName: 'Ktoś', locale: 'pl', recipientId: ownerId, code: 'mail.invitation' },
    params: { name: 'Ktoś', company: 'Zakłady', inviter: 'Maria', url: 'http://localhost:3000/' },
  })
  await sql`update outgoing_mails set state = 'failed' where id = ${id}`.execute(cx.db)
  return id
})
export const NOTIFICATION = made(personal, async (cx, { ownerId }) => {
  const occurrence = newId()
  await notify(cx, {
    ...{ subject: { kind: 'task', id: occurrence }, reason: 'test', occurrence, code: 'task_due', params: {} },
    ...{ recipients: [ownerId!], mail: false },
  })
  const notice = cx.db.selectFrom('notices').select('id').where('occurrence', '=', occurrence)
  return (await notice.executeTakeFirstOrThrow()).id
})

/** One process that works for a department, by its settings, and one that works for the whole company. */
export const PROCESS: Maker = {
  places: (house) => ({
    'request_handling of sales': unowned(house)['of sales'],
    task_reminders: unowned(house)['of nobody'],
  }),
  make: async (_, { departmentId }) => ({ key: departmentId ? 'request_handling' : 'task_reminders' }),
}

/** A process that is being drawn; one of which there is a second version. */
export const DRAFT: Maker = {
  places: PROCESS.places,
  async make(house, whose) {
    const made = await PROCESS.make(house, whose)
    await sql`insert into process_drafts (key, name, bpmn, base_version, created_by, created_at, changed_by, changed_at)
      select p.key, d.name, d.bpmn, d.version, ${house.w.people.owner}, business_now(), ${house.w.people.owner}, business_now()
      from processes p join process_definitions d on d.id = p.definition_id where p.key = ${made.key}
      on conflict (key) do update set base_version = excluded.base_version, bpmn = excluded.bpmn`.execute(house.w.db)
    return made
  },
}
export const CHANGED_PROCESS: Maker = {
  places: PROCESS.places,
  async make(house, whose) {
    const made = await PROCESS.make(house, whose)
    const { w } = house
    const model = await w.db
      .selectFrom('process_definitions')
      .selectAll()
      .where('key', '=', made.key!)
      .executeTakeFirstOrThrow()
    const { key, name, bpmn } = model
    await w.write({ kind: 'system', id: 'test' }, (cx) =>
      w.deps.engine!.deploy(cx, { key, name, bpmn, origin: 'own', by: null }),
    )
    return made
  },
}

/** A department and a stage a rule may be about; the rule itself. */
export const RULE_WANTED = made(unowned, async (cx, { departmentId }) => ({
  departmentId: departmentId ?? '',
  stage: (await firstStage(cx.db, undefined)).id,
}))
export const STAGE_RULE = made(unowned, async (cx, { departmentId }) => {
  const stage = (await firstStage(cx.db, undefined)).id
  const { id } = await createStageRule(cx, {
    ...{
      name: `Reguła ${another()}`,
      departmentId,
      kind: 'deal',
      stage,
      trigger: 'enter',
      stay: null,
      condition: null,
    },
    actions: [{ do: 'win' }],
  })
  return { id, departmentId: departmentId ?? '', stage }
})

export const CASE: Maker = {
  places: peoples,
  async make({ cases }, { ownerId }) {
    const next = cases.get(ownerId!)?.pop()
    if (!next) throw new Error('no case is left: begin more (startCases)')
    return { id: next }
  },
}
/** A case with the token it waits with. */
export const CASE_TOKEN: Maker = {
  places: peoples,
  async make(house, whose) {
    const { id } = await CASE.make(house, whose)
    const { rows } = await sql<{
      token: string
    }>`select state -> 'tokens' -> 0 ->> 'id' as token from process_instances where id = ${id}`.execute(house.w.db)
    return { id: id!, token: rows[0]!.token }
  },
}
export const SUSPENDED_CASE: Maker = {
  places: peoples,
  async make(house, whose) {
    const { id } = await CASE.make(house, whose)
    await sql`update process_instances set suspended_at = business_now() where id = ${id}`.execute(house.w.db)
    return { id: id! }
  },
}
/** A process whose starts the guard holds. */
export const HELD_PROCESS: Maker = {
  places: PROCESS.places,
  async make(house, whose) {
    const made = await PROCESS.make(house, whose)
    await sql`update processes set held_at = business_now() where key = ${made.key}`.execute(house.w.db)
    return made
  },
}
/** Something asked for many cases, not done yet. */
export const BULK: Maker = {
  places: personal,
  async make({ w }, { ownerId }) {
    const id = newId()
    await sql`insert into process_bulks (id, action, filter, total, created_by, created_at)
      values (${id}, '{"do":"cancel"}', '{"process":"none"}', 0, ${ownerId}, business_now())`.execute(w.db)
    return { id }
  },
}
/** A case with a step that could not be done, as the engine leaves it. */
export const INCIDENT: Maker = {
  places: peoples,
  async make(house, whose) {
    const { id: instance } = await CASE.make(house, whose)
    const id = newId()
    await sql`insert into process_incidents (id, instance_id, token, element, code, message, raised_at)
      select ${id}, id, (state -> 'tokens' -> 0 ->> 'id')::int, state -> 'tokens' -> 0 ->> 'element', 'failed', '', started_at
      from process_instances where id = ${instance}`.execute(house.w.db)
    return { id }
  },
}

/** Begins cases in one go: a dated task has its reminders watched by a process. */
export async function startCases(house: House, each: number): Promise<void> {
  const { w, cases } = house
  await bySystem(house, async (cx) => {
    const dueAt = new Date(cx.now.getTime() + 5 * DAY).toISOString()
    for (const { ownerId } of Object.values(peoples(house))) {
      for (let number = 0; number < each; number += 1)
        await createTask(cx, { title: `Z terminem ${number}`, assigneeId: ownerId, subject: null, dueAt })
    }
  })
  await w.settle()
  const { rows } = await sql<{ id: string; assignee: string }>`select i.id, t.assignee_id as assignee
    from process_instances i join tasks t on t.id = i.subject_id where i.status = 'active'`.execute(w.db)
  for (const { id, assignee } of rows) cases.set(assignee, [...(cases.get(assignee) ?? []), id])
}

/** A day of its own for each number. */
export const dayOf = (number: number): string =>
  new Date(Date.UTC(2040, 0, 1) + number * DAY).toISOString().slice(0, 10)

export const EXCHANGE = made(anybodys, async (cx) => (await makeExchange(cx)).id)
export const CALL = made(filed, async (cx, whose) => (await makeCall(cx, whose)).id)
export const RECORDED_CALL: Maker = {
  places: filed,
  async make(house, whose) {
    const file = await keepFile(house.w.deps, Readable.from([Buffer.from(`RIFF0000WAVE${another()}`)]), 1000)
    return bySystem(house, async (cx) => {
      const call = await makeCall(cx, { ...whose, event: 'ended', seconds: 5 })
      await attachRecording(cx, call, { ...file, type: 'audio/wav' })
      return { id: call.id }
    })
  },
}
