import { sql } from 'kysely'
import type { FormField } from '../../../../pure/process-design/forms.ts'
import type { Recurrence } from '../../../../pure/recurrence.ts'
import { invalid, notFound } from '../../../core/errors.ts'
import type { Subject } from '../../../core/events.ts'
import type { Cx } from '../../../core/write.ts'
import type { Priority, TaskState } from '../rules.ts'

export interface TaskRow extends TaskState {
  id: string
  title: string
  title_params: Record<string, unknown> | null
  subject_kind: string | null
  subject_id: string | null
  candidate_department_ids: string[]
  candidate_user_ids: string[]
  instance_id: string | null
  token: number | null
  body: string
  due_at: Date | null
  remind_before: string[] | null
  priority: Priority
  /** Who set it; null when a process did. */
  owner_id: string | null
  delegated_by: string | null
  acknowledged_at: Date | null
  checklist_required: boolean
  repeat: Recurrence | null
  series_id: string | null
  series_index: number | null
  series_start: Date | null
  watched: boolean
  /** What its process asks of whoever does it. */
  form: FormField[] | null
  version: number
}

/** What every command about a task knows of it, locked for the rest of the transaction. */
export const LOCKED = sql`id, kind, status, title, title_params, body, subject_kind, subject_id, assignee_id,
  candidate_department_ids, candidate_user_ids, instance_id, token, due_at, remind_before, priority, owner_id, delegated_by,
  acknowledged_at, checklist_required, repeat, series_id, series_index, series_start, completed_by, completed_at,
  completed_by_events, version, form,
  case when checklist_required then (select count(*)::int from task_checklist_items i where i.task_id = tasks.id
    and i.done_at is null) else 0 end as open_items,
  exists (select from task_watchers w where w.task_id = tasks.id) as watched`

export async function taskForUpdate(cx: Cx, id: string): Promise<TaskRow> {
  const { rows } = await sql<TaskRow>`select ${LOCKED} from tasks where id = ${id} for update`.execute(cx.db)
  if (!rows[0]) throw notFound()
  return rows[0]
}

export const alsoOf = (task: { subject_kind: string | null; subject_id: string | null }): Subject[] =>
  task.subject_kind && task.subject_id ? [{ kind: task.subject_kind, id: task.subject_id }] : []

/** Refuses somebody who does not work here (any more). */
export async function refuseStranger(cx: Cx, assigneeId: string): Promise<void> {
  const { rows } = await sql`select 1 from employees where id = ${assigneeId} and active`.execute(cx.db)
  if (rows.length === 0) throw invalid({ path: 'assigneeId', code: 'field.invalid' })
}

export const departmentOf = (cx: Cx, employee: string | null) =>
  employee
    ? sql`(select department_id from employees where id = ${employee})`
    : cx.actor.kind === 'user'
      ? sql`${cx.actor.departmentId}::uuid`
      : sql`null`
