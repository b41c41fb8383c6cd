import { sql } from 'kysely'
import { allow } from '../../../core/access.ts'
import { refuseStale } from '../../../core/edit.ts'
import { invalid, notFound, Refusal } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import type { Cx } from '../../../core/write.ts'
import { alsoOf, type TaskRow, taskForUpdate } from './task-row.ts'

export interface ChecklistLine {
  /** Of an item that is there already; a line without one is new. */
  id?: string
  text: string
}

/** The first items of a new task, or of the next one of a series. */
export async function writeChecklist(cx: Cx, taskId: string, texts: readonly string[]): Promise<void> {
  const rows = texts.map((text, position) => ({ id: newId(), position, text }))
  await sql`insert into task_checklist_items (id, task_id, position, text)
    select id, ${taskId}, position, text from json_to_recordset(${JSON.stringify(rows)}::json)
      as r(id uuid, position int, text text)`.execute(cx.db)
}

async function openTask(cx: Cx, taskId: string, action: 'update' | 'complete'): Promise<TaskRow> {
  const task = await taskForUpdate(cx, taskId)
  await allow(cx.db, cx.actor, 'task', action, taskId)
  if (task.status !== 'open') throw new Refusal('task.already_completed', { status: 409 })
  return task
}

/** Every change of the list is a version of its task, so that two people who change it at once hear of each other. */
async function recordChanged(cx: Cx, task: TaskRow, event: string, payload: Record<string, unknown>): Promise<void> {
  await sql`update tasks set version = version + 1, updated_at = ${cx.now} where id = ${task.id}`.execute(cx.db)
  cx.record(event, {
    subject: { kind: 'task', id: task.id },
    payload: { taskId: task.id, title: task.title, version: task.version + 1, ...payload },
    changes: [{ field: 'checklist', from: null, to: null }],
    also: alsoOf(task),
  })
}

/** The whole list as it is to be, in its order: what it leaves out is gone, what was ticked stays ticked. */
export async function setChecklist(
  cx: Cx,
  taskId: string,
  lines: ChecklistLine[],
  expected: number | null,
): Promise<void> {
  const task = await openTask(cx, taskId, 'update')
  const subject = { kind: 'task', id: taskId }
  await refuseStale(cx.db, subject, expected, task.version, ['checklist'])
  const { rows: before } = await sql<{
    id: string
  }>`select id from task_checklist_items where task_id = ${taskId}`.execute(cx.db)
  const known = new Set(before.map((row) => row.id))
  const given = lines.flatMap((line) => (line.id ? [line.id] : []))
  if (given.some((id) => !known.has(id)) || new Set(given).size < given.length) {
    throw invalid({ path: 'items', code: 'field.invalid' })
  }
  const rows = lines.map(({ id, text }, position) => ({ id: id ?? newId(), position, text }))
  await sql`delete from task_checklist_items where task_id = ${taskId} and id <> all(${given}::uuid[])`.execute(cx.db)
  await sql`insert into task_checklist_items (id, task_id, position, text)
    select id, ${taskId}, position, text from json_to_recordset(${JSON.stringify(rows)}::json) as r(id uuid, position int, text text)
    on conflict (id) do update set position = excluded.position, text = excluded.text`.execute(cx.db)
  await recordChanged(cx, task, 'task.checklist_changed', { count: rows.length })
}

/** Ticks an item, or takes the tick back; the second of two who do the same changes nothing. */
export async function tickItem(cx: Cx, taskId: string, itemId: string, done: boolean): Promise<void> {
  const task = await openTask(cx, taskId, 'complete')
  const { rows } = await sql<{ text: string; done_at: Date | null }>`select text, done_at from task_checklist_items
    where id = ${itemId} and task_id = ${taskId}`.execute(cx.db)
  const item = rows[0]
  if (!item) throw notFound()
  if ((item.done_at !== null) === done) return
  const by = done && cx.actor.kind === 'user' ? cx.actor.id : null
  await sql`update task_checklist_items set done_at = ${done ? cx.now : null}, done_by = ${by} where id = ${itemId}`.execute(
    cx.db,
  )
  await recordChanged(cx, task, done ? 'task.item_done' : 'task.item_undone', { item: item.text })
}
