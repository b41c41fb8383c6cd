import { sql } from 'kysely'
import { digitsOnly, foldText } from '../../../../pure/search-text.ts'
import { newId } from '../../../core/ids.ts'
import type { Cx } from '../../../core/write.ts'

export interface NewLead {
  /** Given by whoever refers to it in the same round trip. */
  id?: string
  source: string
  formId: string | null
  departmentId: string | null
  ownerId?: string | null
  title: string
  personName?: string
  companyName?: string
  email?: string | null
  phone?: string | null
  nip?: string | null
  message?: string
  product?: string
  /** In minor units. */
  amount?: number | null
  currency?: string
  utm?: Record<string, string> | null
  pageUrl?: string | null
  referrer?: string | null
  custom?: Record<string, unknown>
}

/**
 * Registers an incoming request as a lead: its row and its search entry in one statement (this is the measured path),
 * and `lead.received`, which starts the handling.
 */
export async function receiveLead(cx: Cx, lead: NewLead): Promise<{ id: string; number: number }> {
  const id = lead.id ?? newId()
  const words = [lead.title, lead.personName, lead.companyName, lead.email, lead.product].filter(Boolean).join(' ')
  const digits = [lead.phone, lead.nip]
    .filter(Boolean)
    .map((value) => digitsOnly(value!))
    .join(' ')
  const owner = lead.ownerId ?? null
  const { rows } = await sql<{ number: number }>`
    /* receive-lead */ with made as (
      insert into leads (id, title, status, source, form_id, department_id, owner_id, person_name, company_name, email, phone, nip,
        message, product, amount, currency, utm, page_url, referrer, custom, created_at, updated_at)
      values (${id}, ${lead.title}, ${owner ? 'processing' : 'new'}, ${lead.source}, ${lead.formId}, ${lead.departmentId}, ${owner},
        ${lead.personName ?? ''}, ${lead.companyName ?? ''}, ${lead.email ?? null}, ${lead.phone ?? null}, ${lead.nip ?? null},
        ${lead.message ?? ''}, ${lead.product ?? ''}, ${lead.amount ?? null}, ${lead.currency ?? 'PLN'},
        ${lead.utm ? JSON.stringify(lead.utm) : null}::jsonb, ${lead.pageUrl ?? null}, ${lead.referrer ?? null},
        ${JSON.stringify(lead.custom ?? {})}::jsonb, ${cx.now}, ${cx.now})
      returning number
    ), indexed as (
      insert into search_entries (kind, id, title, detail, folded, digits, owner_id, department_id, at)
      values ('lead', ${id}, ${lead.title}, ${[lead.personName, lead.companyName].filter(Boolean).join(', ')}, ${foldText(words)},
        ${digits}, ${owner}, ${lead.departmentId}, ${cx.now})
    )
    select number from made`.execute(cx.db)
  const number = rows[0]!.number
  cx.record('lead.received', {
    subject: { kind: 'lead', id },
    payload: {
      leadId: id,
      number,
      title: lead.title,
      version: 1,
      source: lead.source,
      departmentId: lead.departmentId,
      amount: lead.amount ?? null,
      ownerId: owner,
    },
  })
  return { id, number }
}
