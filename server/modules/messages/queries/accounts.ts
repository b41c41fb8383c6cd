import { sql } from 'kysely'
import type { Locale } from '../../../../pure/texts/format.ts'
import { may } from '../../../core/access.ts'
import type { Actor } from '../../../core/actor.ts'
import { type Channel, ChannelTrouble, type OpenAccount } from '../../../core/channel.ts'
import type { Db } from '../../../core/db.ts'
import type { Deps } from '../../../core/deps.ts'
import { notFound } from '../../../core/errors.ts'
import { say } from '../../../core/problems.ts'
import { decrypt } from '../../../core/settings.ts'
import type { AccountView } from '../schema.ts'

export interface AccountRow {
  id: string
  channel: string
  name: string
  address: string
  settings: Record<string, unknown>
  department_id: string | null
  owner_id: string | null
  unknown_becomes: 'lead' | 'ticket' | 'nothing'
  active: boolean
  cursor: Record<string, unknown>
  trouble: string | null
  trouble_detail: string | null
  trouble_since: Date | null
  version: number
  created_at: Date
}

interface Shown extends AccountRow {
  department: string | null
  owner: string | null
  receiving: boolean
}

const FROM = sql`select channel_accounts.*, d.name as department, e.name as owner,
    coalesce(channel_accounts.listened_until > clock_timestamp(), false) as receiving
  from channel_accounts left join departments d on d.id = channel_accounts.department_id
  left join employees e on e.id = channel_accounts.owner_id`

function view(deps: Deps, row: Shown, locale: Locale): AccountView {
  const channel = deps.channels.get(row.channel)
  const secrets = new Set(channel?.secrets)
  return {
    id: row.id,
    channel: row.channel,
    name: row.name,
    address: row.address,
    settings: Object.fromEntries(Object.entries(row.settings).filter(([key]) => !secrets.has(key))),
    secretsSet: [...secrets].filter((key) => typeof row.settings[key] === 'string'),
    department: row.department_id ? { id: row.department_id, name: row.department ?? '' } : null,
    owner: row.owner_id ? { id: row.owner_id, name: row.owner ?? '' } : null,
    unknownBecomes: row.unknown_becomes,
    active: row.active,
    trouble: row.trouble
      ? {
          code: row.trouble,
          words: say(locale, `channel_trouble.${row.trouble}`),
          detail: row.trouble_detail ?? '',
          since: row.trouble_since!.toISOString(),
        }
      : null,
    webhookUrl: channel?.webhook ? webhookUrl(deps, row.id) : null,
    // What is only called needs nobody who listens.
    receiving: channel?.listen ? row.receiving : row.active,
    version: row.version,
    createdAt: row.created_at.toISOString(),
  }
}

export const webhookUrl = ({ config }: Deps, accountId: string): string => `${config.publicUrl}/channels/${accountId}`

/** The accounts somebody may know of, by channel and name. */
export async function listAccounts(deps: Deps, actor: Actor, locale: Locale): Promise<AccountView[]> {
  const { rows } =
    await sql<Shown>`${FROM} where channel_accounts.archived_at is null and ${may(actor, 'channel_account', 'read')}
    order by channel_accounts.channel, channel_accounts.name, channel_accounts.id`.execute(deps.database.db)
  return rows.map((row) => view(deps, row, locale))
}

/** One account; 404 for whoever may not know of it. */
export async function accountById(deps: Deps, db: Db, actor: Actor, id: string, locale: Locale): Promise<AccountView> {
  const { rows } = await sql<Shown>`${FROM} where channel_accounts.id = ${id} and channel_accounts.archived_at is null
    and ${may(actor, 'channel_account', 'read')}`.execute(db)
  if (!rows[0]) throw notFound()
  return view(deps, rows[0], locale)
}

/** As the outer world needs it: its channel, and its secrets opened. Throws ChannelTrouble where they cannot be. */
export function openAccount(deps: Deps, row: AccountRow): { channel: Channel; account: OpenAccount } {
  const channel = deps.channels.get(row.channel)
  if (!channel) throw new ChannelTrouble('unknown', `no channel ${row.channel}`, true)
  const settings = { ...row.settings }
  for (const key of channel.secrets) {
    if (typeof settings[key] !== 'string') continue
    try {
      settings[key] = decrypt(deps.config.secret, settings[key] as string)
    } catch {
      // The secret in the data folder is another one than when it was sealed.
      throw new ChannelTrouble('wrong_password', `${key} cannot be opened`)
    }
  }
  const account = {
    id: row.id,
    address: row.address,
    name: row.name,
    settings,
    cursor: row.cursor,
    dataDir: deps.config.dataDir,
    webhookUrl: webhookUrl(deps, row.id),
  }
  return { channel, account }
}

export async function accountRow(db: Db, id: string): Promise<AccountRow> {
  const { rows } =
    await sql<AccountRow>`select * from channel_accounts where id = ${id} and archived_at is null`.execute(db)
  if (!rows[0]) throw notFound()
  return rows[0]
}
