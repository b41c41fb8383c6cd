import { sql } from 'kysely'
import { allow } from '../../../core/access.ts'
import { invalid } from '../../../core/errors.ts'
import type { Cx } from '../../../core/write.ts'
import { alsoOf, taskForUpdate } from './task-row.ts'

/** Oneself by whoever may read the task, somebody else by whoever may change it. */
const allowWatcher = (cx: Cx, taskId: string, employeeId: string) =>
  allow(cx.db, cx.actor, 'task', cx.actor.kind === 'user' && cx.actor.id === employeeId ? 'read' : 'update', taskId)

/** Puts somebody on a task to be told what becomes of it; `path` is where the id stands in the request. */
export async function addWatcher(cx: Cx, taskId: string, employeeId: string, path: string): Promise<boolean> {
  const { rows } = await sql`select 1 from employees where id = ${employeeId} and active`.execute(cx.db)
  if (rows.length === 0) throw invalid({ path, code: 'field.invalid' })
  const by = cx.actor.kind === 'user' ? cx.actor.id : null
  const { numAffectedRows = 0n } = await sql`insert into task_watchers (task_id, employee_id, added_by, added_at)
    values (${taskId}, ${employeeId}, ${by}, ${cx.now}) on conflict do nothing`.execute(cx.db)
  return numAffectedRows > 0n
}

export async function watchTask(cx: Cx, taskId: string, employeeId: string): Promise<void> {
  const task = await taskForUpdate(cx, taskId)
  await allowWatcher(cx, taskId, employeeId)
  if (!(await addWatcher(cx, taskId, employeeId, 'employeeId'))) return
  cx.record('task.watched', {
    subject: { kind: 'task', id: taskId },
    payload: { taskId, title: task.title, watcherId: employeeId },
    also: alsoOf(task),
  })
}

export async function unwatchTask(cx: Cx, taskId: string, employeeId: string): Promise<void> {
  const task = await taskForUpdate(cx, taskId)
  await allowWatcher(cx, taskId, employeeId)
  const { numAffectedRows = 0n } = await sql`delete from task_watchers where task_id = ${taskId}
    and employee_id = ${employeeId}`.execute(cx.db)
  if (numAffectedRows === 0n) return
  cx.record('task.unwatched', {
    subject: { kind: 'task', id: taskId },
    payload: { taskId, title: task.title, watcherId: employeeId },
    also: alsoOf(task),
  })
}
