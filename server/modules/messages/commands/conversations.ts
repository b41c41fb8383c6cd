import { type RawBuilder, sql } from 'kysely'
import { may } from '../../../core/access.ts'
import { forbidden, invalid, notFound } from '../../../core/errors.ts'
import type { Subject } from '../../../core/events.ts'
import { kindOf } from '../../../core/kinds.ts'
import type { Cx } from '../../../core/write.ts'
import { notify } from '../../notifications/commands.ts'
import { employeeNames } from '../../staff/queries.ts'
import { mayConverse } from '../access.ts'

export interface Conversation {
  id: string
  channel: string
  account_id: string | null
  subject: string
  address: string
  name: string
  department_id: string | null
  owner_id: string | null
  private_to: string | null
  waiting_since: Date | null
  closed_at: Date | null
  version: number
  links: Subject[]
}

const subjectOf = (id: string): Subject => ({ kind: 'conversation', id })

/** Of two messages at once with an address that nobody talks to yet, the second goes on with what the first began. */
export const waitForAddress = (cx: Cx, accountId: string, address: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`${accountId} ${address}`}, 27))`.execute(cx.db)

/** Locks a conversation for the rest of the transaction and reads it with what it is filed under. */
export async function lockConversation(cx: Cx, id: string): Promise<Conversation> {
  const found = await lockFound(cx, sql`select ${id}::uuid`)
  if (!found) throw notFound()
  return found
}

/** The same of the one whose id a query gives; null where it gives none. */
export async function lockFound(cx: Cx, query: RawBuilder<unknown>): Promise<Conversation | null> {
  const { rows } = await sql<Conversation>`select * from conversations where id = (${query}) for update`.execute(cx.db)
  if (!rows[0]) return null
  // Asked when it is locked: what another transaction filed meanwhile is seen.
  const links = await sql<Subject>`select kind, id from conversation_links where conversation_id = ${rows[0].id}
    order by kind, id`.execute(cx.db)
  return { ...rows[0], links: links.rows }
}

/** The same of several, in an order in which two who ask for the same never wait for each other. */
export async function lockAll(cx: Cx, ids: string[]): Promise<Conversation[]> {
  if (ids.length === 0) return []
  // In one round trip; the links are asked for when all are locked.
  const [locked, links] = await Promise.all([
    sql<Conversation>`select * from conversations where id = any(${ids}::uuid[]) order by id for update`.execute(cx.db),
    sql<Subject & { conversation_id: string }>`select kind, id, conversation_id from conversation_links
      where conversation_id = any(${ids}::uuid[]) order by kind, id`.execute(cx.db),
  ])
  return locked.rows.map((row) => ({
    ...row,
    links: links.rows.flatMap(({ conversation_id, kind, id }) => (conversation_id === row.id ? [{ kind, id }] : [])),
  }))
}

/** Throws unless the actor may do this to this conversation: 404 when he may not even see it, else 403. */
export async function allowConversation(
  cx: Pick<Cx, 'db' | 'actor'>,
  id: string,
  action: 'read' | 'write' | 'assign',
): Promise<void> {
  const { rows } = await sql<{ seen: boolean; allowed: boolean }>`select ${mayConverse(cx.actor, 'read')} as seen,
    ${mayConverse(cx.actor, action)} as allowed from conversations where id = ${id}`.execute(cx.db)
  if (!rows[0]?.seen) throw notFound()
  if (!rows[0].allowed) throw forbidden()
}

/** Files a conversation under a record, so that it stands on that record's timeline; once. */
export async function fileUnder(
  cx: Cx,
  conversation: Conversation,
  to: Subject,
  { silently = false } = {},
): Promise<void> {
  if (conversation.links.some(({ kind, id }) => kind === to.kind && id === to.id)) return
  await sql`insert into conversation_links (kind, id, conversation_id) values (${to.kind}, ${to.id}, ${conversation.id})
    on conflict do nothing`.execute(cx.db)
  conversation.links.push({ kind: to.kind, id: to.id })
  if (silently) return
  const version = await nextVersion(cx, conversation, sql`private_to = null`)
  cx.record('conversation.filed', {
    subject: subjectOf(conversation.id),
    payload: { ...told(conversation, version), ...to },
    also: [to],
  })
}

/** As somebody asks for it: the record must be one he may read. */
export async function fileConversation(cx: Cx, id: string, to: Subject): Promise<void> {
  await allowConversation(cx, id, 'write')
  const { table } = kindOf(to.kind)
  const { rows } =
    await sql`select from ${sql.table(table)} where ${sql.ref(`${table}.id`)} = ${to.id} and ${may(cx.actor, to.kind, 'read')}`.execute(
      cx.db,
    )
  if (rows.length === 0) throw invalid({ path: 'id', code: 'field.invalid' })
  await fileUnder(cx, await lockConversation(cx, id), to)
}

export async function unfileConversation(cx: Cx, id: string, from: Subject): Promise<void> {
  await allowConversation(cx, id, 'write')
  const conversation = await lockConversation(cx, id)
  const { numAffectedRows } =
    await sql`delete from conversation_links where conversation_id = ${id} and kind = ${from.kind} and id = ${from.id}`.execute(
      cx.db,
    )
  if (!numAffectedRows) return
  const version = await nextVersion(cx, conversation, sql`last_at = last_at`)
  cx.record('conversation.unfiled', {
    subject: subjectOf(id),
    payload: { ...told(conversation, version), ...from },
    also: [from],
  })
}

/** Gives a conversation to somebody, or to nobody; who gets it hears of it. */
export async function assignConversation(cx: Cx, id: string, ownerId: string | null): Promise<void> {
  await allowConversation(cx, id, 'assign')
  if (ownerId && !(await employeeNames(cx.db, [ownerId])).has(ownerId))
    throw invalid({ path: 'ownerId', code: 'field.invalid' })
  await giveConversation(cx, await lockConversation(cx, id), ownerId)
}

/** `silently`: whoever gets it hears of it by other means. */
export async function giveConversation(
  cx: Cx,
  conversation: Conversation,
  ownerId: string | null,
  { silently = false } = {},
): Promise<void> {
  const { id, owner_id: from } = conversation
  if (from === ownerId) return
  const version = await nextVersion(cx, conversation, sql`owner_id = ${ownerId}`)
  cx.record('conversation.assigned', {
    subject: subjectOf(id),
    payload: { ...told(conversation, version), from, ownerId },
    changes: [{ field: 'ownerId', from, to: ownerId }],
    also: conversation.links,
  })
  if (silently || !ownerId || ownerId === cx.actor.id) return
  await notify(cx, {
    subject: subjectOf(id),
    reason: 'conversation_assigned',
    occurrence: String(version),
    code: 'conversation_assigned',
    params: { from: conversation.name || conversation.address, text: conversation.subject },
    recipients: [ownerId],
    mail: true,
  })
}

/** Needs no answer any more; the next message of the other side opens it again. */
export async function closeConversation(cx: Cx, id: string): Promise<void> {
  await allowConversation(cx, id, 'write')
  const conversation = await lockConversation(cx, id)
  if (conversation.closed_at) return
  const version = await nextVersion(cx, conversation, sql`closed_at = ${cx.now}, waiting_since = null`)
  cx.record('conversation.closed', {
    subject: subjectOf(id),
    payload: told(conversation, version),
    also: conversation.links,
  })
}

export async function reopenConversation(cx: Cx, id: string): Promise<void> {
  await allowConversation(cx, id, 'write')
  const conversation = await lockConversation(cx, id)
  if (!conversation.closed_at) return
  const version = await nextVersion(cx, conversation, sql`closed_at = null`)
  cx.record('conversation.reopened', {
    subject: subjectOf(id),
    payload: told(conversation, version),
    also: conversation.links,
  })
}

const told = ({ id, channel }: Conversation, version: number) => ({ conversationId: id, channel, version })

async function nextVersion(cx: Cx, { id }: Conversation, set: ReturnType<typeof sql>): Promise<number> {
  const { rows } = await sql<{
    version: number
  }>`update conversations set ${set}, version = version + 1, updated_at = ${cx.now}
    where id = ${id} returning version`.execute(cx.db)
  return rows[0]!.version
}
