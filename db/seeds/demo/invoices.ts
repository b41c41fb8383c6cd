import { sql } from 'kysely'
import { dateIn } from '../../../pure/dates.ts'
import { ksefNumberOf } from '../../../pure/ksef-number.ts'
import { addAccount } from '../../../server/modules/invoices/commands/accounts.ts'
import { markSent } from '../../../server/modules/invoices/commands/close-invoice.ts'
import { issueInvoice } from '../../../server/modules/invoices/commands/issue-invoice.ts'
import { noteKsefNumber } from '../../../server/modules/invoices/commands/ksef-number.ts'
import { addPayment } from '../../../server/modules/invoices/commands/payments.ts'
import { changeInvoicing } from '../../../server/modules/invoices/commands/settings.ts'
import { bookLines, takeStatement } from '../../../server/modules/invoices/commands/statements.ts'
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

/** What becomes of the drafts Tok makes of won deals: one late, one paid in part, one paid by the statement, one not sent yet, one left lying. */
const INVOICED: Invoiced[] = [
  { deal: 'dworek', owner: 'piotr', issued: -6, due: -2, sent: true },
  { deal: 'biurowe', owner: 'lukasz', issued: -5, sent: true, paid: [-2, 50] },
  { deal: 'zniwna', owner: 'anna', issued: -3, sent: true },
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
  planStatement(story)
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

/**
 * What came in by the bank: one transfer is booked; one names its invoice and waits for a press, one only fits by its amount, one is
 * nobody's. The company's other accounts are not seen here.
 */
function planStatement(story: Story): void {
  const { calendar } = story
  const bookedOn = dateIn(ZONE, calendar.at(-1, '12:00').toISOString())
  const lineOf = async (deal: string, title: (number: string) => string) => {
    const { id } = story.record(`invoice:${deal}`)
    const { rows } = await sql<{ number: string; buyer: string; left: number }>`select number, buyer_name as buyer,
      gross + corrected - paid as left from invoices where id = ${id}`.execute(story.deps.database.db)
    const { number, buyer, left } = rows[0]!
    return { bookedOn, amount: left, currency: 'PLN', payer: buyer.toUpperCase(), account: null, title: title(number) }
  }
  story.plan(calendar.at(-1, '09:15'), async () => {
    const lines = [
      await lineOf('zniwna', (number) => `Zapłata za fakturę ${number}`),
      await lineOf('dworek', (number) => `${number.toLowerCase().replace(' ', '')} okna`),
      { ...(await lineOf('biurowe', () => 'druga rata')), payer: 'KSIĘGOWOŚĆ' },
      { bookedOn, amount: 4_900, currency: 'PLN', payer: 'PZU SA', account: null, title: 'Zwrot składki' },
    ]
    await story.as('marek', async (cx) => {
      const { id } = await takeStatement(cx, `wyciag-${bookedOn}.csv`, lines)
      const { rows } = await sql<{ id: string }>`select id from bank_lines where statement_id = ${id} order by position
        limit 1`.execute(cx.db)
      const invoices = [{ invoiceId: story.record('invoice:zniwna').id, amount: lines[0]!.amount }]
      await bookLines(cx, id, { lines: [{ lineId: rows[0]!.id, invoices }] })
    })
  })
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
