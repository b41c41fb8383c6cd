import { sql } from 'kysely'
import type { Locale } from '../../../pure/texts/format.ts'
import { openSmtp, type SmtpSettings } from '../../channels/mail/smtp.ts'
import { MailTrouble, troubleOf } from '../../channels/mail/trouble.ts'
import { may } from '../../core/access.ts'
import type { Actor } from '../../core/actor.ts'
import type { Db } from '../../core/db.ts'
import type { Deps } from '../../core/deps.ts'
import { notFound } from '../../core/errors.ts'
import { cursorOf, readCursor } from '../../core/paging.ts'
import { say } from '../../core/problems.ts'
import { decrypt, readSetting } from '../../core/settings.ts'

export { linkTo } from './links.ts'
export { wordsOf } from './words.ts'

/** Key of the row in settings. */
export const MAIL_SETTINGS = 'mail'
/** Settings have no id of their own; their events need a subject. */
export const MAIL_SETTINGS_ID = '00000000-0000-7000-8000-00006d61696c'

/** As the row holds them: the password sealed. */
export type StoredMailSettings = Omit<SmtpSettings, 'password'> & { password: string | null }

export const mailIsSet = async (db: Db): Promise<boolean> => (await readSetting(db, MAIL_SETTINGS)) !== null

/** The settings with the password in the clear, for the channel only; throws MailTrouble when there are none. */
export async function smtpSettings(db: Db, secret: string): Promise<SmtpSettings> {
  const stored = await readSetting<StoredMailSettings>(db, MAIL_SETTINGS)
  if (!stored) throw new MailTrouble('not_set_up')
  if (!stored.password) return stored
  try {
    return { ...stored, password: decrypt(secret, stored.password) }
  } catch {
    // The secret in the data folder is another one than when the password was saved.
    throw new MailTrouble('password_unreadable')
  }
}

/** For `tok doctor`: connects and signs in, sends nothing. */
export async function checkMailServer(deps: Deps): Promise<{ ok: boolean | 'warn'; what: string; advice?: string }> {
  try {
    const settings = await smtpSettings(deps.database.db, deps.config.secret)
    const smtp = openSmtp(settings, { patient: false })
    try {
      await smtp.check()
    } finally {
      smtp.close()
    }
    return { ok: true, what: `${settings.host}:${settings.port} takes mails from ${settings.fromAddress}` }
  } catch (error) {
    const trouble = troubleOf(error)
    if (trouble.code === 'not_set_up') {
      return { ok: 'warn', what: 'no server is set, mails are kept', advice: 'Set one on the page Settings, Mail.' }
    }
    return { ok: false, what: trouble.words ?? trouble.code, advice: say('en', `mail.trouble.${trouble.code}`) }
  }
}

const NOT_SET = {
  host: '',
  port: 587,
  security: 'starttls' as const,
  user: null,
  fromAddress: '',
  fromName: '',
  checkCertificate: true,
  ca: null,
}

export async function mailSettingsView(db: Db, locale: Locale) {
  const { rows } = await sql<{
    value: StoredMailSettings | null
    version: number
    kept: number
    waiting: number
    trouble: string | null
  }>`
    select s.value, coalesce(s.version, 0) as version,
      (select count(*)::int from outgoing_mails m where m.state in ('queued', 'sending') and m.last_error is not null) as waiting,
      (select m.last_error from outgoing_mails m where m.state in ('queued', 'sending') and m.last_error is not null
        order by m.created_at desc limit 1) as trouble,
      (select count(*)::int from outgoing_mails m where m.state = 'kept' and m.created_at > (select business_now()) - interval '24 hours') as kept
    from (values (${MAIL_SETTINGS}::text)) as k(key) left join settings s on s.key = k.key`.execute(db)
  const { value, version, kept, waiting, trouble } = rows[0]!
  const { password = null, ...shown } = value ?? (NOT_SET as Partial<StoredMailSettings> & typeof NOT_SET)
  return {
    ...shown,
    configured: value !== null,
    hasPassword: password !== null,
    version,
    kept,
    waiting:
      trouble === null
        ? null
        : { count: waiting, trouble: { code: trouble, explanation: say(locale, `mail.trouble.${trouble}`) } },
  }
}

export type MailState = 'kept' | 'queued' | 'sending' | 'sent' | 'failed'

interface Row {
  id: string
  message_id: string
  to_address: string
  to_name: string
  recipient_id: string | null
  recipient_name: string | null
  locale: string
  subject: string
  body_text: string
  body_html: string
  confidential: boolean
  state: MailState
  attempts: number
  last_error: string | null
  server_answer: string | null
  subject_kind: string | null
  subject_id: string | null
  created_at: Date
  sent_at: Date | null
}

const COLUMNS = sql`m.id, m.to_address, m.to_name, m.recipient_id, e.name as recipient_name, m.subject, m.state, m.attempts,
  m.last_error, m.server_answer, m.subject_kind, m.subject_id, m.created_at, m.sent_at`
const FROM = sql`from outgoing_mails m left join employees e on e.id = m.recipient_id`

const viewOf = (row: Row, locale: Locale) => ({
  id: row.id,
  toAddress: row.to_address,
  toName: row.to_name,
  recipient: row.recipient_id ? { id: row.recipient_id, name: row.recipient_name ?? '' } : null,
  subject: row.subject,
  state: row.state,
  attempts: row.attempts,
  trouble: row.last_error ? { code: row.last_error, explanation: say(locale, `mail.trouble.${row.last_error}`) } : null,
  serverAnswer: row.server_answer,
  about: row.subject_kind && row.subject_id ? { kind: row.subject_kind, id: row.subject_id } : null,
  createdAt: row.created_at.toISOString(),
  sentAt: row.sent_at?.toISOString() ?? null,
})

/** Mails that left or are to leave, newest first. */
export async function listOutgoingMails(
  db: Db,
  actor: Actor,
  locale: Locale,
  filter: { state?: MailState; after?: string; limit: number },
) {
  const where = [may(actor, 'outgoing_mail', 'read', 'm')]
  if (filter.state) where.push(sql`m.state = ${filter.state}`)
  if (filter.after) {
    const [at, id] = readCursor(filter.after, 2) as [string, string]
    where.push(sql`(m.created_at, m.id) < (${at}::timestamptz, ${id}::uuid)`)
  }
  const { rows } = await sql<Row>`select ${COLUMNS} ${FROM} where ${sql.join(where, sql` and `)}
    order by m.created_at desc, m.id desc limit ${filter.limit + 1}`.execute(db)
  const items = rows.slice(0, filter.limit)
  const last = items.at(-1)
  return {
    items: items.map((row) => viewOf(row, locale)),
    next: rows.length > filter.limit && last ? cursorOf(last.created_at.toISOString(), last.id) : null,
  }
}

export async function outgoingMailById(db: Db, actor: Actor, locale: Locale, id: string) {
  const { rows } =
    await sql<Row>`select ${COLUMNS}, m.message_id, m.locale, m.body_text, m.body_html, m.confidential ${FROM}
    where m.id = ${id} and ${may(actor, 'outgoing_mail', 'read', 'm')}`.execute(db)
  const row = rows[0]
  if (!row) throw notFound()
  return {
    ...viewOf(row, locale),
    messageId: row.message_id,
    locale: row.locale,
    confidential: row.confidential,
    bodyText: row.confidential ? null : row.body_text,
    bodyHtml: row.confidential ? null : row.body_html,
  }
}
