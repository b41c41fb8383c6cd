import { useMemo } from 'react'
import { formatDate, formatDateTime, formatNear, formatTime } from '../../pure/dates.ts'
import { companyZone, useMinute } from '../api/clock.ts'
import { useLocale } from './words.ts'

/** Dates and numbers in the reader's language, in the company's zone, seen from the current business minute. */
export function useFormat() {
  const locale = useLocale()
  const minute = useMinute()
  return useMemo(() => {
    const zone = companyZone()
    const reader = { locale, zone, now: new Date(minute).toISOString() }
    const long = new Intl.DateTimeFormat(locale === 'pl' ? 'pl' : 'en-GB', {
      timeZone: zone,
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
    })
    const weekday = new Intl.DateTimeFormat(locale === 'pl' ? 'pl' : 'en-GB', { timeZone: zone, weekday: 'short' })
    const longWeekday = new Intl.DateTimeFormat(locale === 'pl' ? 'pl' : 'en-GB', { timeZone: zone, weekday: 'long' })
    const shortDay = new Intl.DateTimeFormat(locale === 'pl' ? 'pl' : 'en-GB', {
      timeZone: zone,
      day: 'numeric',
      month: locale === 'pl' ? '2-digit' : 'short',
    })
    const number = new Intl.NumberFormat(locale, { useGrouping: 'always' })
    return {
      reader,
      /** '23.11.2026' */
      date: (value: string) => formatDate(value, reader),
      /** '10:12' */
      time: (at: string) => formatTime(at, reader),
      dateTime: (at: string) => formatDateTime(at, reader),
      /** 'wczoraj 14:00', 'pt. 27.11', '23.11.2026' */
      near: (value: string, options?: Parameters<typeof formatNear>[2]) => formatNear(value, reader, options),
      /** The time alone today, the day otherwise: for narrow columns. */
      short: (at: string) => {
        const day = formatNear(at, reader, { time: 'never' })
        return formatDate(at, reader) === formatDate(reader.now, reader) ? formatTime(at, reader) : day
      },
      isToday: (value: string) => formatDate(value, reader) === formatDate(reader.now, reader),
      /** 'czwartek, 26 listopada 2026' */
      longDate: (at: string) => long.format(new Date(at)),
      /** 'czw. 26.11.2026 10:12' */
      weekdayTime: (at: string) => `${weekday.format(new Date(at))} ${formatDateTime(at, reader)}`,
      /** 'wtorek, 24.11', with the year once it is another one: the heading of a day. */
      day: (at: string) => {
        const far = formatDate(at, reader).slice(-4) !== formatDate(reader.now, reader).slice(-4)
        return `${longWeekday.format(new Date(at))}, ${far ? formatDate(at, reader) : shortDay.format(new Date(at))}`
      },
      number: (value: number) => number.format(value),
    }
  }, [locale, minute])
}
