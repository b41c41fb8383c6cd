import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { z } from 'zod'
import { isWorkingTime } from '../../../pure/work-calendar.ts'
import { chatSettings } from '../../channels/chat/settings.ts'
import { businessNow } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import type { Deps } from '../../core/deps.ts'
import { notFound } from '../../core/errors.ts'
import { isId } from '../../core/ids.ts'
import { type AccountRow, accountRow } from '../messages/queries/accounts.ts'
import { calendarsOf } from '../staff/queries.ts'
import type { conversationNow } from './schema.ts'
import { fileKey } from './token.ts'

export type Chat = Omit<AccountRow, 'settings'> & { settings: z.output<typeof chatSettings> }

/** The chat behind a public address; 404 where there is none or it is switched off. */
export async function openChat(deps: Deps, id: string): Promise<Chat> {
  if (!isId(id)) throw notFound()
  const row = await accountRow(deps.database.db, id)
  if (row.channel !== 'chat' || !row.active) throw notFound()
  return { ...row, settings: chatSettings.parse(row.settings) }
}

/** Whether visitors are told that somebody is there now. */
export async function isOpen(db: Db, { settings }: Chat): Promise<boolean> {
  if (settings.hours === 'always') return true
  const [{ company }, now] = [await calendarsOf(db), await businessNow(db)]
  return isWorkingTime(company, now.toISOString())
}

/** The name a visitor goes by in his conversation; null for somebody who has none yet. */
export async function nameOf(db: Db, chat: Chat, visitor: string): Promise<string | null> {
  const { rows } = await sql<{ name: string }>`select name from conversations
    where account_id = ${chat.id} and address = ${visitor} order by last_at desc limit 1`.execute(db)
  return rows[0]?.name ?? null
}

/** How many files a visitor sent within a day. */
export async function filesToday(db: Db, chat: Chat, visitor: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from conversations c
      join messages m on m.conversation_id = c.id join message_files f on f.message_id = m.id
    where c.account_id = ${chat.id} and c.address = ${visitor} and m.direction = 'in'
      and m.created_at > (select business_now()) - interval '1 day'`.execute(db)
  return rows[0]!.count
}

const SHOWN = 100

interface Row {
  id: string
  direction: 'in' | 'out'
  external_id: string
  body_text: string
  state: string
  author: string | null
  created_at: Date
  files: { position: number; name: string }[]
}

/** What a visitor's window shows: the latest of what he wrote and of what reached him, oldest first, and what he has not seen. */
export async function saidTo(
  { database: { db }, config }: Deps,
  chat: Chat,
  visitor: string,
): Promise<z.output<typeof conversationNow> & { unseen: string[] }> {
  const { rows } =
    await sql<Row>`select m.id, m.direction, m.external_id, m.body_text, m.state, e.name as author, m.created_at,
      (select coalesce(json_agg(json_build_object('position', f.position, 'name', f.name) order by f.position), '[]')
        from message_files f where f.message_id = m.id) as files
    from conversations c join messages m on m.conversation_id = c.id left join employees e on e.id = m.author_id
    where c.account_id = ${chat.id} and c.address = ${visitor} and m.state in ('received', 'sent', 'delivered', 'read')
    order by m.created_at desc, m.id desc limit ${SHOWN}`.execute(db)
  const latest = rows.reverse()
  const unseen = latest.filter(({ direction, state }) => direction === 'out' && state !== 'read')
  return {
    mark: createHash('sha256')
      .update(latest.map(({ id, state }) => `${id} ${state === 'read'}`).join())
      .digest('base64url'),
    items: latest.map((row) => ({
      id: row.id,
      mine: row.direction === 'in',
      author: row.direction === 'in' ? '' : (row.author ?? chat.name),
      text: row.body_text,
      files: row.files.map(({ position, name }) => ({
        name,
        url: `${config.publicUrl}/chat/${chat.id}/files/${row.id}/${position}?key=${fileKey(config.secret, visitor, row.id, position)}`,
      })),
      read: row.direction === 'in' || row.state === 'read',
      at: row.created_at.toISOString(),
    })),
    unseen: unseen.map(({ external_id }) => external_id),
  }
}

/** A file of a message in a chat, and the visitor it was sent to. */
export async function fileInChat(db: Db, chat: Chat, message: string, position: number) {
  const { rows } = await sql<{ name: string; digest: string; visitor: string }>`
    select f.name, f.digest, c.address as visitor from message_files f join messages m on m.id = f.message_id
      join conversations c on c.id = m.conversation_id
    where f.message_id = ${message} and f.position = ${position} and c.account_id = ${chat.id}
      and m.state in ('received', 'sent', 'delivered', 'read')`.execute(db)
  return rows[0] ?? null
}
