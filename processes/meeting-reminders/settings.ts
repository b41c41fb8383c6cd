import { z } from 'zod'
import { durations } from '../../pure/duration-schema.ts'
import { notifyBy, notifyByBlank } from '../settings-parts.ts'
import type { ShippedProcess } from '../shipped-process.ts'

const MOST_REMINDERS = 5

/** S8 for meetings and calls: whoever takes part is reminded before they begin. */
export const meetingReminders: ShippedProcess = {
  key: 'meeting_reminders',
  folder: 'meeting-reminders',
  version: 1,
  name: { pl: 'Przypomnienia o spotkaniach', en: 'Reminders of meetings' },
  sentences: [
    {
      text: {
        pl: 'O spotkaniu i rozmowie przypomnij uczestnikom {reminders} przed początkiem, {notify_by}. Spotkanie może mieć własne przypomnienia.',
        en: 'Remind whoever takes part in a meeting or a call {reminders} before it begins, {notify_by}. A meeting may have reminders of its own.',
      },
      elements: ['next_reminder', 'any_left', 'coming_up', 'remind'],
    },
  ],
  blanks: {
    reminders: { type: 'durations', most: MOST_REMINDERS, label: { pl: 'Przypomnienia', en: 'Reminders' } },
    notify_by: notifyByBlank,
  },
  settings: z.strictObject({ reminders: durations(MOST_REMINDERS), notify_by: notifyBy }),
  defaults: { reminders: ['PT15M'], notify_by: 'app' },
  elements: {
    planned: 'Meeting planned',
    watch: 'Watching the time',
    watching_begins: 'Beginning',
    next_reminder: 'Reckon the reminder',
    any_left: 'A reminder left?',
    coming_up: 'Coming up',
    remind: 'Remind those who take part',
    none_left: 'Reminded',
    over: 'Reminded',
    cancelled: 'Called off',
    moved: 'Moved',
    any_left_to_coming_up: 'yes',
    no_more: 'no',
  },
}
