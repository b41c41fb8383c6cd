import type { Cx } from '../../core/write.ts'
import { openTicket, type TicketToOpen } from './commands/open-ticket.ts'

let made = 0

/** A ticket for tests and seeds. */
export async function makeTicket(cx: Cx, given: Partial<TicketToOpen> = {}): Promise<{ id: string; number: number }> {
  made += 1
  return (await openTicket(cx, { title: `Sprawa ${made}`, departmentId: null, channel: 'manual', ...given }))!
}
