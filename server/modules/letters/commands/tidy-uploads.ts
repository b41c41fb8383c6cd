import { sql } from 'kysely'
import { dropFile } from '../../../core/files.ts'
import type { Cx } from '../../../core/write.ts'

const KEPT_DAYS = 30
const AT_ONCE = 50

/** Lets go of files nobody has written with for a month; one that a message or an import reads stays. True when there may be more. */
export async function tidyUploads(cx: Cx): Promise<boolean> {
  const { rows } = await sql<{ digest: string }>`delete from message_uploads where id in (
      select u.id from message_uploads u where u.created_at < ${cx.now}::timestamptz - make_interval(days => ${KEPT_DAYS})
        and not exists (select from message_drafts d where d.owner_id = u.owner_id and d.content -> 'fileIds' ? u.id::text)
      order by u.created_at limit ${AT_ONCE}) returning digest`.execute(cx.db)
  for (const { digest } of rows) await dropUnread(cx, digest)
  return rows.length === AT_ONCE
}

/** Lets go of a file unless something else has the same content. */
export async function dropUnread({ db, deps }: Pick<Cx, 'db' | 'deps'>, digest: string): Promise<void> {
  const { rows } = await sql<{ read: boolean }>`select file_in_messages(${digest})
    or exists (select from imports where digest = ${digest} and dropped_at is null) as read`.execute(db)
  if (!rows[0]!.read) await dropFile(deps, digest)
}
