import { dateIn } from '../../../pure/dates.ts'
import { priceInCurrency } from '../../../pure/vat.ts'
import { importRates } from '../../../server/modules/currencies/commands/import-rates.ts'
import { setRate } from '../../../server/modules/currencies/commands/set-rate.ts'
import { rateOfDay } from '../../../server/modules/currencies/queries.ts'
import { saveLines } from '../../../server/modules/deals/commands/save-lines.ts'
import { createProduct } from '../../../server/modules/products/commands/create-product.ts'
import type { Person } from './data/people.ts'
import { FOREIGN, PRODUCTS, SOLD } from './data/products.ts'
import type { Story } from './story.ts'

const ZONE = 'Europe/Warsaw'
const DAY_MS = 86_400_000

/** The head of sales brings the price list in before anybody sells from it, and the head of finance the rates, each morning. */
export function planProducts(story: Story): void {
  const { calendar } = story
  for (const [code, name, kind, unit, price, vat, pkwiu] of PRODUCTS) {
    story.plan(calendar.at(-9, '08:02'), async () => {
      const { id } = await story.as('piotr', (cx) => createProduct(cx, { code, name, kind, unit, price, vat, pkwiu }))
      story.remember(`product:${code}`, 'product', id)
    })
  }
  const first = calendar.at(-9, '08:01')
  story.plan(first, async () => {
    await story.as('ewa', (cx) => importRates(cx, { csv: tableUntil(story, first) }))
  })
  for (let day = -8; day <= 0; day += 1) {
    const at = calendar.at(day, '08:10')
    story.plan(at, async () => {
      for (const [currency, rate] of Object.entries(ratesOf(story)))
        await story.as('ewa', (cx) => setRate(cx, { currency, rateOn: dateIn(ZONE, at.toISOString()), rate }))
    })
  }
}

const ratesOf = ({ random }: Story) => ({
  EUR: (4.235 + random() * 0.04).toFixed(4),
  USD: (3.62 + random() * 0.06).toFixed(4),
})

/** The working days of the three weeks before, as the table of the national bank has them. */
function tableUntil(story: Story, end: Date): string {
  const rows = Array.from({ length: 21 }, (_, back) => new Date(end.getTime() - (21 - back) * DAY_MS))
    .filter((day) => day.getUTCDay() % 6 !== 0)
    .map((day) => {
      const { EUR, USD } = ratesOf(story)
      return [day.toISOString().slice(0, 10).replaceAll('-', ''), USD, EUR].join(';')
    })
  return ['data;1USD;1EUR', ...rows].join('\n')
}

/** Puts on a deal what it sells, in its currency. */
export async function sell(story: Story, key: string, dealId: string, owner: Person): Promise<void> {
  const sold = SOLD[key]
  if (!sold) return
  const currency = FOREIGN[key] ?? 'PLN'
  const lines = sold.map(([code, quantity, discountPercent = null]) => {
    const product = PRODUCTS.find(([known]) => known === code)!
    const [, name, kind, unit, price, vat] = product
    const productId = story.record(`product:${code}`).id
    return {
      ...{ productId, name, kind, unit, quantity, vat, discountPercent, discountAmount: null },
      unitPrice: price ?? '0',
    }
  })
  await story.as(owner, async (cx) => {
    const rate = currency === 'PLN' ? null : await rateOfDay(cx.db, 'PLN', currency, dateIn(ZONE, cx.now.toISOString()))
    const priced = lines.map((line) =>
      rate ? { ...line, unitPrice: priceInCurrency(line.unitPrice, '1', rate.rate) } : line,
    )
    await saveLines(cx, dealId, { priceMode: 'net', currency, lines: priced }, null)
  })
}
