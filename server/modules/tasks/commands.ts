import { sql } from 'kysely'
import type { Recurrence } from '../../../pure/recurrence.ts'
import { allow, allowAtAll } from '../../core/access.ts'
import { changesOfEdit, partPersonal, updateRow } from '../../core/edit.ts'
import { forbidden, Refusal } from '../../core/errors.ts'
import type { LoggedEvent, Subject } from '../../core/events.ts'
import { newId } from '../../core/ids.ts'
import type { Cx } from '../../core/write.ts'
import { writeChecklist } from './commands/checklist.ts'
import { refuseUndated, seriesColumns } from './commands/repeat.ts'
import { alsoOf, departmentOf, LOCKED, refuseStranger, type TaskRow, taskForUpdate } from './commands/task-row.ts'
import { tell, tellDone, watchersOf } from './commands/tell.ts'
import { addWatcher } from './commands/watchers.ts'
import { taskFields } from './fields.ts'
import { claimable, type Priority } from './rules.ts'

export interface NewTask {
  title: string
  body?: string
  assigneeId: string | null
  subject: Subject | null
  dueAt: string | null
  remindBefore?: string[] | null
  priority?: Priority
  checklistRequired?: boolean
  checklist?: string[]
  watchers?: string[]
  repeat?: Recurrence | null
}

/** A task set by a person: to oneself, or to others by those who may. */
export async function createTask(cx: Cx, task: NewTask): Promise<string> {
  allowAtAll(cx.actor, 'task', 'create')
  const by = cx.actor.kind === 'user' ? cx.actor.id : null
  const assignee = task.assigneeId ?? by
  if (task.subject) await allow(cx.db, cx.actor, task.subject.kind, 'read', task.subject.id)
  if (task.assigneeId) await refuseStranger(cx, task.assigneeId)
  const id = newId()
  if (task.repeat) refuseUndated(task.dueAt)
  const series = seriesColumns(id, task.repeat ?? null, task.dueAt)
  await sql`insert into tasks (id, title, body, assignee_id, subject_kind, subject_id, department_id, owner_id, due_at,
      remind_before, priority, checklist_required, repeat, series_id, series_index, series_start, created_by, created_at, updated_at)
    values (${id}, ${task.title}, ${task.body ?? ''}, ${assignee}, ${task.subject?.kind ?? null}, ${task.subject?.id ?? null},
      ${departmentOf(cx, assignee)}, ${by}, ${task.dueAt}, ${task.remindBefore ?? null}, ${task.priority ?? 'normal'},
      ${task.checklistRequired ?? false}, ${series.repeat}::jsonb, ${series.series_id}, ${series.series_index}, ${series.series_start}, ${by}, ${cx.now}, ${cx.now})`.execute(
    cx.db,
  )
  if (assignee !== by) await allow(cx.db, cx.actor, 'task', 'create', id)
  if (task.checklist?.length) await writeChecklist(cx, id, task.checklist)
  for (const watcher of task.watchers ?? []) await addWatcher(cx, id, watcher, 'watchers')
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
    await tell(cx, { id, title: task.title, version: 1 }, 'task_given', [assignee], { mail: true })
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
  priority?: Priority
  checklistRequired?: boolean
  repeat?: Recurrence | null
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
    priority: task.priority,
    checklistRequired: task.checklist_required,
    repeat: task.repeat,
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
  if (after.repeat) refuseUndated(after.dueAt)
  await updateRow(cx, 'tasks', id, taskFields, changes, {
    ...(given ? { department_id: departmentOf(cx, given), acknowledged_at: null } : {}),
    // A new rule counts from the date there is now; where only the date moves, the others of the series stay where they are.
    ...(fields.has('repeat') ? seriesColumns(id, after.repeat, after.dueAt) : {}),
  })
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
  const now = {
    id,
    title: task.title_params ? task.title : after.title,
    title_params: task.title_params,
    version: task.version + 1,
  }
  if (given) await tell(cx, now, 'task_given', [given], { mail: true })
  const concerned = [...(await watchersOf(cx, task)), ...(task.assignee_id ? [task.assignee_id] : [])]
  await tell(cx, now, 'task_changed', concerned, { except: given ? [given] : [] })
}

/** Withdraws a task a person set; of one that comes again only this time, or with `endsSeries` for good. */
export async function cancelTask(cx: Cx, id: string, { endsSeries = false } = {}): Promise<void> {
  const task = await taskForUpdate(cx, id)
  await allow(cx.db, cx.actor, 'task', 'update', id)
  if (task.status !== 'open') throw new Refusal('task.already_completed', { status: 409 })
  if (task.instance_id) throw new Refusal('task.belongs_to_process', { status: 409 })
  await sql`update tasks set status = 'cancelled', completed_at = ${cx.now}, version = version + 1, updated_at = ${cx.now} where id = ${id}`.execute(
    cx.db,
  )
  cx.record('task.cancelled', {
    subject: { kind: 'task', id },
    payload: { taskId: id, title: task.title, comesAgain: task.repeat !== null && !endsSeries },
    also: alsoOf(task),
  })
  const concerned = [...(await watchersOf(cx, task)), ...(task.assignee_id ? [task.assignee_id] : [])]
  await tell(cx, { ...task, version: task.version + 1 }, 'task_withdrawn', concerned)
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
  await tellDone(cx, task)
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
      ...(task.repeat ? { comesAgain: true } : {}),
      variables,
    },
    also: alsoOf(task),
  })
}

/**
 * Closes the open tasks of a record that were waiting for just this event (lead converted, rejected, assigned). One set
 * after the event waits for the next, unless what had it set came before the event: people may go on while no worker runs.
 * Where several people are asked about one record, each has his own part of it, and only that one's task is done.
 */
export async function completeTasksOf(
  cx: Cx,
  event: Pick<LoggedEvent, 'id' | 'name' | 'at' | 'subject' | 'payload'>,
  by: string | null,
  variables: Record<string, unknown>,
): Promise<void> {
  const { subject } = event
  const part = event.payload.approvalId ?? null
  const { rows } = await sql<TaskRow>`select ${LOCKED} from tasks
    where subject_kind = ${subject.kind} and subject_id = ${subject.id} and status = 'open'
      and ${event.name} = any(completed_by_events)
      and (created_at <= ${event.at}
        or exists (select from event_log c where c.id = tasks.caused_by and c.id <> ${event.id} and c.at <= ${event.at}))
      and (${part}::text is null or title_params ->> 'approvalId' = ${part})
    order by id for update`.execute(cx.db)
  for (const task of rows) {
    await finish(cx, task, { outcome: String(variables.outcome ?? event.name), by, variables }, task.kind === 'claim')
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
