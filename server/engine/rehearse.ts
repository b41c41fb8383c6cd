import { sql } from 'kysely'
import type { Actor } from '../core/actor.ts'
import type { StepPlace } from '../core/define.ts'
import type { Act, Outcome, RehearsedProcess } from '../core/deps.ts'
import { Refusal } from '../core/errors.ts'
import { newId } from '../core/ids.ts'
import type { Cx } from '../core/write.ts'
import type { EnginePorts } from './ports.ts'
import { isWithinReach } from './reach.ts'
import { BEYOND } from './steps.ts'

/**
 * Does act by act what a case would come to, each at its own moment of business time, with the same steps and the rights
 * that the process has. The caller undoes the transaction: nothing is kept, nothing leaves. What one act changes the next
 * one sees.
 */
export async function rehearse(
  cx: Cx,
  ports: EnginePorts,
  { key, departmentId, subject }: RehearsedProcess,
  acts: Act[],
): Promise<Outcome[]> {
  const instance = newId()
  const departmentIds = departmentId === null ? null : await ports.departmentsBelow(cx.db, departmentId)
  const actor: Actor = { kind: 'process', id: key, departmentIds }
  const outcomes: Outcome[] = []
  for (const [number, act] of acts.entries()) {
    await sql`update business_clock set stopped_at = ${act.at}`.execute(cx.db)
    const events: Outcome['events'] = []
    const { element, token } = act
    const acting = cx.as(actor, { instance, process: key, element }, cx.depth)
    const place: StepPlace = { instance, process: key, element, token, subject, key: `${instance}:${token}:${number}` }
    const outcome: Outcome = { key: place.key, output: null, refusal: null, events }
    try {
      outcome.output = await cx.savepoint(() => perform(noting(acting, act.at, events), ports, act, place))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      events.length = 0
      outcome.refusal = { code: error.code, params: error.params }
    }
    outcomes.push(outcome)
  }
  return outcomes
}

async function perform(cx: Cx, ports: EnginePorts, act: Act, at: StepPlace): Promise<Record<string, unknown> | null> {
  if ('task' in act) {
    await ports.userTasks.create(cx, [{ ...act.task, ...at, cx }])
    return null
  }
  const step = ports.steps.get(act.step)
  const parsed = step?.input.safeParse(act.input)
  if (!step || !parsed) throw new Refusal('process.problem', { params: { element: act.step, message: '?' } })
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new Refusal('process.problem', { params: { element: issue!.path.join('.'), message: issue!.message } })
  }
  if (!(await isWithinReach(cx.db, cx.actor, act.input, at.subject))) throw new Refusal(BEYOND, { status: 403 })
  const input = parsed.data as never
  if (step.run) return step.run(cx, input, at)
  const [output] = (await step.runMany?.(cx, [{ input, at, cx }])) ?? []
  return output ?? {}
}

/** The same transaction at another moment; what is recorded in it is noted as well. */
function noting(cx: Cx, now: Date, events: Outcome['events']): Cx {
  const noted: Cx = Object.create(cx, {
    now: { value: now },
    record: {
      value(name: string, event: Parameters<Cx['record']>[1]) {
        events.push({ name, subject: event.subject, payload: event.payload ?? {} })
        return cx.record(name, event)
      },
    },
    as: {
      value: (...other: Parameters<Cx['as']>) => noting(cx.as(...other), now, events),
    },
  })
  return noted
}
