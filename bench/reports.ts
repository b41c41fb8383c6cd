import { GROUPINGS, REPORTS } from '../pure/figures.ts'
import { rebuildFigures } from '../server/modules/figures/commands/count.ts'
import type { Ask } from './lists/asks.ts'
import { answered, ready } from './lists/lists.ts'
import { type Options, type Result, rounded } from './measure.ts'
import { makePlace } from './place.ts'

const DEALS = 1_000_000
/** Of ten leads three became a deal. */
const LEADS_FOR_A_DEAL = 10 / 3
const REPORT_MS = 200

/** Every report over a million deals with their leads and events, a month and a year at a time, beside its SQL alone. */
export async function reports({ quick, size, keep, parts, say }: Options): Promise<Result> {
  const place = await makePlace(keep)
  const deals = size ?? (quick ? DEALS / 50 : DEALS)
  try {
    await ready(place, Math.round(deals * LEADS_FOR_A_DEAL), say)
    say('counting every record')
    const began = performance.now()
    await place.within(({ deps }) => rebuildFigures(deps))
    const counted = rounded((performance.now() - began) / 1000)
    const { bars, figures } = await answered(place, asks, { quick, parts, say })
    return { bench: 'reports', bars, figures: { deals, 'seconds to count every record anew': counted, ...figures } }
  } finally {
    await place.end()
  }
}

/** The last months and years that end with this one. */
const ranges = (months: number): string[] => {
  const now = new Date()
  return Array.from({ length: 6 }, (_, back) => {
    const day = (month: number, of: number) =>
      new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back + month, of)).toISOString().slice(0, 10)
    return `from=${day(1 - months, 1)}&to=${day(1, 0)}`
  })
}

const asks: Ask[] = REPORTS.flatMap((report) =>
  GROUPINGS.filter((by) => report.by.includes(by)).flatMap((by) =>
    [1, 12]
      .filter((months) => by !== 'day' || months === 1)
      .map(
        (months): Ask => ({
          name: `${report.key} by ${by}, ${months === 1 ? 'a month' : 'a year'}`,
          within: REPORT_MS,
          paths: async () => ranges(months).map((range) => `/api/figures/${report.key}?by=${by}&${range}`),
        }),
      ),
  ),
)
