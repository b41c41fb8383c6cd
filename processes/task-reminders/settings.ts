import { z } from 'zod'
import { duration, durations } from '../../pure/duration-schema.ts'
import { notifyBy, notifyByBlank } from '../settings-parts.ts'
import type { ShippedProcess } from '../shipped-process.ts'

const MOST_REMINDERS = 5

/** S8: reminders before the date; when it has passed the owner, then the supervisor, then whoever stands above. */
export const taskReminders: ShippedProcess = {
  key: 'task_reminders',
  folder: 'task-reminders',
  version: 3,
  name: { pl: 'Przypomnienia o zadaniach', en: 'Reminders of tasks' },
  sentences: [
    {
      text: {
        pl: 'O zadaniu, które się zbliża, przypomnij {reminders} przed terminem, {remind_at}, {notify_by}. Zadanie może mieć własne przypomnienia.',
        en: 'Remind of a task that is coming up {reminders} before it is due, {remind_at}, {notify_by}. A task may have reminders of its own.',
      },
      elements: ['next_reminder', 'any_left', 'coming_up', 'remind_owner'],
    },
    {
      text: {
        pl: 'Gdy termin minie, od razu powiedz temu, kto ma zadanie, albo jego zastępcy, i obserwującym. Jeśli po {supervisor_after} nadal nie jest zrobione, powiedz jego przełożonemu.',
        en: 'When the date has passed, at once tell whoever has the task, or the substitute, and the watchers. If it is still not done after {supervisor_after}, tell the supervisor.',
      },
      elements: ['due', 'tell_overdue', 'tell_watchers', 'reckon_ladder', 'still_not_done', 'tell_supervisor'],
    },
    {
      text: {
        pl: 'Jeśli po kolejnych {further_after} nadal nie jest zrobione, {further}.',
        en: 'If it is still not done {further_after} later, {further}.',
      },
      elements: ['go_higher', 'long_not_done', 'tell_further'],
    },
  ],
  blanks: {
    reminders: { type: 'durations', most: MOST_REMINDERS, label: { pl: 'Przypomnienia', en: 'Reminders' } },
    remind_at: {
      type: 'choice',
      label: { pl: 'Pora przypomnień', en: 'Time of reminders' },
      options: [
        { value: 'working', label: { pl: 'w godzinach pracy', en: 'in working hours' } },
        { value: 'any', label: { pl: 'o każdej porze', en: 'at any time' } },
      ],
    },
    notify_by: notifyByBlank,
    supervisor_after: {
      type: 'duration',
      working: true,
      label: { pl: 'Czas do przełożonego', en: 'Time to supervisor' },
    },
    further_after: {
      type: 'duration',
      working: true,
      label: { pl: 'Czas, nim pójdzie wyżej', en: 'Time to go higher' },
    },
    further: {
      type: 'person',
      label: { pl: 'Komu potem', en: 'Whom then' },
      options: [
        {
          value: 'supervisor',
          label: { pl: 'powiedz przełożonemu przełożonego', en: 'tell the supervisor’s supervisor' },
        },
        { value: 'nobody', label: { pl: 'nie mów już nikomu', en: 'tell nobody else' } },
      ],
    },
  },
  settings: z.strictObject({
    reminders: durations(MOST_REMINDERS),
    remind_at: z.enum(['working', 'any']),
    notify_by: notifyBy,
    supervisor_after: duration,
    further_after: duration,
    further: z.enum(['supervisor', 'nobody']).or(z.uuid()),
  }),
  defaults: {
    reminders: ['P1D', 'PT1H'],
    remind_at: 'working',
    notify_by: 'app_and_mail',
    supervisor_after: 'PT1H',
    further_after: 'P1D',
    further: 'supervisor',
  },
  carried: ({ remind_before, ...kept }) =>
    typeof remind_before === 'string' ? { ...kept, reminders: [remind_before] } : kept,
  elements: {
    task_assigned: 'Task with a date',
    watch: 'Watching the date',
    watching_begins: 'Beginning',
    next_reminder: 'Reckon the reminder',
    any_left: 'A reminder left?',
    coming_up: 'Coming up',
    remind_owner: 'Remind',
    due: 'Date passed',
    tell_overdue: 'Tell whoever has it',
    tell_watchers: 'Tell the watchers',
    reckon_ladder: 'Reckon the next steps',
    still_not_done: 'Still not done',
    tell_supervisor: 'Tell the supervisor',
    go_higher: 'Tell higher up?',
    long_not_done: 'Long not done',
    tell_further: 'Tell higher up',
    everybody_told: 'Told',
    told: 'Told',
    completed: 'Done',
    cancelled: 'Withdrawn',
    assigned: 'Changed',
    any_left_to_coming_up: 'yes',
    no_more: 'no',
    go_higher_to_long_not_done: 'yes',
    enough: 'no',
  },
}
