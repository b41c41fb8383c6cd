import { sql } from 'kysely'
import { nextReminder, type ReminderPlan } from '../../../pure/reminders.ts'
import { addWorkingTime } from '../../../pure/work-calendar.ts'
import type { Cx } from '../../core/write.ts'
import { calendarsOf, substituteAt } from '../staff/queries.ts'

/** The next reminder of a task that is still open, by its own list where it has one, else by that of the process. */
export async function nextReminderOfTask(cx: Cx, taskId: string, plan: ReminderPlan): Promise<string | null> {
  const { rows } = await sql<{ due_at: Date | null; assignee_id: string | null; remind_before: string[] | null }>`
    select due_at, assignee_id, remind_before from tasks where id = ${taskId} and status = 'open'`.execute(cx.db)
  const task = rows[0]
  if (!task?.due_at) return null
  const calendars = await calendarsOf(cx.db)
  // While somebody is away, whoever stands in is told, in his or her own hours.
  const reader = task.assignee_id && ((await substituteAt(cx.db, task.assignee_id, cx.now)) ?? task.assignee_id)
  const calendar = reader ? calendars.of(reader) : calendars.company
  const own = { ...plan, before: task.remind_before ?? plan.before }
  return nextReminder(task.due_at.toISOString(), own, calendar, cx.now.toISOString())
}

/**
 * When to tell the next rungs of the ladder of a task that is late: the waits follow one another in the company's working time
 * from its date on, however late somebody comes to ask.
 */
export async function overdueTimes(cx: Cx, taskId: string, after: string[]): Promise<string[]> {
  const { rows } = await sql<{ due_at: Date | null }>`select due_at from tasks where id = ${taskId}`.execute(cx.db)
  const { company } = await calendarsOf(cx.db)
  let at = (rows[0]?.due_at ?? cx.now).toISOString()
  return after.map((wait) => {
    at = addWorkingTime(company, at, wait)
    return at
  })
}
