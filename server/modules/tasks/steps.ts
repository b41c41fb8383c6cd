import { z } from 'zod'
import { addDuration } from '../../../pure/durations.ts'
import { addWorkingTime } from '../../../pure/work-calendar.ts'
import { defineStep } from '../../core/define.ts'
import { Refusal } from '../../core/errors.ts'
import { namedFor, recipientsOf } from '../notifications/queries.ts'
import { calendarsOf } from '../staff/queries.ts'
import { createTask } from './commands.ts'
import { nextReminderOfTask, overdueTimes } from './reminders.ts'

export const taskSteps = [
  defineStep({
    type: 'tasks.next_reminder',
    kind: 'command',
    offers: [
      {
        name: { pl: 'Następne przypomnienie o zadaniu', en: 'Next reminder of a task' },
        group: 'other',
        kinds: ['task'],
        fields: {},
      },
    ],
    input: z.looseObject({
      taskId: z.uuid(),
      before: z.array(z.string()),
      hours: z.enum(['working', 'any']),
    }),
    async run(cx, { taskId, before, hours }) {
      return { remindAt: await nextReminderOfTask(cx, taskId, { before, hours }) }
    },
  }),
  defineStep({
    type: 'tasks.overdue_times',
    kind: 'command',
    offers: [
      {
        name: { pl: 'Kiedy alarmować o zadaniu', en: 'When to alarm about a task' },
        group: 'other',
        kinds: ['task'],
        fields: {},
      },
    ],
    input: z.looseObject({ taskId: z.uuid(), after: z.array(z.string()).min(1) }),
    async run(cx, { taskId, after }) {
      return { times: await overdueTimes(cx, taskId, after) }
    },
  }),
  defineStep({
    // A task beside the process: unlike a user task, the process does not wait for it.
    type: 'tasks.create',
    kind: 'command',
    offers: [
      {
        name: { pl: 'Ustaw zadanie obok procesu', en: 'Set a task beside the process' },
        group: 'task',
        fields: {
          title: { type: 'text', label: { pl: 'Tytuł', en: 'Title' }, values: 'variables' },
          to: { type: 'people', label: { pl: 'Komu', en: 'For whom' }, one: true },
          body: {
            type: 'text',
            label: { pl: 'Opis', en: 'Description' },
            optional: true,
            long: true,
            values: 'variables',
          },
        },
        begins: { to: 'record:owner' },
        outputs: ['taskId'],
      },
    ],
    input: z.looseObject({
      title: z.string().min(1).max(300),
      body: z.string().max(10_000).nullish(),
      /** As notifications.notify takes it; of several the first. */
      to: z.string().min(1),
      /** From now on. */
      due: z.object({ duration: z.string(), working: z.boolean() }).nullish(),
    }),
    async run(cx, { title, body, to, due }, at) {
      const [assigneeId] = await recipientsOf(cx, await namedFor(cx.db, [to], at.subject), new Map())
      if (!assigneeId) throw new Refusal('notification.no_recipient', { status: 422 })
      const calendars = await calendarsOf(cx.db)
      const now = cx.now.toISOString()
      const dueAt = !due
        ? null
        : due.working
          ? addWorkingTime(calendars.of(assigneeId), now, due.duration)
          : addDuration(now, due.duration, calendars.zone)
      const taskId = await createTask(cx, { title, body: body ?? '', assigneeId, subject: at.subject, dueAt })
      return { taskId }
    },
  }),
]
