import { evaluateWatchingNames, expressionFailure, isFeel } from './expression.ts'
import type { Calendar, GraphElement, TimerDefinition } from './graph.ts'
import type { AdvanceEnv } from './protocol.ts'
import type { ArmedTimer } from './state.ts'
import { Stopped, wrongValue } from './stopped.ts'
import { addDuration, isDuration, nextByCron, parseCycle, parseInstant } from './timer-values.ts'

type Context = Record<string, unknown>

const CATCH_UP_LIMIT = 10_000

/** The timer of an event as it is armed now; null when the model switches it off. */
export function armedTimer(
  env: AdvanceEnv,
  event: GraphElement,
  context: Context,
  assignee: string | undefined,
): ArmedTimer | null {
  const { kind, value: source } = event.timer!
  const value = timerValue(env, event.timer!, context)
  if (value === null) return null
  const { now, zone } = env
  const calendar = event.calendar === 'none' ? undefined : event.calendar
  if (kind === 'date') {
    const dueAt = parseInstant(value, zone)
    if (!dueAt) throw wrongValue(source, context, value, 'a date')
    return { element: event.id, dueAt }
  }
  if (kind === 'duration') {
    if (!isDuration(value)) throw wrongValue(source, context, value, 'a duration such as PT8H')
    const timer: ArmedTimer = { element: event.id, dueAt: later(env, now, value, calendar, assignee) }
    if (!calendar) return timer
    return { ...timer, armedAt: now, duration: value, calendar, ...(assignee === undefined ? {} : { assignee }) }
  }
  const byCron = nextByCron(value, now, zone)
  if (byCron === null) return null
  if (byCron !== undefined) return { element: event.id, dueAt: byCron, cron: value, repeat: -1 }
  const cycle = parseCycle(isDuration(value) ? `R/${value}` : value)
  const start = cycle?.start === undefined ? undefined : parseInstant(cycle.start, zone)
  if (!cycle || start === null) throw wrongValue(source, context, value, 'a cycle such as R3/PT10H')
  const { repeat, duration } = cycle
  const dueAt = start ?? later(env, now, duration, calendar, assignee)
  const timer: ArmedTimer = { element: event.id, dueAt, duration, repeat }
  if (!calendar) return timer
  // a first firing that the model names does not move with the calendar
  const anchor = start === undefined ? { armedAt: now } : {}
  return { ...timer, ...anchor, calendar, ...(assignee === undefined ? {} : { assignee }) }
}

/** The next firing of a timer that just fired, null when there is none. */
export function nextFiring(env: AdvanceEnv, fired: ArmedTimer): ArmedTimer | null {
  const left = fired.repeat === undefined || fired.repeat === -1 ? fired.repeat : fired.repeat - 1
  if (left === undefined || left === 0) return null
  if (fired.cron !== undefined) {
    const dueAt = nextByCron(
      fired.cron,
      Date.parse(fired.dueAt) > Date.parse(env.now) ? fired.dueAt : env.now,
      env.zone,
    )
    return dueAt ? { ...fired, dueAt } : null
  }
  const next: ArmedTimer = { ...fired, repeat: left, ...nextDue(env, fired) }
  if (!fired.calendar) next.armedAt = undefined
  return next
}

/** The instant a duration later, in working time where a calendar is named. */
export function later(
  env: AdvanceEnv,
  from: string,
  duration: string,
  calendar: Calendar | undefined,
  assignee?: string,
): string {
  if (calendar !== 'company' && calendar !== 'assignee') return addDuration(from, duration, env.zone)
  try {
    return env.addWorkingTime(from, duration, calendar, assignee)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Stopped('calendar_failed', `The working calendar could not count ${duration} from ${from}: ${reason}`)
  }
}

function timerValue(env: AdvanceEnv, { value: source }: TimerDefinition, context: Context): string | null {
  if (!isFeel(source)) return source
  const { result, unknownNames } = evaluateWatchingNames(source, context, env)
  if ('error' in result) throw new Stopped('expression_failed', result.error)
  const { value } = result
  if (value === null && unknownNames.length > 0) {
    const reason = `there is no variable ${unknownNames.join(', ')}`
    throw new Stopped('expression_failed', expressionFailure(source, context, reason))
  }
  if (value === null || value === '') return null
  if (typeof value !== 'string') throw wrongValue(source, context, value, 'a time')
  return value
}

/**
 * The next firing counts from the one before, so a cycle does not drift. A counted cycle keeps its count even when
 * firings were missed; an endless one skips them: nobody wants sixty reminders after a weekend without power.
 */
function nextDue(
  env: AdvanceEnv,
  { dueAt, duration, calendar, assignee, repeat }: ArmedTimer,
): { armedAt: string; dueAt: string } {
  const now = Date.parse(env.now)
  try {
    let armedAt = dueAt
    let next = later(env, armedAt, duration!, calendar, assignee)
    for (let step = 0; repeat === -1 && Date.parse(next) <= now; step++) {
      armedAt = step < CATCH_UP_LIMIT ? next : env.now
      next = later(env, armedAt, duration!, calendar, assignee)
    }
    return { armedAt, dueAt: next }
  } catch (error) {
    // a broken calendar must not stop the activity that the reminder is only attached to
    if (error instanceof Stopped) return { armedAt: env.now, dueAt: later(env, env.now, duration!, 'none') }
    throw error
  }
}
