import { dateOfDay, dayOfDate } from '../../../pure/dates.ts'
import { beginOf, type Range } from '../../../pure/figures.ts'

export const PERIODS = [
  'today',
  'thisWeek',
  'lastWeek',
  'thisMonth',
  'lastMonth',
  'thisQuarter',
  'thisYear',
  'last12',
] as const
export type Period = (typeof PERIODS)[number]

const DATE = /^\d{4}-\d\d-\d\d$/
export const isDate = (text: string | undefined): text is string => {
  if (!text || !DATE.test(text)) return false
  try {
    dayOfDate(text)
    return true
  } catch {
    return false
  }
}

const dateOf = (year: number, month: number, day: number) =>
  new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10)

/** The days a named period means today, both included; those still to come belong to it. */
export function rangeOf(period: Period, today: string): Range {
  const [year, month] = today.split('-').map(Number) as [number, number]
  const monday = dayOfDate(beginOf('week', today))
  switch (period) {
    case 'today':
      return { from: today, to: today }
    case 'thisWeek':
      return { from: dateOfDay(monday), to: dateOfDay(monday + 6) }
    case 'lastWeek':
      return { from: dateOfDay(monday - 7), to: dateOfDay(monday - 1) }
    case 'thisMonth':
      return { from: dateOf(year, month - 1, 1), to: dateOf(year, month, 0) }
    case 'lastMonth':
      return { from: dateOf(year, month - 2, 1), to: dateOf(year, month - 1, 0) }
    case 'thisQuarter': {
      const first = Math.floor((month - 1) / 3) * 3
      return { from: dateOf(year, first, 1), to: dateOf(year, first + 3, 0) }
    }
    case 'thisYear':
      return { from: dateOf(year, 0, 1), to: dateOf(year, 12, 0) }
    case 'last12':
      return { from: dateOf(year - 1, month, 1), to: dateOf(year, month, 0) }
  }
}
