import { addWorkingTime, type WorkCalendar, workingMillisBetween } from '../../../pure/work-calendar.ts'
import { Refusal } from '../../core/errors.ts'

export const STATUSES = ['new', 'open', 'waiting', 'solved', 'closed'] as const
export type TicketStatus = (typeof STATUSES)[number]
export const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const
export type Priority = (typeof PRIORITIES)[number]

export interface TicketState {
  id: string
  number: number
  title: string
  status: TicketStatus
  priority: Priority
  owner_id: string | null
  department_id: string | null
  answer_due_at: Date | null
  answered_at: Date | null
  solution_due_at: Date | null
  paused_since: Date | null
  paused_ms: number
  solved_at: Date | null
  merged_into_id: string | null
  version: number
  created_at: Date
}

export const isOpen = ({ status }: Pick<TicketState, 'status'>): boolean => status !== 'solved' && status !== 'closed'

/** What is merged is only a trace of another ticket. */
export function stillItself({ merged_into_id }: Pick<TicketState, 'merged_into_id'>): void {
  if (merged_into_id) throw new Refusal('ticket.merged')
}

export function stillOpen(ticket: TicketState): void {
  stillItself(ticket)
  if (!isOpen(ticket)) throw new Refusal('ticket.closed')
}

/** How long each priority leaves, as ISO 8601 durations of working time. */
export type Times = Record<Priority, string>

const millis = (ms: number): string => `PT${(ms / 1000).toFixed(3)}S`

/** Until when a ticket has to be answered and solved, in working time; for the solution what stood still does not count. */
export function deadlinesOf(
  calendar: WorkCalendar,
  ticket: Pick<TicketState, 'priority' | 'created_at' | 'paused_ms'>,
  { answer, solution }: { answer: Times; solution: Times },
): { answerDueAt: string; solutionDueAt: string } {
  const from = ticket.created_at.toISOString()
  const due = addWorkingTime(calendar, from, solution[ticket.priority])
  return {
    answerDueAt: addWorkingTime(calendar, from, answer[ticket.priority]),
    solutionDueAt: ticket.paused_ms > 0 ? addWorkingTime(calendar, due, millis(ticket.paused_ms)) : due,
  }
}

/** The working time that passed while a ticket stood still, in milliseconds, with what had passed before. */
export const pausedUntil = (
  calendar: WorkCalendar,
  { paused_since, paused_ms }: Pick<TicketState, 'paused_since' | 'paused_ms'>,
  now: Date,
): number =>
  paused_since ? paused_ms + workingMillisBetween(calendar, paused_since.toISOString(), now.toISOString()) : paused_ms

/** So long before a deadline, in working time. */
export const before = (calendar: WorkCalendar, at: string, duration: string): string =>
  addWorkingTime(calendar, at, `-${duration}`)
