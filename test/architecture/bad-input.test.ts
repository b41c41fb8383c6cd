import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { repositoryRoot } from '../../server/core/paths.ts'
import { lets, type Whose } from './access/callers.ts'
import { buildHouse } from './access/house.ts'
import { type Call, OPERATIONS, type Row } from './access/operations.ts'
import type { House, Made } from './access/records.ts'

/*
 * Every operation of the API is sent what no reasonable program sends, as somebody who may call it: each answer is a
 * problem with a code, says nothing of the inside, and leaves the database as it was. What is wrong follows from openapi.json.
 */

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
type Schema = { [key: string]: unknown; $ref?: string; properties?: Record<string, Schema>; anyOf?: Schema[] }
interface Described {
  operationId: string
  parameters?: { name: string; in: string; schema: Schema }[]
  requestBody?: { content: Record<string, { schema: Schema }> }
}

const document = JSON.parse(readFileSync(join(repositoryRoot, 'openapi.json'), 'utf8')) as {
  paths: Record<string, Record<string, Described>>
  components: { schemas: Record<string, Schema> }
}
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, described]) => ({
    id: described.operationId,
    method: method.toUpperCase() as Method,
    path,
    schema: described.requestBody?.content['application/json']?.schema ?? null,
    query: (described.parameters ?? []).filter((parameter) => parameter.in === 'query'),
  })),
)
type Operation = (typeof operations)[number]

const ajv = new Ajv2020({ strict: false, validateFormats: false })
ajv.addSchema({ $id: 'api', components: document.components })
const inApi = (schema: Schema): Schema =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"api#/components'))

let house: House
const logged: string[] = []
/** What must not be read anywhere but where it belongs. */
const MARK = 'tajne-ZNAMIĘ-7713'

beforeAll(async () => {
  house = await buildHouse()
  for (const level of ['warn', 'error'] as const)
    house.w.deps.log[level] = (...said: unknown[]) => {
      logged.push(said.map((one) => (one instanceof Error ? one.stack : JSON.stringify(one, errors))).join(' '))
    }
})
const errors = (_key: string, value: unknown) =>
  value instanceof Error ? { message: value.message, stack: value.stack } : value
afterAll(() => house?.w.close())

/** One call with one thing wrong in it. */
interface Bad {
  what: string
  body?: unknown
  /** Sent as it is, instead of a body. */
  raw?: string | Buffer
  type?: string
  params?: Record<string, string>
  query?: string
  headers?: Record<string, string>
}

let address = 0
/** Limits of calls count addresses: each call comes from another. */
const elsewhere = () => {
  address += 1
  return `10.${2 + (address >> 16)}.${(address >> 8) & 255}.${address & 255}`
}

async function send({ method, path }: Operation, row: Row, call: Call, bad: Bad) {
  const params: Made = { ...call.made, ...row.path?.(call) }
  const filled = path.replace(
    /\{(\w+)\}/g,
    (_, name: string) => bad.params?.[name] ?? encodeURIComponent(params[name] ?? `no ${name}`),
  )
  const query = bad.query ?? row.query
  const payload = bad.raw ?? (bad.body === undefined ? undefined : JSON.stringify(bad.body))
  const answer = await house.w.app.inject({
    method,
    url: query ? `${filled}?${query}` : filled,
    remoteAddress: elsewhere(),
    headers: {
      ...(call.caller.id ? { authorization: `Bearer ${await house.w.tokenOf(call.caller.id)}` } : {}),
      ...(method === 'PATCH' || method === 'PUT' ? { 'if-match': '*' } : {}),
      ...(payload === undefined ? {} : { 'content-type': bad.type ?? 'application/json' }),
      ...bad.headers,
    },
    ...(payload === undefined ? {} : { payload }),
  })
  return { status: answer.statusCode, type: String(answer.headers['content-type'] ?? ''), text: answer.body }
}

// A stack, a statement, a file, a library: the inside.
const INSIDE =
  /\n\s+at |\.(ts|js|mjs):\d|node_modules|\bselect .+ from\b|insert into|syntax error|ZodError|violates|invalid input syntax/i

/** What is wrong with the answer to something wrong; null when it is as it should be. */
function unfit(answer: Awaited<ReturnType<typeof send>>): string | null {
  const { status, type, text } = answer
  const said = `${status} ${text.slice(0, 160)}`
  if (status < 400 || status > 499) return `was not refused: ${said}`
  if (INSIDE.test(text)) return `tells of the inside: ${said}`
  if (!type.startsWith('application/problem+json')) return `is no problem document but ${type}: ${said}`
  const problem = JSON.parse(text) as { code?: unknown; title?: unknown; errors?: { message?: string }[] }
  if (typeof problem.code !== 'string' || typeof problem.title !== 'string') return `has no code or title: ${said}`
  if (problem.title === '' || problem.title.startsWith('error.')) return `has no words for ${problem.code}`
  const mute = problem.errors?.find(({ message }) => !message || message.startsWith('error.'))
  return mute ? `has no words for a field: ${JSON.stringify(mute)}` : null
}

const WRONG: unknown[] = [7, -1.5, 1e300, true, null, 'x', '', [], [[]], {}, ['x'], { x: 1 }]
const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value))

function* places(value: unknown, at: (string | number)[] = []): Generator<(string | number)[]> {
  if (value === null || typeof value !== 'object') return
  for (const key of Object.keys(value)) {
    const here = [...at, Array.isArray(value) ? Number(key) : key]
    yield here
    yield* places((value as Record<string, unknown>)[key], here)
  }
}

function changed(
  value: unknown,
  at: (string | number)[],
  change: (holder: Record<string, unknown>, key: string) => void,
) {
  const whole = copy(value)
  let holder = whole as Record<string, unknown>
  for (const key of at.slice(0, -1)) holder = holder[key] as Record<string, unknown>
  change(holder, String(at.at(-1)))
  return whole
}

const valueAt = (value: unknown, at: (string | number)[]): unknown =>
  at.reduce<unknown>((holder, key) => (holder as Record<string, unknown>)[key], value)

/** The body with the fields the base leaves out, so that each is tried. */
function widened(schema: Schema, body: unknown): Record<string, unknown>[] {
  const properties = schema.$ref
    ? document.components.schemas[schema.$ref.split('/').at(-1)!]?.properties
    : schema.properties
  const base = (body ?? {}) as Record<string, unknown>
  return Object.keys(properties ?? {})
    .filter((key) => !(key in base))
    .flatMap((key) => [...WRONG, 'y'.repeat(1_000_000), `${MARK}\u0000`].map((value) => ({ ...base, [key]: value })))
}

/** Bodies with one thing wrong; those that the schema still takes are told apart by it. */
function* bodies(schema: Schema, body: unknown): Generator<Bad> {
  for (const whole of widened(schema, body)) yield { what: `added ${JSON.stringify(whole).slice(-80)}`, body: whole }
  const base = body ?? {}
  yield { what: 'an unknown field', body: { ...(base as object), nieznane: MARK } }
  yield {
    what: 'a field of the prototype',
    raw: `{"__proto__":{"x":1},${JSON.stringify(base).slice(1)}`.replace(',}', '}'),
  }
  for (const at of places(base)) {
    const was = valueAt(base, at)
    const name = at.join('.')
    yield { what: `without ${name}`, body: changed(base, at, (holder, key) => delete holder[key]) }
    for (const value of WRONG) {
      yield {
        what: `${name}: ${JSON.stringify(value)}`,
        body: changed(base, at, (holder, key) => (holder[key] = value)),
      }
    }
    if (was && typeof was === 'object' && !Array.isArray(was))
      yield {
        what: `an unknown field in ${name}`,
        body: changed(base, [...at, 'nieznane'], (holder, key) => (holder[key] = 1)),
      }
    if (typeof was !== 'string') continue
    for (const text of [`${was}\u0000`, 'y'.repeat(1_000_000), `${was}\ud800`])
      yield {
        what: `${name}: text ${JSON.stringify(text.slice(0, 30))}`,
        body: changed(base, at, (holder, key) => (holder[key] = text)),
      }
  }
}

/** What no schema says and no field may take: a text without end, characters that no text has. */
/** They take such characters out, so that no request is lost for them (public-submission.test.ts). */
const CLEANING = ['forms.submit', 'forms.receive', 'chats.write']
const unsafe = (operation: string, body: unknown): boolean => {
  const text = JSON.stringify(body)
  if (CLEANING.includes(operation)) return false
  return text.length > 900_000 || /\\u0000|\\ud800/.test(text)
}

const DEEP = 100_000
/** What is no request at all. */
const RAW: Bad[] = [
  { what: 'JSON cut off', raw: '{"a":' },
  { what: 'a list', raw: '[]' },
  { what: 'a text', raw: '"x"' },
  { what: 'a number', raw: '1' },
  { what: 'null', raw: 'null' },
  { what: 'no JSON', raw: `<b>${MARK}</b>` },
  { what: 'no UTF-8', raw: Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]) },
  { what: '100,000 lists in each other', raw: `{"a":${'['.repeat(DEEP)}${']'.repeat(DEEP)}}` },
  { what: '100,000 objects in each other', raw: `${'{"a":'.repeat(DEEP)}1${'}'.repeat(DEEP)}` },
  { what: '10 MB', raw: `{"a":"${'x'.repeat(10_000_000)}"}` },
  { what: 'another type', raw: '{}', type: 'application/xml' },
  { what: 'text', raw: '{}', type: 'text/plain' },
  { what: 'no type to speak of', raw: '{}', type: 'x' },
]

const IDS = [
  'x',
  '0',
  '-1',
  'a'.repeat(150),
  'a'.repeat(3000),
  '%00',
  '%ff',
  '%',
  '%F0%9F',
  '..%2f..%2fetc',
  "'--",
  '%22%3E%3Cscript%3E',
]
const QUERIES = ['', '%00', '%ff', 'x'.repeat(5000), '-1', '1e9', '%F0%9F', "'--", '%7B%7D', 'null', '%ED%A0%80']

/** Everything that may stay as it was, counted: rows of every table, and versions where there are any. */
async function everything(): Promise<Record<string, string>> {
  const { rows: tables } = await sql<{ name: string; versioned: boolean }>`
    select t.table_name as name, exists (select from information_schema.columns c where c.table_schema = 'public'
      and c.table_name = t.table_name and c.column_name = 'version' and c.data_type = 'integer') as versioned
    from information_schema.tables t where t.table_schema = 'public' and t.table_type = 'BASE TABLE'
      and t.table_name not in ('worker_beats', 'sign_in_attempts', 'attempts', 'auth_sessions')`.execute(house.w.db)
  const counts = tables.map(
    ({ name, versioned }) =>
      sql`select ${name}::text as name, concat(count(*), ' ', ${
        versioned ? sql`coalesce(sum(version), 0)` : sql`''`
      }) as stand from ${sql.table(name)}`,
  )
  const { rows } = await sql<{ name: string; stand: string }>`${sql.join(counts, sql` union all `)}`.execute(house.w.db)
  return Object.fromEntries(rows.map(({ name, stand }) => [name, stand]))
}

/** A call of the operation as somebody who may. */
async function callOf(row: Row): Promise<Call> {
  const [whose] = Object.values<Whose | null>(row.on?.places(house) ?? { '': null })
  const caller = house.callers.find((one) => one.id && lets(row.who, one, whose!))!
  const made = row.on && whose ? await row.on.make(house, whose) : {}
  return { house, caller, whose: whose ?? null, made }
}

describe('something wrong is refused with a code and changes nothing', () => {
  for (const operation of operations) {
    it(operation.id, { timeout: 60_000 }, async () => {
      const row = [OPERATIONS[operation.id] ?? []].flat().find(({ inDemo }) => !inDemo)!
      const call = await callOf(row)
      const faults: string[] = []
      const before = await everything()
      const refused = async (bad: Bad) => {
        const fault = unfit(await send(operation, row, call, bad))
        if (fault) faults.push(`${bad.what}: ${fault}`)
      }
      const survived: Bad[] = []
      const body = row.body?.(call)
      const { schema } = operation
      if (schema) {
        const takes: ValidateFunction = ajv.compile(inApi(schema))
        for (const bad of bodies(schema, body)) {
          if (bad.body !== undefined && !unsafe(operation.id, bad.body) && takes(copy(bad.body))) survived.push(bad)
          else await refused(bad)
        }
        for (const bad of RAW) if (body !== undefined) await refused(bad)
      } else if (operation.method !== 'GET') {
        await refused({ what: 'JSON cut off', raw: '{"a":' })
        await refused({ what: '10 MB', raw: RAW.find(({ what }) => what === '10 MB')!.raw! })
      }
      for (const [, name] of operation.path.matchAll(/\{(\w+)\}/g)) {
        for (const id of IDS) await refused({ what: `${name} ${id.slice(0, 20)}`, params: { [name!]: id }, body })
      }
      expect(faults).toEqual([])
      expect(await everything()).toEqual(before)

      // What may be taken must not break the server, either.
      const answers: string[] = []
      const stands = async (bad: Bad) => {
        const answer = await send(operation, row, call, bad)
        const { status, text } = answer
        const fault = status >= 400 ? unfit(answer) : INSIDE.test(text) ? 'tells of the inside' : null
        if (fault) answers.push(`${bad.what}: ${fault}`)
      }
      for (const { name } of operation.query) {
        for (const value of QUERIES)
          await stands({ what: `?${name}=${value.slice(0, 20)}`, query: `${name}=${value}`, body })
        await stands({ what: `?${name} twice`, query: `${name}=a&${name}=b`, body })
      }
      if (operation.method === 'GET') await stands({ what: 'an unknown parameter', query: 'nieznany=1' })
      for (const match of ['abc', '"x"', '-1', '99999999999999999999', '""', 'W/"1"'])
        if (operation.method !== 'GET')
          await stands({ what: `If-Match ${match}`, headers: { 'if-match': match }, body })
      for (const bad of survived) await stands(bad)
      expect(answers).toEqual([])
    })
  }

  it('was asked often', () => {
    expect(address).toBeGreaterThan(1000)
  })

  it('left nothing in the log but what anybody might read', () => {
    expect(logged.filter((line) => line.includes(MARK))).toEqual([])
    expect(logged).toEqual([])
  })
})
