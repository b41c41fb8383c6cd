import { sql } from 'kysely'
import { dateOfDay, dayOfDate } from '../../../../pure/dates.ts'
import { minorToDecimal, plainDecimal } from '../../../../pure/money.ts'
import { allow, allowAtAll } from '../../../core/access.ts'
import { newId } from '../../../core/ids.ts'
import type { Cx } from '../../../core/write.ts'
import { linkable, newOwner } from '../../contacts/queries/cards.ts'
import { writtenCompany } from '../../contacts/queries/companies.ts'
import { writtenContact } from '../../contacts/queries/contacts.ts'
import { contractRow } from '../../contracts/queries/contracts.ts'
import { rateOfDay } from '../../currencies/queries.ts'
import { baseCurrency } from '../../deals/queries/base-currency.ts'
import { writtenDeal } from '../../deals/queries/deals.ts'
import { writtenLines } from '../../deals/queries/lines.ts'
import { wholeInvoice } from '../queries/invoices.ts'
import { invoicingOf, usualAccount } from '../queries/settings.ts'
import { buyerOf, linesOfDealLines } from '../rules.ts'
import type { InvoiceLineInput, NewInvoice } from '../schema.ts'
import { beside, indexInvoice, putLines, said } from './invoice-row.ts'
import { sumUp } from './sum-up.ts'

/** Begins an invoice: for a deal with its lines, its buyer and its owner, for a contract, else for a card or from nothing. */
export async function draftInvoice(
  cx: Cx,
  given: NewInvoice & {
    /** Files it where the owner's department cannot be known: a process drafting for nobody yet. */
    departmentId?: string | null
  },
): Promise<{ id: string }> {
  const { db, actor } = cx
  allowAtAll(actor, 'invoice', 'create')
  if (given.dealId) await allow(db, actor, 'deal', 'read', given.dealId)
  if (given.companyId) await linkable(db, actor, 'company', given.companyId, 'companyId')
  if (given.contactId) await linkable(db, actor, 'contact', given.contactId, 'contactId')
  if (given.contractId) await allow(db, actor, 'contract', 'read', given.contractId)
  const contract = given.contractId ? await contractRow(db, given.contractId) : null
  const dealId = given.dealId ?? contract?.deal_id
  if (dealId && !given.dealId) await allow(db, actor, 'deal', 'read', dealId)
  const deal = dealId ? await writtenDeal(db, dealId) : null
  const ofDeal = deal ? await writtenLines(db, deal.id) : null
  const companyId = given.companyId ?? deal?.company?.id ?? contract?.company_id ?? null
  const contactId = given.contactId ?? deal?.contact?.id ?? contract?.contact_id ?? null
  const agreed = deal
    ? { ownerId: deal.owner?.id ?? null, departmentId: deal.departmentId, amount: deal.amount, ...named(deal) }
    : contract && {
        ...{ ownerId: contract.owner_id, departmentId: contract.department_id, amount: contract.value },
        ...named(contract),
      }
  const owner = given.ownerId === undefined && agreed ? agreed.ownerId : given.ownerId
  const { ownerId, departmentId } = await newOwner(db, actor, owner, given.departmentId ?? agreed?.departmentId)
  const buyer = buyerOf(
    companyId ? await writtenCompany(db, companyId) : null,
    contactId ? await writtenContact(db, contactId) : null,
  )
  const settings = await invoicingOf(db)
  const { currency: base, today } = await baseCurrency(db, cx.now)
  const currency = agreed?.currency ?? base
  // The tax's rate is that of the day before (art. 31a).
  const rate = currency === 'PLN' ? null : await rateOfDay(db, 'PLN', currency, addDays(today, -1))
  const lines =
    ofDeal && ofDeal.lines.length > 0 ? linesOfDealLines(ofDeal.lines) : agreed ? [lineOfAmount(agreed)] : []
  const id = newId()
  await sql`insert into invoices (id, kind, deal_id, contract_id, company_id, contact_id, owner_id, department_id, place, currency, rate,
      rate_on, mode, rounded_by, buyer, exemption, cash_method, payment_method, due_on, account_id, note, created_at, updated_at)
    values (${id}, ${given.kind ?? 'vat'}, ${deal?.id ?? null}, ${contract?.id ?? null}, ${companyId}, ${contactId}, ${ownerId}, ${departmentId},
      ${settings.place}, ${currency}, ${rate?.rate ?? null}, ${rate?.rateOn ?? null},
      ${ofDeal && ofDeal.lines.length > 0 ? ofDeal.priceMode : 'net'}, ${settings.roundedBy}, ${JSON.stringify(buyer)}::jsonb,
      ${settings.exemption && JSON.stringify(settings.exemption)}::jsonb, ${settings.cashMethod}, ${settings.paymentMethod},
      ${addDays(today, settings.dueDays)}, ${await usualAccount(db, currency)}, ${settings.note}, ${cx.now}, ${cx.now})`.execute(
    db,
  )
  await putLines(cx, id, lines)
  await sumUp(cx, id)
  const { view } = await wholeInvoice(db, id)
  await indexInvoice(cx, view)
  cx.record('invoice.drafted', { subject: { kind: 'invoice', id }, payload: said(view, 1), also: beside(view) })
  return { id }
}

const named = ({ title, currency }: { title: string; currency: string }) => ({ title, currency })

/** What was agreed without lines is sold in one: its name, for its amount. */
const lineOfAmount = (agreed: { title: string; amount: number | null; currency: string }): InvoiceLineInput => ({
  ...{ productId: null, code: null, pkwiu: null, gtu: null, discountPercent: null, discountAmount: null },
  ...{ name: agreed.title, quantity: '1', unit: 'szt.', vat: '23' },
  unitPrice: plainDecimal(minorToDecimal(agreed.amount ?? 0, agreed.currency)),
})

const addDays = (day: string, days: number): string => dateOfDay(dayOfDate(day) + days)
