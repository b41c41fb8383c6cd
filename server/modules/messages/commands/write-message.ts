import { sql } from 'kysely'
import { may, scopeOf } from '../../../core/access.ts'
import type { Correspondent, MessageFile } from '../../../core/channel.ts'
import { forbidden, invalid, notFound, Refusal } from '../../../core/errors.ts'
import type { Subject } from '../../../core/events.ts'
import { newId } from '../../../core/ids.ts'
import { kindOf } from '../../../core/kinds.ts'
import type { Cx } from '../../../core/write.ts'
import { type AccountRow, accountRow } from '../queries/accounts.ts'
import { customerOf } from '../queries/customers.ts'
import { normalAddress } from '../queries/peace.ts'
import { allowConversation, type Conversation, fileUnder, lockConversation, waitForAddress } from './conversations.ts'
import { approach } from './peace.ts'
import { keepFiles } from './receive.ts'

export const MESSAGE_TOPIC = 'message'

export interface MessageToWrite {
  /** Answers in it; without, a conversation begins. */
  conversationId?: string
  accountId?: string
  channel?: string
  to?: Correspondent[]
  cc?: Correspondent[]
  subject?: string
  text: string
  html?: string | null
  files?: MessageFile[]
  sendAt?: Date | null
  /** Also within the quiet hours of customers. */
  evenNow?: boolean
  about?: Subject[]
  /** Written by a process: it answers nobody's question. */
  automatic?: boolean
  /** One of a letter to several. */
  toMany?: boolean
}

/**
 * Writes to a customer, in a conversation or anew, and hands it to the outbox, at once or at its time. Refuses a recipient that
 * is none: it never goes to somebody else.
 */
export async function writeMessage(cx: Cx, given: MessageToWrite): Promise<{ id: string; conversationId: string }> {
  if (scopeOf(cx.actor, 'conversation', 'write') === 'none') throw forbidden()
  if (given.conversationId) await allowConversation(cx, given.conversationId, 'write')
  const found = given.conversationId ? await lockConversation(cx, given.conversationId) : null
  const account = await accountFor(cx, given, found)
  const channel = cx.deps.channels.get(account.channel)
  if (!channel) throw invalid({ path: 'channel', code: 'field.invalid' })
  const to = (given.to ?? (found ? [{ address: found.address, name: found.name }] : [])).map((one) => ({
    ...one,
    address: normalAddress(channel, one.address),
  }))
  if (to.length === 0 || to.some(({ address }) => address === ''))
    throw invalid({ path: 'to', code: 'message.no_recipient' })
  if (channel.threads === 'address' && to.length > 1) throw invalid({ path: 'to', code: 'message.one_recipient' })
  const text = given.text.trim()
  if (text === '' && !given.files?.length) throw invalid({ path: 'text', code: 'field.required' })
  if (channel.longest && text.length > channel.longest)
    throw invalid({ path: 'text', code: 'field.too_long', params: { max: channel.longest } })
  await allowAbout(cx, given.about ?? [])
  const automatic = given.automatic ?? cx.actor.kind !== 'user'
  const sendAt = await approach(cx, {
    channel,
    addresses: [...to, ...(given.cc ?? [])].map(({ address }) => normalAddress(channel, address)),
    automatic,
    toMany: given.toMany ?? false,
    evenNow: given.evenNow ?? false,
    awaited: found?.waiting_since != null,
    sendAt: given.sendAt ?? null,
  })

  const conversation = found ?? (await beginConversation(cx, account, given.subject ?? '', to[0]!))
  const customers = found
    ? []
    : (await customerOf(cx.db, channel, to[0]!.address)).links.filter(
        ({ kind }) => kind === 'contact' || kind === 'company',
      )
  for (const subject of [...(given.about ?? []), ...customers])
    await fileUnder(cx, conversation, subject, { silently: true })

  const id = newId()
  const key = channel.key === 'mail' ? `<${id}@${hostOf(cx, account)}>` : id
  await sql`insert into messages (id, conversation_id, account_id, channel, direction, external_id, sender, recipients, subject, body_text, body_html,
      automatic, to_many, state, author_id, cause, send_at, created_at)
    values (${id}, ${conversation.id}, ${account.id}, ${channel.key}, 'out', ${key},
      ${JSON.stringify({ address: account.address, name: account.name })}::jsonb, ${JSON.stringify({ to, cc: given.cc ?? [] })}::jsonb,
      ${given.subject || conversation.subject}, ${text}, ${given.html ?? null}, ${automatic}, ${given.toMany ?? false}, ${sendAt ? 'scheduled' : 'queued'},
      ${cx.actor.kind === 'user' ? cx.actor.id : null}, ${cx.cause ? JSON.stringify(cx.cause) : null}::jsonb, ${sendAt}, ${cx.now})`.execute(
    cx.db,
  )
  await keepFiles(cx, id, given.files ?? [])
  await sql`update conversations set last_at = ${cx.now}, last_text = ${text.replace(/\s+/g, ' ').slice(0, 200)}, updated_at = ${cx.now},
      version = version + 1, closed_at = null, waiting_since = ${automatic ? sql`waiting_since` : null},
      owner_id = coalesce(owner_id, ${cx.actor.kind === 'user' ? cx.actor.id : null}) where id = ${conversation.id}`.execute(
    cx.db,
  )
  if (!sendAt) leave(cx, id)
  cx.record('message.queued', {
    subject: { kind: 'conversation', id: conversation.id },
    payload: {
      messageId: id,
      conversationId: conversation.id,
      channel: channel.key,
      accountId: account.id,
      automatic,
      sendAt: sendAt?.toISOString() ?? null,
    },
    personal: { to: to.map(({ address }) => address) },
    also: conversation.links,
  })
  return { id, conversationId: conversation.id }
}

/** Hands a message to the outbox. */
export const leave = (cx: Cx, messageId: string): void => cx.effect(MESSAGE_TOPIC, messageId, { messageId })

/** Takes back what has not left yet: one that is scheduled, or still to be called back. */
export async function cancelMessage(cx: Cx, id: string): Promise<void> {
  const { rows } = await sql<{ conversation_id: string; account_id: string | null; channel: string; state: string }>`
    select conversation_id, account_id, channel, state from messages where id = ${id} and direction = 'out' for update`.execute(
    cx.db,
  )
  const row = rows[0]
  if (!row) throw notFound()
  await allowConversation(cx, row.conversation_id, 'write')
  if (row.state !== 'scheduled') throw new Refusal('message.left_already', { params: { state: row.state } })
  await sql`update messages set state = 'cancelled' where id = ${id}`.execute(cx.db)
  await waitsAgain(cx, row.conversation_id)
  const conversation = await lockConversation(cx, row.conversation_id)
  cx.record('message.cancelled', {
    subject: { kind: 'conversation', id: conversation.id },
    payload: { messageId: id, conversationId: conversation.id, channel: row.channel, accountId: row.account_id },
    also: conversation.links,
  })
}

/** As before the message that was called back: whoever waited for an answer still does. */
async function waitsAgain(cx: Cx, conversationId: string): Promise<void> {
  await sql`update conversations c set version = version + 1, updated_at = ${cx.now},
      last_at = coalesce(last.created_at, c.last_at), last_text = coalesce(last.words, ''),
      waiting_since = (select min(m.created_at) from messages m where m.conversation_id = c.id and m.direction = 'in' and not m.automatic
        and not exists (select from messages a where a.conversation_id = c.id and a.direction = 'out' and not a.automatic
          and a.state <> 'cancelled' and a.created_at >= m.created_at))
    from (select 1) one left join lateral (select m.created_at, left(regexp_replace(m.body_text, '\\s+', ' ', 'g'), 200) as words
      from messages m where m.conversation_id = ${conversationId} and m.state <> 'cancelled'
      order by m.created_at desc, m.id desc limit 1) last on true
    where c.id = ${conversationId}`.execute(cx.db)
}

/** Sends a failed message again, under the same key. */
export async function retryMessage(cx: Cx, id: string): Promise<void> {
  const { rows } = await sql<{
    conversation_id: string
  }>`select conversation_id from messages where id = ${id} and direction = 'out'`.execute(cx.db)
  if (!rows[0]) throw notFound()
  await allowConversation(cx, rows[0].conversation_id, 'write')
  const { rows: changed } = await sql<{
    conversation_id: string
    account_id: string | null
    channel: string
    automatic: boolean
  }>`
    update messages set state = 'queued', trouble = null, trouble_detail = null, attempts = 0 where id = ${id} and state = 'failed'
    returning conversation_id, account_id, channel, automatic`.execute(cx.db)
  const row = changed[0]
  if (!row) throw new Refusal('message.not_failed')
  leave(cx, id)
  const { links } = await lockConversation(cx, row.conversation_id)
  cx.record('message.queued', {
    subject: { kind: 'conversation', id: row.conversation_id },
    payload: {
      messageId: id,
      conversationId: row.conversation_id,
      channel: row.channel,
      accountId: row.account_id,
      automatic: row.automatic,
      sendAt: null,
    },
    also: links,
  })
}

const DUE_AT_ONCE = 200

/** Sends what is due of the scheduled ones; true when there is more. */
export async function sendScheduled(cx: Cx): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`update messages set state = 'queued' where id in (
      select id from messages where state = 'scheduled' and send_at <= ${cx.now} order by send_at limit ${DUE_AT_ONCE} for update skip locked)
    returning id`.execute(cx.db)
  for (const { id } of rows) leave(cx, id)
  return rows.length === DUE_AT_ONCE
}

async function beginConversation(
  cx: Cx,
  account: AccountRow,
  subject: string,
  other: Correspondent,
): Promise<Conversation> {
  const { threads } = cx.deps.channels.get(account.channel)!
  if (threads === 'address') {
    await waitForAddress(cx, account.id, other.address)
    const { rows } = await sql<{
      id: string
    }>`select id from conversations where account_id = ${account.id} and address = ${other.address}
      order by last_at desc limit 1`.execute(cx.db)
    if (rows[0]) return lockConversation(cx, rows[0].id)
  }
  const id = newId()
  const ownerId = cx.actor.kind === 'user' ? cx.actor.id : account.owner_id
  await sql`insert into conversations (id, channel, account_id, subject, address, name, department_id, owner_id, last_at, created_at, updated_at)
    values (${id}, ${account.channel}, ${account.id}, ${subject.slice(0, 500)}, ${other.address}, ${other.name}, ${account.department_id},
      ${ownerId}, ${cx.now}, ${cx.now}, ${cx.now})`.execute(cx.db)
  return lockConversation(cx, id)
}

/** The account named, that of the conversation, or the first of the channel the writer may use: his own, his department's, any. */
async function accountFor(cx: Cx, given: MessageToWrite, conversation: Conversation | null): Promise<AccountRow> {
  const id = given.accountId ?? conversation?.account_id
  const usable = may(cx.actor, 'channel_account', 'read')
  if (id) {
    const { rows } = await sql`select from channel_accounts where id = ${id} and active and archived_at is null
      and (${usable} or ${conversation !== null})`.execute(cx.db)
    if (rows.length === 0) throw invalid({ path: 'accountId', code: 'field.invalid' })
    return accountRow(cx.db, id)
  }
  const { rows } =
    await sql<AccountRow>`select * from channel_accounts where active and archived_at is null and ${usable}
    and (owner_id is null or owner_id = ${cx.actor.kind === 'user' ? cx.actor.id : null})
    and channel = ${given.channel ?? 'mail'} order by owner_id is null, department_id is distinct from
      ${cx.actor.kind === 'user' ? cx.actor.departmentId : null}::uuid, created_at limit 1`.execute(cx.db)
  if (!rows[0]) throw new Refusal('message.no_account', { params: { channel: given.channel ?? 'mail' } })
  return rows[0]
}

async function allowAbout(cx: Cx, about: Subject[]): Promise<void> {
  for (const { kind, id } of about) {
    const { table } = kindOf(kind)
    const { rows } =
      await sql`select from ${sql.table(table)} where ${sql.ref(`${table}.id`)} = ${id} and ${may(cx.actor, kind, 'read')}`.execute(
        cx.db,
      )
    if (rows.length === 0) throw invalid({ path: 'about', code: 'field.invalid' })
  }
}

/** The part after the @ of Message-IDs: the sender's own domain, as receivers expect it. */
const hostOf = (cx: Cx, account: AccountRow): string =>
  account.address.split('@')[1] ?? new URL(cx.deps.config.publicUrl).hostname
