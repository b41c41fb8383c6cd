import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import pg from 'pg'
import { system } from '../server/core/actor.ts'
import { write } from '../server/core/write.ts'
import { addEmployee } from '../server/modules/staff/commands/add-employee.ts'
import { createApiToken } from '../server/modules/staff/commands/create-api-token.ts'
import { setUpCompany } from '../server/modules/staff/commands/set-up-company.ts'
import { departmentByKey } from '../server/modules/staff/queries.ts'
import { atLeast, atMost, callers, median, type Options, percentile, type Result, rounded } from './measure.ts'
import { makePlace } from './place.ts'
import { poster } from './post.ts'

const CALLERS = 16
const ROUNDS = 3
// With the owner, who heads the department, twelve people are told.
const SELLERS = 11

/**
 * Requests sent in through the token API until each is a committed lead whose process has started and has notified the
 * twelve people of sales, beside as many transactions of five plainly inserted rows, from sixteen callers each, in turns.
 */
export async function intake({ quick, say }: Options): Promise<Result> {
  const place = await makePlace()
  try {
    const count = quick ? 200 : 10_000
    const { token, formId } = await place.within(async ({ deps }) => {
      const ready = await write(deps, system('bench'), async (cx) => {
        const { ownerId } = await setUpCompany(cx, {
          company: { name: 'Zakład Pomiarowy' },
          owner: { name: 'Olga Miara', email: 'olga@example.com', password: 'dlugie-haslo-do-pomiaru' },
          departments: ['Sprzedaż'],
          locale: 'pl',
        })
        await deps.onCompanySetUp!(cx, 'pl')
        const departmentId = (await departmentByKey(cx.db, 'sales'))!.id
        for (let seller = 1; seller <= SELLERS; seller += 1) {
          await addEmployee(cx, { name: `Sprzedawca ${seller}`, email: `s${seller}@example.com`, departmentId })
        }
        return createApiToken(cx, { employeeId: ownerId, name: 'bench' })
      })
      const { rows } = await sql<{ id: string }>`select id from forms where active limit 1`.execute(deps.database.db)
      return { token: ready.token, formId: rows[0]!.id }
    })
    const reference = new pg.Pool({ connectionString: place.url, max: CALLERS })
    reference.on('error', () => {})
    await reference.query(
      'create table bench_rows (id uuid primary key default gen_random_uuid(), at timestamptz not null default now(), note text not null)',
    )
    const server = await place.serve()
    const post = poster(server.address)
    const path = `/api/forms/${formId}/submissions`
    const pending = async () =>
      (
        await reference.query<{ pending: boolean }>(
          "select exists (select from outbox where kind = 'deliver') as pending",
        )
      ).rows[0]!.pending
    const made = async () =>
      (
        await reference.query<{ leads: number; started: number }>(
          `select (select count(*)::int from leads) leads,
            (select count(*)::int from process_instances where process_key = 'request_handling') started`,
        )
      ).rows[0]!

    let sent = 0
    const send = async (many: number) => {
      const first = sent
      sent += many
      const run = await callers(many, CALLERS, (index, caller) =>
        post({
          path,
          token,
          body: {
            answers: {
              name: `Klient ${first + index}`,
              email: `klient${first + index}@example.com`,
              message: `Proszę o ofertę numer ${first + index}, z dostawą do końca miesiąca.`,
            },
          },
          caller,
        }),
      )
      const began = performance.now()
      // An event leaves the outbox in the transaction that starts its process; the tables are counted once it is empty.
      while (await pending()) {
        if (performance.now() - began > 120_000) throw new Error('the outbox does not become empty')
        await sleep(5)
      }
      const drained = (performance.now() - began) / 1000
      const { leads, started } = await made()
      if (leads !== sent || started !== sent) throw new Error(`${sent} sent, ${leads} leads, ${started} started`)
      return { ...run, whole: run.seconds + drained }
    }
    const insert = (many: number) =>
      callers(many, CALLERS, async (index) => {
        const client = await reference.connect()
        try {
          await client.query('begin')
          await client.query({
            name: 'five',
            text: 'insert into bench_rows (note) values ($1), ($2), ($3), ($4), ($5)',
            values: [1, 2, 3, 4, 5].map(
              (n) => `Wiersz pomiarowy ${index}/${n}, tak długi jak zwykła wiadomość od klienta z prośbą o ofertę`,
            ),
          })
          await client.query('commit')
        } finally {
          client.release()
        }
      })

    say('warming up')
    await send(Math.min(count, 500))
    await insert(Math.min(count, 500))
    const answered: number[] = []
    const handled: number[] = []
    const plain: number[] = []
    const latencies: number[] = []
    let drain = 0
    for (let round = 1; round <= ROUNDS; round += 1) {
      plain.push(count / (await insert(count)).seconds)
      const run = await send(count)
      answered.push(count / run.seconds)
      handled.push(count / run.whole)
      latencies.push(...run.milliseconds)
      drain = Math.max(drain, run.whole - run.seconds)
      say(
        `round ${round}: ${rounded(handled.at(-1)!)} requests/s handled, ${rounded(plain.at(-1)!)} five-row transactions/s`,
      )
    }
    const { rows: lags } = await reference.query<{ ms: number }>(
      `select extract(epoch from i.started_at - l.created_at)::float8 * 1000 as ms
       from process_instances i join leads l on l.id = i.subject_id where i.process_key = 'request_handling'`,
    )
    const { rows: notified } = await reference.query<{ n: number }>(`select count(*)::int n from notices`)
    await reference.end()
    const lag = lags.map((row) => row.ms)
    return {
      bench: 'intake',
      bars: [
        atLeast(
          'requests/s to committed lead and started process, of five-row transactions/s',
          median(handled) / median(plain),
          'x',
          0.25,
        ),
        atMost('p99 of the answer', percentile(latencies, 0.99), 'ms', 50),
      ],
      figures: {
        'requests/s handled': rounded(median(handled)),
        'requests/s answered': rounded(median(answered)),
        'five-row transactions/s': rounded(median(plain)),
        'answer p50, ms': rounded(percentile(latencies, 0.5)),
        'start lag p50, ms': rounded(percentile(lag, 0.5)),
        'start lag p99, ms': rounded(percentile(lag, 0.99)),
        'start lag max, ms': rounded(Math.max(...lag.slice(0, 100_000))),
        'longest wait for backlog 0 after the last answer, s': rounded(drain),
        'requests in all': sent,
        'notices written': notified[0]!.n,
      },
    }
  } finally {
    await place.end()
  }
}
