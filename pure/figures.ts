import { dateOfDay, dayOfDate, isoWeekday } from './dates.ts'

export const GRAINS = ['day', 'week', 'month'] as const
export type Grain = (typeof GRAINS)[number]
/** What the rows of a report can be. */
export const GROUPINGS = ['person', 'department', ...GRAINS, 'source', 'stage', 'reason', 'customer'] as const
export type Grouping = (typeof GROUPINGS)[number]
export const isGrain = (by: Grouping): by is Grain => (GRAINS as readonly string[]).includes(by)

export type Unit = 'count' | 'money' | 'share' | 'minutes'

/** A column of a report: a sum or a median of facts, or a share of two other columns. */
export interface FigureColumn {
  key: string
  unit: Unit
  of:
    | { what: string; value: 'count' | 'amount' | 'median'; dim?: string }
    | { part: string; whole: string }
    /** Of the row above. */
    | { ofFirst: string }
}

export const REPORT_KEYS = ['activity', 'conversion', 'channels', 'funnel', 'lost', 'customers', 'tickets'] as const
export type ReportKey = (typeof REPORT_KEYS)[number]

export interface Report {
  key: ReportKey
  /** What its rows can be; the first unless told otherwise. */
  by: readonly Grouping[]
  columns: readonly FigureColumn[]
  /** What the chart shows unless told otherwise. */
  shown: string
}

const count = (key: string, what: string, dim?: string): FigureColumn => ({
  key,
  unit: 'count',
  of: { what, value: 'count', ...(dim ? { dim } : {}) },
})
const sum = (key: string, what: string): FigureColumn => ({ key, unit: 'money', of: { what, value: 'amount' } })
const median = (key: string, what: string): FigureColumn => ({ key, unit: 'minutes', of: { what, value: 'median' } })
const share = (key: string, part: string, whole: string): FigureColumn => ({
  key,
  unit: 'share',
  of: { part, whole },
})

/** THE list of reports: pages, exports and their links to the records derive from it. */
export const REPORTS: readonly Report[] = [
  {
    key: 'activity',
    by: ['person', 'department', 'day', 'week', 'month'],
    columns: [
      count('callsMade', 'call_made'),
      count('callsAnswered', 'call_answered'),
      count('callsMissed', 'call_missed'),
      count('requestsReceived', 'request_received'),
      count('requestsHandled', 'request_handled'),
      count('dealsWon', 'deal_won'),
      sum('revenue', 'deal_won'),
    ],
    shown: 'dealsWon',
  },
  {
    key: 'conversion',
    by: ['person', 'department', 'day', 'week', 'month'],
    columns: [
      count('requestsReceived', 'request_received'),
      count('ofThemWon', 'request_won'),
      share('cohortShare', 'ofThemWon', 'requestsReceived'),
      count('dealsWon', 'deal_won'),
      count('dealsClosed', 'deal_closed'),
      share('winShare', 'dealsWon', 'dealsClosed'),
    ],
    shown: 'cohortShare',
  },
  {
    key: 'channels',
    by: ['source'],
    columns: [
      count('requestsReceived', 'request_received'),
      count('ofThemWon', 'request_won'),
      share('cohortShare', 'ofThemWon', 'requestsReceived'),
      sum('revenueOfThem', 'request_won'),
      median('timeToWin', 'request_won'),
    ],
    shown: 'revenueOfThem',
  },
  {
    key: 'funnel',
    by: ['stage'],
    columns: [
      count('dealsEntered', 'stage_entered'),
      { key: 'ofFirst', unit: 'share', of: { ofFirst: 'dealsEntered' } },
      median('timeInStage', 'stage_entered'),
    ],
    shown: 'dealsEntered',
  },
  {
    key: 'lost',
    by: ['reason', 'person', 'department', 'day', 'week', 'month'],
    columns: [count('dealsLost', 'deal_lost'), sum('amountLost', 'deal_lost'), median('timeToLose', 'deal_lost')],
    shown: 'dealsLost',
  },
  {
    key: 'customers',
    by: ['customer'],
    columns: [count('dealsWon', 'customer_won'), sum('revenue', 'customer_won')],
    shown: 'revenue',
  },
  {
    key: 'tickets',
    by: ['person', 'department', 'day', 'week', 'month'],
    columns: [
      count('ticketsReceived', 'ticket_received'),
      count('ticketsAnswered', 'ticket_answered'),
      count('answeredInTime', 'ticket_answered', 'in_time'),
      share('answeredInTimeShare', 'answeredInTime', 'ticketsAnswered'),
      count('ticketsSolved', 'ticket_solved'),
      count('solvedInTime', 'ticket_solved', 'in_time'),
      share('solvedInTimeShare', 'solvedInTime', 'ticketsSolved'),
      median('timeToSolve', 'ticket_solved'),
    ],
    shown: 'ticketsReceived',
  },
]

/** How the time of a case is divided: a task was open, none was; late is that part of work in which one was past its date. */
export const SPANS = ['lead', 'work', 'wait', 'late'] as const
export type Span = (typeof SPANS)[number]
/** Which number of the figures of a process a list of cases is behind. */
export const CASES_OF = ['begun', 'ended', ...SPANS, 'inTime', 'past', 'tasks', 'lateTasks', 'step', 'way'] as const
export type CasesOf = (typeof CASES_OF)[number]

export const reportOf = (key: string): Report | undefined => REPORTS.find((report) => report.key === key)

/** Days from the first to the last, both included. */
export interface Range {
  from: string
  to: string
}

const monthOf = (date: string) => date.slice(0, 7)
const firstOf = (year: number, month: number) => new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10)
const lastOf = (year: number, month: number) => new Date(Date.UTC(year, month + 1, 0)).toISOString().slice(0, 10)
const parts = (date: string) => date.split('-').map(Number) as [number, number, number]

/** The first day of the day, week (from Monday) or month a day lies in. */
export function beginOf(grain: Grain, date: string): string {
  if (grain === 'month') return `${monthOf(date)}-01`
  const day = dayOfDate(date)
  return grain === 'week' ? dateOfDay(day - isoWeekday(day) + 1) : date
}

function endOf(grain: Grain, begin: string): string {
  const [year, month] = parts(begin)
  if (grain === 'month') return lastOf(year, month - 1)
  return grain === 'week' ? dateOfDay(dayOfDate(begin) + 6) : begin
}

/** The days, weeks or months of a range; the first and the last are cut to it. `key` is the first day of the whole one. */
export function periodsOf(grain: Grain, { from, to }: Range): (Range & { key: string })[] {
  const found: (Range & { key: string })[] = []
  for (let key = beginOf(grain, from); key <= to; ) {
    const end = endOf(grain, key)
    found.push({ key, from: key < from ? from : key, to: end > to ? to : end })
    key = dateOfDay(dayOfDate(end) + 1)
  }
  return found
}

/** From the first to the last day of those weeks or months that lie in a range as a whole; null where none does. */
export function wholePeriods(grain: Grain, range: Range): Range | null {
  const whole = periodsOf(grain, range).filter(({ key, from, to }) => from === key && to === endOf(grain, key))
  return whole.length > 0 ? { from: whole[0]!.from, to: whole.at(-1)!.to } : null
}

export const FIGURE_PERIODS = [
  'today',
  'yesterday',
  'thisWeek',
  'lastWeek',
  'thisMonth',
  'lastMonth',
  'thisQuarter',
  'thisYear',
  'last12',
] as const
export type FigurePeriod = (typeof FIGURE_PERIODS)[number]

/** The days a named period means today, both included; those still to come belong to it. */
export function rangeOfPeriod(period: FigurePeriod, today: string): Range {
  const [year, month] = parts(today)
  const monday = dayOfDate(beginOf('week', today))
  switch (period) {
    case 'today':
      return { from: today, to: today }
    case 'yesterday': {
      const day = dateOfDay(dayOfDate(today) - 1)
      return { from: day, to: day }
    }
    case 'thisWeek':
      return { from: dateOfDay(monday), to: dateOfDay(monday + 6) }
    case 'lastWeek':
      return { from: dateOfDay(monday - 7), to: dateOfDay(monday - 1) }
    case 'thisMonth':
      return { from: firstOf(year, month - 1), to: lastOf(year, month - 1) }
    case 'lastMonth':
      return { from: firstOf(year, month - 2), to: lastOf(year, month - 2) }
    case 'thisQuarter': {
      const first = Math.floor((month - 1) / 3) * 3
      return { from: firstOf(year, first), to: lastOf(year, first + 2) }
    }
    case 'thisYear':
      return { from: firstOf(year, 0), to: lastOf(year, 11) }
    case 'last12':
      return { from: firstOf(year - 1, month), to: lastOf(year, month - 1) }
  }
}

export const daysIn = ({ from, to }: Range): number => dayOfDate(to) - dayOfDate(from) + 1

/** What a range is compared with: the one before it of the same length (months, where it is whole months), or a year earlier. */
export function comparedWith({ from, to }: Range, way: 'previous' | 'year'): Range {
  const [fromYear, fromMonth, fromDay] = parts(from)
  const [toYear, toMonth, toDay] = parts(to)
  const endsMonth = lastOf(toYear, toMonth - 1) === to
  if (way === 'year') {
    const last = parts(lastOf(toYear - 1, toMonth - 1))[2]
    const firstLast = parts(lastOf(fromYear - 1, fromMonth - 1))[2]
    const on = (year: number, month: number, day: number) =>
      `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
    return {
      from: on(fromYear - 1, fromMonth, Math.min(fromDay, firstLast)),
      to: endsMonth ? lastOf(toYear - 1, toMonth - 1) : on(toYear - 1, toMonth, Math.min(toDay, last)),
    }
  }
  if (fromDay === 1 && endsMonth) {
    const months = (toYear - fromYear) * 12 + toMonth - fromMonth + 1
    return { from: firstOf(fromYear, fromMonth - 1 - months), to: dateOfDay(dayOfDate(from) - 1) }
  }
  const length = daysIn({ from, to })
  return { from: dateOfDay(dayOfDate(from) - length), to: dateOfDay(dayOfDate(from) - 1) }
}

type Condition = { field: string; op: 'any_of' | 'between' | 'is' | 'not_empty' | 'empty'; value?: string | string[] }
type Part = Condition | { any: Condition[] }
export interface Records {
  kind: 'lead' | 'deal' | 'call' | 'ticket'
  filter: { all: Part[] }
}

/** Whose figures somebody sees: those of these people, and of these departments; null: everybody's. */
export type Within = { people: string[]; departments: string[] } | null

interface Cell {
  range: Range
  /** 'none': nobody's. */
  person?: string | null
  department?: string | null
  source?: string
  customer?: string
  within: Within
}

const between = (field: string, { from, to }: Range): Condition => ({ field, op: 'between', value: [from, to] })
const anyOf = (field: string, ...value: string[]): Condition => ({ field, op: 'any_of', value })

type OfWhat = { kind: Records['kind']; at: string; also?: Condition[] }
const RECORDS: Record<string, OfWhat> = {
  call_made: { kind: 'call', at: 'startedAt', also: [anyOf('direction', 'out')] },
  call_answered: {
    kind: 'call',
    at: 'startedAt',
    also: [anyOf('direction', 'in'), { field: 'answeredAt', op: 'not_empty' }],
  },
  call_missed: {
    kind: 'call',
    at: 'startedAt',
    also: [anyOf('direction', 'in'), anyOf('state', 'missed'), { field: 'answeredAt', op: 'empty' }],
  },
  request_received: { kind: 'lead', at: 'createdAt' },
  request_handled: { kind: 'lead', at: 'closedAt', also: [anyOf('status', 'converted', 'rejected')] },
  deal_won: { kind: 'deal', at: 'closedAt', also: [anyOf('status', 'won')] },
  customer_won: { kind: 'deal', at: 'closedAt', also: [anyOf('status', 'won')] },
  deal_closed: { kind: 'deal', at: 'closedAt', also: [anyOf('status', 'won', 'lost')] },
  deal_lost: { kind: 'deal', at: 'closedAt', also: [anyOf('status', 'lost')] },
  ticket_received: { kind: 'ticket', at: 'createdAt' },
  ticket_answered: { kind: 'ticket', at: 'answeredAt' },
  ticket_solved: { kind: 'ticket', at: 'solvedAt' },
}

/** The very records a cell counts, as the filter of their list; null where no list can say it. */
export function recordsOf(column: FigureColumn, cell: Cell): Records | null {
  if (!('what' in column.of) || column.of.value === 'median' || column.of.dim) return null
  const known = RECORDS[column.of.what]
  if (!known) return null
  const owner = known.kind === 'call' ? 'employeeId' : 'ownerId'
  const all: Part[] = [between(known.at, cell.range), ...(known.also ?? [])]
  if (cell.person !== undefined) all.push(anyOf(owner, cell.person ?? 'none'))
  if (cell.department !== undefined) all.push(anyOf('departmentId', cell.department ?? 'none'))
  if (cell.source !== undefined)
    all.push(cell.source ? { field: 'source', op: 'is', value: cell.source } : { field: 'source', op: 'empty' })
  if (cell.customer !== undefined) {
    const [kind = '', id = ''] = cell.customer.split('/')
    all.push(anyOf(kind === 'company' ? 'companyId' : 'contactId', id))
    if (kind === 'contact') all.push(anyOf('companyId', 'none'))
  }
  if (cell.within) {
    const { people, departments } = cell.within
    const ways = [anyOf(owner, ...people)]
    if (departments.length > 0) ways.push(anyOf('departmentId', ...departments))
    all.push({ any: ways })
  }
  return { kind: known.kind, filter: { all } }
}

/** A column may sum facts of several kinds. */
export const whatsOf = (what: string): string[] => (what === 'deal_closed' ? ['deal_won', 'deal_lost'] : [what])

export const PLAN_MEASURES = ['dealsWon', 'revenue', 'requestsHandled', 'callsMade'] as const
export type PlanMeasure = (typeof PLAN_MEASURES)[number]
export const PLAN_PERIODS = ['month', 'quarter', 'year'] as const
export type PlanPeriod = (typeof PLAN_PERIODS)[number]

/** The month, quarter or year a day lies in. */
export function planRange(period: PlanPeriod, on: string): Range {
  const [year, month] = parts(on)
  const length = { month: 1, quarter: 3, year: 12 }[period]
  const first = Math.floor((month - 1) / length) * length
  return { from: firstOf(year, first), to: lastOf(year, first + length - 1) }
}

/** The facts a plan counts. */
export function planCounts(measure: PlanMeasure, ofProduct: boolean): { what: string; value: 'count' | 'amount' } {
  const whats = {
    requestsHandled: 'request_handled',
    callsMade: 'call_made',
    dealsWon: 'deal_won',
    revenue: 'deal_won',
  }
  return { what: ofProduct ? 'product_won' : whats[measure], value: measure === 'revenue' ? 'amount' : 'count' }
}

/** How far a plan is: done, how much of its time has begun, and what it comes to at the pace until now. */
export function progress(target: number, reached: number, range: Range, today: string) {
  const days = daysIn(range)
  const begun = Math.min(Math.max(daysIn({ from: range.from, to: today }), 0), days)
  const elapsed = begun / days
  return { done: reached / target, elapsed, pace: elapsed === 0 ? null : Math.round(reached / elapsed) }
}
