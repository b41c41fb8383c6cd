import { z } from 'zod'
import { duration, notifyBy, notifyByBlank } from '../settings-parts.ts'
import type { ShippedProcess } from '../shipped-process.ts'

/** The core of S8: before the due date, and when it has passed. */
export const taskReminders: ShippedProcess = {
  key: 'task_reminders',
  folder: 'task-reminders',
  version: 2,
  name: { pl: 'Przypomnienia o zadaniach', en: 'Reminders of tasks' },
  sentences: [
    {
      text: {
        pl: 'O zadaniu, które się zbliża, przypomnij {remind_before} przed terminem, {notify_by}.',
        en: 'Remind of a task that is coming up {remind_before} before it is due, {notify_by}.',
      },
      elements: ['coming_up', 'remind_owner'],
    },
    {
      text: {
        pl: 'Gdy zadanie nie jest zrobione w terminie, powiedz jego właścicielowi i jego przełożonemu.',
        en: 'When a task is not done in time, tell its owner and the owner’s supervisor.',
      },
      elements: ['due', 'tell_overdue', 'tell_supervisor'],
    },
  ],
  blanks: {
    remind_before: { type: 'duration', working: false, label: { pl: 'Przypomnienie', en: 'Reminder' } },
    notify_by: notifyByBlank,
  },
  settings: z.strictObject({ remind_before: duration, notify_by: notifyBy }),
  defaults: { remind_before: 'PT1H', notify_by: 'app_and_mail' },
  elements: {
    task_assigned: 'Task with a date',
    time_to_remind: 'Time to remind?',
    before_due: 'Waits to remind',
    at_due: 'Waits for the date',
    coming_up: 'Coming up',
    remind_owner: 'Remind',
    due: 'Date passed',
    tell_overdue: 'Tell the task’s owner',
    tell_supervisor: 'Tell the supervisor',
    overdue_told: 'Told',
    before_due_completed: 'Done',
    before_due_cancelled: 'Withdrawn',
    before_due_assigned: 'Changed',
    at_due_completed: 'Done',
    at_due_cancelled: 'Withdrawn',
    at_due_assigned: 'Changed',
    time_to_remind_to_before_due: 'yes',
    too_late_to_remind: 'no',
  },
}
