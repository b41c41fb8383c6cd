import { sql } from 'kysely'
import { normaliseEmail } from '../../../pure/email.ts'
import type { Locale } from '../../../pure/texts/format.ts'
import { system } from '../../core/actor.ts'
import type { Deps } from '../../core/deps.ts'
import type { Cause } from '../../core/events.ts'
import { newId } from '../../core/ids.ts'
import { type Cx, write } from '../../core/write.ts'
import { composeBodies } from './letter.ts'
import { linkTo } from './links.ts'
import { putMails, type WrittenMail, zoneOf } from './put-mails.ts'
import { wordsOf } from './words.ts'

/** After a mail, further notices to the same person gather this long. */
const GATHER_SECONDS = 60
/** A mail names this many notices and counts the rest. */
const NAMED = 20
/** Bounds on one transaction: rows of one person, rows in all. */
const MOST_OF_ONE = 50_000
const MOST_AT_ONCE = 5000

interface Recipient {
  id: string
  name: string
  email: string
  locale: Locale
}

interface Notice {
  recipient_id: string
  code: string
  params: Record<string, unknown>
  subject_kind: string
  subject_id: string
  task_id: string | null
  cause: Cause | null
  unread: number
}

/**
 * Puts the notices that wait for a mail into one mail a person: the first goes at once, what comes within a minute of a
 * mail goes together in the next one. Returns whether more is due at once. Safe to run on any number of nodes.
 */
export async function gatherNotificationMails(deps: Deps): Promise<boolean> {
  const { rows } = await sql<{
    waiting: boolean
  }>`select exists (select from employees e cross join lateral (
      select from notifications where recipient_id = e.id and mail_state = 'pending' and read_at is null limit 1) n) as waiting`.execute(
    deps.database.db,
  )
  if (!rows[0]!.waiting) return false
  return write(deps, system('notification-mails'), gather)
}

async function gather(cx: Cx): Promise<boolean> {
  // One node gathers at a time: two would each take a part of the same person's notices and make two mails of them.
  const { rows } = await sql<{
    mine: boolean
  }>`select pg_try_advisory_xact_lock(hashtext('tok:notification-mails')) as mine`.execute(cx.db)
  if (!rows[0]!.mine) return false
  const skipped = await skipUnwanted(cx)
  const { recipients, more } = await dueRecipients(cx)
  if (recipients.length > 0) await mail(cx, recipients)
  return more || skipped >= MOST_AT_ONCE
}

/** People who want no mails, or have left. */
async function skipUnwanted(cx: Cx): Promise<number> {
  const result = await sql`with unwanted as (
      select n.notice_id, n.recipient_id from employees e cross join lateral (
        select notice_id, recipient_id from notifications where recipient_id = e.id and mail_state = 'pending' and read_at is null
        limit ${MOST_AT_ONCE} for update skip locked) n
      where not e.active or e.preferences ->> 'mail' = 'false' limit ${MOST_AT_ONCE})
    update notifications n set mail_state = 'skipped' from unwanted u
    where n.notice_id = u.notice_id and n.recipient_id = u.recipient_id`.execute(cx.db)
  return Number(result.numAffectedRows ?? 0)
}

async function dueRecipients(cx: Cx): Promise<{ recipients: Recipient[]; more: boolean }> {
  const { rows } = await sql<Recipient & { waiting: number }>`
    select e.id, e.name, e.email, e.locale, w.waiting from employees e cross join lateral (
      select count(*)::int as waiting from (
        select 1 from notifications n where n.recipient_id = e.id and n.mail_state = 'pending' and n.read_at is null limit ${MOST_OF_ONE}) p) w
    where w.waiting > 0 and e.active and e.preferences ->> 'mail' is distinct from 'false'
      and not exists (select 1 from outgoing_mails m where m.recipient_id = e.id
        and m.created_at > ${cx.now}::timestamptz - make_interval(secs => ${GATHER_SECONDS}))
    order by e.id`.execute(cx.db)
  let waiting = 0
  const recipients = rows.filter((row, i) => {
    waiting += row.waiting
    return i === 0 || waiting <= MOST_AT_ONCE
  })
  return { recipients, more: recipients.length < rows.length }
}

async function mail(cx: Cx, recipients: Recipient[]): Promise<void> {
  const able = recipients.filter((recipient) => normaliseEmail(recipient.email) !== null)
  const unable = recipients.filter((recipient) => !able.includes(recipient))
  if (unable.length > 0) {
    await sql`update notifications set mail_state = 'skipped' where mail_state = 'pending' and read_at is null
      and recipient_id = any(${unable.map((recipient) => recipient.id)}::uuid[])`.execute(cx.db)
  }
  const mailIds = able.map(() => newId())
  const notices = await takeNotices(cx, able, mailIds)
  const zone = await zoneOf(cx)
  const mails = able.flatMap((recipient, i) => {
    const own = notices.get(recipient.id)
    return own ? [{ id: mailIds[i]!, ...mailOf(cx, recipient, own, zone) }] : []
  })
  if (mails.length > 0) await putMails(cx, mails)
}

/** Marks what waits for these people and reads the first of each. */
async function takeNotices(cx: Cx, recipients: Recipient[], mailIds: string[]): Promise<Map<string, Notice[]>> {
  const { rows } = await sql<Notice>`with chosen as (
      select * from unnest(${recipients.map((recipient) => recipient.id)}::uuid[], ${mailIds}::uuid[]) as c(recipient_id, mail_id)
    ), taken as (
      select n.notice_id, n.recipient_id, c.mail_id from chosen c cross join lateral (
        select notice_id, recipient_id from notifications
        where recipient_id = c.recipient_id and mail_state = 'pending' and read_at is null order by notice_id limit ${MOST_OF_ONE} for update skip locked) n
    ), marked as (
      update notifications n set mail_state = 'mailed', mail_id = t.mail_id
      from taken t where n.notice_id = t.notice_id and n.recipient_id = t.recipient_id
      returning n.notice_id, n.recipient_id
    ), ranked as (
      select m.recipient_id, k.code, k.params, k.subject_kind, k.subject_id, k.task_id, k.cause,
        (count(*) over (partition by m.recipient_id))::int as unread,
        row_number() over (partition by m.recipient_id order by k.urgent desc, k.created_at, k.id) as place
      from marked m join notices k on k.id = m.notice_id)
    select recipient_id, code, params, subject_kind, subject_id, task_id, cause, unread from ranked where place <= ${NAMED}
    order by recipient_id, place`.execute(cx.db)
  const byRecipient = new Map<string, Notice[]>()
  for (const row of rows) byRecipient.set(row.recipient_id, [...(byRecipient.get(row.recipient_id) ?? []), row])
  return byRecipient
}

function mailOf(cx: Cx, recipient: Recipient, notices: Notice[], zone: string): WrittenMail {
  const { publicUrl } = cx.deps.config
  const { locale } = recipient
  const reader = { locale, zone }
  const lines = notices.map((notice) => ({
    words: wordsOf(reader, `notice.${notice.code}`, notice.params),
    url: linkTo(publicUrl, { kind: notice.subject_kind, id: notice.subject_id }, notice.task_id),
  }))
  const first = notices[0]!
  const count = first.unread
  const single = count === 1
  const heading = single ? lines[0]!.words : wordsOf(reader, 'mail.notices.subject', { count })
  const bodies = composeBodies({
    locale,
    heading,
    paragraphs: [],
    lines: single
      ? []
      : [
          ...lines,
          ...(count > lines.length
            ? [{ words: wordsOf(reader, 'mail.notices.more', { count: count - lines.length }), url: null }]
            : []),
        ],
    button: { label: wordsOf(reader, 'mail.open', {}), url: single ? lines[0]!.url : linkTo(publicUrl, null) },
    footer: wordsOf(reader, 'mail.notices.footer', { url: publicUrl }),
  })
  return {
    to: recipient.email,
    toName: recipient.name,
    locale,
    code: single ? `notice.${first.code}` : 'mail.notices',
    words: heading,
    ...bodies,
    recipientId: recipient.id,
    subject: single ? { kind: first.subject_kind, id: first.subject_id } : null,
    cause: single ? first.cause : null,
  }
}
