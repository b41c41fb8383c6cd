import { sql } from 'kysely'
import { normaliseAccount } from '../../../../pure/bank-account.ts'
import { allowAtAll } from '../../../core/access.ts'
import { editRow } from '../../../core/edit-row.ts'
import { invalid, notFound } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import type { Cx } from '../../../core/write.ts'
import { listAccounts } from '../queries/settings.ts'
import type { AccountInput, AccountView, NewAccount } from '../schema/settings.ts'

const COLUMNS = { bank: { column: 'bank' }, currency: { column: 'currency' }, usual: { column: 'usual' } }

/** Adds an account payments come to; the first of a currency is its usual one. */
export async function addAccount(cx: Cx, given: NewAccount): Promise<{ id: string }> {
  allowAtAll(cx.actor, 'invoicing', 'manage')
  const iban = normaliseAccount(given.iban)
  if (!iban) throw invalid({ path: 'iban', code: 'bank_account.invalid' })
  const accounts = await lockedAccounts(cx)
  if (accounts.some((one) => one.iban === iban)) throw invalid({ path: 'iban', code: 'field.twice' })
  const usual = given.usual || !accounts.some(({ currency }) => currency === given.currency)
  if (usual) await leaveUsual(cx, given.currency, null)
  const id = newId()
  await sql`insert into bank_accounts (id, iban, bank, currency, usual, created_at)
    values (${id}, ${iban}, ${given.bank}, ${given.currency}, ${usual}, ${cx.now})`.execute(cx.db)
  cx.record('bank_account.created', {
    subject: { kind: 'bank_account', id },
    payload: { accountId: id, iban, version: 1 },
  })
  return { id }
}

export async function updateAccount(cx: Cx, id: string, input: AccountInput, expected: number | null): Promise<void> {
  allowAtAll(cx.actor, 'invoicing', 'manage')
  const before = (await lockedAccounts(cx)).find((one) => one.id === id)
  if (!before) throw notFound()
  if (input.usual ?? before.usual) await leaveUsual(cx, input.currency ?? before.currency, id)
  const edited = await editRow(cx, {
    ...{ table: 'bank_accounts', id, subject: { kind: 'bank_account', id }, columns: COLUMNS },
    ...{ before: { ...before }, set: input, expected },
  })
  if (!edited) return
  cx.record('bank_account.updated', {
    subject: { kind: 'bank_account', id },
    payload: { accountId: id, iban: before.iban, version: edited.version },
    changes: edited.changes,
  })
}

/** Takes an account out of use; issued invoices keep its number. */
export async function archiveAccount(cx: Cx, id: string): Promise<void> {
  allowAtAll(cx.actor, 'invoicing', 'manage')
  const before = (await lockedAccounts(cx)).find((one) => one.id === id)
  if (!before) throw notFound()
  await sql`update bank_accounts set archived_at = ${cx.now}, version = version + 1 where id = ${id}`.execute(cx.db)
  await sql`update invoices set account_id = null where account_id = ${id} and status = 'draft'`.execute(cx.db)
  cx.record('bank_account.archived', {
    subject: { kind: 'bank_account', id },
    payload: { accountId: id, iban: before.iban, version: before.version + 1 },
  })
}

/** Whoever changes accounts stands in line, so that a currency never has two usual ones. */
async function lockedAccounts(cx: Cx): Promise<AccountView[]> {
  await sql`select pg_advisory_xact_lock(hashtext('bank_accounts'))`.execute(cx.db)
  return listAccounts(cx.db)
}

async function leaveUsual(cx: Cx, currency: string, but: string | null): Promise<void> {
  await sql`update bank_accounts set usual = false, version = version + 1 where usual and archived_at is null
    and currency = ${currency}::text::char(3) and id is distinct from ${but}`.execute(cx.db)
}
