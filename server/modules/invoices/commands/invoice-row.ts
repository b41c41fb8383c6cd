import { sql } from 'kysely'
import type { Invoice } from '../../../../pure/invoices/invoice.ts'
import type { Subject } from '../../../core/events.ts'
import { newId } from '../../../core/ids.ts'
import type { Cx } from '../../../core/write.ts'
import { indexRecord } from '../../search/commands.ts'
import { wholeInvoice } from '../queries/invoices.ts'
import type { InvoiceLineInput, InvoiceView } from '../schema.ts'

/** Locks an invoice's row for the rest of the transaction and reads it whole. */
export async function invoiceForUpdate(cx: Cx, id: string): Promise<{ view: InvoiceView; model: Invoice }> {
  await sql`select 1 from invoices where id = ${id} for update`.execute(cx.db)
  return wholeInvoice(cx.db, id)
}

/** What every event of an invoice says of it; `version` as it is after the change. */
export const said = (view: InvoiceView, version = view.version + 1) => ({
  invoiceId: view.id,
  version,
  kind: view.kind,
  number: view.number,
  title: view.title,
  dealId: view.deal?.id ?? null,
  contractId: view.contract?.id ?? null,
  companyId: view.company?.id ?? null,
  contactId: view.contact?.id ?? null,
  ownerId: view.owner?.id ?? null,
  departmentId: view.departmentId,
  gross: view.gross,
  currency: view.currency,
  issuedOn: view.issuedOn,
  dueOn: view.dueOn,
})

/** Whose timelines show it, too. */
export const beside = (view: InvoiceView): Subject[] =>
  (['deal', 'contract', 'company', 'contact'] as const).flatMap((kind) =>
    view[kind] ? [{ kind, id: view[kind].id }] : [],
  )

export async function putLines(cx: Cx, invoiceId: string, lines: readonly InvoiceLineInput[]): Promise<void> {
  await sql`delete from invoice_lines where invoice_id = ${invoiceId}`.execute(cx.db)
  if (lines.length === 0) return
  const rows = lines.map((line, position) => ({ ...line, position, id: newId() }))
  await sql`insert into invoice_lines (id, invoice_id, position, product_id, name, code, pkwiu, gtu, quantity, unit, unit_price,
      discount_percent, discount_amount, vat)
    select r.id, ${invoiceId}::uuid, r.position, r."productId", r.name, r.code, r.pkwiu, r.gtu, r.quantity, r.unit,
      r."unitPrice", r."discountPercent", r."discountAmount", r.vat
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(id uuid, position int, "productId" uuid, name text, code text,
      pkwiu text, gtu text, quantity numeric, unit text, "unitPrice" numeric, "discountPercent" numeric,
      "discountAmount" bigint, vat text)`.execute(cx.db)
}

/** Writes the search entry of an invoice as it is now. */
export async function indexInvoice(cx: Cx, view: InvoiceView): Promise<void> {
  await indexRecord(cx, {
    kind: 'invoice',
    id: view.id,
    title: view.title,
    detail: view.number ? view.buyerName : '',
    text: [view.deal?.name, view.ksefNumber],
    digits: [view.buyerNip, view.number],
    ownerId: view.owner?.id ?? null,
    departmentId: view.departmentId,
  })
}
