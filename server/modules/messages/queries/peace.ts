import { sql } from 'kysely'
import { normaliseEmail } from '../../../../pure/email.ts'
import { normalisePhone } from '../../../../pure/phone.ts'
import type { QuietHours } from '../../../../pure/quiet-hours.ts'
import type { Channel } from '../../../core/channel.ts'
import type { Db } from '../../../core/db.ts'
import type { OptOutView } from '../schema.ts'

/** How a company leaves its customers in peace. */
export interface Peace extends QuietHours {
  /** The most messages of processes to one customer a day; null: any number. */
  dailyCap: number | null
}

export const PEACE = 'customer_peace'
/** Of the subject of its events: there is one. */
export const PEACE_ID = '00000000-0000-0000-0000-000000000031'
const USUAL: Peace = { from: '20:00', to: '08:00', restDays: false, dailyCap: 3 }

export async function peaceOf(db: Db): Promise<Peace & { version: number }> {
  const { rows } = await sql<{ value: Peace; version: number }>`
    select value, version from settings where key = ${PEACE}`.execute(db)
  return { ...USUAL, ...rows[0]?.value, version: rows[0]?.version ?? 0 }
}

/** Those of the addresses to which nobody writes by this channel any more. */
export async function optedOut(db: Db, channel: string, addresses: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ address: string }>`select address from opt_outs where channel = ${channel}
    and address = any(${addresses}::text[])`.execute(db)
  return rows.map(({ address }) => address)
}

/** An address in the form cards keep it, so that it is found there; as it came where it is none. */
export const normalAddress = (channel: Pick<Channel, 'address'>, address: string): string =>
  (channel.address === 'email'
    ? normaliseEmail(address)
    : channel.address === 'phone'
      ? normalisePhone(address)
      : null) ?? address.trim().slice(0, 320)

/** By each way to write to a card from an account there is, whether its owner asked to be left alone. */
export async function optOutsOf(
  db: Db,
  channels: ReadonlyMap<string, Channel>,
  card: { kind: 'contact' | 'company'; id: string },
): Promise<OptOutView[]> {
  const column = sql.ref(card.kind === 'contact' ? 'contact_id' : 'company_id')
  const { rows: points } = await sql<{ kind: 'email' | 'phone'; value: string }>`
    select kind, value from contact_points where ${column} = ${card.id} order by kind desc, position`.execute(db)
  const { rows: talks } = await sql<{ channel: string; address: string }>`
    select distinct c.channel, c.address from conversation_links l join conversations c on c.id = l.conversation_id
    where l.kind = ${card.kind} and l.id = ${card.id} and c.private_to is null order by 1, 2 limit 100`.execute(db)
  const { rows: used } = await sql<{ channel: string }>`select distinct channel from channel_accounts
    where archived_at is null`.execute(db)
  const served = new Set(used.map(({ channel }) => channel))
  const shown = [...channels.values()].filter(({ key }) => served.has(key))
  const ways = shown.flatMap((channel) =>
    channel.address === 'handle'
      ? talks.filter((talk) => talk.channel === channel.key)
      : points
          .filter(({ kind }) => kind === channel.address)
          .map(({ value }) => ({ channel: channel.key, address: value })),
  )
  const { rows } = await sql<{ channel: string; address: string; at: Date; by: string | null; answer: boolean }>`
    select o.channel, o.address, o.at, e.name as by, o.message_id is not null as answer
    from json_to_recordset(${JSON.stringify(ways)}::json) as w(channel text, address text)
    join opt_outs o on o.channel = w.channel and o.address = w.address left join employees e on e.id = o.employee_id`.execute(
    db,
  )
  return ways.map(({ channel, address }) => {
    const found = rows.find((row) => row.channel === channel && row.address === address)
    const since = found && {
      at: found.at.toISOString(),
      how: found.answer ? ('answer' as const) : ('hand' as const),
      by: found.by,
    }
    return { channel, address, optedOut: since ?? null }
  })
}
