import { sql } from 'kysely'
import { allow } from '../../../core/access.ts'
import { refuseStale } from '../../../core/edit.ts'
import { forbidden, invalid, Refusal } from '../../../core/errors.ts'
import type { Cx } from '../../../core/write.ts'
import { alsoOf, departmentOf, refuseStranger, taskForUpdate } from './task-row.ts'
import { tell, watchersOf } from './tell.ts'

/** Gives a task on to somebody else with a word; whoever does so goes on seeing it among those he gave away. */
export async function delegateTask(
  cx: Cx,
  id: string,
  { assigneeId, word }: { assigneeId: string; word: string },
  expected: number | null = null,
): Promise<void> {
  const task = await taskForUpdate(cx, id)
  const subject = { kind: 'task', id }
  // First that it is one's own to give, then that it may go there.
  await allow(cx.db, cx.actor, 'task', 'complete', id)
  if (task.status !== 'open') throw new Refusal('task.already_completed', { status: 409 })
  if (task.kind === 'claim') throw new Refusal('task.is_claim', { status: 409 })
  await refuseStranger(cx, assigneeId)
  if (assigneeId === task.assignee_id) throw invalid({ path: 'assigneeId', code: 'task.has_it_already' })
  await refuseStale(cx.db, subject, expected, task.version, ['assigneeId'])
  const by = cx.actor.kind === 'user' ? cx.actor.id : null
  await sql`update tasks set assignee_id = ${assigneeId}, department_id = ${departmentOf(cx, assigneeId)}, delegated_by = ${by},
      acknowledged_at = null, version = version + 1, updated_at = ${cx.now} where id = ${id}`.execute(cx.db)
  await allow(cx.db, cx.actor, 'task', 'delegate', id)
  const about = { subject, also: alsoOf(task) }
  const version = task.version + 1
  cx.record('task.delegated', {
    ...about,
    payload: { taskId: id, title: task.title, from: task.assignee_id, to: assigneeId, word, version },
    changes: [{ field: 'assigneeId', from: task.assignee_id, to: assigneeId }],
  })
  cx.record('task.assigned', {
    ...about,
    payload: {
      taskId: id,
      title: task.title,
      assigneeId,
      dueAt: task.due_at?.toISOString() ?? null,
      reminders: task.instance_id ? 'process' : 'own',
      by,
    },
  })
  await tell(cx, { ...task, version }, 'task_given', [assigneeId], { mail: true, further: { word } })
  const others = [...(await watchersOf(cx, task)), ...(task.owner_id ? [task.owner_id] : [])]
  await tell(cx, { ...task, version }, 'task_changed', others, { except: [assigneeId] })
}

/** "I know of it": said by whoever has a task that somebody else gave; the giver sees when. */
export async function acknowledgeTask(cx: Cx, id: string): Promise<void> {
  const task = await taskForUpdate(cx, id)
  await allow(cx.db, cx.actor, 'task', 'complete', id)
  if (cx.actor.kind !== 'user' || !task.assignee_id || !cx.actor.standsFor.includes(task.assignee_id)) throw forbidden()
  if (task.status !== 'open') throw new Refusal('task.already_completed', { status: 409 })
  const giver = task.delegated_by ?? task.owner_id
  if (!giver || giver === cx.actor.id) throw new Refusal('task.not_given', { status: 409 })
  if (task.acknowledged_at) return
  await sql`update tasks set acknowledged_at = ${cx.now}, version = version + 1, updated_at = ${cx.now}
    where id = ${id}`.execute(cx.db)
  cx.record('task.acknowledged', {
    subject: { kind: 'task', id },
    payload: { taskId: id, title: task.title, version: task.version + 1 },
    changes: [{ field: 'acknowledgedAt', from: null, to: cx.now.toISOString() }],
    also: alsoOf(task),
  })
  await tell(cx, { ...task, version: task.version + 1 }, 'task_acknowledged', [giver])
}

/** Reminds whoever an open task waits for, on behalf of who asks; the same person of the same task once in an hour. */
export async function remindOfTask(cx: Cx, id: string): Promise<void> {
  const task = await taskForUpdate(cx, id)
  await allow(cx.db, cx.actor, 'task', 'update', id)
  if (task.status !== 'open') throw new Refusal('task.already_completed', { status: 409 })
  const { rows } = await sql<{ id: string }>`select e.id from employees e, tasks t where t.id = ${id} and e.active and (
    e.id = t.assignee_id or t.assignee_id is null and (e.id = any(t.candidate_user_ids) or e.department_id = any(t.candidate_department_ids)))`.execute(
    cx.db,
  )
  const people = rows.map((row) => row.id)
  if (people.length === 0) throw new Refusal('notification.no_recipient', { status: 409 })
  cx.record('task.reminded', {
    subject: { kind: 'task', id },
    also: alsoOf(task),
    payload: { taskId: id, title: task.title, recipients: people },
  })
  await tell(cx, task, 'task_reminded', people, {
    mail: true,
    occurrence: `${cx.now.toISOString().slice(0, 13)} ${task.assignee_id ?? ''}`,
  })
}
