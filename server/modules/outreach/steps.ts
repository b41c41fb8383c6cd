import { sql } from 'kysely'
import { z } from 'zod'
import { duration } from '../../../pure/duration-schema.ts'
import { addDuration } from '../../../pure/durations.ts'
import { defineStep } from '../../core/define.ts'
import { Refusal } from '../../core/errors.ts'
import { companyOf } from '../staff/queries.ts'
import { sendToCustomer } from './commands/send.ts'
import { tellUnreached } from './commands/tell-unreached.ts'
import { customersOf } from './queries/customers.ts'
import { sendInput } from './schema.ts'

const UNREACHED = new Set(['outreach.no_customer', 'outreach.no_way', 'outreach.enough_today'])

export const outreachSteps = [
  defineStep({
    type: 'messages.send',
    kind: 'command',
    offers: [
      {
        name: { pl: 'SMS do klienta', en: 'SMS to the customer' },
        group: 'customer',
        fixed: { channels: 'sms' },
        fields: {
          text: { type: 'text', label: { pl: 'Treść', en: 'Text' }, long: true, values: 'message' },
          optional: {
            type: 'yes_no',
            label: { pl: 'Idź dalej, gdy nie ma jak napisać', en: 'Go on where there is no way to write' },
            optional: true,
          },
        },
        begins: { optional: '=true' },
        outputs: ['sent', 'channel'],
      },
      {
        name: { pl: 'E-mail do klienta', en: 'E-mail to the customer' },
        group: 'customer',
        fixed: { channels: 'mail' },
        fields: {
          heading: { type: 'text', label: { pl: 'Temat', en: 'Subject' }, values: 'message' },
          text: { type: 'text', label: { pl: 'Treść', en: 'Text' }, long: true, values: 'message' },
          optional: {
            type: 'yes_no',
            label: { pl: 'Idź dalej, gdy nie ma jak napisać', en: 'Go on where there is no way to write' },
            optional: true,
          },
        },
        begins: { optional: '=true' },
        outputs: ['sent', 'channel'],
      },
      {
        name: { pl: 'Wiadomość do klienta, jak woli', en: 'Message to the customer, as they prefer' },
        group: 'customer',
        fields: {
          heading: {
            type: 'text',
            label: { pl: 'Temat e-maila', en: 'Subject of an e-mail' },
            optional: true,
            values: 'message',
          },
          text: { type: 'text', label: { pl: 'Treść', en: 'Text' }, long: true, values: 'message' },
          optional: {
            type: 'yes_no',
            label: { pl: 'Idź dalej, gdy nie ma jak napisać', en: 'Go on where there is no way to write' },
            optional: true,
          },
        },
        begins: { optional: '=true' },
        outputs: ['sent', 'channel'],
      },
    ],
    input: sendInput,
    async run(cx, input, at) {
      const subject = input.subject ?? at.subject
      if (!subject) throw new Refusal('outreach.no_customer')
      try {
        const [first, ...others] = await sendToCustomer(cx, subject, input, at.key)
        return { sent: 1 + others.length, ...first }
      } catch (error) {
        const forgiven = input.optional || input.tell
        if (!forgiven || !(error instanceof Refusal) || !UNREACHED.has(error.code)) throw error
        await tellUnreached(cx, subject, error, { to: input.tell ?? [], key: at.key })
        return { sent: 0, outreachId: null, messageId: null, channel: null }
      }
    },
  }),
  defineStep({
    type: 'messages.plan_visit_reminder',
    kind: 'command',
    offers: [
      {
        name: { pl: 'Zaplanuj przypomnienie o wizycie', en: 'Plan the reminder of a visit' },
        group: 'other',
        kinds: ['appointment'],
        fields: {},
      },
    ],
    input: z.looseObject({
      appointmentId: z.uuid(),
      before: duration,
      kinds: z.enum(['meeting', 'any']),
      alarm: duration,
    }),
    /** When to remind the customers of a meeting; null where nobody from outside comes, or it is too late for it. */
    async run(cx, { appointmentId, before, kinds, alarm }) {
      const { rows } = await sql<{ starts_at: Date; kind: string }>`select starts_at, kind from appointments
        where id = ${appointmentId} and status = 'planned'`.execute(cx.db)
      const found = rows[0]
      const guests = found ? await customersOf(cx.db, { kind: 'appointment', id: appointmentId }) : []
      if (!found || guests.length === 0 || (kinds === 'meeting' && found.kind !== 'meeting'))
        return { remindAt: null, alarmAt: null }
      const { zone } = await companyOf(cx.db)
      const startsAt = found.starts_at.toISOString()
      const remindAt = addDuration(startsAt, `-${before}`, zone)
      const alarmAt = addDuration(startsAt, `-${alarm}`, zone)
      return {
        remindAt: Date.parse(remindAt) > cx.now.getTime() ? remindAt : null,
        // Asked later than the alarm would be: the customer has until the beginning.
        alarmAt: Date.parse(alarmAt) > Date.parse(remindAt) ? alarmAt : startsAt,
      }
    },
  }),
]
