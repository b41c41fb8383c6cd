import { sql } from 'kysely'
import { BY_INDEX, type Db } from '../core/db.ts'
import type { Cx } from '../core/write.ts'
import { type ActiveProcess, activeProcesses } from './definitions.ts'
import type { Calendars, EnginePorts } from './ports.ts'

/** For the rest of a transaction that was opened on another connection (Database.byIndex). */
export async function lookUpByIndex(db: Db): Promise<void> {
  const settings = BY_INDEX.map((setting) => setting.split('=')).map(
    ([name, value]) => `set_config('${name}', '${value}', true)`,
  )
  await sql`/* by-index */ select ${sql.raw(settings.join(', '))}`.execute(db)
}

/** What every batch stands on and seldom changes. */
export interface Surroundings {
  epoch: number
  /** Absences come into sight and years end as time goes by. */
  hour: number
  processes: Map<string, ActiveProcess>
  calendars: Calendars
  departments: Map<string, string[]>
  /** The names of events that anybody listens to. */
  heard: ReadonlySet<string>
}

// Known by the count that the database keeps of its changes (engine_epoch), read anew in each transaction.
const remembered = new WeakMap<object, Surroundings>()
const HOUR_MS = 3_600_000

export async function surroundingsOf(cx: Cx, ports: EnginePorts, epoch: number): Promise<Surroundings> {
  const hour = Math.floor(cx.now.getTime() / HOUR_MS)
  const known = remembered.get(cx.deps.database)
  if (known?.epoch === epoch && known.hour === hour) return known
  const [processes, calendars] = await Promise.all([activeProcesses(cx.db), ports.calendars(cx.db)])
  const { rows } = await sql<{
    id: string
  }>`/* acting-departments */ select department_id as id from processes where department_id is not null
    union select department_id from process_definitions where department_id is not null`.execute(cx.db)
  const departments = new Map<string, string[]>()
  for (const { id } of rows) departments.set(id, await ports.departmentsBelow(cx.db, id))
  const { rows: names } = await sql<{ name: string }>`/* heard */ select name from heard_events`.execute(cx.db)
  const heard = new Set(names.map(({ name }) => name))
  const surroundings = { epoch, hour, processes, calendars, departments, heard }
  remembered.set(cx.deps.database, surroundings)
  return surroundings
}

export interface Ground {
  epoch: number
  keeps: boolean
}

/** The columns of Ground, out of engine_epoch. */
export const GROUND = 'epoch, exists (select from process_messages) as keeps'

/** How often what stands has changed, and whether any thrown message is kept. */
export async function readGround(db: Db): Promise<Ground> {
  const { rows } = await sql<Ground>`/* epoch */ select ${sql.raw(GROUND)} from engine_epoch`.execute(db)
  return rows[0]!
}
