import { Refusal } from '../../core/errors.ts'

export interface TaskState {
  kind: string
  status: string
  assignee_id: string | null
  completed_by: string | null
  completed_at: Date | null
  completed_by_events: string[]
  /** Of a checklist that has to be done first: what is not. */
  open_items: number
}

export const PRIORITIES = ['low', 'normal', 'high'] as const
export type Priority = (typeof PRIORITIES)[number]

/** A claim can be taken while it is open; afterwards the refusal says who was faster and when. */
export function claimable(task: TaskState, taker: { name: string } | null): void {
  if (task.kind !== 'claim') throw new Refusal('task.not_claim', { status: 409 })
  if (task.status === 'cancelled') throw new Refusal('task.withdrawn', { status: 409 })
  if (task.status === 'done') {
    throw new Refusal('lead.already_taken', {
      status: 409,
      params: { name: taker?.name ?? '', time: task.completed_at?.toISOString() ?? '', by: task.completed_by },
    })
  }
}

/** A task bound to an event of its record is done by that event (converting, rejecting), never by a tick. */
export function tickable(task: TaskState): void {
  if (task.status !== 'open') throw new Refusal('task.already_completed', { status: 409 })
  if (task.kind === 'claim') throw new Refusal('task.is_claim', { status: 409 })
  if (task.completed_by_events.length > 0) throw new Refusal('task.done_by_record', { status: 409 })
  if (task.open_items > 0) throw new Refusal('task.checklist_open', { status: 409, params: { count: task.open_items } })
}
