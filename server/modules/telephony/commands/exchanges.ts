import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { allowAtAll } from '../../../core/access.ts'
import { editRow } from '../../../core/edit-row.ts'
import { invalid, notFound } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import { encrypt } from '../../../core/settings.ts'
import type { Cx } from '../../../core/write.ts'
import { notify } from '../../notifications/commands.ts'
import { departmentByKey } from '../../staff/queries.ts'
import { EXCHANGE_COLUMNS, type ExchangeRow, type StoredSettings } from '../queries/exchanges.ts'
import type { ExchangeChange, NewExchange } from '../schema.ts'

const COLUMNS = {
  name: { column: 'name' },
  departmentId: { column: 'department_id' },
  callBackWithin: { column: 'call_back_within' },
  active: { column: 'active' },
  ami: { column: 'settings', json: true },
}

export const newSecret = (): string => randomBytes(24).toString('base64url')

/** Sets up an exchange; of a webhook also the secret, told this once. */
export async function createExchange(cx: Cx, input: NewExchange): Promise<{ id: string; secret: string | null }> {
  allowAtAll(cx.actor, 'exchange', 'manage')
  await refuseUnknownDepartment(cx, input.departmentId)
  const id = newId()
  const seal = (text: string) => encrypt(cx.deps.config.secret, text)
  const secret = input.kind === 'webhook' ? newSecret() : null
  const settings: StoredSettings =
    input.kind === 'ami' ? { ami: input.ami, password: seal(input.password) } : { secret: seal(secret!) }
  await sql`insert into exchanges (id, name, kind, settings, department_id, call_back_within, active, created_at)
    values (${id}, ${input.name}, ${input.kind}, ${JSON.stringify(settings)}::jsonb, ${input.departmentId},
      ${input.callBackWithin}, ${input.active}, ${cx.now})`.execute(cx.db)
  cx.record('exchange.created', {
    subject: { kind: 'exchange', id },
    payload: { exchangeId: id, name: input.name, kind: input.kind, version: 1 },
  })
  return { id, secret }
}

export async function updateExchange(
  cx: Cx,
  id: string,
  { password, ...set }: ExchangeChange,
  expected: number | null,
): Promise<void> {
  allowAtAll(cx.actor, 'exchange', 'manage')
  const row = await exchangeForUpdate(cx, id)
  if (set.departmentId !== undefined) await refuseUnknownDepartment(cx, set.departmentId)
  if (row.kind !== 'ami' && set.ami) throw invalid({ path: 'ami', code: 'field.unknown' })
  if (row.kind !== 'ami' && password !== undefined) throw invalid({ path: 'password', code: 'field.unknown' })
  // Otherwise whoever may change the settings could have the password handed to a server of his own.
  const isElsewhere = set.ami && set.ami.host.toLowerCase() !== row.settings.ami?.host.toLowerCase()
  if (isElsewhere && password === undefined) throw invalid({ path: 'password', code: 'exchange.password_again' })
  const edited = await editRow(cx, {
    table: 'exchanges',
    id,
    subject: { kind: 'exchange', id },
    columns: COLUMNS,
    before: { ...row, ami: row.settings.ami },
    set,
    expected,
  })
  const ami = set.ami ?? row.settings.ami
  const sealed = password === undefined ? row.settings.password : encrypt(cx.deps.config.secret, password)
  if (row.kind === 'ami' && (set.ami || password !== undefined)) {
    await sql`update exchanges set settings = ${JSON.stringify({ ami, password: sealed })}::jsonb,
        trouble = null, trouble_detail = null, trouble_since = null ${edited ? sql`` : sql`, version = version + 1`}
      where id = ${id}`.execute(cx.db)
  }
  if (!edited && password === undefined) return
  cx.record('exchange.updated', {
    subject: { kind: 'exchange', id },
    payload: { exchangeId: id, name: set.name ?? row.name, version: row.version + 1 },
    changes: edited?.changes ?? [],
  })
}

/** A new secret for what the exchange posts; the former one is void. */
export async function renewSecret(cx: Cx, id: string): Promise<string> {
  allowAtAll(cx.actor, 'exchange', 'manage')
  const row = await exchangeForUpdate(cx, id)
  if (row.kind !== 'webhook') throw notFound()
  const secret = newSecret()
  const settings: StoredSettings = { secret: encrypt(cx.deps.config.secret, secret) }
  await sql`update exchanges set settings = ${JSON.stringify(settings)}::jsonb, version = version + 1 where id = ${id}`.execute(
    cx.db,
  )
  cx.record('exchange.secret_changed', {
    subject: { kind: 'exchange', id },
    payload: { exchangeId: id, name: row.name, version: row.version + 1 },
  })
  return secret
}

/** It is listened to no more; its calls stay. */
export async function archiveExchange(cx: Cx, id: string): Promise<void> {
  allowAtAll(cx.actor, 'exchange', 'manage')
  const row = await exchangeForUpdate(cx, id)
  await sql`update exchanges set archived_at = ${cx.now}, active = false, settings = '{}', version = version + 1
    where id = ${id}`.execute(cx.db)
  cx.record('exchange.archived', {
    subject: { kind: 'exchange', id },
    payload: { exchangeId: id, name: row.name, version: row.version + 1 },
  })
}

/** Writes down that an exchange cannot be heard, or, with null, that it can again; each is told once. */
export async function markTrouble(cx: Cx, id: string, trouble: { code: string; words: string } | null): Promise<void> {
  const row = await exchangeForUpdate(cx, id)
  if ((trouble?.code ?? null) === row.trouble) return
  await sql`update exchanges set trouble = ${trouble?.code ?? null}, trouble_detail = ${trouble?.words ?? null},
      trouble_since = ${trouble ? cx.now : null} where id = ${id}`.execute(cx.db)
  const about = { subject: { kind: 'exchange', id } }
  const named = { exchangeId: id, name: row.name }
  if (!trouble) {
    cx.record('exchange.recovered', { ...about, payload: named })
    return
  }
  cx.record('exchange.failed', { ...about, payload: { ...named, trouble: trouble.code } })
  await tellLeaders(cx, row, trouble.code)
}

/** Owner and administrators hear of it in the app, once a day for the same trouble of the same settings. */
async function tellLeaders(cx: Cx, { id, name, version }: ExchangeRow, code: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`select id from employees
    where active and role in ('owner', 'administrator')`.execute(cx.db)
  if (rows.length === 0) return
  await notify(cx, {
    subject: { kind: 'exchange', id },
    reason: 'exchange_trouble',
    occurrence: `${version} ${code} ${cx.now.toISOString().slice(0, 10)}`,
    code: 'exchange_trouble',
    params: { name },
    recipients: rows.map((row) => row.id),
    urgent: true,
    mail: false,
  })
}

export async function exchangeForUpdate(cx: Cx, id: string): Promise<ExchangeRow> {
  const { rows } = await sql<ExchangeRow>`select ${EXCHANGE_COLUMNS} from exchanges
    where id = ${id} and archived_at is null for update`.execute(cx.db)
  if (!rows[0]) throw notFound()
  return rows[0]
}

async function refuseUnknownDepartment(cx: Cx, departmentId: string | null): Promise<void> {
  if (departmentId && !(await departmentByKey(cx.db, departmentId)))
    throw invalid({ path: 'departmentId', code: 'field.invalid' })
}

/** Writes down that somebody tried an exchange out, and how it went or what was played. */
export function recordTryOut(cx: Cx, { id, name }: Pick<ExchangeRow, 'id' | 'name'>, outcome: string): void {
  allowAtAll(cx.actor, 'exchange', 'manage')
  cx.record('exchange.tried', { subject: { kind: 'exchange', id }, payload: { exchangeId: id, name, outcome } })
}
