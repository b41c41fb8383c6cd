import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { type CallEar, listenAmi } from '../../../channels/telephony/ami.ts'
import type { HeardCall } from '../../../channels/telephony/ami-calls.ts'
import { AmiSimulator } from '../../../channels/telephony/simulator.ts'
import { system } from '../../../core/actor.ts'
import { businessNow } from '../../../core/clock.ts'
import type { Deps } from '../../../core/deps.ts'
import { write } from '../../../core/write.ts'
import { amiOf, EXCHANGE_COLUMNS, type ExchangeRow } from '../queries/exchanges.ts'
import type { TryOut } from '../schema.ts'
import { markTrouble } from './exchanges.ts'
import { closeUnheard, hearCalls, momentOf, type Speaking } from './hear-calls.ts'

const BY = system('telephony')
const PORTION = 100
/** A lease of this length is renewed at every look; a node that died is followed by another within it. */
const LEASE = sql`interval '15 seconds'`
export const LOOK_MS = 3000

const hear = async (deps: Deps, exchange: Speaking, calls: HeardCall[]): Promise<void> => {
  for (let at = 0; at < calls.length; at += PORTION) {
    const events = calls.slice(at, at + PORTION).map((call) => ({ ...call, seconds: null }))
    await write(deps, BY, (cx) => hearCalls(cx, exchange, events))
  }
}

/** Keeps listening to every exchange that is connected to, one node each; `tend` looks who is to be listened to now. */
export function exchangeListeners(deps: Deps) {
  const node = randomUUID()
  const running = new Map<string, { version: number; stop(): Promise<void> }>()

  const earOf = (exchange: Speaking): CallEar => ({
    heard: (calls) => hear(deps, exchange, calls),
    present: async (present, asOf) => {
      const close = () => write(deps, BY, (cx) => closeUnheard(cx, exchange, { present, before: momentOf(cx, asOf) }))
      while ((await close()) === 500);
    },
    trouble: (trouble) => write(deps, BY, (cx) => markTrouble(cx, exchange.id, trouble)),
  })

  async function hangUp(id: string): Promise<void> {
    const listener = running.get(id)
    running.delete(id)
    await listener?.stop()
  }

  return {
    async tend(): Promise<boolean> {
      const { rows } =
        await sql<ExchangeRow>`update exchanges set listener = ${node}, listened_until = clock_timestamp() + ${LEASE}
        where kind = 'ami' and active and archived_at is null
          and (listener = ${node} or coalesce(listened_until, '-infinity') < clock_timestamp())
        returning ${EXCHANGE_COLUMNS}`.execute(deps.database.db)
      const ours = new Map(rows.map((row) => [row.id, row]))
      for (const [id, { version }] of [...running]) if (ours.get(id)?.version !== version) await hangUp(id)
      for (const row of rows) {
        const account = running.has(row.id) ? null : amiOf(deps, row)
        if (account) running.set(row.id, { version: row.version, ...listenAmi(account, earOf(row)) })
      }
      return false
    },
    async stop(): Promise<void> {
      for (const id of [...running.keys()]) await hangUp(id)
      await sql`update exchanges set listener = null, listened_until = null where listener = ${node}`
        .execute(deps.database.db)
        .catch(() => {})
    },
  }
}

const RINGS_AT_MOST_MS = 15 * 60_000
const TALKS_AT_MOST_MS = 12 * 3_600_000

/** Ends calls whose end no exchange told: nobody rings for a quarter of an hour. A chore. */
export async function endForgottenCalls(deps: Deps): Promise<boolean> {
  const now = (await businessNow(deps.database.db)).getTime()
  const { rows } = await sql<Speaking>`select id, department_id as "departmentId", call_back_within as "callBackWithin"
    from exchanges x where exists (select 1 from calls k where k.exchange_id = x.id and k.state in ('ringing', 'answered')
      and k.started_at < ${new Date(now - RINGS_AT_MOST_MS)})`.execute(deps.database.db)
  for (const exchange of rows) {
    await write(deps, BY, async (cx) => {
      const before = (ms: number) => new Date(cx.now.getTime() - ms)
      await closeUnheard(cx, exchange, { state: 'ringing', before: before(RINGS_AT_MOST_MS) })
      await closeUnheard(cx, exchange, { state: 'answered', before: before(TALKS_AT_MOST_MS) })
    })
  }
  return false
}

/** What an exchange posted lately is remembered only as long as it could be posted again. */
export async function forgetMessages(deps: Deps): Promise<void> {
  await sql`delete from exchange_messages where sent_at < clock_timestamp() - interval '15 minutes'`.execute(
    deps.database.db,
  )
}

/**
 * Rings as a real exchange would: a simulated Asterisk is listened to over its own protocol, and what it tells is taken for
 * the exchange's own. Answers once it rings; the rest follows in its time.
 */
export async function tryOut(deps: Deps, exchange: Speaking, asked: TryOut): Promise<void> {
  const simulator = await AmiSimulator.start({ user: 'try-out', password: randomUUID() })
  let wasHeard: () => void
  const over = new Promise<void>((resolve) => {
    wasHeard = resolve
  })
  const listener = listenAmi(simulator.account, {
    heard: async (calls) => {
      await hear(deps, exchange, calls)
      if (calls.some(({ event }) => event === 'ended' || event === 'missed')) wasHeard()
    },
    // It knows nothing of the calls of the real one.
    present: async () => {},
    trouble: async () => {},
  })
  await simulator.listened()
  void Promise.all([simulator.ring(asked), over])
    .then(() => listener.stop())
    .catch((error) => deps.log.warn({ err: error }, 'telephony: a try-out broke off'))
    .finally(() => simulator.stop())
}
