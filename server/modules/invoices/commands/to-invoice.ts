import { sql } from 'kysely'
import { newId } from '../../../core/ids.ts'
import type { Cx } from '../../../core/write.ts'

/** What may be agreed and has to be invoiced: a deal, or a contract that has none. */
export type Agreement = { dealId: string } | { contractId: string }

/** A contract of a deal is invoiced as that deal. */
export const agreementOf = ({
  dealId,
  contractId,
}: {
  dealId?: string | null
  contractId?: string | null
}): Agreement => (dealId ? { dealId } : { contractId: contractId! })

interface Agreed {
  contractId: string | null
  because: 'deal_won' | 'contract_signed'
  since: Date
  number: string
  title: string
  ownerId: string | null
  departmentId: string | null
}

/** Invoices that settle what was agreed; a proforma settles nothing. */
export const invoicesOf = (agreement: Agreement) =>
  sql<boolean>`i.kind <> 'proforma' and ${
    'dealId' in agreement ? sql`i.deal_id = ${agreement.dealId}` : sql`i.contract_id = ${agreement.contractId}`
  }`

/**
 * Brings the list of what has to be invoiced in line with what is agreed, issued and sent by now. One row for one agreement, whatever
 * comes first and however often: only the row's coming and going is told, so one case begins and ends with it.
 */
export async function heedAgreement(cx: Cx, agreement: Agreement): Promise<void> {
  const [key, column] =
    'dealId' in agreement
      ? [agreement.dealId, sql`deal_id`]
      : [agreement.contractId, sql`deal_id is null and contract_id`]
  // Who comes second reads what the first has committed.
  await sql`select pg_advisory_xact_lock(hashtext('to_invoice'), hashtext(${key}))`.execute(cx.db)
  const [agreed] = await agreedBy(cx, agreement)
  const { rows } = await sql<{ issued: boolean; sent: boolean }>`select
      coalesce(bool_or(i.status = 'issued'), false) as issued,
      coalesce(bool_or(i.status = 'issued' and i.sent_at is not null), false) as sent
    from invoices i where ${invoicesOf(agreement)}`.execute(cx.db)
  const { issued, sent } = rows[0]!
  if (!agreed || sent) {
    const { rows: gone } = await sql<{ because: string; contractId: string | null }>`delete from to_invoice
      where ${column} = ${key} returning because, contract_id as "contractId"`.execute(cx.db)
    if (gone[0] && !sent) tell(cx, 'invoicing.called_off', agreement, { because: gone[0].because })
    return
  }
  const { contractId, because, since, ...about } = agreed
  const { numAffectedRows = 0n } =
    await sql`update to_invoice set contract_id = ${contractId}, because = ${because}, since = ${since},
    issued = ${issued} where ${column} = ${key}`.execute(cx.db)
  if (numAffectedRows > 0n) return
  const dealId = 'dealId' in agreement ? agreement.dealId : null
  await sql`insert into to_invoice (id, deal_id, contract_id, because, since, issued)
    values (${newId()}, ${dealId}, ${contractId}, ${because}, ${since}, ${issued})`.execute(cx.db)
  tell(cx, 'invoicing.called_for', agreement, { contractId, because, ...about })
}

function tell(cx: Cx, event: string, agreement: Agreement, payload: Record<string, unknown>): void {
  const ids = { dealId: null, contractId: null, ...payload, ...agreement }
  const subject =
    'dealId' in agreement ? { kind: 'deal', id: agreement.dealId } : { kind: 'contract', id: agreement.contractId }
  cx.record(event, { subject, payload: ids })
}

/** By what it is agreed, the earliest first. A contract over nothing, such as one of confidence, asks for no invoice. */
async function agreedBy(cx: Cx, agreement: Agreement): Promise<Agreed[]> {
  const signed = sql`select c.id as "contractId", 'contract_signed' as because,
      coalesce((select min(s.at) from contract_signatures s where s.contract_id = c.id), c.updated_at) as since, c.number, c.title,
      c.owner_id as "ownerId", c.department_id as "departmentId"
    from contracts c where c.status in ('signed', 'in_force', 'ended')`
  const { rows } = await ('contractId' in agreement
    ? sql<Agreed>`${signed} and c.id = ${agreement.contractId} and c.deal_id is null and c.value > 0`
    : sql<Agreed>`select a."contractId", a.because, a.since, d.number::text, d.title, d.owner_id as "ownerId",
          d.department_id as "departmentId"
        from deals d cross join lateral (
          select null::uuid as "contractId", 'deal_won' as because, d.closed_at as since where d.status = 'won'
          union all select s."contractId", s.because, s.since from (${signed} and c.deal_id = d.id) s where d.status <> 'lost'
        ) a where d.id = ${agreement.dealId} order by a.since, a."contractId"`
  ).execute(cx.db)
  return rows
}
