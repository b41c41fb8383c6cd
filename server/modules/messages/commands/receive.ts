import { type RawBuilder, sql } from 'kysely'
import { normaliseEmail } from '../../../../pure/email.ts'
import { normalisePhone } from '../../../../pure/phone.ts'
import { sound } from '../../../../pure/sound-text.ts'
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
import { type Conversation, fileUnder, lockAll, lockConversation, lockFound, waitForAddress } from './conversations.ts'
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
  const keeping = new Keeping(cx)
  const threads = channel.threads === 'references' ? await threadsOf(cx, fresh, keeping) : null
  for (const message of fresh) await receiveOne(cx, channel, row, message, customers, keeping, threads)
  await keeping.end()
  return fresh.length
}

const otherSide = ({ own, from, to }: IncomingMessage) => (own ? to[0] : from)

const readAddresses = (channel: Channel, message: IncomingMessage): IncomingMessage => ({
  ...message,
  from: { ...message.from, address: normalAddress(channel, message.from.address) },
  to: message.to.map((to) => ({ ...to, address: normalAddress(channel, to.address) })),
})

/** `customers` are those of the group; a lead that one message opens is known to the next. What is to be written joins `keeping`. */
async function receiveOne(
  cx: Cx,
  channel: Channel,
  account: AccountRow,
  given: IncomingMessage,
  customers: Map<string, Customer>,
  keeping: Keeping,
  threads: Threads | null,
): Promise<void> {
  const own = given.own === true
  const wish = own ? null : wishIn(channel, given)
  // Whoever asks to be left alone opens no request and waits for no answer.
  const message = wish ? { ...given, automatic: true } : given
  const other = otherSide(message)
  if (!other) return
  const found = threads
    ? await threads.of(message, other.address)
    : await conversationAt(cx, account, other.address, keeping)
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
  const id = putMessage(cx, keeping, conversation, {
    message,
    accountId: account.id,
    opened: !found,
    becomes,
    ownerId,
    touches,
    about,
  })
  threads?.met(message, conversation)
  const isTold = waitsFor(message) && becomes !== 'lead' && becomes !== 'ticket'
  // What is written next stands on it.
  if (about.length > 0 || wish || isTold) keeping.send()
  for (const subject of about) await fileUnder(cx, conversation, subject, { silently: true })
  if (wish) {
    const { id: conversationId, links } = conversation
    await hearWish(cx, wish, { channel: channel.key, address: other.address, messageId: id, conversationId, links })
  }
  // Of a new request its own process tells; of a ticket, too.
  if (isTold) await tell(cx, conversation, id, message, ownerId)
}

/** Whether the other side waits for an answer to it. */
const waitsFor = ({ own, automatic, past }: Pick<IncomingMessage, 'own' | 'automatic' | 'past'>): boolean =>
  own !== true && !automatic && !past

interface Put {
  id: string
  conversation_id: string
  conversation_channel: string
  conversation_account_id: string | null
  conversation_subject: string
  address: string
  name: string
  department_id: string | null
  owner_id: string | null
  private_to: string | null
  last_text: string
  waits: boolean
  account_id: string | null
  external_id: string | null
  sender: { address: string; name: string }
  recipients: { to: object[]; cc: object[] }
  subject: string
  body_text: string
  body_html: string | null
  automatic: boolean
  sent_at: Date | null
  at: Date
}

/** Messages that are written in one statement, as long as nothing asks for one of them. */
class Keeping {
  private puts: Put[] = []
  private files: FileRow[] = []
  private own = false
  private readonly sent: Promise<unknown>[] = []

  private readonly cx: Cx

  constructor(cx: Cx) {
    this.cx = cx
  }

  add(put: Put, files: FileRow[], own: boolean): void {
    // A statement writes a row once.
    if (own !== this.own || this.puts.some((each) => each.conversation_id === put.conversation_id)) this.send()
    this.own = own
    this.puts.push(put)
    this.files.push(...files)
  }

  /** Sends what was added; a statement after it finds it. */
  send(): void {
    const { cx, puts, files, own } = this
    if (puts.length === 0) return
    this.puts = []
    this.files = []
    const kept = [
      sql`/* keep-messages */ with given as materialized (select * from json_to_recordset(${asJson(puts)}::json) as g (id uuid,
          conversation_id uuid, conversation_channel text, conversation_account_id uuid, conversation_subject text, address text, name text,
          department_id uuid, owner_id uuid, private_to uuid, last_text text, waits boolean, account_id uuid, external_id text, sender jsonb,
          recipients jsonb, subject text, body_text text, body_html text, automatic boolean, sent_at timestamptz, at timestamptz)),
        goes_on as (insert into conversations as c (id, channel, account_id, subject, address, name, department_id, owner_id, private_to,
            last_at, last_text, waiting_since, created_at, updated_at)
          select conversation_id, conversation_channel, conversation_account_id, conversation_subject, address, name, department_id,
            owner_id, private_to, at, last_text, case when waits then ${cx.now}::timestamptz end, ${cx.now}, ${cx.now} from given
          on conflict (id) do update set last_at = greatest(c.last_at, excluded.last_at),
            last_text = case when c.last_at > excluded.last_at then c.last_text else excluded.last_text end,
            updated_at = excluded.updated_at, version = c.version + 1, owner_id = excluded.owner_id, private_to = excluded.private_to,
            closed_at = case when excluded.waiting_since is not null then null else c.closed_at end,
            waiting_since = case when ${own} then null else coalesce(c.waiting_since, excluded.waiting_since) end)
        insert into messages (id, conversation_id, account_id, channel, direction, external_id, sender, recipients, subject, body_text,
          body_html, automatic, state, sent_at, created_at)
        select id, conversation_id, account_id, conversation_channel, ${own ? 'out' : 'in'}, external_id, sender, recipients, subject,
          body_text, body_html, automatic, ${own ? 'sent' : 'received'}, sent_at, at from given`.execute(cx.db),
      putFiles(cx, files),
    ]
    for (const each of kept) cx.trail(each)
    this.sent.push(...kept)
  }

  async end(): Promise<void> {
    this.send()
    await Promise.all(this.sent)
  }
}

// Whatever a channel brings: one text the database refuses would keep all those beside it out.
const asJson = (rows: object[]): string =>
  JSON.stringify(rows, (_, value) => (typeof value === 'string' ? sound(value) : value))

/** Keeps a message that came in its conversation, which it may begin, and tells of it; answers its id. */
function putMessage(
  cx: Cx,
  keeping: Keeping,
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
): string {
  const { message, accountId, ownerId } = given
  const own = message.own === true
  const id = newId()
  conversation.owner_id = ownerId
  if (given.touches) conversation.private_to = null
  const put: Put = {
    id,
    conversation_id: conversation.id,
    conversation_channel: conversation.channel,
    conversation_account_id: conversation.account_id,
    conversation_subject: conversation.subject,
    address: conversation.address,
    name: conversation.name,
    department_id: conversation.department_id,
    owner_id: ownerId,
    private_to: conversation.private_to,
    last_text: excerpt(message.text),
    waits: waitsFor(message),
    account_id: accountId,
    external_id: message.externalId,
    sender: message.from,
    recipients: { to: message.to, cc: message.cc ?? [] },
    subject: message.subject.slice(0, 500),
    body_text: message.text,
    body_html: message.html,
    automatic: message.automatic,
    sent_at: message.sentAt,
    at: message.past ?? cx.now,
  }
  keeping.add(put, fileRows(id, message.files), own)
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
  return id
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
  const keeping = new Keeping(cx)
  const touches = conversation.links.length > 0
  const id = putMessage(cx, keeping, conversation, {
    ...{ message, accountId, ownerId, touches },
    ...{ opened: false, becomes: null, about: [] },
  })
  keeping.send()
  await tell(cx, conversation, id, message, ownerId)
  await keeping.end()
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

/** In which conversation an address wrote last, unless that was long ago. */
async function conversationAt(
  cx: Cx,
  account: AccountRow,
  address: string,
  keeping: Keeping,
): Promise<Conversation | null> {
  keeping.send()
  await waitForAddress(cx, account.id, address)
  return lockFound(
    cx,
    sql`select id from conversations where account_id = ${account.id} and address = ${address}
      and last_at > ${cx.now}::timestamptz - make_interval(days => ${SILENCE_DAYS}) order by last_at desc limit 1`,
  )
}

interface Threads {
  /** The conversation a message goes on with. */
  of(message: IncomingMessage, address: string): Promise<Conversation | null>
  /** A message was put into a conversation; later ones of the group may refer to it. */
  met(message: IncomingMessage, conversation: Conversation): void
}

const MOST_REFERENCES = 50
const referencesOf = ({ references }: IncomingMessage) => references.slice(-MOST_REFERENCES)

/**
 * The conversations that messages of a group go on with, by what they refer to, asked for all of them at once. A message that refers
 * to another belongs there only if its sender has a part in it: whoever has seen a reference could forge it.
 */
async function threadsOf(cx: Cx, messages: IncomingMessage[], keeping: Keeping): Promise<Threads> {
  const asked = messages.flatMap((message, n) => {
    const address = otherSide(message)?.address
    return address && message.references.length > 0 ? [{ n, address, refs: referencesOf(message) }] : []
  })
  const found = new Map<IncomingMessage, { id: string; at: Date }>()
  const conversations = new Map<string, Conversation>()
  if (asked.length > 0) {
    const { rows } = await sql<{
      n: number
      id: string
      at: Date
    }>`/* threads-of */ select g.n, f.conversation_id as id, f.created_at as at
      from json_to_recordset(${asJson(asked)}::json) as g (n int, address text, refs json), lateral (
        select m.conversation_id, m.created_at from messages m
        where m.external_id = any(array(select json_array_elements_text(g.refs))) and ${hasPart(sql`m.conversation_id`, sql`g.address`)}
        order by m.created_at desc limit 1) f`.execute(cx.db)
    for (const { n, id, at } of rows) found.set(messages[n]!, { id, at })
    for (const one of await lockAll(cx, [...new Set(rows.map(({ id }) => id))])) conversations.set(one.id, one)
  }
  const met = new Map<string, { conversation: Conversation; at: Date }>()
  const parts = new Map<string, Set<string>>()
  return {
    async of(message, address) {
      const latest = found.get(message)
      let best = latest ? { conversation: conversations.get(latest.id) ?? null, at: latest.at } : null
      for (const reference of referencesOf(message)) {
        const here = met.get(reference)
        if (!here) continue
        const { conversation } = here
        if (!parts.get(conversation.id)!.has(address)) {
          if (!conversations.has(conversation.id)) continue
          // It was there before: who has a part in it, its earlier messages say.
          keeping.send()
          const { rows } =
            await sql`select 1 where ${hasPart(sql`${conversation.id}::uuid`, sql`${address}::text`)}`.execute(cx.db)
          if (rows.length === 0) continue
        }
        if (!best || here.at >= best.at) best = here
      }
      return best?.conversation ?? null
    },
    met(message, conversation) {
      met.set(message.externalId, { conversation, at: message.past ?? cx.now })
      const people = parts.get(conversation.id) ?? new Set()
      parts.set(conversation.id, people)
      for (const { address } of [message.from, ...message.to, ...(message.cc ?? [])]) people.add(address)
    },
  }
}

/**
 * Whether somebody wrote in a conversation, or was written to. Not "exists", which the database may turn into a join with every message
 * there is.
 */
const hasPart = (conversation: RawBuilder<unknown>, address: RawBuilder<unknown>) =>
  sql`(select true from messages p where p.conversation_id = ${conversation} and (p.sender ->> 'address' = ${address}
    or p.recipients -> 'to' @> jsonb_build_array(jsonb_build_object('address', ${address}::text))
    or p.recipients -> 'cc' @> jsonb_build_array(jsonb_build_object('address', ${address}::text))) limit 1)`

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

type FileRow = Omit<IncomingMessage['files'][number], 'contentId'> & {
  message_id: string
  position: number
  content_id: string | null
}

const fileRows = (messageId: string, files: IncomingMessage['files']): FileRow[] =>
  files.map(({ contentId, ...file }, at) => ({
    ...file,
    message_id: messageId,
    position: at + 1,
    content_id: contentId,
  }))

export const keepFiles = (cx: Cx, messageId: string, files: IncomingMessage['files']): Promise<void> =>
  putFiles(cx, fileRows(messageId, files))

async function putFiles(cx: Cx, rows: FileRow[]): Promise<void> {
  if (rows.length === 0) return
  await sql`/* keep-message-files */ insert into message_files (message_id, position, name, type, digest, size, content_id)
    select message_id, position, name, type, digest, size, content_id from json_to_recordset(${asJson(rows)}::json)
      as f(message_id uuid, position int, name text, type text, digest text, size bigint, content_id text)`.execute(
    cx.db,
  )
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
