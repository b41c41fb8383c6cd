import { sql } from 'kysely'
import { system } from '../../../server/core/actor.ts'
import type { IncomingMessage } from '../../../server/core/channel.ts'
import { write } from '../../../server/core/write.ts'
import { addAccount } from '../../../server/modules/messages/commands/accounts.ts'
import { receiveMessages } from '../../../server/modules/messages/commands/receive.ts'
import { accountRow } from '../../../server/modules/messages/queries/accounts.ts'
import type { NewAccount } from '../../../server/modules/messages/schema.ts'
import { departmentByKey } from '../../../server/modules/staff/queries.ts'
import type { Story } from './story.ts'

type Side = { name: string; address: string }
export type Letter = { from: Side; text: string } | { to: Side; text: string }

export interface Mailbox {
  /** A letter of a thread arrives; one `to` somebody was written by a colleague in a mail program of his own. */
  arrives(thread: { key: string; subject: string }, place: number, letter: Letter): Promise<void>
}

/** A shared mailbox of the demo company. It is off: nothing of the story reaches the outer world. */
export function planMailbox(
  story: Story,
  given: Pick<NewAccount, 'address' | 'name'> & Partial<NewAccount> & { department: string },
): Mailbox {
  const { deps, calendar } = story
  const { department, ...account } = given
  const { address, name } = account
  let id = ''
  story.plan(calendar.at(-9, '08:20'), () =>
    story.as('marek', async (cx) => {
      const settings = {
        ...{ imapHost: 'mail.okna.example', smtpHost: 'mail.okna.example', user: address, password: 'demo' },
      }
      const departmentId = (await departmentByKey(cx.db, department))?.id ?? null
      id = (await addAccount(cx, { channel: 'mail', settings, active: false, departmentId, ...account })).id
    }),
  )
  return {
    async arrives({ key, subject }, place, letter) {
      const idOf = (at: number) => `<${key}-${at}@okna.example>`
      const mine = { name, address }
      const own = 'to' in letter
      await write(deps, system('channels'), async (cx) => {
        const message: IncomingMessage = {
          ...{ externalId: idOf(place), text: letter.text, html: null, automatic: false, own, files: [] },
          from: own ? mine : letter.from,
          to: [own ? letter.to : mine],
          subject: place === 1 ? subject : `Re: ${subject}`,
          references: place === 1 ? [] : [idOf(1)],
          sentAt: cx.now,
        }
        await receiveMessages(cx, await accountRow(cx.db, id), [message])
      })
    },
  }
}

/** How a customer's card is written to. */
export async function sideOf(story: Story, record: string, by: 'email' | 'phone' = 'email'): Promise<Side> {
  const { rows } = await sql<Side>`select btrim(concat_ws(' ', c.first_name, c.last_name)) as name, p.value as address
    from contacts c join contact_points p on p.contact_id = c.id and p.kind = ${by}
    where c.id = ${story.record(record).id} order by p.position limit 1`.execute(story.deps.database.db)
  if (!rows[0]) throw new Error(`demo: ${record} has no address`)
  return rows[0]
}
