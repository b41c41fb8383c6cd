import { sql } from 'kysely'
import { system } from '../core/actor.ts'
import type { Effect, EffectSender } from '../core/define.ts'
import type { Deps } from '../core/deps.ts'
import { caseRef, childOf, errorType, newTrace, readTraceparent, type Traces, tracesNow } from '../core/traces.ts'
import { type Cx, write } from '../core/write.ts'
import type { Attempt } from './batch.ts'

const LEASE_SECONDS = 60
const RETRY = { attempts: 12, pause: (attempt: number) => Math.min(600, 2 ** attempt) }

/**
 * Takes effects under a lease and sends them outside any transaction. An effect is marked `sending` before the call, so
 * after a crash the sender is told that an earlier attempt may have got through. Returns how many were taken.
 */
export async function sendEffects(
  deps: Deps,
  senders: ReadonlyMap<string, EffectSender>,
  node: string,
  limit: number,
): Promise<number> {
  const { rows } = await sql<{
    id: number
    topic: string
    key: string
    payload: Record<string, unknown>
    attempts: number
    repeated: boolean
    trace: string | null
  }>`/* due-effects */ with due as (
      select id, state as was from outbox where kind = 'effect' and state <> 'failed' and topic = any(${[...senders.keys()]}::text[])
        and (not_before is null or not_before <= clock_timestamp()) and (leased_until is null or leased_until < clock_timestamp())
      order by not_before nulls first, id limit ${limit} for update skip locked)
    update outbox o set state = 'sending', attempts = o.attempts + 1, lease_owner = ${node},
      leased_until = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
    from due where o.id = due.id
    returning o.id, o.topic, o.key, o.payload, o.attempts, o.trace, due.was = 'sending' as repeated`.execute(
    deps.database.db,
  )
  await Promise.all(
    rows.map(async ({ id, topic, attempts, trace, ...effect }) => {
      try {
        const whole = { ...effect, attempt: attempts }
        await traced(deps, topic, trace, whole, () => sendOne(deps, senders.get(topic)!, node, id, whole))
      } catch (error) {
        // Its end could not be written down: the lease runs out, and the next attempt is told that this one may have got through.
        deps.log.warn({ topic, key: effect.key, reason: (error as Error).message }, 'effect: its end was not written')
      }
    }),
  )
  return rows.length
}

/** What came of an effect, for who reads traces. */
interface Sent {
  outcome: 'sent' | 'tried again' | 'given up'
  error?: string
}

/** A try of an effect as a span: below the step or the request that wanted it, wherever that was. */
async function traced(
  { traces }: Deps,
  topic: string,
  origin: string | null,
  { attempt, payload }: Effect,
  send: () => Promise<Sent>,
): Promise<void> {
  if (!traces) {
    await send()
    return
  }
  const parent = readTraceparent(origin) ?? caseOf(traces, payload)
  const ref = parent ? childOf(parent) : newTrace(traces)
  const from = tracesNow()
  let sent: Sent = { outcome: 'tried again', error: 'end_not_written' }
  try {
    sent = await traces.within(ref, send)
  } finally {
    const attributes = { 'tok.effect': topic, 'tok.attempt': attempt, 'tok.outcome': sent.outcome }
    traces.emit({
      name: `effect ${topic}`,
      ref,
      parent,
      kind: 'client',
      from,
      to: tracesNow(),
      attributes,
      error: sent.error,
    })
  }
}

const caseOf = (traces: Traces, { instance }: Effect['payload']) =>
  typeof instance === 'string' ? caseRef(traces, instance) : null

async function sendOne(deps: Deps, sender: EffectSender, node: string, id: number, effect: Effect): Promise<Sent> {
  const lease = setInterval(() => {
    sql`update outbox set leased_until = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
      where id = ${id} and lease_owner = ${node}`
      .execute(deps.database.db)
      .catch(() => {})
  }, LEASE_SECONDS * 400)
  try {
    let answer: Record<string, unknown>
    try {
      answer = await sender.send(effect)
    } catch (error) {
      const isLast = await putOff(deps, sender, node, id, effect, error as Error)
      return { outcome: isLast ? 'given up' : 'tried again', error: errorType(error) }
    }
    await write(deps, system('effects'), async (cx) => {
      const { numAffectedRows = 0n } = await sql`delete from outbox where id = ${id}`.execute(cx.db)
      // After a long standstill of this process somebody else took it over and came to its end.
      if (numAffectedRows === 0n) return
      await sender.sent?.(cx, effect, answer)
      finishStep(cx, effect, { variables: answer })
    })
    return { outcome: 'sent' }
  } finally {
    clearInterval(lease)
  }
}

/** Writes down that it was not sent; true where it is not tried again. */
async function putOff(
  deps: Deps,
  sender: EffectSender,
  node: string,
  id: number,
  effect: Effect,
  error: Error,
): Promise<boolean> {
  const reason = error.message.slice(0, 500)
  const { attempts: usual, pause } = sender.retry ?? RETRY
  const most = typeof effect.payload.tries === 'number' ? effect.payload.tries : usual
  const last = effect.attempt >= most || (error as { final?: boolean }).final === true
  deps.log.warn({ topic: sender.topic, key: effect.key, attempt: effect.attempt, last, reason }, 'effect not sent')
  await write(deps, system('effects'), async (cx) => {
    const attempts = [...triedBefore(effect), { at: cx.now.toISOString(), message: reason.slice(0, 300) }]
    // Somebody else may have taken it over after a long standstill of this process; then the word is theirs.
    const mine = sql`id = ${id} and lease_owner = ${node}`
    if (!last) {
      await sql`update outbox set state = 'ready', last_error = ${reason}, leased_until = null,
          payload = case when ${isOfStep(effect)} then payload || jsonb_build_object('tried', ${JSON.stringify(attempts)}::jsonb) else payload end,
          not_before = clock_timestamp() + make_interval(secs => ${Math.max(pause(effect.attempt), Math.min(3600, (error as { seconds?: number }).seconds ?? 0))})
        where ${mine}`.execute(cx.db)
      return
    }
    // The incident of the case keeps what went wrong; under the same key a person may have it sent anew.
    const given =
      sender.gaveUp || isOfStep(effect)
        ? await sql`delete from outbox where ${mine}`.execute(cx.db)
        : await sql`update outbox set state = 'failed', last_error = ${reason}, leased_until = null where ${mine}`.execute(
            cx.db,
          )
    if (Number(given.numAffectedRows ?? 0) === 0) return
    await sender.gaveUp?.(cx, effect, error)
    finishStep(cx, effect, { error: reason, attempts })
  })
  return last
}

const isOfStep = ({ payload }: Effect): boolean => typeof payload.instance === 'string'

const triedBefore = (effect: Effect): Attempt[] => (isOfStep(effect) ? ((effect.payload.tried ?? []) as Attempt[]) : [])

/** Tells the process that waits for this effect how it ended. */
function finishStep(
  cx: Cx,
  { payload }: Effect,
  end: { variables: Record<string, unknown> } | { error: string; attempts: Attempt[] },
): void {
  const { instance, token } = payload
  if (typeof instance !== 'string') return
  cx.record('step.finished', {
    subject: { kind: 'process_instance', id: instance },
    payload: { instance, token, ...end },
  })
}
