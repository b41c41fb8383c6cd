import { formatDate } from './dates.ts'
import { type Grouping, isGrain, type Range, type Unit } from './figures.ts'
import { formatMoney } from './money.ts'
import type { Locale } from './texts/format.ts'

/** Who reads figures: the language, the company's zone and currency, and the words by their codes. */
export interface FigureReader {
  locale: Locale
  zone: string
  currency: string
  say: (code: string, params?: Record<string, unknown>) => string
}

const NAMELESS: Partial<Record<Grouping, string>> = {
  department: 'figure.noDepartment',
  reason: 'figure.noReason',
  source: 'figure.noSource',
}
const HOUR = 60
const DAY = 24 * HOUR

/** How the values and the rows of reports are written, on pages and on paper alike. */
export function figureWords({ locale, zone, currency, say }: FigureReader) {
  const month = new Intl.DateTimeFormat(locale === 'pl' ? 'pl' : 'en-GB', {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  })
  const percent = new Intl.NumberFormat(locale, {
    style: 'percent',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  })
  const number = new Intl.NumberFormat(locale, { useGrouping: 'always' })
  const date = (day: string) => formatDate(day, { locale, zone })
  const span = (minutes: number): string => {
    if (minutes < HOUR) return say('figures.minutes.minutes', { minutes })
    if (minutes < DAY)
      return say('figures.minutes.hours', { hours: Math.floor(minutes / HOUR), minutes: minutes % HOUR })
    return say('figures.minutes.days', { days: Math.floor(minutes / DAY), hours: Math.floor((minutes % DAY) / HOUR) })
  }
  const days = ({ from, to }: Range): string => (from === to ? date(from) : `${date(from)}–${date(to)}`)
  return {
    days,
    /** Amounts in minor units, spans in minutes, shares of one; a dash for what there is none of. */
    value(unit: Unit, value: number | null | undefined): string {
      if (value === null || value === undefined) return '–'
      if (unit === 'money') return formatMoney(value, currency, locale)
      if (unit === 'share') return percent.format(value)
      return unit === 'minutes' ? span(value) : number.format(value)
    },
    row(by: Grouping, row: { name: string | null; range: Range }): string {
      if (by === 'month') return month.format(new Date(`${row.range.from}T00:00:00Z`))
      if (by === 'week') return days(row.range)
      if (isGrain(by)) return date(row.range.from)
      if (row.name === null) return say(NAMELESS[by] ?? 'figure.nobody')
      return row.name
    },
  }
}
