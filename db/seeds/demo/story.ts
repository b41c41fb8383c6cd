import { sql } from 'kysely'
import { system, type UserActor } from '../../../server/core/actor.ts'
import { travel } from '../../../server/core/clock.ts'
import type { Deps } from '../../../server/core/deps.ts'
import type { Subject } from '../../../server/core/events.ts'
import { type Cx, write } from '../../../server/core/write.ts'
import { Worker } from '../../../server/engine/worker.ts'
import { enginePorts } from '../../../server/engine-ports.ts'
import { gatherNotificationMails } from '../../../server/modules/mail/gather.ts'
import { actorOf } from '../../../server/modules/staff/queries.ts'
import type { StoryCalendar } from './calendar.ts'
import type { Person } from './people.ts'
import { seededRandom } from './random.ts'

const MINUTE_MS = 60_000

/** Something somebody does; `false`: what it needs is not there yet, it is tried again a little later. */
export type Act = () => Promise<void | false>
export type Step = [at: Date, act: Act]

/** What the people of the demo do, each at its moment, with the engine at work in between. */
export interface Story {
  deps: Deps
  calendar: StoryCalendar
  random: () => number
  /** Ids of the employees. */
  people: Map<Person, string>
  /** Records by the names the story calls them: "deal:fasada". */
  records: Map<string, Subject>
  sales: string
  /** Somebody acts, with the rights of that moment. */
  as<T>(who: Person, command: (cx: Cx) => Promise<T>): Promise<T>
  plan(at: Date, act: Act): void
  /** Acts that follow one another: each waits for the one before it. */
  thread(steps: Step[]): void
  /** Plays all that is planned and leaves business time at machine time. */
  tell(): Promise<void>
}

/** A story over a company that is set up; the business clock stands at its beginning. */
export function openStory(deps: Deps, calendar: StoryCalendar, people: Map<Person, string>, sales: string): Story {
  const { db } = deps.database
  const random = seededRandom(2026)
  const planned: { at: number; place: number; act: Act; tries: number }[] = []
  let places = 0
  // Effects are left to the real worker: nothing of the past is sent to the outer world while it is being told.
  const worker = new Worker(deps, enginePorts, new Map(), [
    { name: 'mails', everyMs: 0, run: () => gatherNotificationMails(deps) },
  ])

  const push = (at: number, act: Act, tries = 0) => {
    planned.push({ at, place: places, act, tries })
    places += 1
  }

  async function standing(): Promise<{ now: number; busy: boolean; nextTimer: number | null }> {
    const { rows } = await sql<{ now: Date; busy: boolean; due: Date | null }>`
      select business_now() as now, (select min(due_at) from process_waits where kind = 'timer') as due,
        exists (select 1 from outbox where kind = 'deliver' and state = 'ready'
          and (not_before is null or not_before <= clock_timestamp())) as busy`.execute(db)
    const { now, busy, due } = rows[0]!
    return { now: now.getTime(), busy, nextTimer: due ? due.getTime() : null }
  }

  /** Works until nothing is left to do at this moment; another worker of the same database may do part of it. */
  async function settle(): Promise<{ now: number; nextTimer: number | null }> {
    for (let round = 0; round < 5000; round += 1) {
      const state = await standing()
      if (!state.busy && (state.nextTimer === null || state.nextTimer > state.now)) return state
      if (!(await worker.round())) await new Promise((resolve) => setTimeout(resolve, 5))
    }
    throw new Error('demo: the engine does not come to rest')
  }

  /** Goes ahead to a moment, stopping wherever a timer is due, so that each fires in its own time. */
  async function travelTo(target: number): Promise<void> {
    for (;;) {
      const { now, nextTimer } = await settle()
      if (now >= target) return
      const stop = nextTimer === null ? target : Math.min(target, nextTimer)
      await write(deps, system('demo'), (cx) => travel(cx, Math.max(1, Math.ceil(stop - now))))
    }
  }

  async function play(): Promise<void> {
    while (planned.length > 0) {
      planned.sort((a, b) => a.at - b.at || a.place - b.place)
      const { at, act, tries } = planned.shift()!
      await travelTo(at)
      if ((await act()) !== false) continue
      if (tries === 40) throw new Error('demo: something the story waits for never comes')
      push(at + 20 * MINUTE_MS, act, tries + 1)
    }
    await settle()
  }

  async function returnToPresent(): Promise<void> {
    await write(deps, system('demo'), async (cx) => {
      const { ahead_ms: ahead } = await cx.db.selectFrom('business_clock').select('ahead_ms').executeTakeFirstOrThrow()
      if (ahead < 0) await travel(cx, -ahead)
    })
  }

  return {
    deps,
    calendar,
    random,
    people,
    records: new Map(),
    sales,
    async as(who, command) {
      const actor: UserActor | null = await actorOf(db, people.get(who)!)
      if (!actor) throw new Error(`demo: nobody is called ${who}`)
      return write(deps, actor, command)
    },
    // Nobody acts on the minute.
    plan: (at, act) => push(at.getTime() + Math.floor(random() * 50_000), act),
    thread(steps) {
      const [first, ...rest] = steps
      if (!first) return
      const follow = (at: number, act: Act, left: Step[]) =>
        push(at, async () => {
          if ((await act()) === false) return false
          const [next, ...others] = left
          if (next)
            follow(Math.max(next[0].getTime() + Math.floor(random() * 50_000), at + 4 * MINUTE_MS), next[1], others)
        })
      follow(first[0].getTime() + Math.floor(random() * 50_000), first[1], rest)
    },
    async tell() {
      try {
        await play()
      } finally {
        await returnToPresent()
      }
      await settle()
    },
  }
}
