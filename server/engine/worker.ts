import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { system } from '../core/actor.ts'
import type { EffectSender } from '../core/define.ts'
import type { Deps } from '../core/deps.ts'
import { BEAT_MS, isSuperseded, sayAlive, sayGone } from '../core/nodes.ts'
import { write } from '../core/write.ts'
import { openBatch } from './batch.ts'
import { deliverEvents } from './deliver.ts'
import { sendEffects } from './effects.ts'
import { divertFloods, isFlooded } from './floods.ts'
import type { EnginePorts } from './ports.ts'
import { fireTimers } from './timers.ts'

/** Events in one transaction, timers in one, and events of a flood, which others wait for. */
export const BATCH = 1000
export const TIMERS = 1000
/**
 * The first batches of a worker are small, each full one twice the one before: whoever is killed as soon as he has begun, again and
 * again, has something done all the same, and code that has never run takes its time.
 */
const FIRST_BATCH = 25
const PORTION = 50
const FLOOD_LOOK_MS = 300

/** Work that is done regularly: mails that gather, clean-up. Returns whether there is more to do at once. */
export interface Chore {
  name: string
  everyMs: number
  run: () => Promise<boolean>
  /** When the work ends. */
  stop?: () => Promise<void>
}

/**
 * The engine at work: delivers events, fires timers, sends effects, does chores. Woken after commits of this process and by
 * other nodes' notifications; polling each second is the net beneath.
 */
export class Worker {
  private busyAt = 0
  private besideAt = 0
  private restUntil = 0
  private lookedAt = 0
  private flooded = false
  private size = FIRST_BATCH
  private readonly node = randomUUID()
  private stopping = false
  private running: Promise<void> | null = null
  private sleeping: (() => void) | null = null
  private woken = false
  private readonly choreAt = new Map<string, number>()
  private beatAt = 0
  private superseded = false
  private effects: Promise<void> | null = null

  private readonly deps: Deps
  private readonly ports: EnginePorts
  private readonly senders: ReadonlyMap<string, EffectSender>
  private readonly chores: Chore[]
  private readonly slowWork: (() => Promise<boolean>)[]

  /** `slowWork` is done in portions beside everything else; each tells whether it moved anything. */
  constructor(
    deps: Deps,
    ports: EnginePorts,
    senders: ReadonlyMap<string, EffectSender>,
    chores: Chore[],
    slowWork: (() => Promise<boolean>)[],
  ) {
    this.deps = deps
    this.ports = ports
    this.senders = senders
    this.chores = chores
    this.slowWork = slowWork
  }

  start(): void {
    this.running ??= this.loop()
  }

  /**
   * Says that it lives, connects and loads what every batch stands on: who is told that it is ready afterwards has its work done at once.
   * A database that is away is the loop's to wait for.
   */
  async prepare(): Promise<void> {
    try {
      await this.beat()
      const { deps, ports } = this
      if (!this.superseded) await write(deps, system('engine'), (cx) => openBatch(cx, ports), { byIndex: true })
    } catch (error) {
      this.deps.log.warn({ err: error }, 'worker: not ready yet; trying again')
    }
  }

  wake(): void {
    this.woken = true
    this.sleeping?.()
  }

  /** Ends after the batch in hand. */
  async stop(): Promise<void> {
    this.stopping = true
    this.wake()
    await this.running
    await this.effects
    await Promise.all(this.chores.map((chore) => chore.stop?.()))
    await sayGone(this.deps, this.node)
  }

  /** One round over everything; true when it moved something. Tests call it through settle(). */
  async round(): Promise<boolean> {
    const began = Date.now()
    const { size } = this
    const delivered = await deliverEvents(this.deps, this.ports, Math.min(size, BATCH))
    const fired = await fireTimers(this.deps, this.ports, Math.min(size, TIMERS))
    if (Math.max(delivered, fired) >= size) this.size = Math.min(2 * size, Math.max(BATCH, TIMERS))
    if (delivered > 0 || fired > 0) this.busyAt = began
    if (delivered >= Math.min(size, BATCH) && this.lookedAt + FLOOD_LOOK_MS <= began) await this.lookForFlood(began)
    const beside = await this.beside()
    let more = false
    for (const chore of this.chores) {
      const due = (this.choreAt.get(chore.name) ?? 0) <= Date.now()
      if (!due) continue
      const again = await chore.run()
      this.choreAt.set(chore.name, again ? 0 : Date.now() + chore.everyMs)
      more ||= again
    }
    const moved = delivered > 0 || fired > 0 || more
    // Nothing to do but what is done beside, and that has had its part of the time.
    this.restUntil = moved ? 0 : this.besideAt
    return moved || beside
  }

  private async lookForFlood(now: number): Promise<void> {
    this.lookedAt = now
    await divertFloods(this.deps)
    this.flooded = true
  }

  /**
   * What must not hold up the rest: floods, and what a person asked for many cases. While there is other work it gets a
   * fifteenth of the time, else all of it.
   */
  private async beside(): Promise<boolean> {
    const now = Date.now()
    if (now < this.besideAt) return true
    const flooded = this.flooded || this.lookedAt + 1000 <= now
    let moved = false
    if (flooded) {
      if (this.lookedAt + 1000 <= now) {
        this.lookedAt = now
        this.flooded = await isFlooded(this.deps)
        if (this.flooded) await divertFloods(this.deps)
      }
      if (this.flooded) moved = (await deliverEvents(this.deps, this.ports, PORTION, 'slow')) > 0
      this.flooded = moved
    }
    for (const work of this.slowWork) moved = (await work()) || moved
    const took = Date.now() - now
    const isBusy = this.busyAt + 1000 > now
    this.besideAt = moved && isBusy ? Date.now() + 14 * took : 0
    return moved
  }

  private async loop(): Promise<void> {
    let failures = 0
    while (!this.stopping) {
      let busy = false
      this.woken = false
      try {
        await this.beat()
        if (!this.superseded) busy = await this.work()
        failures = 0
      } catch (error) {
        failures += 1
        if (failures === 1 || failures % 30 === 0) {
          this.deps.log.error({ err: error, failures }, 'worker: a round failed; trying again')
        }
      }
      if (this.woken || this.stopping) continue
      const rest = this.restUntil - Date.now()
      if (!busy) await this.sleep(failures > 0 ? 500 : 1000)
      else if (rest > 0) await this.sleep(Math.min(rest, 1000))
    }
  }

  private async work(): Promise<boolean> {
    try {
      return await this.round()
    } finally {
      // The outer world may be slow: it never holds up deliveries and timers, nor do they hold it up where they fail.
      this.effects ??= this.sendAll().finally(() => {
        this.effects = null
      })
    }
  }

  /** Sends what is due until nothing is. */
  async sendAll(): Promise<void> {
    try {
      while (!this.stopping && !this.superseded && (await sendEffects(this.deps, this.senders, this.node, 10)) > 0);
    } catch (error) {
      this.deps.log.warn({ err: error }, 'worker: effects could not be taken')
    }
  }

  private async beat(): Promise<void> {
    if (this.beatAt > Date.now()) return
    this.beatAt = Date.now() + BEAT_MS
    await sayAlive(
      this.deps,
      this.node,
      sql`coalesce((select greatest(0, extract(epoch from business_now() - min(due_at)) * 1000)
        from process_waits where kind = 'timer' and due_at <= business_now()), 0)::bigint`,
    )
    const was = this.superseded
    this.superseded = await isSuperseded(this.deps)
    if (was === this.superseded) return
    this.deps.log.warn(
      this.superseded
        ? 'worker: a newer version is at work; leaving all to it'
        : 'worker: no newer version is at work; working again',
    )
    // What listens is taken over by the newer one at once.
    if (this.superseded) await Promise.all(this.chores.map((chore) => chore.stop?.()))
  }

  private sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(done, ms)
      const worker = this
      function done() {
        clearTimeout(timer)
        worker.sleeping = null
        resolve()
      }
      this.sleeping = done
    })
  }
}
