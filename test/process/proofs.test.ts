import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { shippedProcesses } from '../../processes/shipped.ts'
import { system } from '../../server/core/actor.ts'
import { Died } from '../../server/core/deps.ts'
import { sendEffects } from '../../server/engine/effects.ts'
import { enginePorts } from '../../server/engine-ports.ts'
import { installTemplates } from '../../server/modules/documents/commands/install-templates.ts'
import { documentEffects, MAKE_TOPIC } from '../../server/modules/documents/effects.ts'
import { installKinds } from '../../server/modules/kinds/commands/install-kinds.ts'
import { gatherNotificationMails } from '../../server/modules/mail/commands.ts'
import { steps } from '../../server/registry.ts'
import { assemble } from '../../server/serve.ts'
import { FakeChannel } from '../support/fake-channel.ts'
import { testWorld, type World } from '../support/world.ts'
import { Recorder } from './recorder.ts'
import { type Story, stories } from './stories.ts'

interface Way {
  /** Called around every commit; throws where the process is to die. */
  probe?: (where: string) => void
  /** Done after each part of the story, when all is quiet. */
  quiet?: (w: World) => Promise<void>
  workers?: number
}

/** Lives a story in a company of its own and tells what it came to, and which steps ran. */
async function live(story: Story, way: Way = {}): Promise<{ end: unknown; ran: string[] }> {
  const w = await testWorld()
  const others = []
  try {
    // As each start does, the one of a second worker too.
    await w.write(system('start'), async (cx) => {
      await installKinds(cx)
      await installTemplates(cx)
    })
    for (let i = 1; i < (way.workers ?? 1); i += 1) {
      const other = await assemble({ config: w.deps.config, connection: w.deps.connection }, w.deps.log)
      if (way.probe) other.deps.probe = way.probe
      others.push(other)
    }
    // Whether a mailbox answers is no end of a story.
    for (const { deps } of [w, ...others]) {
      const mail = new FakeChannel(deps, { key: 'mail', address: 'email', threads: 'references', dropsDoubles: true })
      deps.channels = new Map([...deps.channels, ['mail', mail.channel]])
    }
    const workers = [w.worker, ...others.map((other) => other.worker)]
    const settle = async () => {
      // Quiet, and a few rounds more: where every other transaction dies, a round that moved nothing proves nothing.
      for (let rounds = 0, quiet = 0; quiet < 4; rounds += 1) {
        if (rounds > 200) throw new Error('still moving after 200 rounds')
        await Promise.all(workers.map((worker) => worker.round().catch(died)))
        await gathered(w)
        await drawn(w)
        quiet = (await isQuiet(w)) ? quiet + 1 : 0
      }
    }
    const kept: Record<string, string> = {}
    let calls = 0
    // As a person or a program does who got no answer: the same again, under the same key.
    const call: Parameters<Story['parts'][number]>[0]['call'] = async (who, method, url, body) => {
      calls += 1
      const key = { 'idempotency-key': `${story.title} ${calls}` }
      for (let attempt = 1; ; attempt += 1) {
        const answer = await w.request(who, method, url, body, key)
        if (answer.status < 300) return answer.body
        if (answer.status !== 500 || attempt === 30) throw new Error(`${method} ${url}: ${JSON.stringify(answer.body)}`)
      }
    }
    await settle()
    if (way.probe) w.deps.probe = way.probe
    const teller: Parameters<Story['parts'][number]>[0] = { w: insistent(w), call, kept }
    for (const part of story.parts) {
      await part(teller)
      await settle()
      await way.quiet?.(w)
      if (way.quiet) await settle()
    }
    w.deps.probe = undefined
    return { end: await endOf(w), ran: await stepsRun(w) }
  } finally {
    for (const other of others) await other.stop()
    await w.close()
  }
}

/** A transaction the test itself makes is tried again until it is known to be through; only moving the clock twice would tell. */
function insistent(w: World): World {
  const again = async <T>(part: () => Promise<T>): Promise<T> => {
    const { probe } = w.deps
    w.deps.probe = undefined
    try {
      return await part()
    } finally {
      w.deps.probe = probe
    }
  }
  return {
    ...w,
    travel: (by) => again(() => w.travel(by)),
    write: (who, command) => again(() => w.write(who, command)),
  }
}

/** The workers gather mails once in a second of the machine's: how far a story has come by then is left to no chance. */
async function gathered(w: World): Promise<void> {
  const { probe } = w.deps
  w.deps.probe = undefined
  while (await gatherNotificationMails(w.deps));
  w.deps.probe = probe
}

/** What leaves by the outbox is sent by loops of the worker that a story does not start: of these, documents are drawn here, unharmed. */
async function drawn(w: World): Promise<void> {
  const { probe } = w.deps
  w.deps.probe = undefined
  while ((await sendEffects(w.deps, new Map([[MAKE_TOPIC, documentEffects(w.deps)]]), 'story', 10)) > 0);
  w.deps.probe = probe
}

function died(error: unknown): void {
  if (!(error instanceof Died)) throw error
}

async function isQuiet(w: World): Promise<boolean> {
  const { rows } = await sql<{
    left: boolean
  }>`select exists (select from outbox where kind = 'deliver' and state = 'ready')
    or exists (select from process_waits where kind = 'timer' and due_at <= business_now())
    or exists (select from process_start_timers where due_at <= business_now()) as left`.execute(w.db)
  return !rows[0]!.left
}

/** Everything that must not depend on how often the machine died: rows by name, never by id or by the clock. */
async function endOf(w: World): Promise<unknown> {
  const rows = async (query: ReturnType<typeof sql>) => (await query.execute(w.db)).rows
  // The key of a rule ends with its id.
  const key = sql`regexp_replace(process_key, '_[0-9a-f]{32}$', '') as process_key`
  return {
    leads: await rows(sql`select l.status, l.waiting_times, l.rejected_reason, e.email as owner, l.version
      from leads l left join employees e on e.id = l.owner_id order by l.number`),
    deals: await rows(sql`select title, amount, status from deals order by title`),
    contacts: await rows(sql`select first_name, last_name from contacts order by 1, 2`),
    instances: await rows(sql`select ${key}, status, count(*)::int from process_instances group by 1, 2 order by 1, 2`),
    waits: await rows(sql`select ${key}, w.element, w.kind, count(*)::int from process_waits w
      join process_instances i on i.id = w.instance_id group by 1, 2, 3 order by 1, 2, 3`),
    history: await rows(sql`select ${key}, h.element, h.what, count(*)::int from process_steps h
      join process_instances i on i.id = h.instance_id group by 1, 2, 3 order by 1, 2, 3`),
    tasks: await rows(sql`select t.kind, t.title, t.status, a.email as assignee, c.email as completed_by from tasks t
      left join employees a on a.id = t.assignee_id left join employees c on c.id = t.completed_by order by 1, 2, 3, 4`),
    told: await rows(sql`select n.code, n.reason, e.email, count(*)::int from notifications r join notices n on n.id = r.notice_id
      join employees e on e.id = r.recipient_id group by 1, 2, 3 order by 1, 2, 3`),
    // Each notification that wanted a mail is in exactly one.
    mails: await rows(sql`select count(*)::int as wanted, count(m.id)::int as mailed from notifications r
      left join outgoing_mails m on m.id = r.mail_id where r.mail_state <> 'none'`),
    events: await rows(
      sql`select name, count(*)::int from event_log where name not like 'mail.%' group by 1 order by 1`,
    ),
    undelivered: await rows(sql`select kind, topic, state from outbox where kind = 'deliver'`),
    incidents: await rows(sql`select code, message from process_incidents`),
  }
}

/** Types of the steps that ran, read from the models. */
async function stepsRun(w: World): Promise<string[]> {
  const { rows } = await sql<{ element: string; bpmn: string }>`select distinct h.element, d.bpmn from process_steps h
    join process_definitions d on d.id = h.definition_id`.execute(w.db)
  return rows.flatMap(({ element, bpmn }) => {
    const task = new RegExp(`<(?:bpmn:)?serviceTask id="${element}"[^>]*>.*?taskDefinition type="([^"]+)"`, 's').exec(
      bpmn,
    )
    return task ? [task[1]!] : []
  })
}

/** Dies at half of the commits, in an order that `seed` tells; whatever failed is tried again until it gets through. */
const dyingAt = (where: string, seed: number) => {
  let state = seed
  let times = 0
  return (reached: string) => {
    if (reached !== where) return
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    if (state >> 30 === 0) return
    times += 1
    throw new Died(`${where}, death ${times}`)
  }
}

/** Everything ever recorded is delivered anew, as after a restored outbox. */
async function deliverAgain(w: World): Promise<void> {
  await sql`insert into outbox (kind, event_id) select 'deliver', id from event_log order by id`.execute(w.db)
}

const ran = new Set<string>()

/** `npm run record`: how the cases of the stories go is written down. */
const recorder = process.env.TOK_RECORD ? new Recorder() : null
if (recorder) enginePorts.advance = recorder.advance

for (const story of stories) {
  describe(story.title, () => {
    let plain: unknown
    it('comes to its end', async () => {
      if (recorder) recorder.story = story.title
      const lived = await live(story)
      for (const step of lived.ran) ran.add(step)
      plain = lived.end
      const { incidents, undelivered, instances } = plain as Record<string, unknown[]>
      expect({ incidents, undelivered }).toEqual({ incidents: [], undelivered: [] })
      const keys = (instances as { process_key: string }[]).map((row) => row.process_key)
      expect(keys).toEqual(expect.arrayContaining(story.processes))
    })
    for (const seed of [1, 2, 3]) {
      it(`comes to the same end when the process dies before commits (${seed})`, async () => {
        expect((await live(story, { probe: dyingAt('before-commit', seed) })).end).toEqual(plain)
      })
      it(`comes to the same end when the process dies after commits, before anybody hears of it (${seed})`, async () => {
        expect((await live(story, { probe: dyingAt('after-commit', seed) })).end).toEqual(plain)
      })
    }
    it('comes to the same end when two workers race', async () => {
      expect((await live(story, { workers: 2 })).end).toEqual(plain)
    })
    it('comes to the same end when every event is delivered again', async () => {
      expect((await live(story, { quiet: deliverAgain })).end).toEqual(plain)
    })
  })
}

it('every step and every shipped process is in a story', () => {
  expect([...steps.keys()].filter((type) => !ran.has(type))).toEqual([])
  const told = new Set(stories.flatMap((story) => story.processes))
  expect(shippedProcesses.map((process) => process.key).filter((key) => !told.has(key))).toEqual([])
})

it.runIf(recorder)('the ways of the cases are recorded', async () => {
  for (const file of await recorder!.write()) console.info(`recorded: ${file}`)
})
