import { z } from 'zod'
import type { Locale } from '../../../pure/texts/format.ts'
import { openSmtp } from '../../channels/mail/smtp.ts'
import { type MailTrouble, troubleOf } from '../../channels/mail/trouble.ts'
import { businessNow } from '../../core/clock.ts'
import type { Deps } from '../../core/deps.ts'
import { ifMatchOrAny } from '../../core/edit.ts'
import { Refusal } from '../../core/errors.ts'
import { defineRoute, idParams } from '../../core/http.ts'
import { newId } from '../../core/ids.ts'
import { pageOf, pageQuery } from '../../core/paging.ts'
import { say } from '../../core/problems.ts'
import { changeMailSettings, recordMailTest, retryMail, sendKeptMails } from './commands.ts'
import { composeBodies } from './letter.ts'
import {
  listOutgoingMails,
  mailIsSet,
  outgoingMailById,
  mailSettingsView as settingsView,
  smtpSettings,
} from './queries.ts'
import {
  address,
  mailSettingsInput,
  mailSettingsView,
  mailState,
  mailTestResult,
  outgoingMail,
  outgoingMailWhole,
} from './schema.ts'

export const mailRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/settings/mail',
    operationId: 'mail.settings',
    summary: 'The mail server; its password never comes out',
    access: { kind: 'mail_settings', action: 'read' },
    answer: mailSettingsView,
    run: ({ deps, locale }) => settingsView(deps.database.db, locale),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/settings/mail',
    operationId: 'mail.change_settings',
    summary: 'Set the mail server',
    description: 'Without `password` the saved one stays, unless the host changes.',
    access: { kind: 'mail_settings', action: 'update' },
    body: mailSettingsInput,
    answer: mailSettingsView,
    refusals: ['version_conflict', 'mail.password_again', 'mail.ca_unreadable'],
    run: async ({ deps, body, request, locale, write }) => {
      await write((cx) => changeMailSettings(cx, body, ifMatchOrAny(request)))
      return settingsView(deps.database.db, locale)
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/settings/mail/test',
    operationId: 'mail.test_settings',
    summary: 'Send a test mail now and say how it went',
    access: { kind: 'mail_settings', action: 'update' },
    body: z.strictObject({ to: address }),
    answer: mailTestResult,
    refusals: ['mail.not_set_up'],
    rate: 10,
    run: async ({ deps, body, locale, write }) => {
      if (!(await mailIsSet(deps.database.db))) throw new Refusal('mail.not_set_up')
      const result = await sendTest(deps, body.to, locale)
      const trouble = 'code' in result ? result : null
      await write(async (cx) => recordMailTest(cx, body.to, trouble))
      return {
        ok: trouble === null,
        code: trouble ? trouble.code : 'sent',
        explanation: trouble
          ? say(locale, `mail.trouble.${trouble.code}`)
          : say(locale, 'mail.test.sent', { address: body.to }),
        serverAnswer: 'answer' in result ? result.answer : result.words,
      }
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/outgoing-mails',
    operationId: 'mail.list',
    summary: 'Mails Tok sent or is to send, newest first',
    access: { kind: 'outgoing_mail', action: 'read' },
    query: z.strictObject({ ...pageQuery, state: mailState.optional() }),
    answer: pageOf(outgoingMail),
    run: ({ deps, user, locale, query }) => listOutgoingMails(deps.database.db, user, locale, query),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/outgoing-mails/:id',
    operationId: 'mail.get',
    summary: 'One mail with its text',
    access: { kind: 'outgoing_mail', action: 'read', of: 'id' },
    params: idParams,
    answer: outgoingMailWhole,
    run: ({ deps, user, locale, params }) => outgoingMailById(deps.database.db, user, locale, params.id),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/outgoing-mails/:id/retry',
    operationId: 'mail.retry',
    summary: 'Send a failed or kept mail again',
    access: { kind: 'outgoing_mail', action: 'send', of: 'id' },
    params: idParams,
    answer: outgoingMailWhole,
    refusals: ['mail.not_set_up', 'mail.not_waiting'],
    run: async ({ deps, user, locale, params, write }) => {
      await write((cx) => retryMail(cx, params.id))
      return outgoingMailById(deps.database.db, user, locale, params.id)
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/outgoing-mails/send-kept',
    operationId: 'mail.send_kept',
    summary: 'Send the mails kept within the last 24 hours while no server was set',
    access: { kind: 'outgoing_mail', action: 'send' },
    answer: z.object({ count: z.number() }),
    refusals: ['mail.not_set_up'],
    run: async ({ write }) => ({ count: await write((cx) => sendKeptMails(cx)) }),
  }),
]

async function sendTest(deps: Deps, to: string, locale: Locale): Promise<MailTrouble | { answer: string }> {
  const { db } = deps.database
  try {
    const smtp = openSmtp(await smtpSettings(db, deps.config.secret), { patient: false })
    try {
      const subject = say(locale, 'mail.test.subject')
      return await smtp.send({
        messageId: `<${newId()}@${new URL(deps.config.publicUrl).hostname}>`,
        to: [{ address: to, name: '' }],
        subject,
        date: await businessNow(db),
        automatic: true,
        ...composeBodies({
          locale,
          heading: subject,
          paragraphs: [say(locale, 'mail.test.body')],
          footer: say(locale, 'mail.footer', { url: deps.config.publicUrl }),
        }),
      })
    } finally {
      smtp.close()
    }
  } catch (error) {
    return troubleOf(error)
  }
}
