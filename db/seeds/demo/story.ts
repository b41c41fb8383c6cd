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
import type { Person } from './data/people.ts'
import { seededRandom } from './random.ts'

const MINUTE_MS = 60_000

class NotYet extends Error {}

/** Something somebody does. */
export type Act = () => Promise<void>
export type Step = [at: Date, act: Act]

/** What the people of the demo do, each at its moment, with the engine at work in between. */
export interface Story {
  deps: Deps
  calendar: StoryCalendar
  random: () => number
  /** Ids of the employees. */
  people: Map<Person, string>
  /** Gives a record the name the story calls it by: "deal:fasada". */
  remember(name: string, kind: string, id: string): void
  /** The record of that name; an act that asks for one that is not there yet is tried again a little later. */
  record(name: string): Subject
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
  const planned: { at: number; place: number; act: (at: number) => Promise<void>; tries: number }[] = []
  const records = new Map<string, Subject>()
  let places = 0
  // Effects are left to the real worker: nothing of the past is sent to the outer world while it is being told.
  const mails = { name: 'mails', everyMs: 0, run: () => gatherNotificationMails(deps) }
  const worker = new Worker(deps, enginePorts, new Map(), [mails], [])

  const push = (at: number, act: (at: number) => Promise<void>, tries = 0) => {
    // The story never runs ahead of the present, however late somebody is.
    planned.push({ at: Math.min(at, calendar.ends.getTime()), place: places, act, tries })
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
    // Acts of the same moment are delivered together.
    if ((await standing()).now >= target) return
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
      try {
        await act(at)
      } catch (error) {
        if (!(error instanceof NotYet) || tries === 40) throw error
        push(at + 20 * MINUTE_MS, act, tries + 1)
      }
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
    sales,
    remember: (name, kind, id) => records.set(name, { kind, id }),
    record(name) {
      const found = records.get(name)
      if (!found) throw new NotYet(`demo: ${name} never comes`)
      return found
    },
    async as(who, command) {
      const actor: UserActor | null = await actorOf(db, people.get(who)!)
      if (!actor) throw new Error(`demo: nobody is called ${who}`)
      return write(deps, actor, command)
    },
    plan: (at, act) => push(at.getTime(), act),
    thread(steps) {
      const follow = ([step, ...left]: Step[], earliest: number) => {
        if (!step) return
        // Nobody acts on the minute.
        const at = Math.max(step[0].getTime() + Math.floor(random() * 50_000), earliest)
        push(at, async (now) => {
          await step[1]()
          follow(left, now + 4 * MINUTE_MS)
        })
      }
      follow(steps, 0)
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
