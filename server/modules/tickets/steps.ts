import { z } from 'zod'
import { METHOD_OPTIONS } from '../../../pure/process-design/offers.ts'
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
    offers: [
      {
        name: { pl: 'Wybierz osobę do zgłoszenia', en: 'Choose a person for the ticket' },
        group: 'record',
        kinds: ['ticket'],
        fixed: { ticketId: '=ticketId' },
        fields: {
          department: { type: 'department', label: { pl: 'Dział', en: 'Department' }, optional: true },
          method: { type: 'choice', label: { pl: 'Jak', en: 'How' }, options: METHOD_OPTIONS },
        },
        begins: { method: 'round_robin' },
        outputs: ['ownerId', 'chosen', 'departmentId'],
      },
    ],
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
    offers: [
      {
        name: { pl: 'Ustal terminy zgłoszenia', en: 'Set the deadlines of the ticket' },
        group: 'other',
        kinds: ['ticket'],
        fields: {},
      },
    ],
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
    offers: [
      {
        name: { pl: 'Odczytaj zgłoszenie', en: 'Read the ticket' },
        group: 'record',
        kinds: ['ticket'],
        fixed: { ticketId: '=ticketId' },
        fields: {},
        outputs: ['answerOpen', 'solutionOpen', 'who'],
      },
    ],
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
    offers: [
      {
        name: { pl: 'Podnieś priorytet zgłoszenia', en: 'Escalate the ticket' },
        group: 'record',
        kinds: ['ticket'],
        fixed: { ticketId: '=ticketId' },
        fields: {
          what: {
            type: 'choice',
            label: { pl: 'Co jest po terminie', en: 'What is late' },
            options: [
              { value: 'answer', label: { pl: 'odpowiedź', en: 'the answer' } },
              { value: 'solution', label: { pl: 'rozwiązanie', en: 'the solution' } },
            ],
          },
        },
        begins: { what: 'answer' },
      },
    ],
    input: ticket.extend({ what: z.enum(['answer', 'solution']) }),
    async run(cx, { ticketId, what }) {
      await escalateTicket(cx, ticketId, what)
      return {}
    },
  }),
  defineStep({
    type: 'tickets.confirm',
    kind: 'command',
    offers: [
      {
        name: { pl: 'Potwierdź klientowi przyjęcie', en: 'Confirm receipt to the customer' },
        group: 'customer',
        kinds: ['ticket'],
        fixed: { ticketId: '=ticketId' },
        fields: {},
        outputs: ['sent'],
      },
    ],
    input: ticket,
    run: async (cx, { ticketId }) => ({ sent: await confirmTicket(cx, ticketId) }),
  }),
  defineStep({
    type: 'tickets.ask_for_rating',
    kind: 'command',
    offers: [
      {
        name: { pl: 'Poproś klienta o ocenę', en: 'Ask the customer for a rating' },
        group: 'customer',
        kinds: ['ticket'],
        fixed: { ticketId: '=ticketId' },
        fields: {},
        outputs: ['sent'],
      },
    ],
    input: ticket,
    run: async (cx, { ticketId }) => ({ sent: await askForRating(cx, ticketId) }),
  }),
  defineStep({
    type: 'tickets.close',
    kind: 'command',
    offers: [
      {
        name: { pl: 'Zamknij zgłoszenie', en: 'Close the ticket' },
        group: 'record',
        kinds: ['ticket'],
        fixed: { ticketId: '=ticketId' },
        fields: {},
      },
    ],
    input: ticket,
    async run(cx, { ticketId }) {
      // It may have been opened again, or closed by hand, at the very moment.
      if ((await ticketForUpdate(cx, ticketId)).status === 'solved') await closeTicket(cx, ticketId)
      return {}
    },
  }),
]
