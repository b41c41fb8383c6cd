import type { Cx } from '../../core/write.ts'
import { createDeal, type NewDeal } from './commands/create-deal.ts'

const GOODS = ['Okna, 12 szt.', 'Drzwi wejściowe', 'Brama segmentowa', 'Fasada przeszklona', 'Rolety zewnętrzne']

let made = 0

/** An open deal at the first stage; what is given wins. There has to be a pipeline (createDefaultPipeline). */
export function makeDeal(cx: Cx, given: Partial<NewDeal> = {}): Promise<{ id: string; number: number }> {
  made += 1
  return createDeal(cx, {
    title: `${GOODS[made % GOODS.length]} (${made})`,
    amount: 1_000_000 + made * 12_350,
    ...given,
  })
}
