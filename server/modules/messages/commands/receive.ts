import { sql } from 'kysely'
import { normaliseEmail } from '../../../../pure/email.ts'
import { normalisePhone } from '../../../../pure/phone.ts'
import type { Channel, IncomingMessage } from '../../../core/channel.ts'
import type { Subject } from '../../../core/events.ts'
import { newId } from '../../../core/ids.ts'
import type { Cx } from '../../../core/write.ts'
import { receiveLead } from '../../leads/commands/receive-lead.ts'
import { notify } from '../../notifications/commands.ts'
import { recipientsOf } from '../../notifications/queries.ts'
import type { AccountRow } from '../queries/accounts.ts'
import { type Customer, customerOf, customersOf } from '../queries/customers.ts'
import { normalAddress } from '../queries/peace.ts'
import { type Conversation, fileUnder, lockConversation, lockFound, waitForAddress } from './conversations.ts'
import { hearWish, wishIn } from './peace.ts'

/** After so long without a word a text message begins a conversation anew. */
const SILENCE_DAYS = 30
const LONGEST_TITLE = 200

/**
 * Takes messages that arrived at an account, each once, however often it is delivered; answers how many were new. A message
 * from somebody unknown becomes what the account says; one that nobody has to answer opens nothing.
 */
export async function receiveMessages(cx: Cx, row: AccountRow, messages: IncomingMessage[]): Promise<number> {
  if (messages.length === 0) return 0
  const channel = cx.deps.channels.get(row.channel)!
  // Whoever receives for an account stands in line, so that two deliveries of one message never slip through.
  await sql`select pg_advisory_xact_lock(hashtextextended(${row.id}, 25))`.execute(cx.db)
  const { rows } = await sql<{ external_id: string }>`select external_id from messages where account_id = ${row.id}
    and external_id = any(${messages.map(({ externalId }) => externalId)}::text[])`.execute(cx.db)
  const known = new Set(rows.map(({ external_id }) => external_id))
  const fresh = messages.flatMap((message) => {
    if (known.has(message.externalId)) return []
    known.add(message.externalId)
    return [readAddresses(channel, message)]
  })
  const others = fresh.flatMap((message) => otherSide(message)?.address ?? [])
  const customers = await customersOf(cx.db, channel, others)
  const keeping: Promise<unknown>[] = []
  for (const message of fresh) await receiveOne(cx, channel, row, message, customers, keeping)
  await Promise.all(keeping)
  return fresh.length
}

const otherSide = ({ own, from, to }: IncomingMessage) => (own ? to[0] : from)

const readAddresses = (channel: Channel, message: IncomingMessage): IncomingMessage => ({
  ...message,
  from: { ...message.from, address: normalAddress(channel, message.from.address) },
  to: message.to.map((to) => ({ ...to, address: normalAddress(channel, to.address) })),
})

/** `customers` are those of the group; a lead that one message opens is known to the next. What is being written joins `keeping`. */
async function receiveOne(
  cx: Cx,
  channel: Channel,
  account: AccountRow,
  given: IncomingMessage,
  customers: Map<string, Customer>,
  keeping: Promise<unknown>[],
): Promise<void> {
  const own = given.own === true
  const wish = own ? null : wishIn(channel, given)
  // Whoever asks to be left alone opens no request and waits for no answer.
  const message = wish ? { ...given, automatic: true } : given
  const other = otherSide(message)
  if (!other) return
  const found = await conversationFor(cx, channel, account, message, other.address)
  const conversation = found ?? beginning(channel, account, message, other)
  const customer = await senderOf(cx, channel, message, customers.get(other.address)!)
  const about: Subject[] = [...customer.links]
  const isKnown = about.length > 0 || conversation.links.length > 0
  // What begins at the address of support is a ticket, whoever writes.
  const asksForHelp = account.unknown_becomes === 'ticket' && !found
  const becomes = !waitsFor(message) || (isKnown && !asksForHelp) ? null : account.unknown_becomes
  if (becomes === 'lead') {
    about.push(await leadOf(cx, account, channel, message))
    customers.set(other.address, await customerOf(cx.db, channel, other.address))
  }
  const ownerId = conversation.owner_id ?? customer.ownerId ?? account.owner_id
  const touches = about.length > 0 || conversation.links.length > 0 || becomes === 'ticket'
  const { id, kept } = putMessage(cx, conversation, {
    message,
    accountId: account.id,
    opened: !found,
    becomes,
    ownerId,
    touches,
    about,
  })
  keeping.push(kept)
  for (const subject of about) await fileUnder(cx, conversation, subject, { silently: true })
  if (wish) {
    const { id: conversationId, links } = conversation
    await hearWish(cx, wish, { channel: channel.key, address: other.address, messageId: id, conversationId, links })
  }
  // Of a new request its own process tells; of a ticket, too.
  if (waitsFor(message) && becomes !== 'lead' && becomes !== 'ticket')
    await tell(cx, conversation, id, message, ownerId)
}

/** Whether the other side waits for an answer to it. */
const waitsFor = ({ own, automatic, past }: Pick<IncomingMessage, 'own' | 'automatic' | 'past'>): boolean =>
  own !== true && !automatic && !past

/** Keeps a message that came in its conversation, which it may begin, and tells of it. Nothing after it has to wait until it is `kept`. */
function putMessage(
  cx: Cx,
  conversation: Conversation,
  given: {
    message: Omit<IncomingMessage, 'externalId'> & { externalId: string | null }
    accountId: string | null
    opened: boolean
    becomes: AccountRow['unknown_becomes'] | null
    ownerId: string | null
    /** Whether it touches a record: then nobody has it to himself. */
    touches: boolean
    about: Subject[]
  },
): { id: string; kept: Promise<unknown> } {
  const { message, accountId, ownerId } = given
  const own = message.own === true
  const at = message.past ?? cx.now
  const id = newId()
  const waits = waitsFor(message)
  const keeping =
    sql`/* keep-message */ with goes_on as (insert into conversations as c (id, channel, account_id, subject, address, name, department_id, owner_id,
        private_to, last_at, last_text, waiting_since, created_at, updated_at)
      values (${conversation.id}, ${conversation.channel}, ${conversation.account_id}, ${conversation.subject},
        ${conversation.address}, ${conversation.name}, ${conversation.department_id}, ${ownerId},
        ${given.touches ? null : conversation.private_to}, ${at}, ${excerpt(message.text)}, ${waits ? cx.now : null}, ${cx.now},
        ${cx.now})
      on conflict (id) do update set last_at = greatest(c.last_at, excluded.last_at),
        last_text = case when c.last_at > excluded.last_at then c.last_text else excluded.last_text end,
        updated_at = excluded.updated_at, version = c.version + 1, owner_id = excluded.owner_id, private_to = excluded.private_to,
        closed_at = case when ${waits} then null else c.closed_at end,
        waiting_since = case when ${own} then null else coalesce(c.waiting_since, excluded.waiting_since) end)
    insert into messages (id, conversation_id, account_id, channel, direction, external_id, sender, recipients, subject, body_text,
      body_html, automatic, state, sent_at, created_at)
    values (${id}, ${conversation.id}, ${accountId}, ${conversation.channel}, ${own ? 'out' : 'in'}, ${message.externalId},
      ${JSON.stringify(message.from)}::jsonb, ${JSON.stringify({ to: message.to, cc: message.cc ?? [] })}::jsonb,
      ${message.subject.slice(0, 500)}, ${message.text}, ${message.html}, ${message.automatic}, ${own ? 'sent' : 'received'},
      ${message.sentAt}, ${at})`.execute(cx.db)
  const kept = Promise.all([keeping, keepFiles(cx, id, message.files)])
  cx.trail(kept)
  cx.record('message.received', {
    subject: { kind: 'conversation', id: conversation.id },
    payload: {
      messageId: id,
      conversationId: conversation.id,
      channel: conversation.channel,
      accountId,
      opened: given.opened,
      automatic: message.automatic,
      own,
      past: message.past !== undefined,
      becomes: given.becomes,
      ownerId,
      departmentId: conversation.department_id,
    },
    personal: { from: message.from.address },
    also: unique([...conversation.links, ...given.about]),
  })
  return { id, kept }
}

/** What the other side writes in a conversation on a page of ours, where no channel carries it. */
export async function receiveOnPage(cx: Cx, conversationId: string, text: string): Promise<void> {
  const conversation = await lockConversation(cx, conversationId)
  const message = {
    externalId: null,
    from: { address: conversation.address, name: conversation.name },
    to: [],
    subject: conversation.subject,
    text,
    html: null,
    references: [],
    sentAt: null,
    automatic: false,
    files: [],
  }
  const { account_id: accountId, owner_id: ownerId } = conversation
  const { id, kept } = putMessage(cx, conversation, {
    message,
    accountId,
    opened: false,
    becomes: null,
    ownerId,
    touches: conversation.links.length > 0,
    about: [],
  })
  await tell(cx, conversation, id, message, ownerId)
  await kept
}

/** Whose address it is, and whose the addresses are that he gives besides. */
async function senderOf(cx: Cx, channel: Channel, { gives }: IncomingMessage, sender: Customer) {
  const phone = gives?.phone && normalisePhone(gives.phone)
  const email = gives?.email && normaliseEmail(gives.email)
  const found = [
    sender,
    ...(phone ? [await customerOf(cx.db, { key: channel.key, address: 'phone' }, phone)] : []),
    ...(email ? [await customerOf(cx.db, { key: channel.key, address: 'email' }, email)] : []),
  ]
  return {
    links: unique(found.flatMap(({ links }) => links)),
    ownerId: found.map(({ ownerId }) => ownerId).find((id) => id !== null) ?? null,
  }
}

const unique = (subjects: Subject[]): Subject[] => [
  ...new Map(
    subjects.map((subject) => [`${subject.kind} ${subject.id}`, { kind: subject.kind, id: subject.id }]),
  ).values(),
]

const excerpt = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, 200)

/**
 * The conversation a message goes on with. A message that refers to another belongs there only if its sender has a part in
 * it: whoever has seen a reference could forge it.
 */
async function conversationFor(
  cx: Cx,
  channel: Channel,
  account: AccountRow,
  message: IncomingMessage,
  address: string,
): Promise<Conversation | null> {
  if (channel.threads === 'references') {
    if (message.references.length === 0) return null
    return lockFound(
      cx,
      sql`select m.conversation_id from messages m
      where m.external_id = any(${message.references.slice(-50)}::text[]) and exists (
        select from messages p where p.conversation_id = m.conversation_id and (p.sender ->> 'address' = ${address}
          or p.recipients -> 'to' @> ${JSON.stringify([{ address }])}::jsonb or p.recipients -> 'cc' @> ${JSON.stringify([{ address }])}::jsonb))
      order by m.created_at desc limit 1`,
    )
  }
  await waitForAddress(cx, account.id, address)
  return lockFound(
    cx,
    sql`select id from conversations where account_id = ${account.id} and address = ${address}
      and last_at > ${cx.now}::timestamptz - make_interval(days => ${SILENCE_DAYS}) order by last_at desc limit 1`,
  )
}

/** A conversation its first message will begin. */
const beginning = (
  channel: Channel,
  account: AccountRow,
  message: IncomingMessage,
  other: { address: string; name: string },
): Conversation => ({
  id: newId(),
  channel: channel.key,
  account_id: account.id,
  subject: message.subject.slice(0, 500),
  address: other.address,
  name: other.name.slice(0, 200),
  department_id: account.department_id,
  owner_id: account.owner_id,
  private_to: account.owner_id,
  waiting_since: null,
  closed_at: null,
  version: 1,
  links: [],
})

async function leadOf(cx: Cx, account: AccountRow, channel: Channel, message: IncomingMessage): Promise<Subject> {
  const { from, gives } = message
  const { address, name } = from
  const title = message.subject.trim() || excerpt(message.text) || name || address
  const { id } = await receiveLead(cx, {
    source: channel.key,
    formId: null,
    departmentId: account.department_id,
    title: title.slice(0, LONGEST_TITLE),
    personName: name.slice(0, 200),
    email: normaliseEmail((channel.address === 'email' ? address : gives?.email) ?? ''),
    phone: normalisePhone((channel.address === 'phone' ? address : gives?.phone) ?? ''),
    message: message.text.slice(0, 20_000),
  })
  return { kind: 'lead', id }
}

export async function keepFiles(cx: Cx, messageId: string, files: IncomingMessage['files']): Promise<void> {
  if (files.length === 0) return
  const rows = files.map((file, at) => ({ ...file, position: at + 1, content_id: file.contentId }))
  await sql`/* keep-message-files */ insert into message_files (message_id, position, name, type, digest, size, content_id)
    select ${messageId}::uuid, position, name, type, digest, size, content_id from json_to_recordset(${JSON.stringify(rows)}::json)
      as f(position int, name text, type text, digest text, size bigint, content_id text)`.execute(cx.db)
}

/** Its owner hears of it; while it is nobody's, everybody of the department whose inbox it lies in. */
async function tell(
  cx: Cx,
  conversation: Conversation,
  messageId: string,
  message: Pick<IncomingMessage, 'from' | 'subject' | 'text'>,
  ownerId: string | null,
): Promise<void> {
  const to = ownerId
    ? [`present:${ownerId}`]
    : conversation.department_id
      ? [`department:${conversation.department_id}`]
      : []
  const recipients = await recipientsOf(cx, to, new Map())
  if (recipients.length === 0) return
  await notify(cx, {
    subject: { kind: 'conversation', id: conversation.id },
    reason: 'message_received',
    occurrence: messageId,
    code: 'message_received',
    params: { from: message.from.name || message.from.address, text: excerpt(message.subject || message.text) },
    recipients,
    urgent: false,
    mail: false,
  })
}
