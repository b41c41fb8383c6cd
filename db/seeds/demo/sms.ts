import { system } from '../../../server/core/actor.ts'
import { write } from '../../../server/core/write.ts'
import { addAccount } from '../../../server/modules/messages/commands/accounts.ts'
import { receiveMessages } from '../../../server/modules/messages/commands/receive.ts'
import { accountRow } from '../../../server/modules/messages/queries/accounts.ts'
import { SMS_NUMBER, TEXTS } from './data/sms.ts'
import { sideOf } from './mailbox.ts'
import type { Step, Story } from './story.ts'

/** Plans the telephone that writes SMS: reminders and what customers answer. It is off, as the mailboxes are. */
export function planSms(story: Story): void {
  const { deps, calendar } = story
  let account = ''
  story.plan(calendar.at(-9, '08:30'), () =>
    story.as('marek', async (cx) => {
      const made = await addAccount(cx, {
        ...{ channel: 'sms', name: 'SMS firmy', address: SMS_NUMBER, departmentId: story.sales, active: false },
        settings: { provider: 'smsapi', token: 'demo', callbackKey: 'demo'.repeat(8) },
      })
      account = made.id
    }),
  )
  const mine = { name: 'SMS firmy', address: SMS_NUMBER }
  for (const [number, { with: record, texts }] of TEXTS.entries()) {
    story.thread(
      texts.map(
        ({ at: [day, time], ours = false, text }, place): Step => [
          calendar.at(day, time),
          async () => {
            const customer = await sideOf(story, record, 'phone')
            await write(deps, system('channels'), async (cx) =>
              receiveMessages(cx, await accountRow(cx.db, account), [
                {
                  ...{ externalId: `demo-sms-${number}-${place}`, subject: '', text, html: null, references: [] },
                  ...{ automatic: false, own: ours, files: [], sentAt: cx.now },
                  from: ours ? mine : customer,
                  to: [ours ? customer : mine],
                },
              ]),
            )
          },
        ],
      ),
    )
  }
}
