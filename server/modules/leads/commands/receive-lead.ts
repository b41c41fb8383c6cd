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
  /** Of these what the event may tell: fields of the company's own, none about a person. */
  told?: Record<string, unknown>
}

interface ReceivedLead {
  id: string
  number: number
}

/** Registers an incoming request as a lead. */
export async function receiveLead(cx: Cx, lead: NewLead): Promise<ReceivedLead> {
  const [received] = await receiveLeads([{ cx, lead }])
  return received!
}

/**
 * Registers incoming requests as leads: their rows and search entries in one statement (this is the measured path), and
 * for each `lead.received`, which starts the handling. Numbers follow the order of the batch.
 */
export async function receiveLeads(batch: { cx: Cx; lead: NewLead }[]): Promise<ReceivedLead[]> {
  const first = batch[0]
  if (!first) return []
  const leads = batch.map(({ lead }) => {
    const digits = [lead.phone, lead.nip].filter(Boolean).map((value) => digitsOnly(value!))
    const words = [lead.title, lead.personName, lead.companyName, lead.email, lead.product].filter(Boolean)
    return {
      id: lead.id ?? newId(),
      title: lead.title,
      status: lead.ownerId ? 'processing' : 'new',
      source: lead.source,
      form_id: lead.formId,
      department_id: lead.departmentId,
      owner_id: lead.ownerId ?? null,
      person_name: lead.personName ?? '',
      company_name: lead.companyName ?? '',
      email: lead.email ?? null,
      phone: lead.phone ?? null,
      nip: lead.nip ?? null,
      message: lead.message ?? '',
      product: lead.product ?? '',
      amount: lead.amount ?? null,
      currency: lead.currency ?? 'PLN',
      utm: lead.utm ?? null,
      page_url: lead.pageUrl ?? null,
      referrer: lead.referrer ?? null,
      custom: lead.custom ?? {},
      detail: [lead.personName, lead.companyName].filter(Boolean).join(', '),
      folded: foldText(words.join(' ')),
      digits: digits.join(' '),
    }
  })
  const { rows } = await sql<ReceivedLead>`
    /* receive-leads */ with fresh as (
      select * from json_to_recordset(${JSON.stringify(leads)}::json) as l(id uuid, title text, status text, source text,
        form_id uuid, department_id uuid, owner_id uuid, person_name text, company_name text, email text, phone text, nip text,
        message text, product text, amount bigint, currency text, utm jsonb, page_url text, referrer text, custom jsonb,
        detail text, folded text, digits text)
    ), made as (
      insert into leads (id, title, status, source, form_id, department_id, owner_id, person_name, company_name, email, phone, nip,
        message, product, amount, currency, utm, page_url, referrer, custom, created_at, updated_at)
      select id, title, status, source, form_id, department_id, owner_id, person_name, company_name, email, phone, nip,
        message, product, amount, currency, utm, page_url, referrer, custom, ${first.cx.now}, ${first.cx.now} from fresh
      returning id, number
    ), indexed as (
      insert into search_entries (kind, id, title, detail, folded, digits, owner_id, department_id, at)
      select 'lead', id, title, detail, folded, digits, owner_id, department_id, ${first.cx.now} from fresh
    )
    select id, number from made`.execute(first.cx.db)
  const numbers = new Map(rows.map(({ id, number }) => [id, number]))
  return batch.map(({ cx, lead }, i) => {
    const { id, amount, owner_id } = leads[i]!
    const number = numbers.get(id)!
    cx.record('lead.received', {
      subject: { kind: 'lead', id },
      payload: {
        leadId: id,
        number,
        title: lead.title,
        version: 1,
        source: lead.source,
        departmentId: lead.departmentId,
        amount,
        ownerId: owner_id,
        ...(lead.told ? { custom: lead.told } : {}),
      },
    })
    return { id, number }
  })
}
