import { sql } from 'kysely'
import { Refusal } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import type { Cx } from '../../../core/write.ts'
import type { NewUserTask } from '../../../engine/ports.ts'
import { withPeople } from './named-people.ts'
import { alsoOf } from './task-row.ts'

/** The engine's port: rows for the user tasks of a batch, one statement. */
export async function createUserTasks(cx: Cx, given: NewUserTask[]): Promise<void> {
  const tasks = await Promise.all(given.map((task) => withPeople(cx, task)))
  const departments = await departmentsNamed(
    cx,
    tasks.flatMap((task) => task.candidateGroups),
  )
  const rows = tasks.map((task) => {
    const groups = task.candidateGroups.map((name) => {
      const id = departments.get(name)
      if (!id) throw new Refusal('task.unknown_group', { params: { group: name } })
      return id
    })
    const kind = task.properties['tok:kind'] === 'claim' ? 'claim' : 'task'
    return {
      id: newId(),
      kind,
      title: task.properties['tok:title'] ?? task.name,
      title_params: task.properties['tok:title'] ? task.input : null,
      assignee_id: task.assignee ?? null,
      groups,
      users: task.candidateUsers,
      subject_kind: task.subject?.kind ?? null,
      subject_id: task.subject?.id ?? null,
      due_at: task.dueAt ?? null,
      reminders: 'process',
      events: (task.properties['tok:completedBy'] ?? '').split(/\s+/).filter(Boolean),
      instance_id: task.instance,
      token: task.token,
      element: task.element,
      process_key: task.process,
      form: task.form ?? null,
      caused_by: task.cx.cause?.event ?? null,
      cx: task.cx,
    }
  })
  await sql`/* new-user-tasks */ insert into tasks (id, kind, title, title_params, assignee_id, candidate_department_ids, candidate_user_ids, subject_kind,
      subject_id, department_id, due_at, reminders, completed_by_events, instance_id, token, element, process_key, form, caused_by, created_at, updated_at)
    select r.id, r.kind, r.title, r.title_params, r.assignee_id, r.groups, r.users, r.subject_kind, r.subject_id,
      coalesce((select department_id from employees e where e.id = r.assignee_id), r.groups[1]), r.due_at, r.reminders, r.events,
      r.instance_id, r.token, r.element, r.process_key, r.form, r.caused_by, ${cx.now}, ${cx.now}
    from json_to_recordset(${JSON.stringify(rows.map(({ cx: _, ...row }) => row))}::json) as r(id uuid, kind text, title text, title_params jsonb,
      assignee_id uuid, groups uuid[], users uuid[], subject_kind text, subject_id uuid, due_at timestamptz, reminders text,
      events text[], instance_id uuid, token int, element text, process_key text, form jsonb, caused_by uuid)`.execute(
    cx.db,
  )
  for (const row of rows) {
    row.cx.record('task.created', {
      subject: { kind: 'task', id: row.id },
      payload: {
        taskId: row.id,
        title: row.title,
        params: row.title_params,
        assigneeId: row.assignee_id,
        dueAt: row.due_at,
        kind: row.kind,
      },
      also: row.subject_kind && row.subject_id ? [{ kind: row.subject_kind, id: row.subject_id }] : [],
    })
  }
}

async function departmentsNamed(cx: Cx, names: string[]): Promise<Map<string, string>> {
  const wanted = [...new Set(names)]
  if (wanted.length === 0) return new Map()
  const { rows } = await sql<{ id: string; key: string | null }>`select id, key from departments
    where key = any(${wanted}::text[]) or id::text = any(${wanted}::text[])`.execute(cx.db)
  return new Map(rows.flatMap((row) => [[row.id, row.id] as const, ...(row.key ? [[row.key, row.id] as const] : [])]))
}

/** The engine's port: withdraws open user tasks whose token moved on. */
export async function cancelUserTasks(cx: Cx, tasks: { instance: string; token: number; cx: Cx }[]): Promise<void> {
  const { rows } = await sql<{
    id: string
    title: string
    instance_id: string
    token: number
    subject_kind: string | null
    subject_id: string | null
  }>`
    update tasks t set status = 'cancelled', completed_at = ${cx.now}, version = version + 1, updated_at = ${cx.now}
    from unnest(${tasks.map((task) => task.instance)}::uuid[], ${tasks.map((task) => task.token)}::int[]) as g(instance, token)
    where t.instance_id = g.instance and t.token = g.token and t.status = 'open'
    returning t.id, t.title, t.instance_id, t.token, t.subject_kind, t.subject_id`.execute(cx.db)
  for (const row of rows) {
    const by = tasks.find((task) => task.instance === row.instance_id && task.token === row.token)?.cx ?? cx
    by.record('task.cancelled', {
      subject: { kind: 'task', id: row.id },
      payload: { taskId: row.id, title: row.title },
      also: alsoOf(row),
    })
  }
}

/** The engine's port: open user tasks whose tokens stand at another element of another version of their process. */
export async function renameUserTasks(
  cx: Cx,
  tasks: { instance: string; token: number; element: string }[],
): Promise<void> {
  await sql`update tasks t set element = r.element
    from json_to_recordset(${JSON.stringify(tasks)}::json) as r(instance uuid, token int, element text)
    where t.instance_id = r.instance and t.token = r.token and t.status = 'open'`.execute(cx.db)
}
