import { Readable } from 'node:stream'
import { sql } from 'kysely'
import { z } from 'zod'
import { normaliseEmail } from '../../../pure/email.ts'
import { rangeOfPeriod } from '../../../pure/figures.ts'
import type { EffectSender } from '../../core/define.ts'
import type { Deps } from '../../core/deps.ts'
import { Refusal } from '../../core/errors.ts'
import { keepFile } from '../../core/files.ts'
import { queueMail } from '../mail/commands.ts'
import { notify } from '../notifications/commands.ts'
import { actorOf } from '../staff/queries.ts'
import { FIGURES_TOPIC } from './commands/mailings.ts'
import { printReport } from './print.ts'
import { MAILING, type MailingRow, maySeeReport } from './queries/mailings.ts'
import type { FAILURES } from './schema.ts'

const LARGEST = 20 * 1024 * 1024

const payloadOf = z.object({ mailingId: z.uuid(), recipientId: z.uuid(), on: z.iso.date() })
const drawn = z.object({
  ...{
    report: z.string(),
    title: z.string(),
    days: z.string(),
    from: z.string(),
    to: z.string(),
    countedTo: z.string(),
  },
  ...{ digest: z.string(), size: z.number() },
})
const answered = z.union([
  z.object({ skipped: z.enum(['inactive', 'no_right', 'no_recipient']), report: z.string() }),
  drawn,
  z.object({}),
])

/**
 * Draws a report for one of its recipients with that person's rights of this moment, outside any transaction; that it was drawn and the
 * letter it goes with are then written down in one, together with the end of the effect. So a crash draws it once more and sends
 * one letter.
 */
export const figureEffects = (deps: Deps): EffectSender => ({
  topic: FIGURES_TOPIC,
  async send({ payload }): Promise<z.output<typeof answered>> {
    const { db } = deps.database
    const { mailingId, recipientId, on } = payloadOf.parse(payload)
    const { rows } = await sql<MailingRow>`select ${MAILING} from figure_mailings m where m.id = ${mailingId}`.execute(
      db,
    )
    const mailing = rows[0]
    // Ended, or left, before its turn came: nothing to tell.
    if (!mailing?.recipients.includes(recipientId)) return {}
    const { report, process_key: process, query } = mailing
    const reader = await actorOf(db, recipientId)
    if (!reader) return { skipped: 'inactive', report }
    if (!(await maySeeReport(db, reader, mailing))) return { skipped: 'no_right', report }
    if (normaliseEmail(reader.email) === null) return { skipped: 'no_recipient', report }
    const range = rangeOfPeriod(mailing.period, on)
    const { pdf, title, days, countedTo } = await printReport(deps, reader, { report, process, query, range })
    const file = await keepFile(deps, Readable.from([pdf]), LARGEST)
    return { report, title, days, ...range, countedTo, ...file }
  },
  async sent(cx, { payload }, answer) {
    const { mailingId, recipientId } = payloadOf.parse(payload)
    const found = answered.parse(answer)
    const subject = { kind: 'figure_mailing', id: mailingId }
    if ('skipped' in found) {
      const { report, skipped: reason } = found
      cx.record('figure_mailing.skipped', { subject, payload: { mailingId, report, recipientId, reason } })
    }
    if (!('digest' in found)) return
    const { report, title, days, from, to, countedTo, digest, size } = found
    // Left or sent away while it was drawn.
    const reader = await actorOf(cx.db, recipientId)
    if (!reader) {
      cx.record('figure_mailing.skipped', { subject, payload: { mailingId, report, recipientId, reason: 'inactive' } })
      return
    }
    const place = new URLSearchParams({ report: 'mailings' })
    const mailId = await queueMail(cx, {
      to: reader.email,
      toName: reader.name,
      locale: reader.locale,
      code: 'figure_mailing',
      params: { title, days, when: countedTo, url: `${cx.deps.config.publicUrl}/figures?${place}` },
      recipientId,
      subject,
      files: [
        {
          name: `${title} ${from}–${to}.pdf`.replaceAll(/[/\\:*?"<>|]/g, '-'),
          type: 'application/pdf',
          digest,
          size,
        },
      ],
    })
    cx.record('figure_mailing.sent', { subject, payload: { mailingId, report, recipientId, from, to, mailId } })
  },
  async gaveUp(cx, { payload }, error) {
    const { mailingId, recipientId, on } = payloadOf.parse(payload)
    const why = whyOf(error)
    const { rows } = await sql<{ report: string; people: string[] }>`update figure_mailings m
      set failed_at = ${cx.now}, failed_why = ${why} where id = ${mailingId}
      returning m.report, array(select e.id from employees e where e.active and (e.id = m.owner_id
        or e.role in ('owner', 'administrator') and not exists (select from employees o where o.id = m.owner_id and o.active))) as people`.execute(
      cx.db,
    )
    if (!rows[0]) return
    const { report, people } = rows[0]
    const subject = { kind: 'figure_mailing', id: mailingId }
    cx.record('figure_mailing.failed', {
      subject,
      payload: { mailingId, report, recipientId, message: error.message.slice(0, 300) },
    })
    if (people.length === 0) return
    // Once for all its recipients: what stops one stops the others.
    await notify(cx, {
      ...{ subject, reason: 'figure_mailing_failed', code: 'figure_mailing_failed' },
      occurrence: `${on} ${why}`,
      params: { report, why },
      recipients: people,
      mail: true,
    })
  },
})

/** Why a report could not be prepared, as far as its owner can do something about it. */
function whyOf(error: Error): (typeof FAILURES)[number] {
  const { code } = error as { code?: string }
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'no_room'
  if (code === 'EACCES' || code === 'EROFS' || code === 'ENOENT' || code === 'ENOTDIR') return 'no_folder'
  if (code === 'file.too_big') return 'too_big'
  return error instanceof Refusal ? 'gone' : 'drawing'
}
