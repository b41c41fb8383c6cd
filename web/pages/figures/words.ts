import { isGrain } from '../../../pure/figures.ts'
import { useMe } from '../../api/session.ts'
import { useFormat } from '../../i18n/format.ts'
import { useMoney } from '../../i18n/money.ts'
import { useLocale, useT, type WordKey, wordsOf } from '../../i18n/words.ts'
import { sourceWords } from '../leads/words.tsx'
import type { FigureReport, FigureRow } from './queries.ts'

const NAMELESS: Record<string, WordKey> = {
  department: 'figure.noDepartment',
  reason: 'figure.noReason',
  source: 'figure.noSource',
}
const HOUR = 60
const DAY = 24 * HOUR

/** How the values, the rows and the columns of a report are written. */
export function useFigureWords() {
  const t = useT()
  const locale = useLocale()
  const format = useFormat()
  const money = useMoney()
  const { company } = useMe()
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
  const span = (minutes: number): string => {
    if (minutes < HOUR) return t('figures.minutes.minutes', { minutes })
    if (minutes < DAY) return t('figures.minutes.hours', { hours: Math.floor(minutes / HOUR), minutes: minutes % HOUR })
    return t('figures.minutes.days', { days: Math.floor(minutes / DAY), hours: Math.floor((minutes % DAY) / HOUR) })
  }
  return {
    column: (key: string): string => wordsOf(`figure.column.${key}`) ?? key,
    value(unit: FigureReport['columns'][number]['unit'], value: number | null | undefined): string {
      if (value === null || value === undefined) return '–'
      if (unit === 'money') return money(value, company.currency)
      if (unit === 'share') return percent.format(value)
      return unit === 'minutes' ? span(value) : format.number(value)
    },
    row(by: FigureReport['by'], row: Pick<FigureRow, 'key' | 'name' | 'range'>): string {
      if (by === 'month') return month.format(new Date(`${row.range.from}T00:00:00Z`))
      if (by === 'week' && row.range.from !== row.range.to)
        return `${format.date(row.range.from)}–${format.date(row.range.to)}`
      if (isGrain(by)) return format.date(row.range.from)
      if (by === 'source' && row.name) return sourceWords(row.name)
      return row.name ?? t(NAMELESS[by] ?? 'figure.nobody')
    },
  }
}
