import { z } from 'zod'
import { defineStep } from '../../core/define.ts'
import type { Cx } from '../../core/write.ts'
import { headOf, supervisorOf } from '../staff/queries.ts'
import { distributeTicket, METHODS, ownersOf } from './commands/assign-ticket.ts'
import { askForRating, confirmTicket } from './commands/customer.ts'
import { escalateTicket, setDeadlines } from './commands/deadlines.ts'
import { type Ticket, ticketForUpdate } from './commands/ticket-row.ts'
import { closeTicket } from './commands/work-on-ticket.ts'
import { isOpen } from './rules.ts'

const ticket = z.looseObject({ ticketId: z.uuid() })
const times = z.object({ urgent: z.string(), high: z.string(), normal: z.string(), low: z.string() })
const moment = z.string().nullish()

/** Whom words like "its owner" mean. Somebody is always there: at last the company's owner. */
async function peopleOf(cx: Cx, { owner_id: owner, department_id: department }: Ticket) {
  const leaders = await ownersOf(cx)
  const supervisor = owner ? await supervisorOf(cx.db, owner, cx.now) : null
  const head = department ? await headOf(cx.db, department, cx.now) : null
  const someone = (id: string | null | undefined) => (id ? [id] : leaders)
  return {
    owner: someone(owner ?? head),
    supervisor: someone(supervisor ?? head),
    head: someone(head ?? supervisor),
  }
}

const isStill = (due: Date | null, asked: string | null | undefined): boolean =>
  due !== null && typeof asked === 'string' && due.getTime() === new Date(asked).getTime()

export const ticketSteps = [
  defineStep({
    type: 'tickets.distribute',
    kind: 'command',
    input: ticket.extend({ department: z.string().nullish(), method: z.enum(METHODS) }),
    async run(cx, { ticketId, department, method }) {
      const { ownerId, chosen } = await distributeTicket(cx, { ticketId, department: department ?? null, method })
      const { department_id: departmentId } = await ticketForUpdate(cx, ticketId)
      return { ownerId, chosen, departmentId }
    },
  }),
  defineStep({
    type: 'tickets.set_deadlines',
    kind: 'command',
    input: ticket.extend({
      answer: times,
      solution: times,
      answerReminder: z.string(),
      solutionReminder: z.string(),
    }),
    run: (cx, { ticketId, ...clock }) => setDeadlines(cx, ticketId, clock),
  }),
  defineStep({
    // Whether the deadlines that were waited for still are those of the ticket, and nothing has been done.
    type: 'tickets.look_up',
    kind: 'command',
    input: ticket.extend({ answerDueAt: moment, solutionDueAt: moment }),
    async run(cx, { ticketId, answerDueAt, solutionDueAt }) {
      const found = await ticketForUpdate(cx, ticketId)
      const open = isOpen(found)
      return {
        answerOpen: open && found.answered_at === null && isStill(found.answer_due_at, answerDueAt),
        solutionOpen: open && found.paused_since === null && isStill(found.solution_due_at, solutionDueAt),
        who: await peopleOf(cx, found),
        number: found.number,
        title: found.title,
      }
    },
  }),
  defineStep({
    type: 'tickets.escalate',
    kind: 'command',
    input: ticket.extend({ what: z.enum(['answer', 'solution']) }),
    async run(cx, { ticketId, what }) {
      await escalateTicket(cx, ticketId, what)
      return {}
    },
  }),
  defineStep({
    type: 'tickets.confirm',
    kind: 'command',
    input: ticket,
    run: async (cx, { ticketId }) => ({ sent: await confirmTicket(cx, ticketId) }),
  }),
  defineStep({
    type: 'tickets.ask_for_rating',
    kind: 'command',
    input: ticket,
    run: async (cx, { ticketId }) => ({ sent: await askForRating(cx, ticketId) }),
  }),
  defineStep({
    type: 'tickets.close',
    kind: 'command',
    input: ticket,
    async run(cx, { ticketId }) {
      // It may have been opened again, or closed by hand, at the very moment.
      if ((await ticketForUpdate(cx, ticketId)).status === 'solved') await closeTicket(cx, ticketId)
      return {}
    },
  }),
]
