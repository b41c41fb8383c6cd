import { createTask } from '../../../server/modules/tasks/commands.ts'
import { completeTask } from '../../../server/modules/tasks/complete-tasks.ts'
import { addNote } from '../../../server/modules/workplace/notes.ts'
import { NOTES, TASKS, type Task } from './data/tasks.ts'
import type { Step, Story } from './story.ts'

/** Plans the tasks people set themselves and one another, and the notes they leave. */
export function planTasks(story: Story): void {
  const { calendar } = story
  for (const task of TASKS) {
    let id = ''
    const steps: Step[] = [
      [
        calendar.at(...task.set),
        async () => {
          const subject = task.about ? story.record(task.about) : null
          id = await story.as(task.by ?? task.who, (cx) =>
            createTask(cx, {
              title: task.title,
              ...(task.body ? { body: task.body } : {}),
              assigneeId: story.people.get(task.who)!,
              subject,
              dueAt: dueAt(story, task).toISOString(),
              ...(task.priority ? { priority: task.priority } : {}),
              ...(task.repeat ? { repeat: { ...task.repeat, until: null, count: null } } : {}),
              ...(task.checklist ? { checklist: task.checklist } : {}),
              watchers: (task.watchers ?? []).map((one) => story.people.get(one)!),
            }),
          )
        },
      ],
    ]
    if (task.done) steps.push([calendar.at(...task.done), () => story.as(task.who, (cx) => completeTask(cx, id))])
    story.thread(steps)
  }
  for (const [record, who, at, body] of NOTES) {
    story.plan(calendar.at(...at), async () => {
      const subject = story.record(record)
      await story.as(who, (cx) => addNote(cx, subject, body))
    })
  }
}

function dueAt({ calendar }: Story, { set, due }: Task): Date {
  if ('today' in due) return calendar.laterToday(due.today)
  if ('ahead' in due) return calendar.ahead(due.ahead, due.time)
  // Where holidays make two days of the story one, the date must not lie before the task.
  return new Date(Math.max(calendar.at(...due).getTime(), calendar.at(...set).getTime() + 90 * 60_000))
}
