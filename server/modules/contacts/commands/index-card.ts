import { sql } from 'kysely'
import type { Cx } from '../../../core/write.ts'
import { indexRecords } from '../../search/commands.ts'
import { companiesByIds } from '../queries/companies.ts'
import { contactsByIds } from '../queries/contacts.ts'

/** Writes the search entries of people as their rows are now. */
export async function indexContacts(cx: Cx, ids: string[]): Promise<void> {
  const contacts = [...(await contactsByIds(cx.db, ids)).values()]
  await indexRecords(
    cx,
    contacts.map((contact) => ({
      kind: 'contact',
      id: contact.id,
      title: contact.name,
      detail: [contact.position, contact.company?.name].filter(Boolean).join(', '),
      text: contact.emails.map((email) => email.value),
      digits: contact.phones.map((phone) => phone.value),
      ownerId: contact.owner?.id ?? null,
      departmentId: contact.departmentId,
    })),
  )
}

/** The same of companies. */
export async function indexCompanies(cx: Cx, ids: string[]): Promise<void> {
  const companies = [...(await companiesByIds(cx.db, ids)).values()]
  await indexRecords(
    cx,
    companies.map((company) => ({
      kind: 'company',
      id: company.id,
      title: company.name,
      detail: company.address,
      text: [company.website, ...company.emails.map((email) => email.value)],
      digits: [company.nip, company.regon, ...company.phones.map((phone) => phone.value)],
      ownerId: company.owner?.id ?? null,
      departmentId: company.departmentId,
    })),
  )
}

/** A company's name stands in the entries of its people too. */
export async function indexPeopleOf(cx: Cx, companyId: string): Promise<void> {
  const { rows } = await sql<{
    id: string
  }>`select id from contacts where company_id = ${companyId} and archived_at is null`.execute(cx.db)
  await indexContacts(
    cx,
    rows.map((row) => row.id),
  )
}
