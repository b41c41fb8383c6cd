import { Agent, get } from 'node:http'
import { loadavg } from 'node:os'
import type pg from 'pg'
import { system } from '../../server/core/actor.ts'
import { connectOnce, kyselyOn } from '../../server/core/db.ts'
import { write } from '../../server/core/write.ts'
import { createApiToken } from '../../server/modules/staff/commands/create-api-token.ts'
import { type Bar, type Options, percentile, type Result, rounded } from '../measure.ts'
import { makePlace, type Place } from '../place.ts'
import { type Ask, asks } from './asks.ts'
import { countOf, type Events, fill, MILLION, type People, peopleOf, settle } from './fill.ts'

const CALLS = 200
const QUICK_CALLS = 40

type Statement = { name?: string; text: string; values: unknown[] }
interface Caller {
  who: keyof People
  token: string
}

/**
 * What people open all day over a million leads: through the real HTTP server, in turns with exactly the statements the
 * server runs for it, sent by pg alone on one connection. An owner sees everything, a seller an eighth of it, a bookkeeper
 * next to nothing. A part is named by a word of what is asked or by who asks (`seller`).
 */
export async function lists({ quick, size, keep, parts, say }: Options): Promise<Result> {
  const place = await makePlace(keep)
  const leads = size ?? (quick ? MILLION / 50 : MILLION)
  try {
    await ready(place, leads, say)
    const { bars, figures } = await answered(place, asks, { quick, parts, say })
    return { bench: 'lists', bars, figures: { leads, ...figures } }
  } finally {
    await place.end()
  }
}

/** What is asked, by each of the callers: through HTTP, and what of that is the database's. */
export async function answered(
  place: Place,
  asks: Ask[],
  { quick, parts, say }: Pick<Options, 'quick' | 'parts' | 'say'>,
): Promise<Pick<Result, 'bars' | 'figures'>> {
  const { callers, recorded } = await prepare(place, asks, parts, say)
  const server = await place.serve({ TOK_ROLES: 'web' })
  const direct = await connectOnce({ connectionString: place.url })
  const bars: Bar[] = []
  const figures: Result['figures'] = { 'load of the machine at the start': rounded(loadavg()[0]!) }
  const http = getter(server.address)
  for (const { ask, who, variants } of recorded) {
    const { token } = callers.find((caller) => caller.who === who)!
    const through: number[] = []
    const alone: number[] = []
    const once = async (variant: Variant, times?: number[]) => {
      const began = performance.now()
      await http(variant.path, token)
      times?.push(performance.now() - began)
    }
    const bare = async ({ statements }: Variant, times?: number[]) => {
      const began = performance.now()
      for (const statement of statements) await direct.query(statement)
      times?.push(performance.now() - began)
    }
    for (const variant of variants) {
      await once(variant)
      await bare(variant)
    }
    for (let call = 0; call < (quick ? QUICK_CALLS : CALLS); call += 1) {
      const variant = variants[call % variants.length]!
      await once(variant, through)
      await bare(variant, alone)
    }
    const [p95, reference] = [percentile(through, 0.95), percentile(alone, 0.95)]
    const what = `${ask.name}, ${WHO[who]}`
    const bar = rounded(1.5 * reference + 5)
    bars.push({ what: `p95 of ${what}`, value: rounded(p95), unit: 'ms', bar, holds: p95 <= bar })
    if (ask.within) {
      bars.push({ what: `p95 of ${what}`, value: rounded(p95), unit: 'ms', bar: ask.within, holds: p95 <= ask.within })
    }
    figures[`${what}: p50 through HTTP, p95 of its SQL alone, ms`] =
      `${rounded(percentile(through, 0.5))}, ${rounded(reference)}`
    say(`${what}: p95 ${rounded(p95)} ms, its SQL alone ${rounded(reference)} ms`)
  }
  figures['load of the machine at the end'] = rounded(loadavg()[0]!)
  await direct.end()
  return { bars, figures }
}

const WHO: Record<keyof People, string> = { ownerId: 'owner', sellerId: 'seller', bookkeeperId: 'bookkeeper' }

/** Fills an empty database; one that is kept has to hold what is asked for. */
export async function ready(place: Place, leads: number, say: (line: string) => void, events?: Events): Promise<void> {
  const client = await connectOnce({ connectionString: place.url })
  try {
    if ((await countOf(client, 'company')) === 0) {
      say(`making ${leads} leads`)
      await place.within(({ deps }) => settle(deps))
      await fill(client, leads, say, events)
    }
    const there = await countOf(client, 'leads')
    if (there !== leads)
      throw new Error(`the kept database holds ${there} leads instead of ${leads}: name another folder`)
    for (const table of ['leads', 'deals', 'event_log']) say(`${table}: ${await countOf(client, table)} rows`)
  } finally {
    await client.end()
  }
}

interface Variant {
  path: string
  statements: Statement[]
}

/** Keys for the callers, and of each ask the addresses with the statements the server runs for them. */
async function prepare(place: Place, asks: Ask[], parts: string[], say: (line: string) => void) {
  return place.within(async ({ deps, app }) => {
    const client = await connectOnce({ connectionString: place.url })
    const people = await peopleOf(client)
    const callers = await Promise.all(
      (Object.keys(people) as (keyof People)[]).map(async (who): Promise<Caller> => {
        const { token } = await write(deps, system('bench'), (cx) =>
          createApiToken(cx, { employeeId: people[who], name: 'bench' }),
        )
        return { who, token }
      }),
    )
    await app.ready()
    let heard: Statement[] = []
    const { pool } = deps.database
    const plainly = pool.query.bind(pool) as (query: Statement) => Promise<pg.QueryResult>
    const listening = (query: Statement) => {
      heard.push(query)
      return plainly(query)
    }
    pool.query = listening as typeof pool.query
    deps.database.db = kyselyOn({ query: listening })
    const recorded: { ask: Ask; who: keyof People; variants: Variant[] }[] = []
    for (const { who, token } of callers) {
      const answer = async (path: string) => {
        heard = []
        const { statusCode, body } = await app.inject({ url: path, headers: { authorization: `Bearer ${token}` } })
        if (statusCode !== 200) throw new Error(`${path}: ${statusCode} ${body}`)
        return JSON.parse(body)
      }
      for (const ask of asks) {
        const what = `${ask.name}, ${WHO[who]}`
        if (parts.length > 0 && !parts.some((part) => what.includes(part))) continue
        say(`reading what the server asks for ${what}`)
        const variants: Variant[] = []
        for (const path of await ask.paths({ client, me: people[who], answer })) {
          await answer(path)
          variants.push({ path, statements: heard })
        }
        // Whoever has no such record is not asked about it.
        if (variants.length > 0) recorded.push({ ask, who, variants })
      }
    }
    await client.end()
    return { callers, recorded }
  })
}

/** GET over one kept connection, read to its end. */
function getter(address: string): (path: string, token: string) => Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  return (path, token) =>
    new Promise((resolve, reject) => {
      get(`${address}${path}`, { agent, headers: { authorization: `Bearer ${token}` } }, (answer) => {
        answer.resume()
        answer.on('error', reject)
        answer.on('end', () =>
          answer.statusCode === 200 ? resolve() : reject(new Error(`${path}: ${answer.statusCode}`)),
        )
      }).on('error', reject)
    })
}
