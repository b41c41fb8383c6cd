import { sql } from 'kysely'
import { businessNow } from './clock.ts'
import type { Deps } from './deps.ts'

export interface Hint {
  name: string
  kind: string | null
  id: string | null
}

type Listener = (hints: Hint[]) => void

/** Said instead of very many hints: whatever is shown may be out of date. */
export const EVERYTHING: Hint = { name: '*', kind: null, id: null }

/** Most hints a browser is told when it opens its line. */
const MOST_RECENT = 300

/**
 * Tells open browsers that something changed. Each web node reads the tail of the event log by itself, below the oldest
 * open transaction, so a late commit is never skipped; browsers then ask for what they may see.
 */
export class Live {
  private readonly listeners = new Set<Listener>()
  private position: { xid8: string; id: string } | null = null
  private placed: Promise<void> | null = null
  private timer: NodeJS.Timeout | null = null
  private reading = false
  private again = false

  private readonly deps: Deps

  constructor(deps: Deps) {
    this.deps = deps
  }

  listen(listener: Listener): () => void {
    this.listeners.add(listener)
    if (!this.timer) {
      this.position = null
      this.placed = null
      this.timer = setInterval(() => this.poke(), 1000)
      this.timer.unref()
      this.poke()
    }
    return () => {
      this.listeners.delete(listener)
      if (this.listeners.size === 0 && this.timer) {
        clearInterval(this.timer)
        this.timer = null
      }
    }
  }

  /**
   * What happened in the last `ms` milliseconds, for a browser that asked for what it shows before its line was open. Whatever is
   * committed later than that comes to those who listen already.
   */
  async since(ms: number): Promise<Hint[]> {
    const { db } = this.deps.database
    await this.place()
    const from = (await businessNow(db)).getTime() - ms
    const { rows } = await sql<
      Hint & { at: Date }
    >`select name, subject_kind as kind, subject_id as id, at from event_log
      order by era desc, xid8 desc, id desc limit ${MOST_RECENT}`.execute(db)
    const recent = rows.filter(({ at }) => at.getTime() >= from)
    return recent.length === MOST_RECENT ? [EVERYTHING] : recent.map(({ name, kind, id }) => ({ name, kind, id }))
  }

  /** Something was committed; reads at most every 150 ms. */
  poke(): void {
    if (this.listeners.size === 0) return
    if (this.reading) {
      this.again = true
      return
    }
    this.reading = true
    this.read()
      .catch((error) => this.deps.log.warn({ err: error }, 'live: tail not read'))
      .finally(() => {
        setTimeout(() => {
          this.reading = false
          if (this.again) {
            this.again = false
            this.poke()
          }
        }, 150).unref()
      })
  }

  /** Where reading begins: at the oldest transaction that is still open. */
  private place(): Promise<void> {
    this.placed ??= sql<{ horizon: string }>`select pg_snapshot_xmin(pg_current_snapshot())::text as horizon`
      .execute(this.deps.database.db)
      .then(
        ({ rows }) => {
          this.position = { xid8: rows[0]!.horizon, id: '00000000-0000-0000-0000-000000000000' }
        },
        (error) => {
          this.placed = null
          throw error
        },
      )
    return this.placed
  }

  private async read(): Promise<void> {
    const { db } = this.deps.database
    if (!this.position) return this.place()
    const { rows } = await sql<Hint & { xid8: string; event: string }>`
      select l.xid8::text as xid8, l.id as event, l.name, l.subject_kind as kind, l.subject_id as id from event_log l
      where (l.xid8, l.id) > (${this.position.xid8}::xid8, ${this.position.id}::uuid)
        and l.xid8 < pg_snapshot_xmin(pg_current_snapshot())
      order by l.xid8, l.id limit 500`.execute(db)
    const last = rows.at(-1)
    if (!last) return
    this.position = { xid8: last.xid8, id: last.event }
    const hints = rows.map(({ name, kind, id }) => ({ name, kind, id }))
    for (const listener of this.listeners) listener(hints)
    if (rows.length === 500) this.again = true
  }
}
