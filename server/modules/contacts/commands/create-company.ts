import { sql } from 'kysely'
import { allowAtAll } from '../../../core/access.ts'
import { newId } from '../../../core/ids.ts'
import type { Cx } from '../../../core/write.ts'
import { newCustom } from '../../fields/commands/values.ts'
import { newOwner } from '../queries/cards.ts'
import { readCompany } from '../rules.ts'
import type { NewCompany as Input } from '../schema.ts'
import { indexCompany } from './index-card.ts'
import { writePoints } from './points.ts'

/** `departmentId` files it where the owner's department cannot be known: a process making a card for nobody yet. */
export type NewCompany = Input & { departmentId?: string | null }

/** Makes the card of a company; the caller owns it unless somebody else is named. */
export async function createCompany(cx: Cx, given: NewCompany, { asked = false } = {}): Promise<{ id: string }> {
  allowAtAll(cx.actor, 'company', 'create')
  const { departmentId: filed, name, ...input } = given
  const company = readCompany(input)
  const { ownerId, departmentId } = await newOwner(cx.db, cx.actor, company.ownerId, filed)
  const { custom, told } = await newCustom(cx, 'company', given.custom, { asked })
  const id = newId()
  const nip = company.nip ?? null
  await sql`insert into companies (id, name, nip, regon, address, website, owner_id, department_id, note, custom, created_at, updated_at)
    values (${id}, ${name}, ${nip}, ${company.regon ?? null}, ${company.address ?? ''}, ${company.website ?? ''}, ${ownerId},
      ${departmentId}, ${company.note ?? ''}, ${JSON.stringify(custom)}::jsonb, ${cx.now}, ${cx.now})`.execute(cx.db)
  await writePoints(cx, { companyId: id }, company)
  await indexCompany(cx, id)
  cx.record('company.created', {
    subject: { kind: 'company', id },
    payload: { companyId: id, name, nip, ownerId, version: 1, custom: told },
  })
  return { id }
}
