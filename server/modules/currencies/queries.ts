import { sql } from 'kysely'
import { plainDecimal } from '../../../pure/money.ts'
import type { Db } from '../../core/db.ts'
import { cursorOf, readCursor } from '../../core/paging.ts'
import type { RateView } from './schema.ts'

interface Row {
  currency: string
  rate_on: string
  rate: string
  source: 'manual' | 'import'
  set_by: string | null
  set_name: string | null
  set_at: Date
}

/** Rates against the base currency, the latest day first, keyset paged. */
export async function listRates(
  db: Db,
  base: string,
  filter: { currency?: string; after?: string; limit: number },
): Promise<{ items: RateView[]; next: string | null }> {
  const where = [sql<boolean>`r.base = ${base}`]
  if (filter.currency) where.push(sql<boolean>`r.currency = ${filter.currency}`)
  if (filter.after) {
    const [day, currency] = readCursor(filter.after, 2) as [string, string]
    where.push(
      sql<boolean>`(r.rate_on < ${day}::date or r.rate_on = ${day}::date and r.currency > ${currency}::text::char(3))`,
    )
  }
  const { rows } =
    await sql<Row>`select trim(r.currency) as currency, r.rate_on, r.rate, r.source, r.set_by, e.name as set_name,
      r.set_at from exchange_rates r left join employees e on e.id = r.set_by
    where ${sql.join(where, sql` and `)} order by r.rate_on desc, r.currency limit ${filter.limit + 1}`.execute(db)
  const items = rows.slice(0, filter.limit)
  const last = items.at(-1)
  return {
    items: items.map((row) => ({
      currency: row.currency,
      rateOn: row.rate_on,
      rate: plainDecimal(row.rate),
      source: row.source,
      setBy: row.set_by ? { id: row.set_by, name: row.set_name ?? '' } : null,
      setAt: row.set_at.toISOString(),
    })),
    next: rows.length > filter.limit && last ? cursorOf(last.rate_on, last.currency) : null,
  }
}

/** The rate a document of that day takes: the latest one not after it; null where none is known. */
export async function rateOfDay(
  db: Db,
  base: string,
  currency: string,
  day: string,
): Promise<{ rate: string; rateOn: string } | null> {
  const { rows } = await sql<{ rate: string; rate_on: string }>`select rate, rate_on from exchange_rates
    where base = ${base} and currency = ${currency} and rate_on <= ${day} order by rate_on desc limit 1`.execute(db)
  return rows[0] ? { rate: plainDecimal(rows[0].rate), rateOn: rows[0].rate_on } : null
}

/** What is known already of these days and currencies: 'EUR 2026-11-27' -> '4.2512'. */
export async function knownRates(
  db: Db,
  base: string,
  asked: readonly { currency: string; rateOn: string }[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ currency: string; rate_on: string; rate: string }>`
    select trim(r.currency) as currency, r.rate_on, r.rate
    from json_to_recordset(${JSON.stringify(asked)}::json) as a(currency text, "rateOn" date)
    join exchange_rates r on r.base = ${base} and r.currency = a.currency and r.rate_on = a."rateOn"`.execute(db)
  return new Map(rows.map((row) => [`${row.currency} ${row.rate_on}`, plainDecimal(row.rate)]))
}
