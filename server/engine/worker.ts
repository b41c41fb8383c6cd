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

/** How soon after a look that found nothing the next one is worth its questions, however much happens: of chores, */
const LOOK_MS = 50
/** and of timers and effects while events keep coming. */
const GLANCE_MS = 20
const LONGEST_REST_MS = 100

/** Work that is done regularly: mails that gather, clean-up. Returns whether there is more to do at once. */
export interface Chore {
  name: string
  everyMs: number
  run: () => Promise<boolean>
  /** When the work ends. */
  stop?: () => Promise<void>
}

/**
 * The engine at work: delivers events and fires timers; beside that, on connections of its own, it sends effects, does chores and what
 * takes long: whatever they take, a case moves on meanwhile. Woken after commits of this process and by other nodes' notifications;
 * polling each second is the net beneath.
 */
export class Worker {
  private busyAt = 0
  private floodsAt = 0
  private slowAt = 0
  private restUntil = 0
  private lookedAt = 0
  private timersAt = 0
  private effectsAt = 0
  private flooded = false
  private size = FIRST_BATCH
  private readonly node = randomUUID()
  private stopping = false
  private running: Promise<unknown> | null = null
  private readonly delivering = new Pace()
  private readonly tending = new Pace()
  private readonly choreAt = new Map<string, number>()
  private beatAt = 0
  /** Whether a newer version is at work; null until it was asked. */
  private superseded: boolean | null = null
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
    this.running ??= Promise.all([this.deliverLoop(), this.tendLoop()])
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
    this.delivering.wake()
    this.tending.wake()
  }

  /** Ends after the batch in hand. */
  async stop(): Promise<void> {
    this.stopping = true
    this.delivering.end()
    this.tending.end()
    await this.running
    await this.effects
    await Promise.all(this.chores.map((chore) => chore.stop?.()))
    await sayGone(this.deps, this.node)
  }

  /** One round over everything; true when it moved something. Tests call it through settle(). */
  async round(): Promise<boolean> {
    const moved = await this.deliver()
    return (await this.tend()) || moved
  }

  private async deliver(): Promise<boolean> {
    const began = Date.now()
    const { size } = this
    const delivered = await deliverEvents(this.deps, this.ports, Math.min(size, BATCH))
    const fired = await this.fire(delivered > 0)
    if (Math.max(delivered, fired) >= size) this.size = Math.min(2 * size, Math.max(BATCH, TIMERS))
    const moved = delivered > 0 || fired > 0
    if (moved) this.busyAt = began
    if (delivered >= Math.min(size, BATCH) && this.lookedAt + FLOOD_LOOK_MS <= began) await this.lookForFlood(began)
    const ofFlood = await this.deliverFlood()
    // Nothing to do but a flood, and that has had its part of the time.
    this.restUntil = moved ? 0 : this.floodsAt
    return moved || ofFlood
  }

  private async fire(isBusy: boolean): Promise<number> {
    if (isBusy && Date.now() < this.timersAt) return 0
    const fired = await fireTimers(this.deps, this.ports, Math.min(this.size, TIMERS))
    this.timersAt = fired > 0 ? 0 : Date.now() + GLANCE_MS
    return fired
  }

  private async lookForFlood(now: number): Promise<void> {
    this.lookedAt = now
    await divertFloods(this.deps)
    this.flooded = true
  }

  /** A flood must not hold up the rest: while there is other work it gets a fifteenth of the time, else all of it. */
  private async deliverFlood(): Promise<boolean> {
    const now = Date.now()
    if (now < this.floodsAt) return true
    if (this.lookedAt + 1000 <= now) {
      this.lookedAt = now
      this.flooded = await isFlooded(this.deps)
      if (this.flooded) await divertFloods(this.deps)
    }
    if (!this.flooded) return false
    this.flooded = (await deliverEvents(this.deps, this.ports, PORTION, 'slow')) > 0
    this.floodsAt = this.flooded && this.isBusy() ? Date.now() + 14 * (Date.now() - now) : 0
    return this.flooded
  }

  private isBusy(): boolean {
    return this.busyAt + 1000 > Date.now()
  }

  /** Chores that are due, and a portion of what a person asked for many cases, which gets no more of the time than a flood. */
  private async tend(): Promise<boolean> {
    let more = false
    for (const chore of this.chores) {
      if ((this.choreAt.get(chore.name) ?? 0) > Date.now()) continue
      // Should it fail, the others have their turn before it.
      this.choreAt.set(chore.name, Date.now() + chore.everyMs)
      if (!(await chore.run())) continue
      this.choreAt.set(chore.name, 0)
      more = true
    }
    const now = Date.now()
    if (this.isBusy() && now < this.slowAt) return true
    let moved = false
    for (const work of this.slowWork) moved = (await work()) || moved
    this.slowAt = moved && this.isBusy() ? Date.now() + 14 * (Date.now() - now) : 0
    return more || moved
  }

  private async deliverLoop(): Promise<void> {
    const tried = this.counted('a round failed')
    while (!this.stopping) {
      let busy = false
      this.delivering.begin()
      const ok = await tried(async () => {
        await this.beat()
        if (this.superseded) return
        try {
          busy = await this.deliver()
        } finally {
          // The outer world may be slow: it never holds up deliveries and timers, nor do they hold it up where they fail.
          if (!busy || Date.now() >= this.effectsAt) this.sendBeside()
        }
      })
      const rest = this.restUntil - Date.now()
      if (!busy) await this.delivering.sleep(ok ? 1000 : 500)
      else if (rest > 0) await this.delivering.sleep(Math.min(rest, 1000))
    }
  }

  private async tendLoop(): Promise<void> {
    const tried = this.counted('a chore failed')
    while (!this.stopping) {
      let more = false
      const began = Date.now()
      this.tending.begin()
      const ok = await tried(async () => {
        if (this.superseded === false) more = await this.tend()
      })
      // What has more to do gets a fifth of the time while cases move; what took long waited for somebody else, most of it.
      const took = Date.now() - began
      const rest = Math.max(10, took, Math.min(4 * took, LONGEST_REST_MS))
      await this.tending.rest(more ? (this.isBusy() ? rest : 0) : LOOK_MS)
      if (!more) await this.tending.sleep(ok ? 1000 : 500)
    }
  }

  /** Does something, and tells of it when it fails for the first time and now and then later; whether it went well. */
  private counted(what: string) {
    let failures = 0
    return async (part: () => Promise<void>): Promise<boolean> => {
      try {
        await part()
        failures = 0
        return true
      } catch (error) {
        failures += 1
        if (failures === 1 || failures % 30 === 0) {
          this.deps.log.error({ err: error, failures }, `worker: ${what}; trying again`)
        }
        return false
      }
    }
  }

  private sendBeside(): void {
    this.effectsAt = Date.now() + GLANCE_MS
    this.effects ??= this.sendAll().finally(() => {
      this.effects = null
    })
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
    if (was === null) this.tending.wake()
    if (was === this.superseded || (was === null && !this.superseded)) return
    this.deps.log.warn(
      this.superseded
        ? 'worker: a newer version is at work; leaving all to it'
        : 'worker: no newer version is at work; working again',
    )
    // What listens is taken over by the newer one at once.
    if (this.superseded) await Promise.all(this.chores.map((chore) => chore.stop?.()))
  }
}

/** Sleep that ends when there is work, also where that was told just before. */
class Pace {
  private woken = false
  private ended = false
  private sleeping: (() => void) | null = null

  /** What is told from now on concerns the next time. */
  begin(): void {
    this.woken = false
  }

  wake(): void {
    this.woken = true
    this.sleeping?.()
  }

  end(): void {
    this.ended = true
    this.sleeping?.()
  }

  async sleep(ms: number): Promise<void> {
    if (!this.woken) await this.pause(ms)
  }

  /** Cut short by the end alone. */
  async rest(ms: number): Promise<void> {
    const until = Date.now() + ms
    while (!this.ended && Date.now() < until) await this.pause(until - Date.now())
  }

  private pause(ms: number): Promise<void> {
    if (this.ended || ms <= 0) return Promise.resolve()
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer)
        this.sleeping = null
        resolve()
      }
      const timer = setTimeout(done, ms)
      this.sleeping = done
    })
  }
}
