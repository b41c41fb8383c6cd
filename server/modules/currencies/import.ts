import { type FileRate, readRateTable, type TableError } from '../../../pure/rate-table.ts'
import type { Locale } from '../../../pure/texts/format.ts'
import type { Db } from '../../core/db.ts'
import { say } from '../../core/problems.ts'
import { knownRates } from './queries.ts'
import type { ImportInput, Preview } from './schema.ts'

export interface Read {
  base: string
  rates: (FileRate & { before: string | null })[]
  /** Of the whole file, also where only some were asked for. */
  currencies: { currency: string; count: number }[]
  errors: TableError[]
}

/** What a file would write, beside what is there now. */
export async function readImport(db: Db, base: string, { csv, currencies }: ImportInput): Promise<Read> {
  const table = readRateTable(csv, base)
  const counts = new Map<string, number>()
  for (const { currency } of table.rates) counts.set(currency, (counts.get(currency) ?? 0) + 1)
  const asked = table.rates.filter(({ currency }) => !currencies || currencies.includes(currency))
  const known = await knownRates(db, base, asked)
  return {
    base,
    rates: asked.map((rate) => ({ ...rate, before: known.get(`${rate.currency} ${rate.rateOn}`) ?? null })),
    currencies: [...counts].map(([currency, count]) => ({ currency, count })),
    errors: table.errors,
  }
}

const SHOWN = 100

export function previewOf({ base, rates, currencies, errors }: Read, locale: Locale): Preview {
  const days = rates.map(({ rateOn }) => rateOn).sort()
  const latest = [...rates].sort((a, b) => b.rateOn.localeCompare(a.rateOn) || a.currency.localeCompare(b.currency))
  return {
    base,
    fresh: rates.filter(({ before }) => before === null).length,
    changed: rates.filter(({ before, rate }) => before !== null && before !== rate).length,
    same: rates.filter(({ before, rate }) => before === rate).length,
    currencies,
    from: days[0] ?? null,
    to: days.at(-1) ?? null,
    rows: latest.slice(0, SHOWN),
    errors: errors
      .slice(0, SHOWN)
      .map(({ line, code, params }) => ({ line, code, message: say(locale, `error.${code}`, params) })),
    wrong: errors.length,
  }
}
