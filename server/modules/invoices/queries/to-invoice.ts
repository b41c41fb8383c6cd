import { sql } from 'kysely'
import { may } from '../../../core/access.ts'
import type { Actor } from '../../../core/actor.ts'
import type { Db } from '../../../core/db.ts'
import { cursorOf, readCursor } from '../../../core/paging.ts'
import type { ToInvoice } from '../schema.ts'
import { named } from './invoices.ts'

/** What was agreed and has no issued invoice, the longest waiting first. */
export async function listToInvoice(
  db: Db,
  actor: Actor,
  { after, limit }: { after?: string; limit: number },
): Promise<{ items: ToInvoice[]; next: string | null }> {
  const [at, last] = after ? (readCursor(after, 2) as [string, string]) : []
  const { rows } = await sql<{
    id: string
    because: ToInvoice['because']
    since: Date
    deal_id: string | null
    contract_id: string | null
    contract: string | null
    title: string
    company_id: string | null
    company: string | null
    owner_id: string | null
    owner: string | null
    amount: number | null
    currency: string
    draft_id: string | null
  }>`select t.*, c.number as contract, f.name as company, e.name as owner,
      (select i.id from invoices i where i.status = 'draft'
        and case when t.deal_id is null then i.contract_id = t.contract_id else i.deal_id = t.deal_id end
        order by i.created_at limit 1) as draft_id
    from (
      select t.id, t.because, t.since, t.deal_id, t.contract_id, coalesce(d.title, ct.title) as title,
        coalesce(d.company_id, ct.company_id) as company_id, coalesce(d.owner_id, ct.owner_id) as owner_id,
        case when d.id is null then ct.value else d.amount end as amount, trim(coalesce(d.currency, ct.currency)) as currency
      from to_invoice t left join deals d on d.id = t.deal_id left join contracts ct on ct.id = t.contract_id and t.deal_id is null
      where not t.issued and (d.id is not null and ${may(actor, 'deal', 'read', 'd')}
          or ct.id is not null and ${may(actor, 'contract', 'read', 'ct')})
        ${at ? sql`and (t.since, t.id) > (${at}::timestamptz, ${last}::uuid)` : sql``}
      order by t.since, t.id limit ${limit + 1}
    ) t left join companies f on f.id = t.company_id left join employees e on e.id = t.owner_id
      left join contracts c on c.id = t.contract_id and ${may(actor, 'contract', 'read', 'c')}
    order by t.since, t.id`.execute(db)
  const items = rows.slice(0, limit)
  const end = items.at(-1)
  return {
    items: items.map((row) => ({
      id: row.id,
      because: row.because,
      since: row.since.toISOString(),
      deal: named(row.deal_id, row.title),
      contract: row.contract ? named(row.contract_id, row.contract) : null,
      title: row.title,
      company: named(row.company_id, row.company),
      owner: named(row.owner_id, row.owner),
      amount: row.amount,
      currency: row.currency,
      draftId: row.draft_id,
    })),
    next: rows.length > limit && end ? cursorOf(end.since.toISOString(), end.id) : null,
  }
}
