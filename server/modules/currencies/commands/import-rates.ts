import { sql } from 'kysely'
import type { FileRate } from '../../../../pure/rate-table.ts'
import { allowAtAll } from '../../../core/access.ts'
import { invalid } from '../../../core/errors.ts'
import type { Cx } from '../../../core/write.ts'
import { OWN_COMPANY } from '../../staff/events.ts'
import { companyOf } from '../../staff/queries.ts'
import { type Read, readImport } from '../import.ts'
import type { ImportInput } from '../schema.ts'

/** Writes the rates of a file, over others of the same day; lines that cannot be read are left out, as its preview says. */
export async function importRates(cx: Cx, input: ImportInput): Promise<Read> {
  allowAtAll(cx.actor, 'exchange_rate', 'set')
  const { currency: base } = await companyOf(cx.db)
  const read = await readImport(cx.db, base, input)
  if (read.rates.length === 0) throw invalid({ path: 'csv', code: 'rates.nothing_to_import' })
  const written = read.rates.filter(({ before, rate }) => before !== rate)
  if (written.length === 0) return read
  const by = cx.actor.kind === 'user' ? cx.actor.id : null
  await sql`insert into exchange_rates (base, currency, rate_on, rate, source, set_by, set_at)
    select ${base}, r.currency, r."rateOn", r.rate, 'import', ${by}::uuid, ${cx.now}
    from json_to_recordset(${JSON.stringify(written)}::json) as r(currency text, "rateOn" date, rate numeric)
    on conflict (base, currency, rate_on) do update set rate = excluded.rate, source = excluded.source,
      set_by = excluded.set_by, set_at = excluded.set_at`.execute(cx.db)
  const replaced = written.filter(({ before }) => before !== null)
  const days = written.map(({ rateOn }) => rateOn).sort()
  cx.record('exchange_rate.imported', {
    subject: OWN_COMPANY,
    payload: {
      base,
      count: written.length,
      changed: replaced.length,
      currencies: [...new Set(written.map(({ currency }: FileRate) => currency))].sort(),
      from: days[0]!,
      to: days.at(-1)!,
    },
    changes: replaced.map(({ currency, rateOn, rate, before }) => ({
      field: `${currency} ${rateOn}`,
      from: before,
      to: rate,
    })),
  })
  return read
}
