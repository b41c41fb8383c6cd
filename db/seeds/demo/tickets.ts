import { sql } from 'kysely'
import { write } from '../../../server/core/write.ts'
import { rateTicket } from '../../../server/modules/tickets/commands/customer.ts'
import { solveTicket, updateTicket, waitForCustomer } from '../../../server/modules/tickets/commands/work-on-ticket.ts'
import { type DemoTicket, TICKETS } from './data/tickets.ts'
import { type Mailbox, planMailbox } from './mailbox.ts'
import type { Step, Story } from './story.ts'

/** Plans what customers write to support. */
export function planTickets(story: Story): void {
  const support = planMailbox(story, {
    ...{ name: 'Pomoc', address: 'pomoc@okna.example' },
    ...{ department: 'support', unknownBecomes: 'ticket' },
  })
  for (const [at, ticket] of TICKETS.entries()) story.thread(stepsOf(story, ticket, at + 1, support))
}

function stepsOf(story: Story, ticket: DemoTicket, place: number, mailbox: Mailbox): Step[] {
  const { calendar, deps } = story
  const at = ([day, time]: [number, string]) => calendar.at(day, time)
  const thread = { key: `zgloszenie-${place}`, subject: ticket.subject }
  let letters = 0
  const arrives = (text: string, ours = false) => {
    letters += 1
    return mailbox.arrives(thread, letters, ours ? { to: ticket.from, text } : { from: ticket.from, text })
  }
  const id = async () => {
    const { rows } = await sql<{ id: string }>`select id from tickets where title = ${ticket.subject}`.execute(
      deps.database.db,
    )
    return rows[0]!.id
  }
  const steps: Step[] = [[at(ticket.at), () => arrives(ticket.text)]]
  const set = {
    ...(ticket.priority ? { priority: ticket.priority } : {}),
    ...(ticket.category ? { category: ticket.category } : {}),
  }
  const soon = new Date(at(ticket.at).getTime() + 4 * 60_000)
  if (Object.keys(set).length > 0)
    steps.push([soon, async () => story.as('monika', async (cx) => updateTicket(cx, await id(), set, null))])
  // Answered from a program of their own, as people do.
  for (const answer of ticket.answers ?? []) steps.push([at(answer.at), () => arrives(answer.text, true)])
  const { waits, again, solved, rated } = ticket
  if (waits) steps.push([at(waits), async () => story.as('zuzanna', async (cx) => waitForCustomer(cx, await id()))])
  if (again) steps.push([at(again.at), () => arrives(again.text)])
  if (solved)
    steps.push([
      at(solved.at),
      async () => story.as('zuzanna', async (cx) => solveTicket(cx, await id(), solved.solution)),
    ])
  if (rated)
    steps.push([
      at(rated.at),
      async () => {
        const ticketId = await id()
        const { rating, note = '' } = rated
        await write(deps, { kind: 'visitor', id: 'web' }, (cx) => rateTicket(cx, ticketId, { rating, note }))
      },
    ])
  return steps
}
