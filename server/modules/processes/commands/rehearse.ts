import { sql } from 'kysely'
import { allow } from '../../../core/access.ts'
import type { UserActor } from '../../../core/actor.ts'
import type { Act, Deps, Outcome } from '../../../core/deps.ts'
import type { Subject } from '../../../core/events.ts'
import { type Cx, write } from '../../../core/write.ts'
import { employeeNames } from '../../staff/queries.ts'
import { allowDesign } from '../queries/designs.ts'
import type { Told } from '../schema.ts'

export interface Rehearsed {
  output: Record<string, unknown> | null
  refusal: { code: string; params: Record<string, unknown> } | null
  told: Told[]
}

/** Thrown at the end of every rehearsal, so that its transaction is undone. */
class Undone extends Error {}

/**
 * Tries what a case of a process would come to: the steps themselves run, each at its moment, in a transaction that is
 * always undone. Whatever they would send stands in its outbox and is gone with it.
 */
export async function rehearseCase(
  deps: Deps,
  user: UserActor,
  key: string,
  { subject, acts }: { subject: Subject | null; acts: Act[] },
): Promise<Rehearsed[]> {
  let rehearsed: Rehearsed[] = []
  try {
    await write(deps, user, async (cx) => {
      const { departmentId } = await allowDesign(cx.db, user, key)
      if (subject) await allow(cx.db, user, subject.kind, 'read', subject.id)
      rehearsed = await tellAll(cx, await deps.engine!.rehearse(cx, { key, departmentId, subject }, acts))
      throw new Undone()
    })
  } catch (error) {
    if (!(error instanceof Undone)) throw error
  }
  return rehearsed
}

interface MessageRow {
  id: string
  channel: string
  recipients: { to: { address: string; name?: string }[] }
  subject: string
  body_text: string
}

interface TaskRow {
  id: string
  title: string
  title_params: Record<string, unknown> | null
  due_at: Date | null
  people: string[]
  groups: string[]
}

/** Whom each act would have told what, read while it still stands in the transaction. */
async function tellAll(cx: Cx, outcomes: Outcome[]): Promise<Rehearsed[]> {
  const payloads = (name: string) =>
    outcomes.flatMap(({ events }) => events.filter((one) => one.name === name).map(({ payload }) => payload))
  const people = payloads('notice.sent').flatMap(({ recipients }) => recipients as string[])
  const names = await employeeNames(cx.db, people)
  const { rows: messages } = await sql<MessageRow>`select id, channel, recipients, subject, body_text from messages
    where id = any(${payloads('message.queued').map(({ messageId }) => messageId)}::uuid[])`.execute(cx.db)
  const { rows: tasks } = await sql<TaskRow>`select t.id, t.title, t.title_params, t.due_at,
      array(select e.name from employees e where e.id = t.assignee_id or e.id = any(t.candidate_user_ids) order by 1) as people,
      array(select d.name from departments d where d.id = any(t.candidate_department_ids) order by 1) as groups
    from tasks t where t.id = any(${payloads('task.created').map(({ taskId }) => taskId)}::uuid[])`.execute(cx.db)
  const { rows: mailed } = await sql<{ id: string }>`select distinct notice_id as id from notifications
    where notice_id = any(${payloads('notice.sent').map(({ noticeId }) => noticeId)}::uuid[]) and mail_state = 'pending'
      and recipient_id = any(${people}::uuid[])`.execute(cx.db)
  const byMail = new Set(mailed.map(({ id }) => id))

  const told = ({ name, payload, subject }: Outcome['events'][number]): Told => {
    const message = name === 'message.queued' && messages.find(({ id }) => id === payload.messageId)
    if (message) {
      const { channel, recipients, subject: heading, body_text: text } = message
      return {
        what: 'message',
        channel,
        to: recipients.to.map(({ address, name }) => ({ name: name ?? '', address })),
        heading,
        text,
      }
    }
    const task = name === 'task.created' && tasks.find(({ id }) => id === payload.taskId)
    if (task) {
      const { title, title_params: titleParams, due_at: dueAt, people, groups } = task
      return { what: 'task', to: people, departments: groups, title, titleParams, dueAt: dueAt?.toISOString() ?? null }
    }
    if (name === 'notice.sent') {
      const { noticeId, code, params, recipients } = payload as {
        noticeId: string
        code: string
        params: Record<string, unknown>
        recipients: string[]
      }
      return {
        what: 'notice',
        to: recipients.map((id) => names.get(id) ?? ''),
        code,
        params,
        mail: byMail.has(noticeId),
      }
    }
    return { what: 'event', name, kind: subject.kind, params: payload }
  }
  return outcomes.map(({ output, refusal, events }) => ({ output, refusal, told: events.map(told) }))
}
