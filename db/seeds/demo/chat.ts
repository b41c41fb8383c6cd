import { addAccount } from '../../../server/modules/messages/commands/accounts.ts'
import type { Story } from './story.ts'

/** The window on the company's web site; its page shows it to whoever tries the demo out. */
export function planChat(story: Story): void {
  story.plan(story.calendar.at(-9, '09:10'), () =>
    story.as('marek', async (cx) => {
      await addAccount(cx, {
        channel: 'chat',
        name: 'Porozmawiaj z nami',
        address: 'www.example.com',
        settings: { hours: 'always', greeting: { pl: 'Dzień dobry. Okna, drzwi, bramy: o co chcesz zapytać?' } },
        departmentId: story.sales,
        unknownBecomes: 'lead',
      })
    }),
  )
}
