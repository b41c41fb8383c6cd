import { sql } from 'kysely'
import { system } from '../core/actor.ts'
import type { EffectSender } from '../core/define.ts'
import type { Deps } from '../core/deps.ts'
import { write } from '../core/write.ts'

const LEASE_SECONDS = 60
const LAST_ATTEMPT = 12

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
  }>`with due as (
      select id, state as was from outbox where kind = 'effect' and state <> 'failed' and topic = any(${[...senders.keys()]}::text[])
        and (not_before is null or not_before <= clock_timestamp()) and (leased_until is null or leased_until < clock_timestamp())
      order by not_before nulls first, id limit ${limit} for update skip locked)
    update outbox o set state = 'sending', attempts = o.attempts + 1, lease_owner = ${node},
      leased_until = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
    from due where o.id = due.id
    returning o.id, o.topic, o.key, o.payload, o.attempts, due.was = 'sending' as repeated`.execute(deps.database.db)
  await Promise.all(
    rows.map(async (effect) => {
      const sender = senders.get(effect.topic)!
      const lease = setInterval(() => {
        sql`update outbox set leased_until = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
          where id = ${effect.id} and lease_owner = ${node}`
          .execute(deps.database.db)
          .catch(() => {})
      }, LEASE_SECONDS * 400)
      try {
        const done = await sender.send({
          key: effect.key,
          payload: effect.payload,
          attempt: effect.attempts,
          repeated: effect.repeated,
        })
        await write(deps, system('effects'), async (cx) => {
          await sql`delete from outbox where id = ${effect.id}`.execute(cx.db)
          if (typeof effect.payload.instance === 'string') {
            cx.record('step.finished', {
              subject: { kind: 'process_instance', id: effect.payload.instance },
              payload: { instance: effect.payload.instance, token: effect.payload.token, variables: done },
            })
          }
        })
      } catch (error) {
        const message = (error as Error).message.slice(0, 500)
        deps.log.warn({ topic: effect.topic, key: effect.key, attempt: effect.attempts, reason: message }, 'effect not sent yet')
        const last = effect.attempts >= LAST_ATTEMPT || (error as { final?: boolean }).final === true
        await write(deps, system('effects'), async (cx) => {
          await sql`update outbox set state = ${last ? 'failed' : 'ready'}, last_error = ${message}, leased_until = null,
              not_before = clock_timestamp() + make_interval(secs => least(600, power(2, ${effect.attempts}::int)))
            where id = ${effect.id}`.execute(cx.db)
          if (last && typeof effect.payload.instance === 'string') {
            cx.record('step.finished', {
              subject: { kind: 'process_instance', id: effect.payload.instance },
              payload: { instance: effect.payload.instance, token: effect.payload.token, error: message },
            })
          }
        })
      } finally {
        clearInterval(lease)
      }
    }),
  )
  return rows.length
}
