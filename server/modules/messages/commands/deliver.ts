import { sql } from 'kysely'
import type { ChannelTrouble, DeliveryReport, MessageFile, OutgoingMessage } from '../../../core/channel.ts'
import type { Subject } from '../../../core/events.ts'
import type { Cx } from '../../../core/write.ts'
import { notify } from '../../notifications/commands.ts'
import type { AccountRow } from '../queries/accounts.ts'

interface Row {
  id: string
  conversation_id: string
  account_id: string
  channel: string
  external_id: string
  recipients: { to: { address: string; name: string }[]; cc: { address: string; name: string }[] }
  subject: string
  body_text: string
  body_html: string | null
  automatic: boolean
  to_many: boolean
  author_id: string | null
  attempts: number
  created_at: Date
}

/** Marks the message as being sent and hands out what is to be sent; null where it is not to be sent (any more). */
export async function startSending(
  cx: Cx,
  id: string,
): Promise<{ message: OutgoingMessage; account: AccountRow } | null> {
  const { rows } = await sql<Row>`update messages set state = 'sending', attempts = attempts + 1
    where id = ${id} and state in ('queued', 'sending') returning *`.execute(cx.db)
  const row = rows[0]
  if (!row) return null
  const accounts = await sql<AccountRow>`select * from channel_accounts where id = ${row.account_id}`.execute(cx.db)
  const heard = await sql<{
    ms: number | null
  }>`select extract(epoch from ${cx.now}::timestamptz - max(created_at))::float8 * 1000 as ms
    from messages where conversation_id = ${row.conversation_id} and direction = 'in'`.execute(cx.db)
  const earlier = await sql<{
    external_id: string
  }>`select external_id from (select external_id, created_at, id from messages
      where conversation_id = ${row.conversation_id} and id <> ${id} and external_id is not null and state <> 'cancelled' order by created_at desc, id desc limit 30) m
    order by created_at, id`.execute(cx.db)
  const files =
    await sql<MessageFile>`select name, type, digest, size::int as size, content_id as "contentId" from message_files
    where message_id = ${id} order by position`.execute(cx.db)
  return {
    account: accounts.rows[0]!,
    message: {
      id,
      key: row.external_id,
      ...row.recipients,
      subject: row.subject,
      text: row.body_text,
      html: row.body_html,
      references: earlier.rows.map(({ external_id }) => external_id),
      files: files.rows,
      automatic: row.automatic,
      toMany: row.to_many,
      date: row.created_at,
      sinceHeard: heard.rows[0]!.ms,
    },
  }
}

/** The other side took it, and calls it by `externalId` from now on. */
export async function markSent(cx: Cx, id: string, sent: { externalId: string; answer: string }): Promise<void> {
  const { rows } =
    await sql<Row>`update messages set state = 'sent', sent_at = ${cx.now}, external_id = ${sent.externalId}, trouble = null,
    trouble_detail = null where id = ${id} and state = 'sending' returning *`.execute(cx.db)
  const row = rows[0]
  if (!row) return
  await tellOf(cx, row, 'message.sent', { answer: sent.answer.slice(0, 500) })
  const { rows: early } = await sql<{
    state: DeliveryReport['state']
    trouble: string | null
    trouble_detail: string | null
  }>`
    delete from early_reports where account_id = ${row.account_id} and external_id = ${sent.externalId}
    returning state, trouble, trouble_detail`.execute(cx.db)
  for (const { state, trouble, trouble_detail } of early)
    await applyReport(cx, row.account_id, {
      externalId: sent.externalId,
      state,
      ...(trouble ? { trouble } : {}),
      ...(trouble_detail ? { detail: trouble_detail } : {}),
    })
}

/** It did not go out this time; the outbox tries again. */
export async function markWaiting(cx: Cx, id: string, trouble: ChannelTrouble): Promise<void> {
  await sql`update messages set state = 'queued', trouble = ${trouble.code}, trouble_detail = ${trouble.words}
    where id = ${id} and state = 'sending'`.execute(cx.db)
}

export async function markFailed(cx: Cx, id: string, trouble: { code: string; words: string }): Promise<void> {
  const { rows } =
    await sql<Row>`update messages set state = 'failed', trouble = ${trouble.code}, trouble_detail = ${trouble.words}
    where id = ${id} and state in ('queued', 'sending', 'sent') returning *`.execute(cx.db)
  if (rows[0]) await failed(cx, rows[0], trouble.code)
}

const BEFORE: Record<DeliveryReport['state'], string[]> = {
  delivered: ['sending', 'sent'],
  read: ['sending', 'sent', 'delivered'],
  failed: ['sending', 'sent'],
}

/** What became of messages sent before; a report may come more than once, and before we know what it speaks of. */
export async function receiveReports(cx: Cx, accountId: string, reports: DeliveryReport[]): Promise<void> {
  for (const report of reports) {
    if (await applyReport(cx, accountId, report)) continue
    await sql`insert into early_reports (account_id, external_id, state, trouble, trouble_detail, created_at)
      values (${accountId}, ${report.externalId}, ${report.state}, ${report.trouble ?? null}, ${report.detail ?? null}, ${cx.now})
      on conflict do nothing`.execute(cx.db)
  }
}

/** Whether there is a message it speaks of. */
async function applyReport(cx: Cx, accountId: string, report: DeliveryReport): Promise<boolean> {
  const { rows } = await sql<Row & { state: string }>`select * from messages where external_id = ${report.externalId}
    and account_id = ${accountId} and direction = 'out' for update`.execute(cx.db)
  const row = rows[0]
  if (!row) return false
  if (!BEFORE[report.state].includes(row.state)) return true
  await sql`update messages set state = ${report.state}, trouble = ${report.state === 'failed' ? (report.trouble ?? 'message_refused') : null},
    trouble_detail = ${report.detail?.slice(0, 500) ?? null} where id = ${row.id}`.execute(cx.db)
  if (report.state === 'failed') await failed(cx, row, report.trouble ?? 'message_refused')
  else await tellOf(cx, row, `message.${report.state}`, {})
  return true
}

/** Its author hears of it, or whoever has the conversation: a message that did not arrive waits to be dealt with. */
async function failed(cx: Cx, row: Row, trouble: string): Promise<void> {
  const links = await tellOf(cx, row, 'message.failed', { trouble, attempts: row.attempts })
  const { rows } = await sql<{ owner_id: string | null; address: string; name: string }>`
    update conversations set waiting_since = coalesce(waiting_since, ${cx.now}), version = version + 1, updated_at = ${cx.now}
    where id = ${row.conversation_id} returning owner_id, address, name`.execute(cx.db)
  const { owner_id, address, name } = rows[0]!
  const recipient = row.author_id ?? owner_id
  if (!recipient) return
  await notify(cx, {
    subject: links[0] ?? { kind: 'conversation', id: row.conversation_id },
    reason: 'message_failed',
    occurrence: `${row.id} ${row.attempts}`,
    code: 'message_failed',
    params: { to: name || address, code: trouble },
    recipients: [recipient],
    urgent: true,
    mail: true,
  })
}

async function tellOf(cx: Cx, row: Row, event: string, more: Record<string, unknown>): Promise<Subject[]> {
  const { rows: links } =
    await sql<Subject>`select kind, id from conversation_links where conversation_id = ${row.conversation_id}
    order by kind desc, id`.execute(cx.db)
  cx.record(event, {
    subject: { kind: 'conversation', id: row.conversation_id },
    payload: {
      messageId: row.id,
      conversationId: row.conversation_id,
      channel: row.channel,
      accountId: row.account_id,
      ...more,
    },
    also: links,
  })
  return links
}
