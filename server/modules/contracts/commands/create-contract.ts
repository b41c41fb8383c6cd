import { sql } from 'kysely'
import { dateIn } from '../../../../pure/dates.ts'
import { allow, allowAtAll } from '../../../core/access.ts'
import { changesOfEdit, partPersonal, updateRow } from '../../../core/edit.ts'
import { invalid } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import type { Cx } from '../../../core/write.ts'
import { departmentOfOwner, linkable, newOwner } from '../../contacts/queries/cards.ts'
import { writtenDeal } from '../../deals/queries/deals.ts'
import { freeDocument, holdDocument, prepareDocument } from '../../documents/commands/documents.ts'
import { newCustom, readCustom } from '../../fields/commands/values.ts'
import { companyOf } from '../../staff/queries.ts'
import { contractFields } from '../fields.ts'
import type { ContractRow } from '../queries/contracts.ts'
import { stillChangeable } from '../rules.ts'
import type { ContractChange, NewContract } from '../schema.ts'
import { beside, contractForUpdate, indexContract, subjectOf, told } from './contract-row.ts'

const SERIES = { pl: 'UM', en: 'CT' }

/** UM/3/2026: counted by year, without gaps. */
async function nextNumber(cx: Cx, zone: string, locale: 'pl' | 'en'): Promise<string> {
  const year = Number(dateIn(zone, cx.now.toISOString()).slice(0, 4))
  const { rows } = await sql<{ last: number }>`insert into contract_numbers (year, last) values (${year}, 1)
    on conflict (year) do update set last = contract_numbers.last + 1 returning last`.execute(cx.db)
  return `${SERIES[locale]}/${rows[0]!.last}/${year}`
}

/** Begins a contract: of a deal with its customer, value and owner, or from nothing; with a template also its document. */
export async function createContract(
  cx: Cx,
  { templateId, ...given }: NewContract & { departmentId?: string | null },
): Promise<{ id: string }> {
  const { db, actor } = cx
  allowAtAll(actor, 'contract', 'create')
  await refuseHidden(cx, given)
  if (templateId && !given.dealId) throw invalid({ path: 'dealId', code: 'field.required' })
  const deal = given.dealId ? await writtenDeal(db, given.dealId) : null
  const company = await companyOf(db)
  const owner = given.ownerId === undefined && deal?.owner ? deal.owner.id : given.ownerId
  const { ownerId, departmentId } = await newOwner(db, actor, owner, given.departmentId ?? deal?.departmentId)
  const { custom } = await newCustom(cx, 'contract', given.custom)
  const id = newId()
  const number = await nextNumber(cx, company.zone, company.locale)
  const documentId = templateId
    ? (await prepareDocument(cx, { templateId, subject: { kind: 'deal', id: given.dealId! } })).id
    : (given.documentId ?? null)
  const value = given.value === undefined ? (deal?.amount ?? null) : given.value
  await sql`insert into contracts (id, number, title, deal_id, company_id, contact_id, owner_id, department_id, value, currency,
      valid_from, valid_until, notice, renewal, note, custom, document_id, created_at, updated_at)
    values (${id}, ${number}, ${given.title ?? deal!.title}, ${given.dealId ?? null},
      ${given.companyId === undefined ? (deal?.company?.id ?? null) : given.companyId},
      ${given.contactId === undefined ? (deal?.contact?.id ?? null) : given.contactId}, ${ownerId}, ${departmentId}, ${value},
      ${given.currency ?? deal?.currency ?? company.currency}, ${given.validFrom ?? null}, ${given.validUntil ?? null},
      ${given.notice ?? null}, ${given.renewal ?? null}, ${given.note ?? ''}, ${JSON.stringify(custom)}::jsonb, ${null}, ${cx.now}, ${cx.now})`.execute(
    db,
  )
  const row = await contractForUpdate(cx, id)
  refuseBackwards(row)
  if (documentId) await takeDocument(cx, row, documentId)
  await indexContract(cx, row)
  cx.record('contract.created', { subject: subjectOf(row), payload: told(row), also: beside(row) })
  return { id }
}

/** Changes fields of a contract, as far as where it stands lets them change; `expected` is the version the sender saw. */
export async function updateContract(
  cx: Cx,
  id: string,
  input: ContractChange,
  expected: number | null,
): Promise<void> {
  await allow(cx.db, cx.actor, 'contract', 'update', id)
  const row = await contractForUpdate(cx, id)
  await refuseHidden(cx, input)
  const { custom, ...plain } = input
  const own = await readCustom(cx, 'contract', custom, row.custom)
  const known = [...contractFields, ...own.fields]
  const by = row as unknown as Record<string, unknown>
  const changes = await changesOfEdit(cx, {
    subject: subjectOf(row),
    fields: known,
    before: { ...Object.fromEntries(contractFields.map(({ key, column }) => [key, by[column!]])), ...own.before },
    input: { ...plain, ...own.input },
    expected,
    version: row.version,
  })
  if (changes.length === 0) return
  const fields = changes.map(({ field }) => field)
  stillChangeable(row.status, fields)
  const departmentId = input.ownerId ? await departmentOfOwner(cx.db, input.ownerId) : null
  const withoutDocument = changes.filter(({ field }) => field !== 'documentId')
  await updateRow(cx, 'contracts', id, known, withoutDocument, departmentId ? { department_id: departmentId } : {})
  const after = await contractForUpdate(cx, id)
  refuseBackwards(after)
  if (fields.includes('documentId')) await takeDocument(cx, after, input.documentId ?? null)
  await indexContract(cx, after)
  cx.record('contract.updated', {
    subject: subjectOf(after),
    payload: told(after),
    ...partPersonal(known, changes),
    also: beside(after),
  })
  if (fields.some((field) => ['validFrom', 'validUntil', 'notice', 'renewal'].includes(field)))
    cx.record('contract.term_changed', {
      subject: subjectOf(after),
      payload: { ...told(after), validUntil: after.valid_until },
    })
}

async function refuseHidden(cx: Cx, given: ContractChange): Promise<void> {
  const { db, actor } = cx
  if (given.dealId) await allow(db, actor, 'deal', 'read', given.dealId)
  if (given.companyId) await linkable(db, actor, 'company', given.companyId, 'companyId')
  if (given.contactId) await linkable(db, actor, 'contact', given.contactId, 'contactId')
}

function refuseBackwards({ valid_from: from, valid_until: until }: ContractRow): void {
  if (from && until && until < from) throw invalid({ path: 'validUntil', code: 'contract.ends_before_it_begins' })
}

/** The document of a contract leaves the house only once it is agreed; one that is no contract's any more is free. */
async function takeDocument(cx: Cx, row: ContractRow, documentId: string | null): Promise<void> {
  if (documentId) {
    const { rows } = await sql<{
      subject_kind: string
      subject_id: string
      taken: boolean
    }>`select subject_kind, subject_id,
        exists (select from contracts c where c.document_id = d.id and c.id <> ${row.id}) as taken
      from documents d where id = ${documentId} and archived_at is null`.execute(cx.db)
    const document = rows[0]
    const own = [{ kind: 'contract', id: row.id }, ...beside(row)].some(
      ({ kind, id }) => kind === document?.subject_kind && id === document.subject_id,
    )
    if (!document || !own) throw invalid({ path: 'documentId', code: 'field.invalid' })
    await allow(cx.db, cx.actor, document.subject_kind, 'update', document.subject_id)
    if (document.taken) throw invalid({ path: 'documentId', code: 'contract.document_taken' })
    await holdDocument(cx, documentId, null)
  }
  if (row.document_id && row.document_id !== documentId) await freeDocument(cx, row.document_id)
  await sql`update contracts set document_id = ${documentId} where id = ${row.id}`.execute(cx.db)
  row.document_id = documentId
}
