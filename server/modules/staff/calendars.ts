import { sql } from 'kysely'
import { DAY_MS, dayOfDate, wallToInstant } from '../../../pure/dates.ts'
import { polishHolidays, type WeekHours, type WorkCalendar } from '../../../pure/work-calendar.ts'
import type { Db } from '../../core/db.ts'
import type { Calendars } from '../../engine/ports.ts'
import { USUAL_HOURS } from './rules.ts'

interface CompanyPart {
  zone: string
  hours: WeekHours
  year: number
  days: { day: string; name: string; working: boolean; hours: { from: string; to: string }[] | null }[]
}

interface PersonPart {
  id: string
  hours: WeekHours | null
  absences: { from: string; to: string }[]
}

// pure/work-calendar.ts keeps what it learnt of a calendar as long as the object lives, so equal contents must come back
// as the same object. Keyed by the contents themselves, nobody has to tell the cache of a change, on another node either.
const known = new Map<string, unknown>()
const MOST_KEPT = 2000

function kept<T>(key: string, make: () => T): T {
  const found = known.get(key)
  if (found !== undefined) return found as T
  if (known.size >= MOST_KEPT) known.clear()
  const made = make()
  known.set(key, made)
  return made
}

const BEFORE_SET_UP = JSON.stringify({ zone: 'Europe/Warsaw', hours: USUAL_HOURS, year: 2026, days: [] })

/** When the company and each of its people work; one query. */
export async function calendarsOf(db: Db): Promise<Calendars> {
  const { rows } = await sql<{ company: string; people: string | null }>`
    /* calendars */ select json_build_object('zone', c.zone, 'hours', c.work_hours, 'year', extract(year from clock.now)::int,
        'days', (select coalesce(json_agg(json_build_object('day', d.day, 'name', d.name, 'working', d.working,
          'hours', d.hours) order by d.day), '[]') from company_days d))::text as company,
      (select json_agg(json_build_object('id', e.id, 'hours', e.work_hours, 'absences', (
          select coalesce(json_agg(json_build_object('from', to_char(a.from_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
            'to', to_char(a.to_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by a.from_at), '[]')
          from absences a where a.employee_id = e.id and a.to_at > date_trunc('month', clock.now) - interval '2 months'))
        order by e.id)
        from employees e where e.work_hours is not null or e.id in (
          select employee_id from absences where to_at > date_trunc('month', clock.now) - interval '2 months'))::text as people
    from company c, (select business_now() as now) clock`.execute(db)
  // Before the company is set up the first events (shipped processes installed) are delivered by the usual hours.
  const row = rows[0] ?? { company: BEFORE_SET_UP, people: null }
  return kept(`all ${row.company}${row.people}`, () => build(row.company, row.people))
}

function build(companyText: string, peopleText: string | null): Calendars {
  const company = kept(`company ${companyText}`, () => companyCalendar(JSON.parse(companyText)))
  const people = new Map<string, WorkCalendar>()
  for (const person of JSON.parse(peopleText ?? '[]') as PersonPart[]) {
    const { id, ...own } = person
    people.set(
      id,
      kept(`person ${companyText}${JSON.stringify(own)}`, () => personCalendar(company, own)),
    )
  }
  return { zone: company.zone, company, of: (employee) => people.get(employee) ?? company }
}

function companyCalendar({ zone, hours, year, days }: CompanyPart): WorkCalendar {
  const holidays: Record<string, string> = {}
  for (let each = year - 2; each <= year + 6; each += 1) Object.assign(holidays, polishHolidays(each))
  const absences: { from: string; to: string }[] = []
  const workdays: Record<string, { from: string; to: string }[]> = {}
  for (const { day, name, working, hours: only } of days) {
    if (working) {
      delete holidays[day]
      // Where people have hours that weekday anyway, only the rest of the day is taken away.
      workdays[day] = only ?? usualHours(hours)
      if (only) absences.push(...outside(zone, day, only))
    } else holidays[day] = name
  }
  return {
    zone,
    hours,
    holidays,
    ...(Object.keys(workdays).length > 0 ? { workdays } : {}),
    ...(absences.length > 0 ? { absences } : {}),
  }
}

/** Of a day that is worked though its weekday is free: those of the first weekday that has any. */
const usualHours = (hours: WeekHours) =>
  ([1, 2, 3, 4, 5, 6, 7] as const).map((day) => hours[day]).find((spans) => spans.length > 0) ?? []

/** The parts of a day outside these hours: a day that is shorter than usual, for people with hours of their own too. */
function outside(zone: string, day: string, hours: { from: string; to: string }[]): { from: string; to: string }[] {
  const start = dayOfDate(day) * DAY_MS
  const minute = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3))
  const edges = [0, ...hours.flatMap(({ from, to }) => [minute(from), minute(to)]), 1440]
  const instant = (minutes: number) => new Date(wallToInstant(zone, start + minutes * 60_000)).toISOString()
  return edges.flatMap((from, index) => {
    const to = edges[index + 1]
    return index % 2 === 0 && to !== undefined && to > from ? [{ from: instant(from), to: instant(to) }] : []
  })
}

function personCalendar(company: WorkCalendar, { hours, absences }: Omit<PersonPart, 'id'>): WorkCalendar {
  const away = [...(company.absences ?? []), ...absences]
  return { ...company, hours: hours ?? company.hours, ...(away.length > 0 ? { absences: away } : {}) }
}
