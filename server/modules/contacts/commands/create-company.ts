import { allowAtAll } from '../../../core/access.ts'
import { execute } from '../../../core/db.ts'
import { attempted, granted, grantedOf, type Refusal } from '../../../core/errors.ts'
import { columnOf, overRows } from '../../../core/given-rows.ts'
import { newId } from '../../../core/ids.ts'
import type { Cx } from '../../../core/write.ts'
import { newCustoms } from '../../fields/commands/values.ts'
import { newOwners } from '../queries/cards.ts'
import { readCompany } from '../rules.ts'
import type { NewCompany as Input } from '../schema.ts'
import { indexCompanies } from './index-card.ts'
import { putPoints } from './points.ts'

/** `departmentId` files it where the owner's department cannot be known: a process making a card for nobody yet. */
export type NewCompany = Input & { id?: string; departmentId?: string | null }

/** Makes the card of a company; the caller owns it unless somebody else is named. */
export async function createCompany(cx: Cx, given: NewCompany, { asked = false } = {}): Promise<{ id: string }> {
  const [company] = await createCompanies(cx, [given], { asked })
  return { id: granted(company!).id }
}

/** Makes cards together; one that is refused leaves the others. */
export async function createCompanies(
  cx: Cx,
  given: NewCompany[],
  { asked = false } = {},
): Promise<({ id: string } | Refusal)[]> {
  allowAtAll(cx.actor, 'company', 'create')
  const owners = await newOwners(cx.db, cx.actor, given)
  const customs = await newCustoms(
    cx,
    'company',
    given.map(({ custom }) => custom),
    { asked },
  )
  const made = given.map(({ id = newId(), departmentId: _, name, ...input }, at) =>
    attempted(() => ({ ...readCompany(input), id, name, ...granted(owners[at]!), ...granted(customs[at]!) })),
  )
  const cards = grantedOf(made)
  if (cards.length === 0) return made
  const columns = [
    columnOf(cards, 'id', 'uuid', ({ id }) => id),
    columnOf(cards, 'name', 'text', ({ name }) => name),
    columnOf(cards, 'nip', 'text', ({ nip }) => nip ?? null),
    columnOf(cards, 'regon', 'text', ({ regon }) => regon ?? null),
    columnOf(cards, 'address', 'text', ({ address }) => address ?? ''),
    columnOf(cards, 'website', 'text', ({ website }) => website ?? ''),
    columnOf(cards, 'bank_account', 'text', ({ bankAccount }) => bankAccount ?? ''),
    columnOf(cards, 'owner_id', 'uuid', ({ ownerId }) => ownerId),
    columnOf(cards, 'department_id', 'uuid', ({ departmentId }) => departmentId),
    columnOf(cards, 'note', 'text', ({ note }) => note ?? ''),
    columnOf(cards, 'custom', 'json', ({ custom }) => JSON.stringify(custom)),
  ]
  await execute(cx.db, overRows('create-companies', columns, creating, [cx.now]))
  await putPoints(cx, 'company_id', cards)
  await indexCompanies(
    cx,
    cards.map(({ id }) => id),
  )
  for (const { id, name, nip = null, ownerId, told } of cards) {
    cx.record('company.created', {
      subject: { kind: 'company', id },
      payload: { companyId: id, name, nip, ownerId, version: 1, custom: told },
    })
  }
  return made
}

const creating = (
  rows: string,
) => `insert into companies (id, name, nip, regon, address, website, bank_account, owner_id, department_id, note,
      custom, created_at, updated_at)
    select id, name, nip, regon, address, website, bank_account, owner_id, department_id, note, custom::jsonb, $12::timestamptz, $12::timestamptz
    from ${rows}`
