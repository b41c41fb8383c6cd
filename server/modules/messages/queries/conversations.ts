import { sql } from 'kysely'
import type { Locale } from '../../../../pure/texts/format.ts'
import { may } from '../../../core/access.ts'
import type { Actor } from '../../../core/actor.ts'
import type { Db } from '../../../core/db.ts'
import { notFound } from '../../../core/errors.ts'
import { kindOf } from '../../../core/kinds.ts'
import { cursorOf, readCursor } from '../../../core/paging.ts'
import { say } from '../../../core/problems.ts'
import { mayConverse } from '../access.ts'
import type { ConversationView, MessageView } from '../schema.ts'

interface Row {
  id: string
  number: number
  channel: string
  account_id: string | null
  account: string | null
  subject: string
  address: string
  name: string
  department_id: string | null
  department: string | null
  owner_id: string | null
  owner: string | null
  private_to: string | null
  waiting_since: Date | null
  last_at: Date
  last_text: string
  closed_at: Date | null
  version: number
  created_at: Date
}

const FROM = sql`select conversations.*, a.name as account, d.name as department, e.name as owner from conversations
  left join channel_accounts a on a.id = conversations.account_id left join departments d on d.id = conversations.department_id
  left join employees e on e.id = conversations.owner_id`

const named = (id: string | null, name: string | null) => (id ? { id, name: name ?? '' } : null)

async function views(db: Db, actor: Actor, rows: Row[]): Promise<ConversationView[]> {
  const links = await linksOf(
    db,
    actor,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => ({
    id: row.id,
    number: Number(row.number),
    channel: row.channel,
    account: named(row.account_id, row.account),
    subject: row.subject,
    address: row.address,
    name: row.name,
    department: named(row.department_id, row.department),
    owner: named(row.owner_id, row.owner),
    private: row.private_to !== null,
    waitingSince: row.waiting_since?.toISOString() ?? null,
    lastAt: row.last_at.toISOString(),
    lastText: row.last_text,
    closedAt: row.closed_at?.toISOString() ?? null,
    links: links.get(row.id) ?? [],
    version: row.version,
    createdAt: row.created_at.toISOString(),
  }))
}

/** What conversations are filed under, as far as the reader may read it. */
async function linksOf(db: Db, actor: Actor, ids: string[]) {
  const { rows } = await sql<{ kind: string; id: string; conversation_id: string }>`
    select kind, id, conversation_id from conversation_links where conversation_id = any(${ids}::uuid[])`.execute(db)
  const names = new Map<string, string>()
  for (const kind of new Set(rows.map((row) => row.kind))) {
    const { table, name } = kindOf(kind)
    const ofKind = rows.filter((row) => row.kind === kind).map(({ id }) => id)
    const found = await sql<{
      id: string
      name: string
    }>`select ${sql.ref(`${table}.id`)} as id, ${sql.ref(`${table}.${name}`)} as name
      from ${sql.table(table)} where ${sql.ref(`${table}.id`)} = any(${ofKind}::uuid[]) and ${may(actor, kind, 'read')}`.execute(
      db,
    )
    for (const row of found.rows) names.set(`${kind} ${row.id}`, row.name)
  }
  const links = new Map<string, { kind: string; id: string; name: string }[]>()
  for (const { kind, id, conversation_id } of rows) {
    const name = names.get(`${kind} ${id}`)
    if (name !== undefined) links.set(conversation_id, [...(links.get(conversation_id) ?? []), { kind, id, name }])
  }
  return links
}

export interface ConversationFilter {
  state?: 'waiting' | 'open' | 'closed'
  owner?: string
  channel?: string
  departmentId?: string
  about?: { kind: string; id: string }
  after?: string
  limit: number
}

/** Those that wait the longest for an answer first; others by their last message, newest first. */
export async function listConversations(db: Db, actor: Actor, filter: ConversationFilter) {
  const waiting = filter.state === 'waiting'
  const at = sql.ref(waiting ? 'conversations.waiting_since' : 'conversations.last_at')
  const where = [mayConverse(actor, 'read')]
  if (waiting) where.push(sql`conversations.waiting_since is not null`)
  if (filter.state === 'open') where.push(sql`conversations.closed_at is null`)
  if (filter.state === 'closed') where.push(sql`conversations.closed_at is not null`)
  if (filter.owner === 'nobody') where.push(sql`conversations.owner_id is null`)
  else if (filter.owner) where.push(sql`conversations.owner_id = ${filter.owner}`)
  if (filter.channel) where.push(sql`conversations.channel = ${filter.channel}`)
  if (filter.departmentId) where.push(sql`conversations.department_id = ${filter.departmentId}`)
  if (filter.about)
    where.push(sql`exists (select from conversation_links l where l.kind = ${filter.about.kind} and l.id = ${filter.about.id}
      and l.conversation_id = conversations.id)`)
  if (filter.after) {
    const [when, id] = readCursor(filter.after, 2)
    where.push(
      waiting
        ? sql`(conversations.waiting_since, conversations.id) > (${when}::timestamptz, ${id}::uuid)`
        : sql`(conversations.last_at, conversations.id) < (${when}::timestamptz, ${id}::uuid)`,
    )
  }
  const way = waiting ? sql`asc` : sql`desc`
  const { rows } =
    await sql<Row>`${FROM} where ${sql.join(where, sql` and `)} order by ${at} ${way}, conversations.id ${way}
    limit ${filter.limit + 1}`.execute(db)
  const items = rows.slice(0, filter.limit)
  const last = items.at(-1)
  return {
    items: await views(db, actor, items),
    next:
      rows.length > filter.limit && last
        ? cursorOf((waiting ? last.waiting_since : last.last_at)!.toISOString(), last.id)
        : null,
  }
}

/** One conversation; 404 for whoever may not read it. */
export async function conversationById(db: Db, actor: Actor, id: string): Promise<ConversationView> {
  const { rows } = await sql<Row>`${FROM} where conversations.id = ${id} and ${mayConverse(actor, 'read')}`.execute(db)
  if (!rows[0]) throw notFound()
  return (await views(db, actor, rows))[0]!
}

interface MessageRow {
  id: string
  conversation_id: string
  channel: string
  direction: 'in' | 'out'
  sender: { address: string; name: string }
  recipients: { to: { address: string; name: string }[]; cc: { address: string; name: string }[] }
  subject: string
  body_text: string
  body_html: string | null
  automatic: boolean
  state: MessageView['state']
  trouble: string | null
  trouble_detail: string | null
  author_id: string | null
  author: string | null
  send_at: Date | null
  sent_at: Date | null
  created_at: Date
  files: MessageView['files']
}

const MESSAGES = sql`select m.*, e.name as author, coalesce((select json_agg(json_build_object('position', f.position, 'name', f.name, 'type', f.type,
    'size', f.size, 'contentId', f.content_id) order by f.position) from message_files f where f.message_id = m.id), '[]') as files
  from messages m join conversations on conversations.id = m.conversation_id left join employees e on e.id = m.author_id`

const messageView = (row: MessageRow, locale: Locale): MessageView => ({
  id: row.id,
  conversationId: row.conversation_id,
  channel: row.channel,
  direction: row.direction,
  from: row.sender,
  to: row.recipients.to,
  cc: row.recipients.cc,
  subject: row.subject,
  text: row.body_text,
  html: row.body_html,
  automatic: row.automatic,
  state: row.state,
  trouble: row.trouble
    ? { code: row.trouble, words: say(locale, `channel_trouble.${row.trouble}`), detail: row.trouble_detail ?? '' }
    : null,
  author: named(row.author_id, row.author),
  files: row.files,
  sendAt: row.send_at?.toISOString() ?? null,
  sentAt: row.sent_at?.toISOString() ?? null,
  createdAt: row.created_at.toISOString(),
})

/** The messages of a conversation, newest first. */
export async function messagesOf(
  db: Db,
  actor: Actor,
  conversationId: string,
  page: { after?: string; limit: number },
  locale: Locale,
) {
  await conversationById(db, actor, conversationId)
  const after = page.after ? readCursor(page.after, 2) : null
  const { rows } = await sql<MessageRow>`${MESSAGES} where m.conversation_id = ${conversationId}
    ${after ? sql`and (m.created_at, m.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql``}
    order by m.created_at desc, m.id desc limit ${page.limit + 1}`.execute(db)
  const items = rows.slice(0, page.limit)
  const last = items.at(-1)
  return {
    items: items.map((row) => messageView(row, locale)),
    next: rows.length > page.limit && last ? cursorOf(last.created_at.toISOString(), last.id) : null,
  }
}

export async function messageById(db: Db, actor: Actor, id: string, locale: Locale): Promise<MessageView> {
  const { rows } = await sql<MessageRow>`${MESSAGES} where m.id = ${id} and ${mayConverse(actor, 'read')}`.execute(db)
  if (!rows[0]) throw notFound()
  return messageView(rows[0], locale)
}

/** A file of a message, for whoever may read the conversation. */
export async function fileOfMessage(db: Db, actor: Actor, id: string, position: number) {
  const { rows } = await sql<{
    name: string
    type: string
    digest: string
  }>`select f.name, f.type, f.digest from message_files f
    join messages m on m.id = f.message_id join conversations on conversations.id = m.conversation_id
    where f.message_id = ${id} and f.position = ${position} and ${mayConverse(actor, 'read')}`.execute(db)
  if (!rows[0]) throw notFound()
  return rows[0]
}
