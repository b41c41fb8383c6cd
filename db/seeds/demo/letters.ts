import { sql } from 'kysely'
import { acceptLead } from '../../../server/modules/leads/commands/accept-lead.ts'
import { createTemplate } from '../../../server/modules/letters/commands/templates.ts'
import { MESSAGE_TEMPLATES, TALKS } from './data/letters.ts'
import { planMailbox, sideOf } from './mailbox.ts'
import type { Step, Story } from './story.ts'

/** Plans the mailbox of sales: letters of customers, some answered, some waiting, one of somebody new. */
export function planLetters(story: Story): void {
  const { calendar } = story
  const sales = planMailbox(story, {
    ...{ name: 'Sprzedaż', address: 'sprzedaz@okna.example' },
    ...{ department: 'sales', unknownBecomes: 'lead' },
  })
  story.plan(calendar.at(-9, '08:40'), () =>
    story.as('marek', async (cx) => {
      for (const template of MESSAGE_TEMPLATES) await createTemplate(cx, { form: 'letter', ...template })
    }),
  )
  for (const [at, talk] of TALKS.entries()) {
    const thread = { key: `rozmowa-${at + 1}`, subject: talk.subject }
    const customer = async () => (typeof talk.with === 'string' ? sideOf(story, talk.with) : talk.with)
    story.thread(
      talk.letters.map(
        ({ at: [day, time], ours, text }, place): Step => [
          calendar.at(day, time),
          async () => {
            const side = await customer()
            await sales.arrives(thread, place + 1, ours ? { to: side, text } : { from: side, text })
          },
        ],
      ),
    )
    if (talk.accepted) {
      const [day, time] = talk.accepted.at
      story.plan(calendar.at(day, time), async () => {
        const { rows } = await sql<{ id: string }>`select id from leads where title = ${talk.subject}`.execute(
          story.deps.database.db,
        )
        await story.as(talk.accepted!.by, (cx) => acceptLead(cx, rows[0]!.id))
      })
    }
  }
}
