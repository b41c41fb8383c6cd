import { sql } from 'kysely'
import { nextOccurrence, type Recurrence } from '../../../../pure/recurrence.ts'
import { invalid } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import type { Cx } from '../../../core/write.ts'
import { companyOf } from '../../staff/queries.ts'

/** Only what has a date can come again. */
export function refuseUndated(dueAt: string | null): void {
  if (dueAt === null) throw invalid({ path: 'dueAt', code: 'task.repeat_needs_date' })
}

/** A series begins with the task that has the rule, at its date. */
export const seriesColumns = (id: string, repeat: Recurrence | null, dueAt: string | null) => ({
  repeat: repeat === null ? null : JSON.stringify(repeat),
  series_id: repeat === null ? null : id,
  series_index: repeat === null ? null : 0,
  series_start: repeat === null ? null : dueAt,
})

interface Former {
  id: string
  repeat: Recurrence
  series_id: string
  series_index: number
  series_start: Date
  assignee_id: string | null
  due_at: Date | null
  title: string
}

/**
 * Makes the next task of a series once the former is done or withdrawn, so that never two of them are open at once. Dates that
 * went by meanwhile are passed over. Safe to repeat: a series has one task of each number.
 */
export async function repeatTask(cx: Cx, formerId: string): Promise<void> {
  const { rows } =
    await sql<Former>`select id, repeat, series_id, series_index, series_start, assignee_id, due_at, title
    from tasks where id = ${formerId} and repeat is not null and status <> 'open'`.execute(cx.db)
  const former = rows[0]
  if (!former) return
  const { zone } = await companyOf(cx.db)
  const next = nextOccurrence(former.repeat, {
    start: former.series_start.toISOString(),
    index: former.series_index,
    after: cx.now.toISOString(),
    zone,
  })
  if (!next) return
  const id = newId()
  const { numAffectedRows = 0n } = await sql`insert into tasks (id, title, body, assignee_id, subject_kind, subject_id,
      department_id, owner_id, due_at, remind_before, priority, checklist_required, repeat, series_id, series_index, series_start,
      created_by, created_at, updated_at)
    select ${id}, title, body, assignee_id, subject_kind, subject_id, department_id, owner_id, ${next.at}::timestamptz,
      remind_before, priority, checklist_required, repeat, series_id, ${next.index}, series_start, created_by, ${cx.now}, ${cx.now}
    from tasks where id = ${formerId} on conflict do nothing`.execute(cx.db)
  if (numAffectedRows === 0n) return
  await sql`insert into task_watchers (task_id, employee_id, added_by, added_at)
    select ${id}, employee_id, added_by, ${cx.now} from task_watchers where task_id = ${formerId}`.execute(cx.db)
  await sql`insert into task_checklist_items (id, task_id, position, text)
    select gen_random_uuid(), ${id}, position, text from task_checklist_items where task_id = ${formerId}`.execute(
    cx.db,
  )
  const payload = { taskId: id, title: former.title, assigneeId: former.assignee_id, dueAt: next.at }
  const { rows: about } = await sql<{
    kind: string
    id: string
  }>`select subject_kind as kind, subject_id as id from tasks
    where id = ${id} and subject_id is not null`.execute(cx.db)
  cx.record('task.created', { subject: { kind: 'task', id }, payload, also: about })
  if (former.assignee_id) {
    cx.record('task.assigned', {
      subject: { kind: 'task', id },
      payload: { ...payload, reminders: 'own', by: null },
      also: about,
    })
  }
}
