import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { type CallEar, listenAmi } from '../../../channels/telephony/ami.ts'
import type { HeardCall } from '../../../channels/telephony/ami-calls.ts'
import { AmiSimulator } from '../../../channels/telephony/simulator.ts'
import { system } from '../../../core/actor.ts'
import { businessNow } from '../../../core/clock.ts'
import type { Deps } from '../../../core/deps.ts'
import { leased } from '../../../core/leases.ts'
import { write } from '../../../core/write.ts'
import { amiOf, EXCHANGE_COLUMNS, type ExchangeRow } from '../queries/exchanges.ts'
import type { TryOut } from '../schema.ts'
import { markTrouble } from './exchanges.ts'
import { closeUnheard, hearCalls, momentOf, type Speaking } from './hear-calls.ts'

const BY = system('telephony')
const PORTION = 100
export const LOOK_MS = 3000

const hear = async (deps: Deps, exchange: Speaking, calls: HeardCall[]): Promise<void> => {
  for (let at = 0; at < calls.length; at += PORTION) {
    const events = calls.slice(at, at + PORTION).map((call) => ({ ...call, seconds: null }))
    await write(deps, BY, (cx) => hearCalls(cx, exchange, events))
  }
}

const earOf = (deps: Deps, exchange: Speaking): CallEar => ({
  heard: (calls) => hear(deps, exchange, calls),
  present: async (present, asOf) => {
    const close = () => write(deps, BY, (cx) => closeUnheard(cx, exchange, { present, before: momentOf(cx, asOf) }))
    while ((await close()) === 500);
  },
  trouble: (trouble) => write(deps, BY, (cx) => markTrouble(cx, exchange.id, trouble)),
})

/** Keeps listening to every exchange that is connected to, one node each; `tend` looks who is to be listened to now. */
export const exchangeListeners = (deps: Deps) =>
  leased<ExchangeRow>(deps, {
    table: 'exchanges',
    columns: EXCHANGE_COLUMNS,
    where: () => sql<boolean>`kind = 'ami'`,
    async begin(row) {
      const account = amiOf(deps, row)
      return account && listenAmi(account, earOf(deps, row))
    },
  })

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
