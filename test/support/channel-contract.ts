import { type AddressInfo, createServer, type Server } from 'node:net'
import { describe, expect, it } from 'vitest'
import {
  type Channel,
  ChannelTrouble,
  type OpenAccount,
  type OutgoingMessage,
  TROUBLES,
} from '../../server/core/channel.ts'

/** What the house relies on with every channel, whatever is behind it. */
export function channelContract(
  channel: Channel,
  /** Settings that are whole, aimed at a server on that port of 127.0.0.1; channels without a server ignore it. */
  settings: (port: number) => Record<string, unknown>,
  { address, serverless = false, calls = true }: { address: string; serverless?: boolean; calls?: boolean },
): void {
  const open = (port: number): OpenAccount => ({
    id: '01a2269b-de55-7000-a0d1-10cee30ec860',
    address: address,
    name: 'Firma',
    settings: channel.settings.parse(settings(port)),
    cursor: {},
    dataDir: '/nowhere',
    webhookUrl: 'https://tok.example/channels/1',
  })
  const message: OutgoingMessage = {
    id: '01a2269b-de55-7000-a0d1-10cee30ec861',
    key: '<1@firma.pl>',
    to: [{ address: channel.address === 'email' ? 'jan@klient.pl' : '+48601224718', name: 'Jan' }],
    cc: [],
    subject: 'Oferta',
    text: 'Dzień dobry',
    html: null,
    references: [],
    files: [],
    automatic: false,
    toMany: false,
    date: new Date(),
    sinceHeard: 1000,
  }
  describe(`the channel ${channel.key}`, () => {
    it('takes its settings and nothing beside them, and seals what it calls secret', () => {
      const whole = settings(1)
      expect(channel.settings.safeParse(whole).success).toBe(true)
      expect(channel.settings.safeParse({ ...whole, unheardOf: 1 }).success).toBe(false)
      const kept = open(1).settings
      const secrets = channel.secrets.filter((key) => key in kept)
      if (channel.secrets.length > 0) expect(secrets.length).toBeGreaterThan(0)
      for (const key of secrets) expect(kept[key]).toBeTypeOf('string')
      // Where a secret goes must be named, else it could be sent to another server unseen.
      const servers = channel.secretsGoTo.filter((key) => key in kept)
      if (secrets.length > 0 && !serverless) expect(servers.length).toBeGreaterThan(0)
    })

    it('parses again what it made of its settings, as they are kept', () => {
      const kept = channel.settings.parse(settings(1))
      expect(channel.settings.parse(JSON.parse(JSON.stringify(kept)))).toEqual(kept)
    })

    if (!serverless)
      sendingContract((port) => {
        const account = open(port)
        return {
          ways: [() => channel.check(account), () => channel.send(account, message)],
          secrets: channel.secrets.filter((key) => key in account.settings).map((key) => String(account.settings[key])),
          close: () => channel.close?.(account.id),
        }
      })

    it.skipIf(!channel.webhook || !calls)('believes no call that is not signed', async () => {
      const request = { url: '/', query: {}, headers: {}, now: new Date() }
      for (const [method, body] of [
        ['POST', '{}'],
        ['POST', 'nonsense'],
        ['GET', ''],
      ] as const) {
        const trouble = await troubleOf(channel.webhook!(open(1), { ...request, method, body: Buffer.from(body) }))
        expect(trouble.code).toBe('signature')
      }
    })
  })
}

/** What holds of whatever hands something to a server on that port of 127.0.0.1, also where it is no account's. */
export function sendingContract(
  open: (port: number) => { ways: (() => Promise<unknown>)[]; secrets: string[]; close?: () => unknown },
): void {
  it('says so where nobody answers, and that it is worth another try', async () => {
    const closed = await listening()
    await stop(closed.server)
    const { ways, close } = open(closed.port)
    for (const way of ways) expect(await troubleOf(way())).toMatchObject({ code: 'connection_refused', final: false })
    await close?.()
  })

  it('says nothing of its secrets where the other side answers nonsense', async () => {
    const { server, port } = await listening()
    const { ways, secrets, close } = open(port)
    try {
      for (const way of ways) {
        const { words, message } = await troubleOf(way())
        for (const secret of secrets) expect(`${words} ${message}`).not.toContain(secret)
      }
      await close?.()
    } finally {
      await stop(server)
    }
  })
}

/** What it throws; fails the test where it throws nothing or something else. */
async function troubleOf(doing: Promise<unknown>): Promise<ChannelTrouble> {
  const error = await doing.then(
    () => null,
    (thrown) => thrown,
  )
  expect(error).toBeInstanceOf(ChannelTrouble)
  expect(TROUBLES).toContain(error.code)
  return error
}

/** A server that waits a little to be spoken to, says something no protocol has, and hangs up. */
async function listening(): Promise<{ server: Server; port: number }> {
  const server = createServer((socket) => {
    const speak = () => void socket.end('nonsense\r\n')
    const timer = setTimeout(speak, 200)
    socket
      .on('error', () => {})
      .on('close', () => clearTimeout(timer))
      .once('data', speak)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { server, port: (server.address() as AddressInfo).port }
}

const stop = (server: Server): Promise<unknown> => new Promise((resolve) => server.close(resolve))
