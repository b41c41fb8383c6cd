import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { gsmText } from '../../pure/sms.ts'
import { makeContact } from '../../server/modules/contacts/factory.ts'
import { channelListeners } from '../../server/modules/messages/commands/listen.ts'
import { makeAccount } from '../../server/modules/messages/factory.ts'
import { freePort } from '../support/served.ts'
import { testWorld, type World } from '../support/world.ts'

const PHONE = '+48601224718'
let w: World
let listeners: ReturnType<typeof channelListeners>
let smsc: ChildProcess
let port: number
let contact: string
let said: Record<string, string>[] = []

async function up(): Promise<void> {
  smsc = spawn('perl', [fileURLToPath(new URL('smsc.pl', import.meta.url)), String(port)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  let rest = ''
  smsc.stdout!.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString()).split('\n')
    rest = lines.pop()!
    said.push(...lines.map((line) => JSON.parse(line)))
  })
  await until(async () => said.some(({ listening }) => listening))
}
async function down(): Promise<void> {
  said = []
  smsc.kill('SIGKILL')
  await once(smsc, 'exit')
}
async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 100))
}
const told = (key: string) => said.filter((line) => line[key] !== undefined)
const answer = (text: string) =>
  smsc.stdin!.write(`answer ${PHONE.slice(1)} ${Buffer.from(text, 'utf16le').swap16().toString('hex')}\n`)

beforeAll(async () => {
  w = await testWorld()
  port = await freePort()
  await up()
  contact = (await w.write('anna', (cx) => makeContact(cx, { phones: [{ value: PHONE }] }))).id
  const settings = { provider: 'smpp', host: '127.0.0.1', port, security: 'none', systemId: 'tok', password: 'tajne' }
  await w.write('owner', (cx) =>
    makeAccount(cx, { channel: 'sms', address: '+48221234567', departmentId: w.departments.sales, settings }),
  )
  await listen()
})
afterEach(() => {
  said = said.filter(({ listening }) => listening)
})
afterAll(async () => {
  await listeners?.stop()
  smsc?.kill('SIGKILL')
  await w?.close()
})

async function listen(): Promise<void> {
  listeners = channelListeners(w.deps)
  await listeners.tend()
  await until(async () => told('bind').some(({ bind }) => bind === 'taken'))
}
const write = async (text: string) => {
  const { body } = await w.request('anna', 'POST', '/api/customer-messages', {
    channel: 'sms',
    to: [{ address: PHONE }],
    text,
  })
  return body.id as string
}
const stateOf = async (id: string) =>
  (await w.request('anna', 'GET', `/api/customer-messages/${id}`)).body as {
    state: string
    trouble: { code: string } | null
  }
const received = async () => {
  const rows = await w.db
    .selectFrom('messages')
    .select('body_text')
    .where('direction', '=', 'in')
    .orderBy('created_at')
    .execute()
  return rows.map((row) => row.body_text)
}

it('sends in each alphabet and in parts, and hears that it arrived', async () => {
  const texts = ['Cena: 12 € [netto]', 'Zażółć gęślą jaźń', 'Dzień dobry, zapraszamy na pomiary. '.repeat(4)]
  const ids = await Promise.all(texts.map(write))
  await w.worker.sendAll()
  for (const id of ids) await until(async () => (await stateOf(id)).state === 'delivered')
  const parts = told('submit').map(({ coding, class: kind, octets }) => {
    const all = Buffer.from(octets!, 'hex')
    const text = Number(kind) & 0x40 ? all.subarray(6) : all
    const read = Number(coding) === 8 ? Buffer.from(text).swap16().toString('utf16le') : gsmText(text)
    return { part: Number(kind) & 0x40 ? all[5]! : 0, read }
  })
  const whole = parts.filter(({ part }) => part === 0).map(({ read }) => read)
  expect(whole.sort()).toEqual([texts[0], texts[1]])
  const inParts = parts.filter(({ part }) => part > 0).sort((a, b) => a.part - b.part)
  expect(inParts.map(({ read }) => read).join('')).toBe(texts[2]!.trim())
  const { body } = await w.request('anna', 'GET', `/api/conversations?aboutKind=contact&aboutId=${contact}`)
  expect(body.items).toHaveLength(1)
})

it('brings the answer to the card of who wrote it', async () => {
  answer('Tak, będę o 10:00')
  await until(async () => (await received()).includes('Tak, będę o 10:00'))
  const { body } = await w.request('anna', 'GET', `/api/conversations?aboutKind=contact&aboutId=${contact}`)
  expect(body.items[0]).toMatchObject({ lastText: 'Tak, będę o 10:00', channel: 'sms' })
})

it('loses nothing while the SMSC is away and whoever listens is killed', async () => {
  const before = (await received()).length
  await down()
  const id = await write('Wysłane w czasie przerwy')
  await w.worker.sendAll()
  expect((await stateOf(id)).state).toBe('queued')
  // Killed: it says goodbye to nobody, and another takes its place.
  await listeners.stop()
  await up()
  await listen()
  await w.db.updateTable('outbox').set({ not_before: null }).where('topic', '=', 'message').execute()
  await w.worker.sendAll()
  await until(async () => (await stateOf(id)).state === 'delivered')
  for (let at = 1; at <= 50; at += 1) answer(`Odpowiedź ${at}`)
  await listeners.stop()
  await listen()
  await until(async () => (await received()).length >= before + 50)
  await until(async () => told('acknowledged').length >= 50)
  expect((await received()).slice(before).sort()).toEqual(
    Array.from({ length: 50 }, (_, at) => `Odpowiedź ${at + 1}`).sort(),
  )
})
