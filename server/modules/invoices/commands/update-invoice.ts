import { sql } from 'kysely'
import { allow } from '../../../core/access.ts'
import { changesOfEdit, partPersonal, updateRow } from '../../../core/edit.ts'
import { invalid } from '../../../core/errors.ts'
import type { Cx } from '../../../core/write.ts'
import { departmentOfOwner, linkable } from '../../contacts/queries/cards.ts'
import { readCustom } from '../../fields/commands/values.ts'
import { unindexRecord } from '../../search/commands.ts'
import { draftFields } from '../fields.ts'
import { wholeInvoice } from '../queries/invoices.ts'
import { readBuyer, readLines, stillDraft } from '../rules.ts'
import type { DraftInput, InvoiceView } from '../schema.ts'
import { beside, indexInvoice, invoiceForUpdate, putLines, said } from './invoice-row.ts'
import { sumUp } from './sum-up.ts'

/**
 * Changes what is given: of a draft anything, of an issued invoice only whose it is and the company's own fields. `expected` is
 * the version the sender saw, null for no matter which.
 */
export async function updateInvoice(cx: Cx, id: string, input: DraftInput, expected: number | null): Promise<void> {
  await allow(cx.db, cx.actor, 'invoice', 'update', id)
  const { view } = await invoiceForUpdate(cx, id)
  const draft = view.status === 'draft'
  if (Object.keys(input).some((key) => !STAYS_OPEN.has(key))) stillDraft(view)
  const own = await readCustom(cx, 'invoice', input.custom, view.custom)
  const known = [...draftFields, ...own.fields]
  const changes = await changesOfEdit(cx, {
    subject: { kind: 'invoice', id },
    fields: known,
    before: { ...plainOf(view), ...own.before },
    input: { ...(await readDraft(cx, view, input)), ...own.input },
    expected,
    version: view.version,
  })
  if (changes.length === 0) return
  const fields = changes.map(({ field }) => field)
  const further: Record<string, unknown> = {}
  if (fields.includes('ownerId') && input.ownerId) further.department_id = await departmentOfOwner(cx.db, input.ownerId)
  await updateRow(cx, 'invoices', id, known, changes, further)
  const given = (field: string) => changes.find((change) => change.field === field)?.to
  if (fields.includes('lines')) await putLines(cx, id, given('lines') as InvoiceView['lines'])
  if (fields.includes('advances')) await putAdvances(cx, id, given('advances') as string[])
  if (draft) await sumUp(cx, id)
  const { view: after } = await wholeInvoice(cx.db, id)
  await indexInvoice(cx, after)
  cx.record('invoice.updated', {
    subject: { kind: 'invoice', id },
    payload: { ...said(after, view.version + 1), fields },
    ...partPersonal(known, changes),
    also: beside(after),
  })
}

const STAYS_OPEN: ReadonlySet<string> = new Set(['ownerId', 'custom'])

/** As a draft's fields are compared: links by their ids, lines without what is reckoned of them. */
const plainOf = (view: InvoiceView) => ({
  ...view,
  dealId: view.deal?.id ?? null,
  companyId: view.company?.id ?? null,
  contactId: view.contact?.id ?? null,
  ownerId: view.owner?.id ?? null,
  lines: view.lines.map(({ value: _, ...line }) => line),
  advances: view.advances.map(({ id }) => id),
})

async function readDraft(
  cx: Cx,
  view: InvoiceView,
  { custom: _, ...input }: DraftInput,
): Promise<Omit<DraftInput, 'custom'>> {
  const { db, actor } = cx
  if (input.kind && view.kind === 'correction') throw invalid({ path: 'kind', code: 'field.invalid' })
  if (input.companyId) await linkable(db, actor, 'company', input.companyId, 'companyId')
  if (input.contactId) await linkable(db, actor, 'contact', input.contactId, 'contactId')
  if (input.dealId) await allow(db, actor, 'deal', 'read', input.dealId)
  const currency = input.currency ?? view.currency
  if (input.accountId) await refuseUnknownAccount(cx, input.accountId, currency)
  if (input.advances) await refuseForeignAdvances(cx, view, input.advances)
  const how = { mode: input.mode ?? view.mode, currency, roundedBy: input.roundedBy ?? view.roundedBy }
  return {
    ...input,
    ...(input.buyer ? { buyer: readBuyer(input.buyer) } : {}),
    ...(input.lines ? { lines: readLines(input.lines, how) } : {}),
  }
}

async function refuseUnknownAccount(cx: Cx, id: string, currency: string): Promise<void> {
  const { rows } = await sql<{ currency: string }>`select trim(currency) as currency from bank_accounts
    where id = ${id} and archived_at is null`.execute(cx.db)
  if (rows[0]?.currency !== currency) throw invalid({ path: 'accountId', code: 'field.invalid' })
}

/** Settled are advances of the same currency that were issued and that no other invoice settles. */
async function refuseForeignAdvances(cx: Cx, view: InvoiceView, ids: string[]): Promise<void> {
  const { rows } = await sql<{ id: string }>`select i.id from invoices i where i.id = any(${ids}::uuid[])
    and i.kind = 'advance' and i.status = 'issued' and trim(i.currency) = ${view.currency}
    and not exists (select from invoice_advances a where a.advance_id = i.id and a.invoice_id <> ${view.id})`.execute(
    cx.db,
  )
  if (new Set(ids).size !== rows.length) throw invalid({ path: 'advances', code: 'field.invalid' })
}

async function putAdvances(cx: Cx, id: string, advances: string[]): Promise<void> {
  await sql`delete from invoice_advances where invoice_id = ${id}`.execute(cx.db)
  await sql`insert into invoice_advances (invoice_id, advance_id) select ${id}, unnest(${advances}::uuid[])`.execute(
    cx.db,
  )
}

/** Throws a draft away: it never had a number. */
export async function discardDraft(cx: Cx, id: string): Promise<void> {
  await allow(cx.db, cx.actor, 'invoice', 'update', id)
  const { view } = await invoiceForUpdate(cx, id)
  stillDraft(view)
  await sql`delete from invoices where id = ${id}`.execute(cx.db)
  await unindexRecord(cx, 'invoice', id)
  cx.record('invoice.discarded', { subject: { kind: 'invoice', id }, payload: said(view), also: beside(view) })
}
