import { sql } from 'kysely'
import { allow, allowAtAll } from '../../core/access.ts'
import { changesOfEdit, partPersonal, updateRow } from '../../core/edit.ts'
import { forbidden, invalid, notFound, Refusal } from '../../core/errors.ts'
import type { Subject } from '../../core/events.ts'
import { newId } from '../../core/ids.ts'
import type { Cx } from '../../core/write.ts'
import type { NewUserTask } from '../../engine/ports.ts'
import { taskFields } from './fields.ts'
import { claimable, type TaskState } from './rules.ts'

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
  version: number
}

async function taskForUpdate(cx: Cx, id: string): Promise<TaskRow> {
  const { rows } =
    await sql<TaskRow>`select id, kind, status, title, title_params, body, subject_kind, subject_id, assignee_id,
      candidate_department_ids, candidate_user_ids, instance_id, token, due_at, remind_before, completed_by, completed_at,
      completed_by_events, version from tasks where id = ${id} for update`.execute(cx.db)
  if (!rows[0]) throw notFound()
  return rows[0]
}

const alsoOf = (task: { subject_kind: string | null; subject_id: string | null }): Subject[] =>
  task.subject_kind && task.subject_id ? [{ kind: task.subject_kind, id: task.subject_id }] : []

/** Refuses somebody who does not work here (any more). */
async function refuseStranger(cx: Cx, assigneeId: string): Promise<void> {
  const { rows } = await sql`select 1 from employees where id = ${assigneeId} and active`.execute(cx.db)
  if (rows.length === 0) throw invalid({ path: 'assigneeId', code: 'field.invalid' })
}

const departmentOf = (cx: Cx, employee: string | null) =>
  employee
    ? sql`(select department_id from employees where id = ${employee})`
    : cx.actor.kind === 'user'
      ? sql`${cx.actor.departmentId}::uuid`
      : sql`null`

export interface NewTask {
  title: string
  body?: string
  assigneeId: string | null
  subject: Subject | null
  dueAt: string | null
  remindBefore?: string[] | null
}

/** A task set by a person: to oneself, or to others by those who may. */
export async function createTask(cx: Cx, task: NewTask): Promise<string> {
  allowAtAll(cx.actor, 'task', 'create')
  const by = cx.actor.kind === 'user' ? cx.actor.id : null
  const assignee = task.assigneeId ?? by
  if (task.subject) await allow(cx.db, cx.actor, task.subject.kind, 'read', task.subject.id)
  if (task.assigneeId) await refuseStranger(cx, task.assigneeId)
  const id = newId()
  await sql`insert into tasks (id, title, body, assignee_id, subject_kind, subject_id, department_id, owner_id, due_at,
      remind_before, created_by, created_at, updated_at)
    values (${id}, ${task.title}, ${task.body ?? ''}, ${assignee}, ${task.subject?.kind ?? null}, ${task.subject?.id ?? null},
      ${departmentOf(cx, assignee)}, ${by}, ${task.dueAt}, ${task.remindBefore ?? null}, ${by}, ${cx.now}, ${cx.now})`.execute(
    cx.db,
  )
  if (assignee !== by) await allow(cx.db, cx.actor, 'task', 'create', id)
  const about = { subject: { kind: 'task', id }, also: task.subject ? [task.subject] : [] }
  cx.record('task.created', {
    ...about,
    payload: { taskId: id, title: task.title, assigneeId: assignee, dueAt: task.dueAt },
  })
  if (assignee) {
    cx.record('task.assigned', {
      ...about,
      payload: { taskId: id, title: task.title, assigneeId: assignee, dueAt: task.dueAt, reminders: 'own', by },
    })
  }
  return id
}

/**
 * Takes a claim: one conditional update under the row's lock. Everybody after the first is told who was faster and when
 * (`lead.already_taken`).
 */
export async function claimTask(cx: Cx, id: string): Promise<{ subject: Subject | null }> {
  const { actor } = cx
  if (actor.kind !== 'user') throw forbidden()
  const task = await taskForUpdate(cx, id)
  const offered =
    task.candidate_user_ids.some((user) => actor.standsFor.includes(user)) ||
    task.candidate_department_ids.some(
      (department) => actor.memberOf.includes(department) || actor.departmentIds.includes(department),
    )
  if (!offered) {
    if (actor.role !== 'owner' && actor.role !== 'administrator')
      throw new Refusal('task.not_candidate', { status: 403 })
  }
  const taker = task.completed_by
    ? await cx.db.selectFrom('employees').select('name').where('id', '=', task.completed_by).executeTakeFirst()
    : undefined
  claimable(task, taker ?? null)
  await finish(
    cx,
    task,
    { outcome: 'accepted', by: actor.id, variables: { outcome: 'accepted', acceptedBy: actor.id } },
    true,
  )
  return { subject: alsoOf(task)[0] ?? null }
}

/** Takes back the tick, or the withdrawal, of a task a person set; its reminders begin anew while there is time. */
export async function reopenTask(cx: Cx, id: string): Promise<void> {
  const task = await taskForUpdate(cx, id)
  await allow(cx.db, cx.actor, 'task', task.status === 'cancelled' ? 'update' : 'complete', id)
  if (task.status === 'open') return
  // A process has gone on from its task; only a person's own task comes back.
  if (task.instance_id) throw new Refusal('task.process_went_on', { status: 409 })
  await sql`update tasks set status = 'open', completed_at = null, completed_by = null, outcome = null, version = version + 1,
    updated_at = ${cx.now} where id = ${id}`.execute(cx.db)
  const about = { subject: { kind: 'task', id }, also: alsoOf(task) }
  cx.record('task.reopened', { ...about, payload: { taskId: id, version: task.version + 1 } })
  // Once the date has passed everybody concerned has been told.
  if (task.assignee_id && task.due_at && task.due_at > cx.now) {
    cx.record('task.assigned', {
      ...about,
      payload: {
        taskId: id,
        title: task.title,
        assigneeId: task.assignee_id,
        dueAt: task.due_at.toISOString(),
        reminders: 'own',
        by: cx.actor.kind === 'user' ? cx.actor.id : null,
      },
    })
  }
}

export interface TaskChange {
  title?: string
  body?: string
  dueAt?: string | null
  assigneeId?: string
  remindBefore?: string[] | null
}

/**
 * Changes a task; a new date or person starts its reminders anew. `expected` is the version the sender saw, null for no
 * matter which.
 */
export async function updateTask(
  cx: Cx,
  id: string,
  change: TaskChange,
  expected: number | null = null,
): Promise<void> {
  const task = await taskForUpdate(cx, id)
  await allow(cx.db, cx.actor, 'task', 'update', id)
  if (task.status !== 'open') throw new Refusal('task.already_completed', { status: 409 })
  const before = {
    title: task.title,
    body: task.body,
    dueAt: task.due_at?.toISOString() ?? null,
    assigneeId: task.assignee_id,
    remindBefore: task.remind_before,
  }
  const input = { ...change, ...(change.dueAt ? { dueAt: new Date(change.dueAt).toISOString() } : {}) }
  const changes = await changesOfEdit(cx, {
    subject: { kind: 'task', id },
    fields: taskFields,
    before,
    input,
    expected,
    version: task.version,
  })
  if (changes.length === 0) return
  const fields = new Set(changes.map(({ field }) => field))
  if (fields.has('title') && task.title_params) throw new Refusal('task.words_of_process', { status: 409 })
  const after = { ...before, ...input }
  const given = fields.has('assigneeId') && after.assigneeId
  if (given) await refuseStranger(cx, given)
  await updateRow(cx, 'tasks', id, taskFields, changes, given ? { department_id: departmentOf(cx, given) } : {})
  // Given to somebody else it is as if it were set for that person: whoever may not do that may not do this.
  if (given && cx.actor.kind === 'user' && given !== cx.actor.id) await allow(cx.db, cx.actor, 'task', 'create', id)
  const about = { subject: { kind: 'task', id }, also: alsoOf(task) }
  cx.record('task.updated', {
    ...about,
    payload: { taskId: id, version: task.version + 1 },
    ...partPersonal(taskFields, changes),
  })
  if (after.assigneeId && (fields.has('assigneeId') || fields.has('dueAt') || fields.has('remindBefore'))) {
    cx.record('task.assigned', {
      ...about,
      payload: {
        taskId: id,
        title: after.title,
        assigneeId: after.assigneeId,
        dueAt: after.dueAt,
        reminders: task.instance_id ? 'process' : 'own',
        by: cx.actor.kind === 'user' ? cx.actor.id : null,
      },
    })
  }
}

export async function cancelTask(cx: Cx, id: string): Promise<void> {
  const task = await taskForUpdate(cx, id)
  await allow(cx.db, cx.actor, 'task', 'update', id)
  if (task.status !== 'open') throw new Refusal('task.already_completed', { status: 409 })
  if (task.instance_id) throw new Refusal('task.belongs_to_process', { status: 409 })
  await sql`update tasks set status = 'cancelled', completed_at = ${cx.now}, version = version + 1, updated_at = ${cx.now} where id = ${id}`.execute(
    cx.db,
  )
  cx.record('task.cancelled', {
    subject: { kind: 'task', id },
    payload: { taskId: id, title: task.title },
    also: alsoOf(task),
  })
}

interface Finish {
  outcome: string | null
  by: string | null
  variables: Record<string, unknown>
}

async function finish(cx: Cx, task: TaskRow, { outcome, by, variables }: Finish, claimed: boolean): Promise<void> {
  await sql`update tasks set status = 'done', outcome = ${outcome}, completed_at = ${cx.now}, completed_by = ${by},
      assignee_id = case when ${claimed} then ${by}::uuid else assignee_id end,
      claimed_at = case when ${claimed} then ${cx.now} else claimed_at end,
      version = version + 1, updated_at = ${cx.now}
    where id = ${task.id}`.execute(cx.db)
  recordCompleted(cx, task, { outcome, by, variables })
}

export function recordCompleted(cx: Cx, task: TaskRow, { outcome, by, variables }: Finish): void {
  cx.record('task.completed', {
    subject: { kind: 'task', id: task.id },
    payload: {
      taskId: task.id,
      title: task.title,
      outcome,
      by,
      instance: task.instance_id,
      token: task.token,
      variables,
    },
    also: alsoOf(task),
  })
}

/** Closes the open tasks of a record that were waiting for just this event (lead converted, rejected, assigned). */
export async function completeTasksOf(
  cx: Cx,
  subject: Subject,
  event: string,
  by: string | null,
  variables: Record<string, unknown>,
): Promise<void> {
  const { rows } =
    await sql<TaskRow>`select id, kind, status, title, title_params, body, subject_kind, subject_id, assignee_id,
      candidate_department_ids, candidate_user_ids, instance_id, token, due_at, remind_before, completed_by, completed_at,
      completed_by_events, version from tasks
    where subject_kind = ${subject.kind} and subject_id = ${subject.id} and status = 'open'
      and ${event} = any(completed_by_events) order by id for update`.execute(cx.db)
  for (const task of rows) {
    await finish(cx, task, { outcome: String(variables.outcome ?? event), by, variables }, task.kind === 'claim')
  }
}

/** A record's new owner takes over the open tasks its processes gave to the former one. */
export async function handOverTasks(cx: Cx, subject: Subject, from: string, to: string): Promise<void> {
  const { rows } = await sql<TaskRow>`update tasks set assignee_id = ${to}, department_id = ${departmentOf(cx, to)},
      version = version + 1, updated_at = ${cx.now}
    where subject_kind = ${subject.kind} and subject_id = ${subject.id} and status = 'open' and assignee_id = ${from}
      and instance_id is not null returning id, title, due_at, version`.execute(cx.db)
  for (const task of rows) {
    cx.record('task.updated', {
      subject: { kind: 'task', id: task.id },
      payload: { taskId: task.id, version: task.version },
      changes: [{ field: 'assigneeId', from, to }],
      also: [subject],
    })
  }
}

/** The engine's port: rows for the user tasks of a batch, one statement. */
export async function createUserTasks(cx: Cx, tasks: NewUserTask[]): Promise<void> {
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
      cx: task.cx,
    }
  })
  await sql`/* new-user-tasks */ insert into tasks (id, kind, title, title_params, assignee_id, candidate_department_ids, candidate_user_ids, subject_kind,
      subject_id, department_id, due_at, reminders, completed_by_events, instance_id, token, element, process_key, created_at, updated_at)
    select r.id, r.kind, r.title, r.title_params, r.assignee_id, r.groups, r.users, r.subject_kind, r.subject_id,
      coalesce((select department_id from employees e where e.id = r.assignee_id), r.groups[1]), r.due_at, r.reminders, r.events,
      r.instance_id, r.token, r.element, r.process_key, ${cx.now}, ${cx.now}
    from json_to_recordset(${JSON.stringify(rows.map(({ cx: _, ...row }) => row))}::json) as r(id uuid, kind text, title text, title_params jsonb,
      assignee_id uuid, groups uuid[], users uuid[], subject_kind text, subject_id uuid, due_at timestamptz, reminders text,
      events text[], instance_id uuid, token int, element text, process_key text)`.execute(cx.db)
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
