import { setTimeout as sleep } from 'node:timers/promises'
import { newId } from '../../server/core/ids.ts'
import { deliverEvents } from '../../server/engine/deliver.ts'
import { BATCH } from '../../server/engine/worker.ts'
import { enginePorts } from '../../server/engine-ports.ts'
import type { Ground } from './ground.ts'

const PIECE = 10_000
// Asking more often would take from the machine what is measured. Where some have ended, the next ones do a batch later.
const LOOK_MS = { ended: 6, none: 2 }
// Who has waited longest; those behind them are not there yet.
const ASKED = 100

/** Delivers until the outbox holds no event, in batches as large as the worker's. */
export async function drain({ deps }: Ground): Promise<void> {
  while ((await deliverEvents(deps, enginePorts, BATCH)) > 0);
}

/** Puts one event about each subject into the log and the outbox, in this order. */
export async function seedEvents({ pool }: Ground, name: string, subjects: string[], payload: object = {}) {
  const ids = subjects.map(() => newId())
  await pool.query(
    `insert into event_log (id, at, name, actor_kind, actor_id, subject_kind, subject_id, payload)
     select e.id, business_now(), $1, 'system', 'bench', 'bench', e.subject, $2 from unnest($3::uuid[], $4::uuid[]) as e(id, subject)`,
    [name, payload, ids, subjects],
  )
  await pool.query(
    `insert into outbox (kind, event_id, subject_id) select 'deliver', e.id, e.subject
     from unnest($1::uuid[], $2::uuid[]) with ordinality as e(id, subject, at) order by e.at`,
    [ids, subjects],
  )
}

export interface Started {
  id: string
  subject: string
  event: string
  /** Its one token at rest. */
  token: number
  /** When its timer is due, in the words of its state. */
  due: string | null
}

/** Starts one instance as the product does: by an event, delivered. */
export async function startOne(ground: Ground, event: string, payload: object = {}): Promise<Started> {
  const subject = newId()
  await seedEvents(ground, event, [subject], payload)
  await drain(ground)
  const { rows } = await ground.pool.query<Started>(
    `select id, subject_id as subject, started_by_event as event, (state #>> '{tokens,0,id}')::int as token,
       state #>> '{tokens,0,timers,0,dueAt}' as due from process_instances where subject_id = $1 and status = 'active'`,
    [subject],
  )
  if (!rows[0]) throw new Error(`${event} started nothing`)
  return rows[0]
}

export interface Copy {
  id: string
  subject: string
  due: string | null
  /** Whose task it waits for. */
  person: string | null
}

/**
 * Instances that wait as `model` does, each with ids, subject, waits and task of its own. Copied column by column, so that
 * they are stored as the engine stores them. `due` and `person` say what differs from one to the next.
 */
export async function copyOf(
  { pool, say }: Ground,
  model: Started,
  count: number,
  { due, person }: { due?: (index: number) => string; person?: (index: number) => string } = {},
): Promise<Copy[]> {
  const copies: Copy[] = []
  const client = await pool.connect()
  try {
    await client.query(
      'create temp table if not exists bench_copies (id uuid, subject uuid, event uuid, task uuid, due text, person uuid)',
    )
    for (let from = 0; from < count; from += PIECE) {
      const piece = Array.from(
        { length: Math.min(PIECE, count - from) },
        (_, at): Copy => ({
          id: newId(),
          subject: newId(),
          due: due?.(from + at) ?? null,
          person: person?.(from + at) ?? null,
        }),
      )
      copies.push(...piece)
      const whole = piece.map((copy) => ({ ...copy, event: newId(), task: newId() }))
      await client.query('begin')
      await client.query('truncate bench_copies')
      await client.query('insert into bench_copies select * from json_populate_recordset(null::bench_copies, $1)', [
        JSON.stringify(whole),
      ])
      const into = (table: string, where: string, changes: string) =>
        client.query(
          `insert into ${table} select r.* from ${table} t, bench_copies c, jsonb_populate_record(t, ${changes}) r
           where t.${where} = $1 order by c.id`,
          [model.id],
        )
      const words = (
        [
          [model.subject, 'c.subject::text'],
          [model.event, 'c.event::text'],
          ...(model.due ? [[model.due, 'c.due']] : []),
        ] as [string, string][]
      ).reduce((text, [was, is]) => `replace(${text}, '${was}', ${is})`, 't.state::text')
      await into(
        'process_instances',
        'id',
        `jsonb_build_object('id', c.id, 'subject_id', c.subject, 'started_by_event', c.event, 'state', (${words})::jsonb)`,
      )
      await into(
        'process_waits',
        'instance_id',
        `jsonb_build_object('instance_id', c.id, 'due_at', c.due, 'correlation_key', case when t.correlation_key is not null then c.subject::text end)`,
      )
      await into(
        'tasks',
        'instance_id',
        `jsonb_build_object('id', c.task, 'instance_id', c.id, 'subject_id', c.subject, 'assignee_id', c.person)`,
      )
      await client.query('commit')
      if (count > PIECE * 2) say(`  ${from + piece.length} of ${count} seeded`)
    }
  } finally {
    client.release()
  }
  await pool.query('analyze process_instances, process_waits, tasks')
  return copies
}

/** Tells when an instance has ended: one query asks for all that are waited for, again and again while any is. */
export function watcher({ pool }: Ground): (instance: string) => Promise<void> {
  const waiting = new Map<string, { resolve: () => void; reject: (error: unknown) => void }>()
  let looking = false
  const look = async () => {
    while (waiting.size > 0) {
      const { rows } = await pool.query<{ id: string }>({
        name: 'ended',
        text: "select id from process_instances where id = any($1::uuid[]) and status <> 'active'",
        values: [[...waiting.keys()].slice(0, ASKED)],
      })
      for (const { id } of rows) {
        waiting.get(id)!.resolve()
        waiting.delete(id)
      }
      if (rows.length < ASKED) await sleep(rows.length > 0 ? LOOK_MS.ended : LOOK_MS.none)
    }
  }
  return (instance) =>
    new Promise((resolve, reject) => {
      waiting.set(instance, { resolve, reject })
      if (looking) return
      looking = true
      look()
        .catch((error) => {
          for (const { reject } of waiting.values()) reject(error)
          waiting.clear()
        })
        .finally(() => {
          looking = false
        })
    })
}

const TIDY_S = 60

/**
 * Waits until the log is sealed and ended cases are counted: what the engine does afterwards in the background is no load on
 * what is measured next.
 */
export async function untilTidy({ pool }: Ground): Promise<void> {
  for (const until = Date.now() + TIDY_S * 1000; Date.now() < until; await sleep(100)) {
    const { rows } = await pool.query<{ tidy: boolean }>(`select not exists (select from figure_cases_due)
      and not exists (select from event_log where xid8 >= (select max(up_to_xid8) from event_seals)) as tidy`)
    if (rows[0]!.tidy) return
  }
  throw new Error(`not tidy within ${TIDY_S} s`)
}

export async function countInstances({ pool }: Ground, key: string, status: string): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(
    'select count(*)::int n from process_instances where process_key = $1 and status = $2',
    [key, status],
  )
  return rows[0]!.n
}
