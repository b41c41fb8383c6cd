import { allow } from '../../../core/access.ts'
import { changesOfEdit, partPersonal, updateRow } from '../../../core/edit.ts'
import { Refusal } from '../../../core/errors.ts'
import type { Cx } from '../../../core/write.ts'
import { readCustom } from '../../fields/commands/values.ts'
import { calendarsOf } from '../../staff/queries.ts'
import { ticketFields } from '../fields.ts'
import { isOpen, pausedUntil, stillItself, stillOpen } from '../rules.ts'
import type { TicketChange } from '../schema.ts'
import { refuseHidden } from './open-ticket.ts'
import {
  cardsOf,
  indexTicket,
  saveTicket,
  statusTo,
  subjectOf,
  type Ticket,
  ticketForUpdate,
  told,
} from './ticket-row.ts'

async function ticketToChange(cx: Cx, id: string): Promise<Ticket> {
  await allow(cx.db, cx.actor, 'ticket', 'update', id)
  const ticket = await ticketForUpdate(cx, id)
  stillItself(ticket)
  return ticket
}

/** Changes fields of a ticket; `expected` is the version the sender saw (null: whichever). */
export async function updateTicket(
  cx: Cx,
  id: string,
  { custom, ...input }: TicketChange,
  expected: number | null,
): Promise<void> {
  const ticket = await ticketToChange(cx, id)
  await refuseHidden(cx, 'contact', 'contactId', input.contactId)
  await refuseHidden(cx, 'company', 'companyId', input.companyId)
  const row = ticket as unknown as Record<string, unknown>
  const own = await readCustom(cx, 'ticket', custom, ticket.custom)
  const known = [...ticketFields, ...own.fields]
  const changes = await changesOfEdit(cx, {
    subject: subjectOf(ticket),
    fields: known,
    before: { ...Object.fromEntries(ticketFields.map(({ key, column }) => [key, row[column!]])), ...own.before },
    input: { ...input, ...own.input },
    expected,
    version: ticket.version,
  })
  if (changes.length === 0) return
  await updateRow(cx, 'tickets', id, known, changes)
  const changed = await ticketForUpdate(cx, id)
  await indexTicket(cx, changed)
  const about = { subject: subjectOf(ticket), also: cardsOf(changed) }
  const payload = { ...told(ticket), title: changed.title }
  const priority = changes.find(({ field }) => field === 'priority')
  if (priority)
    cx.record('ticket.priority_changed', {
      ...about,
      payload: { ...payload, from: ticket.priority, to: changed.priority },
      changes: [priority],
    })
  const others = changes.filter((change) => change !== priority)
  if (others.length > 0) cx.record('ticket.updated', { ...about, payload, ...partPersonal(known, others) })
}

/** What ends the standing still of the time to solve. */
async function goesOn(cx: Cx, ticket: Ticket) {
  const { company } = await calendarsOf(cx.db)
  return { paused_since: null, paused_ms: Math.round(pausedUntil(company, ticket, cx.now)) }
}

/** The customer's turn: the time to solve stands still until he writes. */
export async function waitForCustomer(cx: Cx, id: string): Promise<void> {
  const ticket = await ticketToChange(cx, id)
  stillOpen(ticket)
  if (ticket.status === 'waiting') return
  await saveTicket(
    cx,
    ticket,
    { status: 'waiting', paused_since: cx.now },
    { name: 'ticket.put_to_wait', changes: statusTo(ticket, 'waiting') },
  )
}

/** Back to work on a ticket that waited for the customer. */
export async function resumeTicket(cx: Cx, ticket: Ticket, byCustomer: boolean): Promise<void> {
  if (ticket.status !== 'waiting') return
  await saveTicket(
    cx,
    ticket,
    { status: 'open', ...(await goesOn(cx, ticket)) },
    { name: 'ticket.resumed', payload: { byCustomer }, changes: statusTo(ticket, 'open') },
  )
}

export async function resumeByHand(cx: Cx, id: string): Promise<void> {
  await resumeTicket(cx, await ticketToChange(cx, id), false)
}

/** Somebody of ours has answered; the first answer is the one that was due. */
export async function markAnswered(cx: Cx, ticket: Ticket, at: Date): Promise<void> {
  if (!isOpen(ticket)) return
  if (!ticket.answered_at)
    await saveTicket(
      cx,
      ticket,
      { answered_at: at, ...(ticket.status === 'new' ? { status: 'open' } : {}) },
      { name: 'ticket.answered', payload: { late: ticket.answer_due_at !== null && at > ticket.answer_due_at } },
    )
}

/** The customer has his first answer by another way, as by telephone. */
export async function markAnsweredByHand(cx: Cx, id: string): Promise<void> {
  const ticket = await ticketToChange(cx, id)
  stillOpen(ticket)
  await markAnswered(cx, ticket, cx.now)
}

export async function solveTicket(cx: Cx, id: string, solution: string): Promise<void> {
  const ticket = await ticketToChange(cx, id)
  stillOpen(ticket)
  const late = ticket.paused_since === null && ticket.solution_due_at !== null && cx.now > ticket.solution_due_at
  await saveTicket(
    cx,
    ticket,
    {
      status: 'solved',
      solution,
      solved_at: cx.now,
      answered_at: ticket.answered_at ?? cx.now,
      paused_since: ticket.paused_since ?? cx.now,
    },
    { name: 'ticket.solved', payload: { solution, late }, changes: statusTo(ticket, 'solved') },
  )
}

/** Opens a solved or closed ticket again; one that is open stays as it is. */
export async function reopenTicket(cx: Cx, ticket: Ticket, byCustomer: boolean): Promise<void> {
  stillItself(ticket)
  if (isOpen(ticket)) return
  await saveTicket(
    cx,
    ticket,
    { status: 'open', solved_at: null, closed_at: null, asked_at: null, ...(await goesOn(cx, ticket)) },
    { name: 'ticket.reopened', payload: { byCustomer }, changes: statusTo(ticket, 'open') },
  )
}

export async function reopenByHand(cx: Cx, id: string): Promise<void> {
  await reopenTicket(cx, await ticketToChange(cx, id), false)
}

/** The end of a solved ticket; what the customer writes later is a new one. */
export async function closeTicket(cx: Cx, id: string): Promise<void> {
  const ticket = await ticketToChange(cx, id)
  if (ticket.status === 'closed') return
  if (ticket.status !== 'solved') throw new Refusal('ticket.not_solved')
  await saveTicket(
    cx,
    ticket,
    { status: 'closed', closed_at: cx.now },
    { name: 'ticket.closed', changes: statusTo(ticket, 'closed') },
  )
}
