import { z } from 'zod'
import { duration } from '../../pure/duration-schema.ts'
import { notifyBy, notifyByBlank } from '../settings-parts.ts'
import type { ShippedProcess } from '../shipped-process.ts'

const words = z.string().trim().min(1).max(500)

/** A3 for meetings: customers who take part are written to before them, and confirm by a link. */
export const visitReminders: ShippedProcess = {
  key: 'visit_reminders',
  folder: 'visit-reminders',
  version: 1,
  // It writes to customers and costs money: a company begins that itself.
  asleep: true,
  name: { pl: 'Przypomnienia dla klientów o spotkaniach', en: 'Reminders of meetings for customers' },
  sentences: [
    {
      text: {
        pl: 'Na {before} przed początkiem {kinds} napisz do klientów, którzy biorą w tym udział, {channel}. Klient, który woli inny kanał, dostanie wiadomość tym kanałem.',
        en: '{before} before {kinds} begins, write to the customers who take part in it, {channel}. A customer who likes another channel better is written to by that one.',
      },
      elements: ['plan', 'any_guest', 'remind_time', 'remind'],
    },
    {
      text: { pl: 'Treść po polsku: {text_pl}', en: 'The text in Polish: {text_pl}' },
      elements: ['remind'],
    },
    {
      text: { pl: 'Treść po angielsku: {text_en}', en: 'The text in English: {text_en}' },
      elements: ['remind'],
    },
    {
      text: { pl: 'Poproś o potwierdzenie linkiem: {confirm}.', en: 'Ask to confirm by a link: {confirm}.' },
      elements: ['asked', 'race', 'confirmed'],
    },
    {
      text: {
        pl: 'Powiadom uczestników, gdy klient potwierdzi albo na {alarm} przed spotkaniem nadal milczy, {notify_by}.',
        en: 'Tell those who take part when the customer confirms, or says nothing until {alarm} before the meeting, {notify_by}.',
      },
      elements: ['tell_confirmed', 'alarm_time', 'tell_unconfirmed'],
      when: { blank: 'confirm', is: 'yes' },
    },
  ],
  blanks: {
    before: { type: 'duration', working: false, label: { pl: 'Kiedy', en: 'When' } },
    kinds: {
      type: 'choice',
      label: { pl: 'Czego', en: 'Of what' },
      options: [
        { value: 'meeting', label: { pl: 'spotkania', en: 'a meeting' } },
        { value: 'any', label: { pl: 'spotkania albo rozmowy telefonicznej', en: 'a meeting or a call' } },
      ],
    },
    channel: {
      type: 'choice',
      label: { pl: 'Kanał', en: 'Channel' },
      options: [
        {
          value: 'sms',
          label: { pl: 'SMS-em, a gdy nie dojdzie, e-mailem', en: 'by SMS, and by e-mail if it does not arrive' },
        },
        {
          value: 'mail',
          label: { pl: 'e-mailem, a gdy nie dojdzie, SMS-em', en: 'by e-mail, and by SMS if it does not arrive' },
        },
      ],
    },
    text_pl: { type: 'text', long: true, label: { pl: 'Treść po polsku', en: 'Text in Polish' } },
    text_en: { type: 'text', long: true, label: { pl: 'Treść po angielsku', en: 'Text in English' } },
    confirm: {
      type: 'choice',
      label: { pl: 'Potwierdzenie', en: 'Confirmation' },
      options: [
        { value: 'yes', label: { pl: 'tak', en: 'yes' } },
        { value: 'no', label: { pl: 'nie', en: 'no' } },
      ],
    },
    alarm: { type: 'duration', working: false, label: { pl: 'Alarm', en: 'Alarm' } },
    notify_by: notifyByBlank,
  },
  settings: z.strictObject({
    before: duration,
    kinds: z.enum(['meeting', 'any']),
    channel: z.enum(['sms', 'mail']),
    text_pl: words,
    text_en: words,
    confirm: z.enum(['yes', 'no']),
    alarm: duration,
    notify_by: notifyBy,
  }),
  defaults: {
    before: 'P1D',
    kinds: 'meeting',
    channel: 'sms',
    text_pl: '{{company.name}}: przypominamy o spotkaniu {{visit.when}}. Prosimy o potwierdzenie: {{link}}',
    text_en: '{{company.name}}: a reminder of our meeting {{visit.when}}. Please confirm: {{link}}',
    confirm: 'yes',
    alarm: 'PT3H',
    notify_by: 'app',
  },
  elements: {
    planned: 'Meeting planned',
    watch: 'Watching the time',
    watching_begins: 'Beginning',
    plan: 'Reckon the reminder',
    any_guest: 'Anybody to remind?',
    nobody: 'Nobody to remind',
    remind_time: 'Time to remind',
    remind: 'Write to the customer',
    asked: 'Is the customer to confirm?',
    reminded: 'Reminded',
    race: 'What comes first?',
    confirmed: 'Confirmed',
    tell_confirmed: 'Tell of the confirmation',
    confirmed_end: 'Confirmed',
    alarm_time: 'No answer',
    tell_unconfirmed: 'Tell that nobody answered',
    unconfirmed_end: 'Without an answer',
    unreached: 'No way to write',
    tell_unreached: 'Tell: call yourself',
    unreached_end: 'Not written',
    over: 'Over',
    cancelled: 'Called off',
    moved: 'Moved',
    any_guest_to_remind_time: 'yes',
    nobody_comes: 'no',
    asked_to_race: 'yes',
    asked_to_reminded: 'no',
  },
}
