import { digitsOnly, foldText } from '../../../../pure/search-text.ts'
import { execute } from '../../../core/db.ts'
import { type Column, columnOf, overRows } from '../../../core/given-rows.ts'
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
  const ids = batch.map(({ lead }) => lead.id ?? newId())
  const row = (name: string, type: Column['type'], of: (lead: NewLead) => unknown) =>
    columnOf(batch, name, type, ({ lead }) => of(lead))
  const columns: Column[] = [
    { name: 'id', type: 'uuid', values: ids },
    row('title', 'text', ({ title }) => title),
    row('status', 'text', ({ ownerId }) => (ownerId ? 'processing' : 'new')),
    row('source', 'text', ({ source }) => source),
    row('form_id', 'uuid', ({ formId }) => formId),
    row('department_id', 'uuid', ({ departmentId }) => departmentId),
    row('owner_id', 'uuid', ({ ownerId }) => ownerId ?? null),
    row('person_name', 'text', ({ personName }) => personName ?? ''),
    row('company_name', 'text', ({ companyName }) => companyName ?? ''),
    row('email', 'text', ({ email }) => email ?? null),
    row('phone', 'text', ({ phone }) => phone ?? null),
    row('nip', 'text', ({ nip }) => nip ?? null),
    row('message', 'text', ({ message }) => message ?? ''),
    row('product', 'text', ({ product }) => product ?? ''),
    row('amount', 'bigint', ({ amount }) => amount ?? null),
    row('currency', 'text', ({ currency }) => currency ?? 'PLN'),
    row('utm', 'json', ({ utm }) => (utm ? JSON.stringify(utm) : null)),
    row('page_url', 'text', ({ pageUrl }) => pageUrl ?? null),
    row('referrer', 'text', ({ referrer }) => referrer ?? null),
    row('custom', 'json', ({ custom }) => JSON.stringify(custom ?? {})),
    row('folded', 'text', ({ title, personName, companyName, email, product }) =>
      foldText([title, personName, companyName, email, product].filter(Boolean).join(' ')),
    ),
    row('digits', 'text', ({ phone, nip }) =>
      [phone, nip]
        .filter(Boolean)
        .map((value) => digitsOnly(value!))
        .join(' '),
    ),
  ]
  const { rows } = (await execute(first.cx.db, overRows('receive-leads', columns, receiving, [first.cx.now]))) as {
    rows: ReceivedLead[]
  }
  const numbers = new Map(rows.map(({ id, number }) => [id, number]))
  return batch.map(({ cx, lead }, i) => {
    const id = ids[i]!
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
        amount: lead.amount ?? null,
        ownerId: lead.ownerId ?? null,
        ...(lead.told ? { custom: lead.told } : {}),
      },
    })
    return { id, number }
  })
}

const KEPT = `id, title, status, source, form_id, department_id, owner_id, person_name, company_name, email, phone, nip, message,
        product, amount, currency, page_url, referrer`

const receiving = (rows: string) => `with fresh as materialized (select * from ${rows}), made as (
      insert into leads (${KEPT}, utm, custom, created_at, updated_at)
      select ${KEPT}, utm::jsonb, custom::jsonb, $23::timestamptz, $23::timestamptz from fresh
      returning id, number
    ), indexed as (
      insert into search_entries (kind, id, title, detail, folded, digits, owner_id, department_id, at)
      select 'lead', id, title, concat_ws(', ', nullif(person_name, ''), nullif(company_name, '')), folded, digits, owner_id,
        department_id, $23::timestamptz from fresh
    )
    select id, number from made`
