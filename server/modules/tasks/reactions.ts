import { CLOSING } from '../../../pure/task-closings.ts'
import type { Reaction } from '../../core/define.ts'
import { repeatTask } from './commands/repeat.ts'
import { completeTasksOf, handOverTasks } from './commands.ts'

export const taskReactions: Reaction[] = [
  {
    name: 'tasks.close-with-record',
    on: Object.keys(CLOSING),
    last: true,
    async run(cx, event) {
      const by = event.actor.kind === 'user' ? event.actor.id : null
      // A lead's tasks are done by who has it now, others by who did what they were about.
      const person = event.subject.kind === 'lead' ? ((event.payload.ownerId as string | undefined) ?? by) : by
      await completeTasksOf(cx, event, person, {
        outcome: CLOSING[event.name],
        acceptedBy: person,
        closedBy: by,
      })
    },
  },
  {
    name: 'tasks.follow-owner',
    on: ['lead.owner_changed', 'deal.owner_changed', 'record.owner_changed'],
    async run(cx, event) {
      const { from, to } = event.payload as { from: string | null; to: string | null }
      if (from && to) await handOverTasks(cx, event.subject, from, to)
    },
  },
  {
    name: 'tasks.repeat',
    on: ['task.completed', 'task.cancelled'],
    when: ({ payload }) => payload.comesAgain === true,
    run: (cx, event) => repeatTask(cx, event.subject.id),
  },
]
