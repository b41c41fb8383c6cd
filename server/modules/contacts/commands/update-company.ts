import { sql } from 'kysely'
import { allow } from '../../../core/access.ts'
import { changesOfEdit, partPersonal, updateRow } from '../../../core/edit.ts'
import { Refusal } from '../../../core/errors.ts'
import type { Cx } from '../../../core/write.ts'
import { readCustom } from '../../fields/commands/values.ts'
import { companyFields } from '../fields.ts'
import { departmentOfOwner } from '../queries/cards.ts'
import { writtenCompany } from '../queries/companies.ts'
import { readCompany } from '../rules.ts'
import type { CompanyInput, CompanyView } from '../schema.ts'
import { indexCompanies, indexPeopleOf } from './index-card.ts'
import { writePoints } from './points.ts'

/** Locks a company's row for the rest of the transaction and reads it whole. */
export async function companyForUpdate(cx: Cx, id: string): Promise<CompanyView> {
  await sql`select 1 from companies where id = ${id} for update`.execute(cx.db)
  return writtenCompany(cx.db, id)
}

/** Changes the fields given; `expected` is the version the sender saw, null for no matter which. */
export async function updateCompany(cx: Cx, id: string, given: CompanyInput, expected: number | null): Promise<void> {
  await allow(cx.db, cx.actor, 'company', 'update', id)
  const company = await companyForUpdate(cx, id)
  if (company.archivedAt) throw new Refusal('company.archived')
  const input = readCompany(given)
  const own = await readCustom(cx, 'company', given.custom, company.custom)
  const known = [...companyFields, ...own.fields]
  const changes = await changesOfEdit(cx, {
    subject: { kind: 'company', id },
    fields: known,
    before: { ...company, ownerId: company.owner?.id ?? null, ...own.before },
    input: { ...input, ...own.input },
    expected,
    version: company.version,
  })
  if (changes.length === 0) return
  const fields = changes.map((change) => change.field)
  const further: Record<string, unknown> = {}
  if (fields.includes('ownerId') && input.ownerId) further.department_id = await departmentOfOwner(cx.db, input.ownerId)
  await updateRow(cx, 'companies', id, known, changes, further)
  await writePoints(
    cx,
    { companyId: id },
    {
      ...(fields.includes('emails') ? { emails: input.emails } : {}),
      ...(fields.includes('phones') ? { phones: input.phones } : {}),
    },
  )
  await indexCompanies(cx, [id])
  if (fields.includes('name')) await indexPeopleOf(cx, id)
  cx.record('company.updated', {
    subject: { kind: 'company', id },
    payload: { companyId: id, name: input.name ?? company.name, version: company.version + 1, fields },
    ...partPersonal(known, changes),
  })
}
