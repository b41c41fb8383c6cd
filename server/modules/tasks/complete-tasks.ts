import { sql } from 'kysely'
import { answersTo } from '../../../pure/process-design/forms.ts'
import { allowEach } from '../../core/access.ts'
import { type Actor, system } from '../../core/actor.ts'
import type { Db } from '../../core/db.ts'
import type { Deps } from '../../core/deps.ts'
import { notFound, Refusal } from '../../core/errors.ts'
import { gathered } from '../../core/gather.ts'
import { columnOf, overRows } from '../../core/given-rows.ts'
import { type Cx, write } from '../../core/write.ts'
import { LOCKED, type TaskRow } from './commands/task-row.ts'
import { tellDone } from './commands/tell.ts'
import { recordCompleted } from './commands.ts'
import { tickable } from './rules.ts'

export interface Tick {
  id: string
  outcome: string | null
  /** To what its form asks. */
  answers?: Record<string, unknown>
}

// Larger batches save no more, and whoever comes meanwhile waits longer.
const MOST_AT_ONCE = 128

type Gatherer = (sent: Tick & { actor: Actor }) => Promise<Refusal | null>
const gatherers = new WeakMap<Deps, Gatherer>()

function gathererOf(deps: Deps): Gatherer {
  let gatherer = gatherers.get(deps)
  if (!gatherer) {
    gatherer = gathered(MOST_AT_ONCE, (batch) =>
      write(
        deps,
        system('tasks'),
        (cx, found) =>
          completeTasks(
            batch.map(({ actor, ...tick }) => ({ ...tick, cx: cx.as(actor, null, 0) })),
            found,
          ),
        { ahead: (db: Db) => lockAndAsk(db, batch) },
      ),
    )
    gatherers.set(deps, gatherer)
  }
  return gatherer
}

/**
 * Ticks a task off. What is ticked off at the same moment is committed together, before anybody is answered; who may not
 * is refused alone. `alone` opens a transaction of its own, where the answer has to commit with it (Idempotency-Key).
 */
export async function tickOff(
  deps: Deps,
  actor: Actor,
  tick: Tick,
  alone?: (command: (cx: Cx) => Promise<void>) => Promise<void>,
): Promise<void> {
  if (alone) await alone((cx) => completeTask(cx, tick.id, tick.outcome, tick.answers))
  else await gathererOf(deps)({ ...tick, actor })
}

/** Ticks a task off within a transaction. */
export async function completeTask(
  cx: Cx,
  id: string,
  outcome: string | null = null,
  answers?: Record<string, unknown>,
): Promise<void> {
  const found = await lockAndAsk(cx.db, [{ actor: cx.actor, id }])
  const [refusal] = await completeTasks([{ cx, id, outcome, answers }], found)
  if (refusal) throw refusal
}

interface Found {
  tasks: Map<string, TaskRow>
  /** In the order of those who asked: null, or why not. */
  refusals: (Refusal | null)[]
}

/** Locked first and asked about then, in one round trip: rights are those of the row that is ticked off. */
async function lockAndAsk(db: Db, asks: { actor: Actor; id: string }[]): Promise<Found> {
  const [tasks, refusals] = await Promise.all([
    tasksForUpdate(
      db,
      asks.map(({ id }) => id),
    ),
    allowEach(db, 'task', 'complete', asks),
  ])
  return { tasks, refusals }
}

/** Ticks tasks off, each as the one whose `cx` it is, with one statement for all; answers each with null or why not. */
async function completeTasks(ticks: (Tick & { cx: Cx })[], { tasks, refusals }: Found): Promise<(Refusal | null)[]> {
  const { cx } = ticks[0]!
  const done: Done[] = []
  const ends = ticks.map(({ cx, id, outcome, answers: given }, i) => {
    const task = tasks.get(id)
    const refusal = task ? (refusals[i] ?? refusalOf(task)) : notFound()
    if (!task || refusal) return refusal
    const read = answersTo(task.form ?? [], given ?? {})
    if ('wrong' in read) {
      return given
        ? new Refusal('invalid_request', { status: 422, fields: read.wrong })
        : new Refusal('task.needs_answers', { status: 409 })
    }
    // Who comes second with the same task in the same batch comes too late.
    task.status = 'done'
    const by = cx.actor.kind === 'user' ? cx.actor.id : null
    done.push({ id, outcome, by, cx })
    recordCompleted(cx, task, { outcome, by, variables: { outcome, completedBy: by, ...read.answers } })
    return null
  })
  if (done.length > 0) cx.atEnd(completing(done, cx.now))
  for (const { id, cx } of done) await tellDone(cx, tasks.get(id)!)
  return ends
}

interface Done {
  id: string
  outcome: string | null
  by: string | null
  /** Of the one who ticked it off. */
  cx: Cx
}

const completing = (done: Done[], now: Date) =>
  overRows(
    'ticked',
    [
      columnOf(done, 'id', 'uuid', ({ id }) => id),
      columnOf(done, 'outcome', 'text', ({ outcome }) => outcome),
      columnOf(done, 'by', 'uuid', ({ by }) => by),
    ],
    (
      rows,
    ) => `update tasks t set status = 'done', outcome = r.outcome, completed_at = $4::timestamptz, completed_by = r.by,
        version = version + 1, updated_at = $4::timestamptz from ${rows} where t.id = r.id`,
    [now],
  )

function refusalOf(task: TaskRow): Refusal | null {
  try {
    tickable(task)
    return null
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}

async function tasksForUpdate(db: Db, ids: string[]): Promise<Map<string, TaskRow>> {
  const { rows } = await sql<TaskRow>`/* lock-tasks */ select ${LOCKED} from tasks where id = any(${ids}::uuid[])
    order by id for update`.execute(db)
  return new Map(rows.map((row) => [row.id, row]))
}
