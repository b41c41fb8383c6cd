import { X509Certificate } from 'node:crypto'
import { sql } from 'kysely'
import type { Locale } from '../../../pure/texts/format.ts'
import type { Letter } from '../../channels/mail/smtp.ts'
import type { MailTrouble, TroubleCode } from '../../channels/mail/trouble.ts'
import { allow, allowAtAll } from '../../core/access.ts'
import { refuseStale } from '../../core/edit.ts'
import { invalid, notFound, Refusal } from '../../core/errors.ts'
import { changesBetween, type Subject } from '../../core/events.ts'
import { pathOfFile } from '../../core/files.ts'
import { hastenEffects } from '../../core/outbox.ts'
import { encrypt, writeSetting } from '../../core/settings.ts'
import type { Cx } from '../../core/write.ts'
import { notify } from '../notifications/commands.ts'
import { composeBodies } from './letter.ts'
import { aboutOf, leave, MAIL_TOPIC, type MailFile, putMails, zoneOf } from './put-mails.ts'
import { MAIL_SETTINGS, MAIL_SETTINGS_ID, type MailState, mailIsSet, type StoredMailSettings } from './queries.ts'
import type { MailSettingsInput } from './schema.ts'
import { hasWords, wordsOf } from './words.ts'

export { gatherNotificationMails } from './gather.ts'

/** Troubles that no waiting mends. */
const UP_TO_THE_SETTINGS = new Set<TroubleCode>([
  'wrong_password',
  'sign_in_needed',
  'password_unreadable',
  'no_such_host',
  'no_starttls',
  'tls_not_spoken',
  'certificate',
  'tls',
])
/** The try at which a server has been away for about half an hour. */
const LONG_OUTAGE = 20

const SHOWN = ['host', 'port', 'security', 'user', 'fromAddress', 'fromName', 'checkCertificate', 'ca'] as const
export const settingsSubject: Subject = { kind: 'mail_settings', id: MAIL_SETTINGS_ID }

/** Sets the mail server. `expected`: the version the sender saw, null for whichever. */
export async function changeMailSettings(cx: Cx, input: MailSettingsInput, expected: number | null): Promise<void> {
  allowAtAll(cx.actor, 'mail_settings', 'update')
  const { rows } = await sql<{ value: StoredMailSettings; version: number }>`
    select value, version from settings where key = ${MAIL_SETTINGS} for update`.execute(cx.db)
  const before = rows[0]
  const version = before?.version ?? 0
  const after: StoredMailSettings = {
    host: input.host,
    port: input.port,
    security: input.security,
    user: input.user || null,
    password: sealedPassword(cx, input, before?.value ?? null),
    fromAddress: input.fromAddress,
    fromName: input.fromName,
    checkCertificate: input.checkCertificate,
    ca: input.ca?.trim() ? readableCertificates(input.ca) : null,
  }
  if (after.user && !after.password) throw invalid({ path: 'password', code: 'field.required' })
  const changes = changesBetween(before?.value ?? {}, { ...after }, SHOWN)
  await refuseStale(
    cx.db,
    settingsSubject,
    expected,
    version,
    changes.map((change) => change.field),
  )
  const passwordChanged = (before?.value.password ?? null) !== after.password
  if (before && changes.length === 0 && !passwordChanged) return
  await writeSetting(cx, MAIL_SETTINGS, after)
  await hastenEffects(cx, MAIL_TOPIC)
  cx.record('mail.settings_changed', {
    subject: settingsSubject,
    payload: { passwordChanged, version: version + 1 },
    changes,
  })
}

function sealedPassword(cx: Cx, input: MailSettingsInput, before: StoredMailSettings | null): string | null {
  if (!input.user) return null
  if (input.password) return encrypt(cx.deps.config.secret, input.password)
  if (input.password !== undefined || !before?.password) return null
  // Otherwise whoever may change the settings could have the password handed to a server of his own.
  if (input.host.toLowerCase() !== before.host.toLowerCase())
    throw invalid({ path: 'password', code: 'mail.password_again' })
  return before.password
}

function readableCertificates(pem: string): string {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []
  try {
    for (const block of blocks) new X509Certificate(block)
  } catch {
    blocks.length = 0
  }
  if (blocks.length === 0) throw invalid({ path: 'ca', code: 'mail.ca_unreadable' })
  return `${blocks.join('\n')}\n`
}

export interface NewMail {
  to: string
  toName: string
  locale: Locale
  /** Its words are '<code>.subject' and '<code>.body', with a button when there is '<code>.button' and params.url. */
  code: string
  params: Record<string, unknown>
  /** The employee it goes to: such a mail is in that person's own list. */
  recipientId?: string | null
  subject?: Subject | null
  /** It holds a link that lets its reader in (invitation, new password): nobody else reads it, and it is not kept once sent. */
  confidential?: boolean
  files?: MailFile[]
}

/** Writes a mail in the recipient's language and sends it after the commit, or keeps it while no server is set. */
export async function queueMail(cx: Cx, mail: NewMail): Promise<string> {
  const reader = { locale: mail.locale, zone: await zoneOf(cx) }
  const subject = wordsOf(reader, `${mail.code}.subject`, mail.params)
  const url = typeof mail.params.url === 'string' ? mail.params.url : null
  if (url !== null && !/^https?:\/\//.test(url)) throw new Error(`mail ${mail.code}: not a web address: ${url}`)
  const bodies = composeBodies({
    locale: mail.locale,
    heading: subject,
    paragraphs: wordsOf(reader, `${mail.code}.body`, mail.params).split(/\n{2,}/),
    ...(url && hasWords(`${mail.code}.button`)
      ? { button: { label: wordsOf(reader, `${mail.code}.button`, mail.params), url } }
      : {}),
    footer: wordsOf(reader, 'mail.footer', { url: cx.deps.config.publicUrl }),
  })
  const [id] = await putMails(cx, [{ ...mail, words: subject, ...bodies }])
  return id!
}

/** Sends a failed or kept mail (again), with the same Message-ID. */
export async function retryMail(cx: Cx, id: string): Promise<void> {
  await allow(cx.db, cx.actor, 'outgoing_mail', 'send', id)
  if (!(await mailIsSet(cx.db))) throw new Refusal('mail.not_set_up')
  const { rows } = await sql<{ state: MailState; subject_kind: string | null; subject_id: string | null }>`
    select state, subject_kind, subject_id from outgoing_mails where id = ${id} for update`.execute(cx.db)
  const mail = rows[0]
  if (!mail) throw notFound()
  if (mail.state !== 'failed' && mail.state !== 'kept')
    throw new Refusal('mail.not_waiting', { params: { state: mail.state } })
  await sql`update outgoing_mails set state = 'queued', attempts = 0, last_error = null, server_answer = null where id = ${id}`.execute(
    cx.db,
  )
  leave(cx, id)
  cx.record('mail.retried', {
    subject: { kind: 'outgoing_mail', id },
    payload: { mailId: id, from: mail.state },
    also: aboutOf(mail),
  })
}

/** Sends what was kept within the last 24 hours because no server was set; older ones are past their use. */
export async function sendKeptMails(cx: Cx): Promise<number> {
  allowAtAll(cx.actor, 'outgoing_mail', 'send')
  if (!(await mailIsSet(cx.db))) throw new Refusal('mail.not_set_up')
  const { rows } = await sql<{ id: string }>`update outgoing_mails set state = 'queued'
    where state = 'kept' and created_at > ${cx.now}::timestamptz - interval '24 hours' returning id`.execute(cx.db)
  for (const { id } of rows) leave(cx, id)
  cx.record('mail.kept_sent', { subject: settingsSubject, payload: { count: rows.length } })
  return rows.length
}

/** Marks the mail as being sent and hands out the letter; null when it is not to be sent (any more). */
export async function startSending(cx: Cx, mailId: string): Promise<Letter | null> {
  const { rows } = await sql<{
    message_id: string
    to_address: string
    to_name: string
    subject: string
    body_text: string
    body_html: string
    files: MailFile[]
    created_at: Date
  }>`update outgoing_mails set state = 'sending', attempts = attempts + 1 where id = ${mailId} and state in ('queued', 'sending')
    returning message_id, to_address, to_name, subject, body_text, body_html, files, created_at`.execute(cx.db)
  const row = rows[0]
  if (!row) return null
  return {
    messageId: row.message_id,
    to: [{ address: row.to_address, name: row.to_name }],
    subject: row.subject,
    text: row.body_text,
    html: row.body_html,
    date: row.created_at,
    files: row.files.map(({ name, type, digest }) => ({
      ...{ name, type, path: pathOfFile(cx.deps, digest), contentId: null },
    })),
    automatic: true,
  }
}

/** The server took it. A link that lets its reader in is forgotten at this moment. */
export async function markSent(cx: Cx, mailId: string, answer: string): Promise<void> {
  const { rows } = await sql<{ subject_kind: string | null; subject_id: string | null }>`
    update outgoing_mails set state = 'sent', sent_at = ${cx.now}, server_answer = ${answer}, last_error = null,
      body_text = case when confidential then '' else body_text end, body_html = case when confidential then '' else body_html end
    where id = ${mailId} and state = 'sending' returning subject_kind, subject_id`.execute(cx.db)
  if (!rows[0]) return
  cx.record('mail.sent', {
    subject: { kind: 'outgoing_mail', id: mailId },
    payload: { mailId, answer },
    also: aboutOf(rows[0]),
  })
}

/** It did not go out this time; the outbox tries again. */
export async function markWaiting(cx: Cx, mailId: string, trouble: MailTrouble, attempt: number): Promise<void> {
  await sql`update outgoing_mails set state = 'queued', last_error = ${trouble.code}, server_answer = ${trouble.words}
    where id = ${mailId} and state = 'sending'`.execute(cx.db)
  if (UP_TO_THE_SETTINGS.has(trouble.code) || attempt >= LONG_OUTAGE) await tellOfTrouble(cx, trouble.code)
}

/** Owner and administrators hear of it in the app, once a day for the same trouble of the same settings. */
async function tellOfTrouble(cx: Cx, code: TroubleCode): Promise<void> {
  const { rows } = await sql<{ people: string[]; version: number }>`select
    (select coalesce(array_agg(id), '{}') from employees where active and role in ('owner', 'administrator')) as people,
    coalesce((select version from settings where key = ${MAIL_SETTINGS}), 0) as version`.execute(cx.db)
  const { people, version } = rows[0]!
  if (people.length === 0) return
  await notify(cx, {
    subject: settingsSubject,
    reason: 'mail_trouble',
    occurrence: `${version} ${code} ${cx.now.toISOString().slice(0, 10)}`,
    code: 'mail_trouble',
    params: { code },
    recipients: people,
    urgent: true,
    mail: false,
  })
}

export async function markFailed(cx: Cx, mailId: string, trouble: MailTrouble): Promise<void> {
  const { rows } = await sql<{ attempts: number; subject_kind: string | null; subject_id: string | null }>`
    update outgoing_mails set state = 'failed', last_error = ${trouble.code}, server_answer = ${trouble.words}
    where id = ${mailId} and state in ('queued', 'sending') returning attempts, subject_kind, subject_id`.execute(cx.db)
  const row = rows[0]
  if (!row) return
  cx.record('mail.failed', {
    subject: { kind: 'outgoing_mail', id: mailId },
    payload: { mailId, trouble: trouble.code, attempts: row.attempts },
    also: aboutOf(row),
  })
}

/** Writes down that somebody tried the settings out, and how it went. */
export function recordMailTest(cx: Cx, to: string, trouble: MailTrouble | null): void {
  allowAtAll(cx.actor, 'mail_settings', 'update')
  cx.record('mail.tested', {
    subject: settingsSubject,
    payload: { ok: trouble === null, trouble: trouble?.code ?? null },
    personal: { to },
  })
}
