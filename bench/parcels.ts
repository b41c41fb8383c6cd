import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { system } from '../server/core/actor.ts'
import { type ConnectionConfig, poolToPrimary } from '../server/core/db-hosts.ts'
import type { Deps } from '../server/core/deps.ts'
import { newId } from '../server/core/ids.ts'
import { write } from '../server/core/write.ts'
import { setGuard } from '../server/modules/processes/commands.ts'
import { setUpCompany } from '../server/modules/staff/commands/set-up-company.ts'
import { PARCEL } from './engine/models.ts'

const KEY = 'bench_parcel'
const EVENTS = ['packed', 'taken', 'brought']
const PIECE = 500
/** So many events may wait before more are sent: below what counts as a flood. */
const MOST_WAITING = 3000

/** A company and the process of its parcels: begun by an event, moved on by two, ended by a timer. */
export const installParcels = (deps: Deps): Promise<void> =>
  write(deps, system('bench'), async (cx) => {
    await setUpCompany(cx, {
      company: { name: 'Zakład Pomiarowy' },
      owner: { name: 'Olga Miara', email: 'olga@example.com', password: 'dlugie-haslo-do-pomiaru' },
      departments: ['Sprzedaż'],
      locale: 'pl',
    })
    await deps.onCompanySetUp!(cx, 'pl')
    await deps.engine!.deploy(cx, { key: KEY, name: KEY, bpmn: PARCEL, origin: 'own', by: null })
    await setGuard(cx, KEY, 10_000_000)
  })

/** Asks again until the database answers: it may be killed meanwhile. */
export async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (const until = performance.now() + 120_000; ; ) {
    try {
      return await ask()
    } catch (error) {
      if (performance.now() > until) throw error
      await sleep(50)
    }
  }
}

/**
 * Sends the events of parcels as somebody outside would who sends again what was not acknowledged: each event has an id of its own,
 * and one that is there already is not put in twice. Those of one parcel come in different transactions.
 */
export class Parcels {
  readonly pool: pg.Pool
  /** What the database acknowledged. */
  sent = 0
  private readonly pieces: { subject: string; events: string[] }[][] = []

  constructor(connection: ConnectionConfig) {
    const settings = { ...connection, max: 4 }
    this.pool = connection.hosts ? poolToPrimary(settings) : new pg.Pool(settings)
    this.pool.on('error', () => {})
  }

  /** Sends `count` parcels, at most `aSecond` of them, none while too much waits; ends early when `over` says so. */
  async send(
    count: number,
    { aSecond = Number.POSITIVE_INFINITY, over = () => false }: { aSecond?: number; over?: () => boolean } = {},
  ): Promise<void> {
    const began = performance.now()
    let begun = 0
    while (begun < count || this.pieces.length > 0) {
      while ((await this.waiting()) > MOST_WAITING && !over()) await sleep(20)
      if (over()) return
      const size = Math.min(PIECE, count - begun)
      if (size > 0) {
        this.pieces.push(Array.from({ length: size }, () => ({ subject: newId(), events: EVENTS.map(() => newId()) })))
        begun += size
      } else this.pieces.push([])
      for (const [stage, piece] of this.pieces.toReversed().slice(0, 3).entries()) await this.put(piece, stage)
      // The oldest has had its last event.
      if (this.pieces.length === EVENTS.length) this.sent += this.pieces.shift()!.length
      if (begun === count && this.pieces.every((piece) => piece.length === 0)) this.pieces.length = 0
      const ahead = (begun / aSecond) * 1000 - (performance.now() - began)
      if (ahead > 0) await sleep(ahead)
    }
  }

  private async put(piece: { subject: string; events: string[] }[], stage: number): Promise<void> {
    if (piece.length === 0) return
    await patiently(() =>
      this.pool.query(
        `with given as (select * from unnest($2::uuid[], $3::uuid[]) with ordinality as g(id, subject, n)),
          logged as (insert into event_log (id, at, name, actor_kind, actor_id, subject_kind, subject_id)
            select id, business_now(), $1, 'system', 'bench', 'bench', subject from given on conflict do nothing returning id)
        insert into outbox (kind, event_id, subject_id) select 'deliver', g.id, g.subject from given g join logged l on l.id = g.id order by g.n`,
        [
          `bench.parcel_${EVENTS[stage]}`,
          piece.map(({ events }) => events[stage]),
          piece.map(({ subject }) => subject),
        ],
      ),
    )
  }

  private async waiting(): Promise<number> {
    return (
      await this.one<{ n: number }>("select count(*)::int n from outbox where kind = 'deliver' and state = 'ready'")
    ).n
  }

  async one<T extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<T> {
    return (await patiently(() => this.pool.query<T>(text, values))).rows[0]!
  }

  async completed(): Promise<number> {
    const { n } = await this.one<{ n: number }>(
      "select count(*)::int n from process_instances where process_key = $1 and status = 'completed'",
      [KEY],
    )
    return n
  }

  /** Events of parcels that have been delivered. */
  async delivered(): Promise<number> {
    const { n } = await this.one<{ n: number }>(
      `select (select count(*) from event_log where subject_kind = 'bench')::int
        - (select count(*) from outbox where kind = 'deliver' and event_id is not null)::int as n`,
    )
    return n
  }

  /**
   * What is not as it would be had nothing ever been killed: parcels without their one case, those with several, events that came
   * more or less than once, cases whose history is not, step by step, that of most, what is left over.
   */
  async proof() {
    return this.one<Proof>(
      `with parcels as (select subject_id, count(*) filter (where name = 'bench.parcel_packed') as packed, count(*) as events from event_log
          where subject_kind = 'bench' group by 1),
        cases as (select subject_id, count(*) as n, count(*) filter (where status = 'completed') as completed
          from process_instances where process_key = $1 group by 1),
        ways as (select instance_id, string_agg(element || ' ' || what, ', ' order by id, n) as way
          from process_steps where definition_id in (select id from process_definitions where key = $1) group by 1),
        usual as (select way from ways group by way order by count(*) desc limit 1)
      select (select count(*)::int from parcels) as parcels,
        (select count(*)::int from parcels p left join cases c using (subject_id) where coalesce(c.completed, 0) = 0) as lost,
        (select count(*)::int from cases where n > 1) + (select count(*)::int from parcels where packed <> 1 or events <> 3) as doubled,
        (select count(*)::int from process_instances i left join ways w on w.instance_id = i.id
          where i.process_key = $1 and w.way is distinct from (select way from usual)) as gaps,
        (select way from usual) as way,
        (select count(*)::int from outbox where kind = 'deliver') + (select count(*)::int from process_waits w join process_instances i
          on i.id = w.instance_id where i.process_key = $1) as "left",
        (select count(*)::int from process_incidents) as incidents`,
      [KEY],
    )
  }
}

export interface Proof {
  parcels: number
  lost: number
  doubled: number
  gaps: number
  way: string
  left: number
  incidents: number
}
