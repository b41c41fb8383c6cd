import { type RawBuilder, sql } from 'kysely'
import { dateOfDay, dayOfDate } from '../../../../pure/dates.ts'
import { type Grain, type Range, wholePeriods } from '../../../../pure/figures.ts'

const COLUMNS = sql`what, on_day, person_id, department_id, dim, count, amount`

/** The sums of a range, to be added up by nothing shorter than `grain`: its whole weeks or months, and the days beside them. */
export function sumsIn(range: Range, grain: Grain): RawBuilder<unknown> {
  const days = ({ from, to }: Range) =>
    sql`select ${COLUMNS} from figure_days where on_day between ${from}::date and ${to}::date`
  const whole = grain === 'day' ? null : wholePeriods(grain, range)
  if (!whole) return sql`(${days(range)})`
  const parts = [
    sql`select ${COLUMNS} from figure_periods where grain = ${grain} and on_day between ${whole.from}::date and ${whole.to}::date`,
  ]
  const before = { from: range.from, to: dateOfDay(dayOfDate(whole.from) - 1) }
  const after = { from: dateOfDay(dayOfDate(whole.to) + 1), to: range.to }
  for (const rest of [before, after]) if (rest.from <= rest.to) parts.push(days(rest))
  return sql`(${sql.join(parts, sql` union all `)})`
}
