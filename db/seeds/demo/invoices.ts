import { sql } from 'kysely'
import { dateIn } from '../../../pure/dates.ts'
import { ksefNumberOf } from '../../../pure/ksef-number.ts'
import { addAccount } from '../../../server/modules/invoices/commands/accounts.ts'
import { markSent } from '../../../server/modules/invoices/commands/close-invoice.ts'
import { issueInvoice } from '../../../server/modules/invoices/commands/issue-invoice.ts'
import { noteKsefNumber } from '../../../server/modules/invoices/commands/ksef-number.ts'
import { addPayment } from '../../../server/modules/invoices/commands/payments.ts'
import { changeInvoicing } from '../../../server/modules/invoices/commands/settings.ts'
import { updateInvoice } from '../../../server/modules/invoices/commands/update-invoice.ts'
import type { Person } from './data/people.ts'
import type { Story } from './story.ts'

const ZONE = 'Europe/Warsaw'
const SELLER = '9990001232'

interface Invoiced {
  deal: string
  owner: Person
  /** Days of the story. */
  issued: number
  due?: number
  sent: boolean
  /** Percent of it. */
  paid?: [day: number, percent: number]
}

/** What becomes of the drafts Tok makes of won deals: one late, one paid in part, one paid, one not sent yet, one left lying. */
const INVOICED: Invoiced[] = [
  { deal: 'dworek', owner: 'piotr', issued: -6, due: -2, sent: true },
  { deal: 'biurowe', owner: 'lukasz', issued: -5, sent: true, paid: [-2, 50] },
  { deal: 'zniwna', owner: 'anna', issued: -3, sent: true, paid: [-1, 100] },
  { deal: 'brama', owner: 'katarzyna', issued: -1, sent: false },
]

/** The owner says who sells and where to pay; the sellers issue what they won. */
export function planInvoices(story: Story): void {
  const { calendar } = story
  story.plan(calendar.at(-9, '08:03'), async () => {
    await story.as('marek', async (cx) => {
      const seller = { nip: SELLER, name: 'Okna Jaskólski sp. z o.o.', line1: 'ul. Fabryczna 3' }
      const rest = { line2: '61-512 Poznań', email: 'faktury@okna-jaskolski.example', place: 'Poznań' }
      await changeInvoicing(cx, { ...seller, ...rest }, null)
      const iban = '61109010140000071219812874'
      await addAccount(cx, { iban, bank: 'Santander Bank Polska', currency: 'PLN', usual: true })
    })
  })
  const dayOf = (day: number) => dateIn(ZONE, calendar.at(day, '12:00').toISOString())
  for (const { deal, owner, issued, due, sent, paid } of INVOICED) {
    const draft = () => draftOf(story, deal)
    story.thread([
      [
        calendar.at(issued, '10:05'),
        async () => {
          const id = await draft()
          await story.as(owner, async (cx) => {
            if (due !== undefined) await updateInvoice(cx, id, { dueOn: dayOf(due) }, null)
            await issueInvoice(cx, id)
          })
          story.remember(`invoice:${deal}`, 'invoice', id)
        },
      ],
      ...(sent
        ? [
            [
              calendar.at(issued, '10:15'),
              () => {
                const number = ksefNumberOf(SELLER, dayOf(issued), `0100${String(-issued).padStart(8, '0')}`)
                return story.as(owner, (cx) => noteKsefNumber(cx, story.record(`invoice:${deal}`).id, number, null))
              },
            ] as [Date, () => Promise<void>],
            [
              calendar.at(issued, '10:20'),
              () => story.as(owner, (cx) => markSent(cx, story.record(`invoice:${deal}`).id)),
            ] as [Date, () => Promise<void>],
          ]
        : []),
      ...(paid
        ? [
            [
              calendar.at(paid[0], '09:15'),
              async () => {
                const { id } = story.record(`invoice:${deal}`)
                const { gross } = await rowOf(story, sql`i.id = ${id}`)
                const amount = Math.round((gross * paid[1]) / 100)
                await story.as(owner, (cx) => addPayment(cx, id, { paidOn: dayOf(paid[0]), amount, note: '' }))
              },
            ] as [Date, () => Promise<void>],
          ]
        : []),
    ])
  }
}

async function draftOf(story: Story, deal: string): Promise<string> {
  const { id } = story.record(`deal:${deal}`)
  return (await rowOf(story, sql`i.deal_id = ${id}`)).id
}

async function rowOf(story: Story, is: ReturnType<typeof sql>): Promise<{ id: string; gross: number }> {
  const { rows } = await sql<{ id: string; gross: number }>`select i.id, i.gross from invoices i
    where ${is} order by i.created_at limit 1`.execute(story.deps.database.db)
  if (!rows[0]) throw new Error('the story has no such invoice')
  return rows[0]
}
