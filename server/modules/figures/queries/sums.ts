import { type RawBuilder, sql } from 'kysely'
import { dateOfDay, dayOfDate } from '../../../../pure/dates.ts'
import { type Grain, type Range, wholePeriods } from '../../../../pure/figures.ts'
import { told } from '../durations.ts'

const COLUMNS = sql`what, on_day, person_id, department_id, dim, count, amount`

/** A range as its whole weeks or months, where it has any, and the days beside them. */
function partsOf(range: Range, grain: Grain): { whole: Range | null; days: Range[] } {
  const whole = grain === 'day' ? null : wholePeriods(grain, range)
  if (!whole) return { whole, days: [range] }
  const before = { from: range.from, to: dateOfDay(dayOfDate(whole.from) - 1) }
  const after = { from: dateOfDay(dayOfDate(whole.to) + 1), to: range.to }
  return { whole, days: [before, after].filter(({ from, to }) => from <= to) }
}

const within = ({ from, to }: Range) => sql`on_day between ${from}::date and ${to}::date`

const all = (parts: RawBuilder<unknown>[]) => sql`(${sql.join(parts, sql` union all `)})`

/** The sums of a range, to be added up by nothing shorter than `grain`: its whole weeks or months, and the days beside them. */
export function sumsIn(range: Range, grain: Grain): RawBuilder<unknown> {
  const { whole, days } = partsOf(range, grain)
  return all([
    ...(whole ? [sql`select ${COLUMNS} from figure_periods where grain = ${grain} and ${within(whole)}`] : []),
    ...days.map((part) => sql`select ${COLUMNS} from figure_days where ${within(part)}`),
  ])
}

/** How many of all facts of a kind lasted how long: (dim, minutes, count), the minutes as they are told. */
export function durationsIn(range: Range, what: string): RawBuilder<unknown> {
  const { whole, days } = partsOf(range, 'month')
  return all([
    ...(whole ? [sql`select dim, minutes, count from figure_durations where what = ${what} and ${within(whole)}`] : []),
    ...days.map(
      (part) => sql`select dim, ${told(sql`minutes`)} as minutes, 1 as count from figure_facts
        where what = ${what} and minutes is not null and ${within(part)}`,
    ),
  ])
}
