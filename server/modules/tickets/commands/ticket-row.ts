import { sql } from 'kysely'
import { notFound } from '../../../core/errors.ts'
import type { Change, Subject } from '../../../core/events.ts'
import type { Cx } from '../../../core/write.ts'
import { indexRecord } from '../../search/commands.ts'
import type { TicketState } from '../rules.ts'

export interface Ticket extends TicketState {
  category: string
  contact_id: string | null
  company_id: string | null
  person_name: string
  address: string
  channel: string
  locale: 'pl' | 'en'
  solution: string
  rating: number | null
  rating_note: string
  asked_at: Date | null
  merged_at: Date | null
  merged_from: { status: TicketState['status']; conversations: string[] } | null
  custom: Record<string, unknown>
}

/** Locks a ticket's row for the rest of the transaction. */
export async function ticketForUpdate(cx: Cx, id: string): Promise<Ticket> {
  const { rows } = await sql<Ticket>`select * from tickets where id = ${id} for update`.execute(cx.db)
  if (!rows[0]) throw notFound()
  return { ...rows[0], paused_ms: Number(rows[0].paused_ms) }
}

export const subjectOf = ({ id }: { id: string }): Subject => ({ kind: 'ticket', id })

/** What every event of a ticket says; `version` is the one the change makes. */
export const told = ({ id, number, title, version }: Pick<Ticket, 'id' | 'number' | 'title' | 'version'>) => ({
  ticketId: id,
  number,
  title,
  version: version + 1,
})

/** The cards whose timelines show what happens to a ticket. */
export const cardsOf = ({ contact_id, company_id }: Pick<Ticket, 'contact_id' | 'company_id'>): Subject[] => [
  ...(contact_id ? [{ kind: 'contact', id: contact_id }] : []),
  ...(company_id ? [{ kind: 'company', id: company_id }] : []),
]

/** Writes columns of the locked row and records what happened; the row in memory becomes the next version. */
export async function saveTicket(
  cx: Cx,
  ticket: Ticket,
  set: Partial<Record<keyof Ticket | 'closed_at' | 'escalated_at' | 'rated_at', unknown>>,
  event: { name: string; payload?: Record<string, unknown>; changes?: Change[]; also?: Subject[] },
): Promise<void> {
  const sets = Object.entries(set).map(([column, value]) =>
    column === 'merged_from' && value !== null
      ? sql`merged_from = ${JSON.stringify(value)}::jsonb`
      : sql`${sql.ref(column)} = ${value}`,
  )
  await sql`update tickets set ${sql.join([...sets, sql`version = version + 1`, sql`updated_at = ${cx.now}`])}
    where id = ${ticket.id}`.execute(cx.db)
  const payload = { ...told({ ...ticket, ...(set as object) }), ...event.payload }
  Object.assign(ticket, set, { version: ticket.version + 1 })
  cx.record(event.name, {
    subject: subjectOf(ticket),
    payload,
    ...(event.changes ? { changes: event.changes } : {}),
    also: [...cardsOf(ticket), ...(event.also ?? [])],
  })
}

export const statusTo = (ticket: Ticket, to: Ticket['status']): Change[] => [
  { field: 'status', from: ticket.status, to },
]

/** Writes the search entry of a ticket as its row is now. */
export const indexTicket = (cx: Cx, ticket: Ticket): Promise<void> =>
  indexRecord(cx, {
    kind: 'ticket',
    id: ticket.id,
    title: ticket.title,
    detail: [`${ticket.number}`, ticket.person_name].filter(Boolean).join(', '),
    text: [ticket.address, ticket.category],
    digits: [String(ticket.number), ticket.address],
    ownerId: ticket.owner_id,
    departmentId: ticket.department_id,
  })
