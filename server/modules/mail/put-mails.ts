import { sql } from 'kysely'
import { normaliseEmail } from '../../../pure/email.ts'
import type { Locale } from '../../../pure/texts/format.ts'
import { Refusal } from '../../core/errors.ts'
import type { Cause, Subject } from '../../core/events.ts'
import { newId } from '../../core/ids.ts'
import type { Cx } from '../../core/write.ts'
import { type MailState, mailIsSet } from './queries.ts'

export const MAIL_TOPIC = 'mail.send'

/** What goes along, by the digest under which the folder of files has it; `size` in bytes. */
export interface MailFile {
  name: string
  type: string
  digest: string
  size: number
}

export interface WrittenMail {
  id?: string
  to: string
  toName: string
  locale: Locale
  code: string
  words: string
  text: string
  html: string
  recipientId?: string | null
  subject?: Subject | null
  confidential?: boolean
  files?: MailFile[]
  /** Why it is sent, where that is not simply what runs now. */
  cause?: Cause | null
}

/** Puts mails whose words are ready among the outgoing ones, any number in one statement. */
export async function putMails(cx: Cx, mails: WrittenMail[]): Promise<string[]> {
  const state: MailState = (await mailIsSet(cx.db)) ? 'queued' : 'kept'
  const host = new URL(cx.deps.config.publicUrl).hostname
  const rows = mails.map((mail) => {
    const to = normaliseEmail(mail.to)
    if (!to) throw new Refusal('mail.no_recipient', { status: 422, params: { name: mail.toName } })
    const id = mail.id ?? newId()
    return {
      id,
      message_id: `<${id}@${host}>`,
      recipient_id: mail.recipientId ?? null,
      to_address: to,
      to_name: mail.toName,
      locale: mail.locale,
      subject: mail.words.replace(/\s+/g, ' ').trim().slice(0, 300),
      body_text: mail.text,
      body_html: mail.html,
      subject_kind: mail.subject?.kind ?? null,
      subject_id: mail.subject?.id ?? null,
      confidential: mail.confidential ?? false,
      files: mail.files ?? [],
      cause: mail.cause ?? cx.cause,
    }
  })
  await sql`insert into outgoing_mails (id, message_id, recipient_id, to_address, to_name, locale, subject, body_text, body_html, state,
      subject_kind, subject_id, confidential, files, cause, created_at)
    select id, message_id, recipient_id, to_address, to_name, locale, subject, body_text, body_html, ${state}, subject_kind, subject_id,
      confidential, files, cause, ${cx.now}
    from json_to_recordset(${JSON.stringify(rows)}::json) as m(id uuid, message_id text, recipient_id uuid, to_address text, to_name text,
      locale text, subject text, body_text text, body_html text, subject_kind text, subject_id uuid, confidential boolean, files jsonb, cause jsonb)`.execute(
    cx.db,
  )
  rows.forEach((row, i) => {
    cx.record('mail.queued', {
      subject: { kind: 'outgoing_mail', id: row.id },
      payload: { mailId: row.id, code: mails[i]!.code, state },
      personal: { toAddress: row.to_address },
      also: aboutOf(row),
    })
    if (state === 'queued') leave(cx, row.id)
  })
  return rows.map((row) => row.id)
}

/** Hands a queued mail to the outbox. */
export const leave = (cx: Cx, mailId: string): void => cx.effect(MAIL_TOPIC, mailId, { mailId })

export const aboutOf = (row: { subject_kind: string | null; subject_id: string | null }): Subject[] =>
  row.subject_kind && row.subject_id ? [{ kind: row.subject_kind, id: row.subject_id }] : []

/** The company's zone, which rules how instants are shown. */
export async function zoneOf(cx: Cx): Promise<string> {
  const { rows } = await sql<{ zone: string }>`select zone from company`.execute(cx.db)
  return rows[0]?.zone ?? 'Europe/Warsaw'
}
