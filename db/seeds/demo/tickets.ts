import { sql } from 'kysely'
import { system } from '../../../server/core/actor.ts'
import type { IncomingMessage } from '../../../server/core/channel.ts'
import { write } from '../../../server/core/write.ts'
import { addAccount } from '../../../server/modules/messages/commands/accounts.ts'
import { receiveMessages } from '../../../server/modules/messages/commands/receive.ts'
import { accountRow } from '../../../server/modules/messages/queries/accounts.ts'
import { departmentByKey } from '../../../server/modules/staff/queries.ts'
import { rateTicket } from '../../../server/modules/tickets/commands/customer.ts'
import { solveTicket, updateTicket, waitForCustomer } from '../../../server/modules/tickets/commands/work-on-ticket.ts'
import { type DemoTicket, TICKETS } from './data/tickets.ts'
import type { Step, Story } from './story.ts'

const ADDRESS = 'pomoc@okna.example'

/** Plans what customers write to support. The mailbox is off: nothing of the story reaches the outer world. */
export function planTickets(story: Story): void {
  let account = ''
  story.plan(story.calendar.at(-9, '08:20'), () =>
    story.as('marek', async (cx) => {
      const support = await departmentByKey(cx.db, 'support')
      const { id } = await addAccount(cx, {
        channel: 'mail',
        name: 'Pomoc',
        address: ADDRESS,
        settings: { imapHost: 'mail.okna.example', smtpHost: 'mail.okna.example', user: ADDRESS, password: 'demo' },
        departmentId: support?.id ?? null,
        unknownBecomes: 'ticket',
        active: false,
      })
      account = id
    }),
  )
  for (const [place, ticket] of TICKETS.entries()) story.thread(stepsOf(story, ticket, place + 1, () => account))
}

function stepsOf(story: Story, ticket: DemoTicket, place: number, account: () => string): Step[] {
  const { calendar, deps } = story
  const at = ([day, time]: [number, string]) => calendar.at(day, time)
  const first = `<zgloszenie-${place}@okna.example>`
  let sent = 0
  const arrives = (text: string, more: Partial<IncomingMessage> = {}) =>
    write(deps, system('channels'), async (cx) => {
      sent += 1
      const message: IncomingMessage = {
        externalId: sent === 1 ? first : `<zgloszenie-${place}-${sent}@okna.example>`,
        from: ticket.from,
        to: [{ address: ADDRESS, name: '' }],
        subject: sent === 1 ? ticket.subject : `Re: ${ticket.subject}`,
        text,
        html: null,
        references: sent === 1 ? [] : [first],
        sentAt: cx.now,
        automatic: false,
        files: [],
        ...more,
      }
      await receiveMessages(cx, await accountRow(cx.db, account()), [message])
    })
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
  for (const answer of ticket.answers ?? [])
    steps.push([
      at(answer.at),
      () => arrives(answer.text, { own: true, from: { address: ADDRESS, name: 'Pomoc' }, to: [ticket.from] }),
    ])
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
