import { sql } from 'kysely'
import { allow, scopeOf } from '../../../core/access.ts'
import type { Channel, ChannelTrouble, ChannelTroubleCode } from '../../../core/channel.ts'
import { type Column, editRow } from '../../../core/edit-row.ts'
import { forbidden, invalid, notFound, Refusal } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import { fieldErrorsOf } from '../../../core/problems.ts'
import { encrypt } from '../../../core/settings.ts'
import type { Cx } from '../../../core/write.ts'
import { notify } from '../../notifications/commands.ts'
import { type AccountRow, accountRow, openAccount } from '../queries/accounts.ts'
import type { AccountChange, NewAccount } from '../schema.ts'

const subjectOf = (id: string) => ({ kind: 'channel_account', id })
const told = ({ id, channel, name }: Pick<AccountRow, 'id' | 'channel' | 'name'>) => ({ accountId: id, channel, name })

const COLUMNS: Record<string, Column> = {
  name: { column: 'name' },
  address: { column: 'address' },
  settings: { column: 'settings', json: true },
  departmentId: { column: 'department_id' },
  ownerId: { column: 'owner_id' },
  unknownBecomes: { column: 'unknown_becomes' },
  active: { column: 'active' },
}

/** Sets an account up. Whoever leads sets up any; everybody a personal one. */
export async function addAccount(cx: Cx, given: NewAccount): Promise<{ id: string }> {
  const channel = cx.deps.channels.get(given.channel)
  if (!channel) throw invalid({ path: 'channel', code: 'field.invalid' })
  const departmentId = given.departmentId ?? null
  const ownerId = given.ownerId ?? null
  refuseForeign(cx, { departmentId, ownerId })
  await refuseTaken(cx, given.channel, given.address, null)
  const id = newId()
  const settings = sealed(cx, channel, readSettings(channel, given.settings))
  await sql`insert into channel_accounts (id, channel, name, address, settings, department_id, owner_id, unknown_becomes, active, created_at)
    values (${id}, ${given.channel}, ${given.name}, ${given.address}, ${JSON.stringify(settings)}::jsonb, ${departmentId}, ${ownerId},
      ${given.unknownBecomes ?? (ownerId ? 'nothing' : 'lead')}, ${given.active ?? true}, ${cx.now})`.execute(cx.db)
  cx.record('channel_account.added', {
    subject: subjectOf(id),
    payload: { accountId: id, channel: given.channel, name: given.name, version: 1 },
  })
  return { id }
}

/** Changes what is given; secrets left out stay, unless it changes to whom they are handed. */
export async function changeAccount(cx: Cx, id: string, given: AccountChange, expected: number | null): Promise<void> {
  await allow(cx.db, cx.actor, 'channel_account', 'update', id)
  await sql`select from channel_accounts where id = ${id} for update`.execute(cx.db)
  const row = await accountRow(cx.db, id)
  const channel = cx.deps.channels.get(row.channel)
  if (!channel) throw notFound()
  const whose = {
    departmentId: given.departmentId === undefined ? row.department_id : given.departmentId,
    ownerId: given.ownerId === undefined ? row.owner_id : given.ownerId,
  }
  if (given.departmentId !== undefined || given.ownerId !== undefined) refuseForeign(cx, whose)
  if (given.address) await refuseTaken(cx, row.channel, given.address, id)
  const settings = given.settings ? mergedSettings(cx, channel, row, given.settings) : undefined
  const plain = (all: Record<string, unknown>) =>
    Object.fromEntries(Object.entries(all).filter(([key]) => !channel.secrets.includes(key)))
  const secretsChanged =
    settings !== undefined && channel.secrets.some((key) => (settings[key] ?? null) !== (row.settings[key] ?? null))
  const edited = await editRow(cx, {
    table: 'channel_accounts',
    id,
    subject: subjectOf(id),
    columns: COLUMNS,
    before: {
      version: row.version,
      name: row.name,
      address: row.address,
      settings: row.settings,
      departmentId: row.department_id,
      ownerId: row.owner_id,
      unknownBecomes: row.unknown_becomes,
      active: row.active,
    },
    set: { ...given, ...(settings ? { settings } : {}) },
    expected,
  })
  if (!edited) return
  // What went wrong with the old settings says nothing of the new ones.
  await sql`update channel_accounts set trouble = null, trouble_detail = null, trouble_since = null where id = ${id}`.execute(
    cx.db,
  )
  cx.record('channel_account.changed', {
    subject: subjectOf(id),
    payload: { ...told({ ...row, name: given.name ?? row.name }), version: edited.version, secretsChanged },
    changes: edited.changes.map((change) =>
      change.field === 'settings' ? { field: 'settings', from: plain(row.settings), to: plain(settings!) } : change,
    ),
  })
}

/** Takes an account out of use; its conversations stay. */
export async function archiveAccount(cx: Cx, id: string): Promise<void> {
  await allow(cx.db, cx.actor, 'channel_account', 'update', id)
  const row = await accountRow(cx.db, id)
  await sql`update channel_accounts set archived_at = ${cx.now}, active = false, version = version + 1 where id = ${id}`.execute(
    cx.db,
  )
  cx.record('channel_account.archived', { subject: subjectOf(id), payload: { ...told(row), version: row.version + 1 } })
}

/** For trying out before anything is saved: what is given, over what is kept of the account named. */
export async function accountToTry(
  cx: Pick<Cx, 'db' | 'deps'>,
  given: Pick<NewAccount, 'channel' | 'address' | 'settings' | 'name'>,
  kept: AccountRow | null,
) {
  const channel = cx.deps.channels.get(given.channel)
  if (!channel) throw invalid({ path: 'channel', code: 'field.invalid' })
  const settings = kept
    ? mergedSettings(cx, channel, kept, given.settings)
    : sealed(cx, channel, readSettings(channel, given.settings))
  return openAccount(cx.deps, {
    id: kept?.id ?? newId(),
    channel: given.channel,
    name: given.name,
    address: given.address,
    settings,
    cursor: {},
  } as AccountRow)
}

/** Writes down that an account stopped working, or works again (null); says so to those who can mend it, once a day. */
export async function markAccount(cx: Cx, id: string, trouble: ChannelTrouble | null): Promise<void> {
  const row = await accountRow(cx.db, id)
  if ((row.trouble ?? null) === (trouble?.code ?? null)) return
  await sql`update channel_accounts set trouble = ${trouble?.code ?? null}, trouble_detail = ${trouble?.words ?? null},
    trouble_since = ${trouble ? cx.now : null} where id = ${id}`.execute(cx.db)
  if (!trouble) {
    cx.record('channel_account.recovered', {
      subject: subjectOf(id),
      payload: { ...told(row), since: row.trouble_since!.toISOString() },
    })
    return
  }
  cx.record('channel_account.broke', { subject: subjectOf(id), payload: { ...told(row), trouble: trouble.code } })
  if (!lasts(trouble.code)) return
  const { rows } = await sql<{ people: string[] }>`select coalesce(array_agg(id), '{}') as people from employees
    where active and (${row.owner_id}::uuid is null and role in ('owner', 'administrator') or id = ${row.owner_id})`.execute(
    cx.db,
  )
  if (rows[0]!.people.length === 0) return
  await notify(cx, {
    subject: subjectOf(id),
    reason: 'channel_trouble',
    occurrence: `${row.version} ${trouble.code} ${cx.now.toISOString().slice(0, 10)}`,
    code: 'channel_trouble',
    params: { name: row.name, code: trouble.code },
    recipients: rows[0]!.people,
    urgent: true,
    mail: true,
  })
}

const MENDED_BY_PEOPLE = new Set<ChannelTroubleCode>([
  'no_such_host',
  'certificate',
  'tls',
  'wrong_password',
  'not_allowed',
  'no_credit',
  'signature',
])
/** Troubles that no waiting mends. */
const lasts = (code: ChannelTroubleCode): boolean => MENDED_BY_PEOPLE.has(code)

function refuseForeign(cx: Cx, whose: { departmentId: string | null; ownerId: string | null }): void {
  if (whose.departmentId && whose.ownerId) throw invalid({ path: 'ownerId', code: 'channel.shared_or_personal' })
  const scope = scopeOf(cx.actor, 'channel_account', 'create')
  if (scope === 'all') return
  if (cx.actor.kind !== 'user') throw forbidden()
  const own = whose.ownerId === cx.actor.id
  const ofDepartment =
    scope === 'department' && whose.departmentId !== null && cx.actor.departmentIds.includes(whose.departmentId)
  if (!own && !ofDepartment) throw forbidden()
}

async function refuseTaken(cx: Cx, channel: string, address: string, id: string | null): Promise<void> {
  const { rows } = await sql<{ name: string }>`select name from channel_accounts where channel = ${channel}
    and lower(address) = lower(${address}) and archived_at is null and id is distinct from ${id}::uuid`.execute(cx.db)
  if (rows[0]) throw invalid({ path: 'address', code: 'channel.address_taken', params: { name: rows[0].name } })
}

function readSettings(channel: Channel, given: Record<string, unknown>): Record<string, unknown> {
  const read = channel.settings.safeParse(given, { reportInput: true })
  if (read.success) return read.data
  throw new Refusal('invalid_request', {
    status: 422,
    fields: fieldErrorsOf(read.error).map((error) => ({ ...error, path: `settings.${error.path}` })),
  })
}

function sealed(cx: Pick<Cx, 'deps'>, channel: Channel, settings: Record<string, unknown>): Record<string, unknown> {
  const closed = { ...settings }
  for (const key of channel.secrets)
    if (typeof closed[key] === 'string' && closed[key] !== '')
      closed[key] = encrypt(cx.deps.config.secret, closed[key] as string)
  return closed
}

function mergedSettings(
  cx: Pick<Cx, 'deps'>,
  channel: Channel,
  row: AccountRow,
  given: Record<string, unknown>,
): Record<string, unknown> {
  const moved = channel.secretsGoTo.some((key) => key in given && (given[key] ?? null) !== (row.settings[key] ?? null))
  const { account } = openAccount(cx.deps, row)
  const missing = channel.secrets.filter((key) => given[key] === undefined && account.settings[key] !== undefined)
  // Otherwise whoever may change the settings could have the secrets handed to a server of his own.
  if (moved && missing.length > 0)
    throw invalid(...missing.map((key) => ({ path: `settings.${key}`, code: 'channel.secret_again' })))
  const kept = Object.fromEntries(missing.map((key) => [key, account.settings[key]]))
  const fresh = readSettings(channel, { ...kept, ...given })
  const closed = sealed(cx, channel, fresh)
  // The same secret sealed anew would look like a change.
  for (const key of channel.secrets)
    if (fresh[key] === account.settings[key] && row.settings[key] !== undefined) closed[key] = row.settings[key]
  return closed
}
