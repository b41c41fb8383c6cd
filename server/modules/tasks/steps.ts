import { z } from 'zod'
import { defineStep } from '../../core/define.ts'
import { nextReminderOfTask, overdueTimes } from './reminders.ts'

export const taskSteps = [
  defineStep({
    type: 'tasks.next_reminder',
    kind: 'command',
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
    input: z.looseObject({ taskId: z.uuid(), after: z.array(z.string()).min(1) }),
    async run(cx, { taskId, after }) {
      return { times: await overdueTimes(cx, taskId, after) }
    },
  }),
]
