import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { system } from '../server/core/actor.ts'
import { write } from '../server/core/write.ts'
import { createApiToken } from '../server/modules/staff/commands/create-api-token.ts'
import { startWorker } from '../test/support/served.ts'
import { atMost, type Options, percentile, type Result, rounded } from './measure.ts'
import { installParcels, Parcels } from './parcels.ts'
import { makePlace, SECRET } from './place.ts'
import { poster } from './post.ts'

const HOUR_MS = 3_600_000
const SECONDS = 300
/** Of each in a second of the clock on the wall. */
const PARCELS = 100
const REQUESTS = 20
const CALLERS = 8
/** Rows come and go in these: their size is bounded by what waits, not by what went through. */
const QUEUES = ['outbox', 'process_waits', 'worker_beats']
/** These keep what happened: each parcel and request adds as much as the one before. */
const KEPT = ['event_log', 'process_instances', 'process_history']

interface Sample {
  at: number
  done: number
  tables: Record<string, { bytes: number; dead: number; live: number }>
}

/**
 * An hour of a busy company in five minutes: business time goes twelve times as fast, parcels and requests come all the time, one
 * node answers and another works. Whether answers and tables are at the end what they were at the beginning. `size`: seconds.
 */
export async function load({ quick, size, say }: Options): Promise<Result> {
  const seconds = size ?? (quick ? 20 : SECONDS)
  const place = await makePlace()
  const parcels = new Parcels({ connectionString: place.url })
  try {
    const { token, formId } = await place.within(async ({ deps }) => {
      await installParcels(deps)
      const { rows: owners } = await sql<{ id: string }>`select id from employees limit 1`.execute(deps.database.db)
      const made = await write(deps, system('bench'), (cx) =>
        createApiToken(cx, { employeeId: owners[0]!.id, name: 'bench' }),
      )
      const { rows } = await sql<{ id: string }>`select id from forms where active limit 1`.execute(deps.database.db)
      return { token: made.token, formId: rows[0]!.id }
    })
    const server = await place.serve({ TOK_ROLES: 'web' })
    const worker = await startWorker({ TOK_DATA: place.folder, TOK_SECRET: SECRET, DATABASE_URL: place.url })
    const post = poster(server.address)
    const path = `/api/forms/${formId}/submissions`
    const began = performance.now()
    const elapsed = () => (performance.now() - began) / 1000
    const answers: { at: number; ms: number }[] = []
    let sent = 0
    const ask = async (caller: number) => {
      while (elapsed() < seconds) {
        const number = sent++
        const at = number / REQUESTS
        if (at > elapsed()) await sleep((at - elapsed()) * 1000)
        if (elapsed() >= seconds) return
        const asked = performance.now()
        const body = {
          answers: { name: `Klient ${number}`, email: `klient${number}@example.com`, message: `Zapytanie ${number}` },
        }
        await post({ path, token, caller, body })
        answers.push({ at: elapsed(), ms: performance.now() - asked })
      }
    }
    const travel = async () => {
      const every = 1000
      const ahead = HOUR_MS / seconds - every
      while (elapsed() < seconds) {
        await sleep(every)
        await parcels.pool.query('update business_clock set ahead_ms = ahead_ms + $1', [Math.max(0, Math.round(ahead))])
      }
    }
    const samples: Sample[] = []
    const watch = async () => {
      for (let n = 1; n <= 20; n += 1) {
        await sleep(Math.max(0, (n * seconds * 1000) / 20 - (performance.now() - began)))
        samples.push({ at: elapsed(), ...(await lookAt(parcels)) })
        const { done, tables } = samples.at(-1)!
        const of = (name: string) => `${name} ${kilobytes(tables[name]!.bytes)} KB, ${tables[name]!.dead} dead`
        if (n % 4 === 0) say(`${Math.round(elapsed())} s: ${done} done; ${QUEUES.slice(0, 2).map(of).join('; ')}`)
      }
    }
    await Promise.all([
      ...Array.from({ length: CALLERS }, (_, caller) => ask(caller)),
      parcels.send(Math.round(PARCELS * seconds), { aSecond: PARCELS, over: () => elapsed() >= seconds + 30 }),
      travel(),
      watch(),
    ])
    while ((await parcels.completed()) < parcels.sent && elapsed() < seconds + 60) await sleep(100)
    const proof = await parcels.proof()
    await worker.stop()
    return told({ seconds, answers, samples, done: parcels.sent, lost: proof.lost + proof.gaps + proof.doubled })
  } finally {
    await parcels.pool.end()
    await place.end()
  }
}

async function lookAt(parcels: Parcels): Promise<Omit<Sample, 'at'>> {
  const { rows } = await parcels.pool.query<{ name: string; bytes: number; dead: number; live: number }>(
    `select t.name, sum(pg_total_relation_size(c.oid))::float8 as bytes, sum(s.n_dead_tup)::int as dead, sum(s.n_live_tup)::int as live
      from unnest($1::text[]) as t(name) join pg_class c on c.oid = t.name::regclass or c.oid in (
        select inhrelid from pg_inherits where inhparent = t.name::regclass)
      left join pg_stat_user_tables s on s.relid = c.oid group by 1`,
    [[...QUEUES, ...KEPT]],
  )
  return {
    done: await parcels.completed(),
    tables: Object.fromEntries(rows.map(({ name, bytes, dead, live }) => [name, { bytes, dead, live }])),
  }
}

const kilobytes = (bytes: number) => Math.round(bytes / 1024)

function told(run: {
  seconds: number
  answers: { at: number; ms: number }[]
  samples: Sample[]
  done: number
  lost: number
}): Result {
  const { seconds, answers, samples, done, lost } = run
  const fifth = (n: number) =>
    answers.filter(({ at }) => at >= (n * seconds) / 5 && at < ((n + 1) * seconds) / 5).map(({ ms }) => ms)
  const [first, last] = [fifth(0), fifth(4)]
  const at = (share: number) => samples[Math.round(share * samples.length) - 1]!
  const [early, end] = [at(0.4), at(1)]
  const each = (table: string, sample: Sample) => sample.tables[table]!.bytes / Math.max(1, sample.done)
  // The end of a table is given back now and then, so that its size at one moment says little.
  const peak = (table: string, from: number, to: number) =>
    Math.max(
      ...samples
        .slice(Math.round(from * samples.length), Math.round(to * samples.length))
        .map(({ tables }) => tables[table]!.bytes),
    )
  return {
    bench: 'load',
    bars: [
      atMost('answers p50, last fifth of the first', percentile(last, 0.5) / percentile(first, 0.5), 'x', 1.5),
      atMost('answers p95, last fifth of the first', percentile(last, 0.95) / percentile(first, 0.95), 'x', 1.5),
      ...QUEUES.map((table) =>
        atMost(
          `largest ${table} in the last two fifths, of the largest in the first two`,
          peak(table, 0.6, 1) / peak(table, 0, 0.4),
          'x',
          1.5,
        ),
      ),
      ...KEPT.map((table) =>
        atMost(
          `size of ${table} a parcel at the end, of that after two fifths`,
          each(table, end) / each(table, early),
          'x',
          1.3,
        ),
      ),
      atMost('parcels lost, doubled or with a gap', lost, '', 0),
    ],
    figures: {
      'seconds on the wall': seconds,
      'minutes of business time': 60,
      parcels: done,
      requests: answers.length,
      'answers p50 and p95 in the first fifth, ms': `${rounded(percentile(first, 0.5))}, ${rounded(percentile(first, 0.95))}`,
      'answers p50 and p95 in the last fifth, ms': `${rounded(percentile(last, 0.5))}, ${rounded(percentile(last, 0.95))}`,
      ...Object.fromEntries(
        [...QUEUES, ...KEPT].map((table) => [
          `${table}: KB and dead rows after each fifth`,
          [0.2, 0.4, 0.6, 0.8, 1]
            .map((share) => `${kilobytes(at(share).tables[table]!.bytes)}/${at(share).tables[table]!.dead}`)
            .join(' '),
        ]),
      ),
    },
  }
}
