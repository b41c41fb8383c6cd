import { CLOCK } from '../core/clock.ts'
import type { Deps } from '../core/deps.ts'
import { gathered } from '../core/gather.ts'
import type { Standing } from '../core/write.ts'
import { GROUND, type Ground } from './ground.ts'
import { INSTANCE_COLUMNS, type InstanceRow } from './instances.ts'
import { lockAsRead } from './lane.ts'
import { type Message, NOTHING_PUT_BY } from './throwing.ts'

/** A wait with its instance, and the ground as it was when they were read. */
export type Waiting = InstanceRow & Ground & Standing & { token: number; element: string }

interface Found {
  now: Date
  found: Omit<Waiting, 'now' | 'guard'> & { status: string; started_at: string }
}

type Keyed = Pick<Message, 'name'> & { key: string }

// More at once would make the first of them wait.
const MOST_AT_ONCE = 32

type Gatherer = (asked: Keyed) => Promise<Found[]>
const gatherers = new WeakMap<Deps, Gatherer>()

/** The wait that a message is for: of those who wait for it, the one who has waited longest. */
export async function longestWaiting(
  deps: Deps,
  { name, key }: Pick<Message, 'name' | 'key'>,
): Promise<Waiting | undefined> {
  // By its key one alone waits, as a rule.
  let rows = key === undefined ? await ask(deps, LONGEST, [name]) : await gathererOf(deps)({ name, key })
  if (key !== undefined && rows.length > 1) rows = await ask(deps, LONGEST_BY_KEY, listed([{ name, key }]))
  if (!rows[0]) return undefined
  const { now, found } = rows[0]
  if (found.status !== 'active' || found.suspended_at) return undefined
  return { ...found, started_at: new Date(found.started_at), now, guard: lockAsRead(found) }
}

/** Whoever asks while others are answered is answered with the next: what each then writes is a transaction of its own. */
function gathererOf(deps: Deps): Gatherer {
  let gatherer = gatherers.get(deps)
  if (!gatherer) {
    gatherer = gathered(MOST_AT_ONCE, async (asked: Keyed[]) => {
      const answers = asked.map((): Found[] => [])
      for (const row of await ask(deps, BY_KEYS, listed(asked))) answers[row.n]!.push(row)
      return answers
    })
    gatherers.set(deps, gatherer)
  }
  return gatherer
}

/** Each with its key, and as those wait who have none; looked up one by one: of several at once the planner is not sure to take the index. */
function listed(asked: Keyed[]): unknown[] {
  const all = asked.flatMap(({ name, key }, n) => [
    { name, key, n },
    { name, key: '', n },
  ])
  return [all.map(({ name }) => name), all.map(({ key }) => key), all.map(({ n }) => n)]
}

async function ask(deps: Deps, { name, text }: typeof LONGEST, values: unknown[]) {
  const { rows } = await deps.database.byIndex.pool.query({ name, text, values })
  return rows as (Found & { n: number })[]
}

const ASKED = 'unnest($1::text[], $2::text[], $3::int[]) as m(name, key, n)'
const BY_KEY = 'message_name = m.name and correlation_key = m.key'
const FIRST = 'order by since, instance_id, token limit 1'
// Two tell that there are several.
const BY_KEYS = waitingAs('waiting-by-keys', ASKED, BY_KEY, 'limit 2')
const LONGEST_BY_KEY = waitingAs('longest-waiting-by-key', ASKED, BY_KEY, FIRST)
const LONGEST = waitingAs(
  'longest-waiting',
  '(select $1::text as name, 1 as n) m',
  'correlation_key is not null and message_name = m.name',
  FIRST,
)

// A column costs more on its way than a word of JSON.
function waitingAs(name: string, asked: string, which: string, most: string) {
  return {
    name,
    text: `select m.n, ${CLOCK} as now, row_to_json(f) as found from (select ${GROUND} from engine_epoch) g cross join ${asked}
      cross join lateral (select * from (select instance_id, token, element, since from process_waits where ${which} offset 0) w
        where ${NOTHING_PUT_BY} ${most}) w
      cross join lateral (select i.*, w.token, w.element, g.epoch, g.keeps
        from (select ${INSTANCE_COLUMNS} from process_instances where id = w.instance_id) i) f
      order by w.since, w.instance_id, w.token`,
  }
}
