import { allow } from '../../../core/access.ts'
import type { Cx } from '../../../core/write.ts'
import { calendarsOf } from '../../staff/queries.ts'
import { before, deadlinesOf, isOpen, type Times } from '../rules.ts'
import { saveTicket, ticketForUpdate } from './ticket-row.ts'

export interface Clock {
  answer: Times
  solution: Times
  /** How long before a deadline its owner is reminded. */
  answerReminder: string
  solutionReminder: string
}

const NONE = { answerDueAt: null, answerRemindAt: null, solutionDueAt: null, solutionRemindAt: null }

/**
 * Sets until when a ticket has to be answered and solved, as its priority is now; answers with what is still to be watched,
 * and when to remind of it. A moment that is over already is no time to remind.
 */
export async function setDeadlines(
  cx: Cx,
  id: string,
  clock: Clock,
): Promise<Record<keyof typeof NONE, string | null>> {
  await allow(cx.db, cx.actor, 'ticket', 'update', id)
  const ticket = await ticketForUpdate(cx, id)
  if (!isOpen(ticket)) return NONE
  const { company } = await calendarsOf(cx.db)
  const { answerDueAt, solutionDueAt } = deadlinesOf(company, ticket, clock)
  const set = {
    answer_due_at: ticket.answered_at ? ticket.answer_due_at : new Date(answerDueAt),
    solution_due_at: new Date(solutionDueAt),
  }
  await saveTicket(cx, ticket, set, {
    name: 'ticket.deadlines_set',
    payload: { answerDueAt: ticket.answered_at ? null : answerDueAt, solutionDueAt },
  })
  const remindAt = (due: string, duration: string) => {
    const at = before(company, due, duration)
    return new Date(at) > cx.now ? at : null
  }
  const stands = ticket.paused_since !== null
  return {
    answerDueAt: ticket.answered_at ? null : answerDueAt,
    answerRemindAt: ticket.answered_at ? null : remindAt(answerDueAt, clock.answerReminder),
    solutionDueAt: stands ? null : solutionDueAt,
    solutionRemindAt: stands ? null : remindAt(solutionDueAt, clock.solutionReminder),
  }
}

/** Writes down that a ticket is late and somebody above is told. */
export async function escalateTicket(cx: Cx, id: string, what: 'answer' | 'solution'): Promise<void> {
  await allow(cx.db, cx.actor, 'ticket', 'update', id)
  const ticket = await ticketForUpdate(cx, id)
  await saveTicket(
    cx,
    ticket,
    { escalated_at: cx.now },
    { name: 'ticket.escalated', payload: { what, ownerId: ticket.owner_id } },
  )
}
