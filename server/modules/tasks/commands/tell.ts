import { sql } from 'kysely'
import type { Cx } from '../../../core/write.ts'
import { notify } from '../../notifications/commands.ts'
import { employeeNames } from '../../staff/queries.ts'
import type { TaskRow } from './task-row.ts'

interface Told {
  id: string
  title: string
  title_params?: Record<string, unknown> | null
  version: number
}

/**
 * Tells people, once, what somebody did with a task; nobody is told of what he did himself. `further` goes into the words.
 */
export async function tell(
  cx: Cx,
  task: Told,
  code: string,
  people: readonly string[],
  {
    mail = false,
    except = [],
    further = {},
    occurrence = String(task.version),
  }: { mail?: boolean; except?: string[]; further?: Record<string, unknown>; occurrence?: string } = {},
): Promise<void> {
  const by = cx.actor.kind === 'user' ? cx.actor.id : null
  const recipients = [...new Set(people)].filter((person) => person !== by && !except.includes(person))
  // What a process set has no person behind it, and says so itself.
  if (recipients.length === 0 || by === null) return
  const who = (await employeeNames(cx.db, [by])).get(by) ?? ''
  await notify(cx, {
    subject: { kind: 'task', id: task.id },
    reason: code,
    occurrence,
    code,
    params: { title: task.title, titleParams: task.title_params ?? null, who, ...further },
    recipients,
    taskId: task.id,
    mail,
  })
}

export async function watchersOf(cx: Cx, task: Pick<TaskRow, 'id' | 'watched'>): Promise<string[]> {
  if (!task.watched) return []
  const { rows } = await sql<{ employee_id: string }>`select employee_id from task_watchers where task_id = ${task.id}
    order by added_at, employee_id`.execute(cx.db)
  return rows.map((row) => row.employee_id)
}

/** Who gave it, who gave it on and who watches it. */
export async function tellDone(cx: Cx, task: TaskRow): Promise<void> {
  const givers = [task.owner_id, task.delegated_by].filter((id) => id !== null)
  if (givers.length === 0 && !task.watched) return
  const people = [...givers, ...(await watchersOf(cx, task))]
  await tell(cx, { ...task, version: task.version + 1 }, 'task_done', people, { mail: true })
}
