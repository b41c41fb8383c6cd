import { polishHolidays, type WorkCalendar } from '../../work-calendar.ts'

/** Monday to Friday, eight to four, with the days off of Poland: nobody's calendar is known in a simulation. */
export function officeHours(zone: string): WorkCalendar {
  const day = [{ from: '08:00', to: '16:00' }]
  const years = Array.from({ length: 30 }, (_, index) => polishHolidays(2020 + index))
  return {
    zone,
    hours: { 1: day, 2: day, 3: day, 4: day, 5: day, 6: [], 7: [] },
    holidays: Object.assign({}, ...years),
  }
}
