import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { TestImap } from '../../../test/support/imap.ts'
import { TestSmtp } from '../../../test/support/smtp.ts'
import type { ChannelTrouble, Ear, IncomingMessage, Listener, OpenAccount } from '../../core/channel.ts'
import { mailChannel } from './channel.ts'
import { listenToMailbox } from './listen.ts'
import { LIMITS } from './read.ts'
import { type MailboxSettings, mailboxSettings } from './settings.ts'

let dataDir: string
let imap: TestImap
let house: House
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'tok-mailbox-'))
})
afterAll(() => rm(dataDir, { recursive: true, force: true }))
beforeEach(async () => {
  imap = await TestImap.start()
  house = new House()
})
afterEach(async () => {
  await house.leave()
  await imap.down()
})

/** What the house keeps: each letter once, with the cursor it came with. */
class House {
  readonly kept = new Map<string, IncomingMessage>()
  readonly reports: string[] = []
  readonly troubles: (string | null)[] = []
  cursor: Record<string, unknown> = {}
  /** Transactions, and how many of the next ones fail after (or before) they are done. */
  groups = 0
  failsBefore = 0
  failsAfter = 0
  private listener: Listener | null = null
  private readonly waiting: (() => void)[] = []

  private readonly ear: Ear = {
    received: async (messages, cursor) => {
      if (this.failsBefore > 0) {
        this.failsBefore -= 1
        throw new Error('the database is away')
      }
      this.groups += 1
      for (const message of messages) if (!this.kept.has(message.externalId)) this.kept.set(message.externalId, message)
      if (this.failsAfter > 0) {
        this.failsAfter -= 1
        throw new Error('killed before anybody heard that it is kept')
      }
      if (cursor) this.cursor = structuredClone(cursor)
      this.moved()
    },
    reported: async (reports) => {
      this.reports.push(...reports.map(({ externalId, state }) => `${externalId} ${state}`))
    },
    remember: async (cursor) => {
      this.cursor = structuredClone(cursor)
      this.moved()
    },
    trouble: async (trouble: ChannelTrouble | null) => {
      this.troubles.push(trouble?.code ?? null)
      this.moved()
    },
  }

  private moved(): void {
    for (const look of this.waiting) look()
  }

  listen(settings: Partial<MailboxSettings> = {}): void {
    const account = { ...accountOf(settings), cursor: structuredClone(this.cursor) }
    this.listener = listenToMailbox(account, this.ear, { pauseMs: () => 20, lookEveryMs: 400 })
  }

  async leave(): Promise<void> {
    await this.listener?.stop()
    this.listener = null
  }

  /** Resolves as soon as it holds. */
  async until(holds: () => boolean): Promise<void> {
    if (holds()) return
    await new Promise<void>((resolve) => this.waiting.push(() => holds() && resolve()))
  }

  subjects(): string[] {
    return [...this.kept.values()].map(({ subject }) => subject)
  }
}

const accountOf = (settings: Partial<MailboxSettings> = {}): OpenAccount<MailboxSettings> => ({
  id: '0190a000-0000-7000-8000-000000000001',
  address: 'biuro@firma.pl',
  name: 'Biuro',
  settings: mailboxSettings.parse({
    imapHost: imap.host,
    imapPort: imap.port,
    imapSecurity: 'none',
    smtpHost: imap.host,
    user: 'biuro@firma.pl',
    password: 'zażółć-9',
    ...settings,
  }),
  cursor: {},
  dataDir,
  webhookUrl: 'https://tok.firma.pl/channels/1',
})

const letter = (
  number: number | string,
  { id = `<${number}@klient.pl>` as string | null, body = 'Dzień dobry' } = {},
) =>
  [
    'From: Jan <jan@klient.pl>',
    'To: biuro@firma.pl',
    `Subject: List ${number}`,
    ...(id ? [`Message-ID: ${id}`] : []),
    'Content-Type: text/plain; charset=utf-8',
    '',
    body,
  ].join('\r\n')

function fill(count: number, from = 1): void {
  for (let number = from; number < from + count; number += 1) imap.deliver(letter(number))
}

describe('a mailbox', () => {
  it('is taken in whole, in groups, and is not touched', async () => {
    fill(250)
    house.listen()
    await house.until(() => house.kept.size === 250)
    expect(house.groups).toBe(3)
    expect(house.subjects()).toEqual(Array.from({ length: 250 }, (_, at) => `List ${at + 1}`))
    expect(imap.commands).not.toContain('SELECT')
    expect(imap.commands.filter((command) => /STORE|EXPUNGE|APPEND|COPY|MOVE/.test(command))).toEqual([])
    expect(house.troubles).toEqual([null])
  })

  it('is watched: a new letter comes at once, without asking again and again', async () => {
    house.listen()
    await house.until(() => house.troubles.length === 1)
    for (const number of [1, 2, 3]) {
      imap.deliver(letter(number))
      await house.until(() => house.kept.size === number)
    }
    expect(imap.commands).toContain('IDLE')
  })

  it('that cannot be watched is asked', async () => {
    await imap.down()
    imap = await TestImap.start({ capabilities: [] })
    house.listen()
    imap.deliver(letter(1))
    await house.until(() => house.kept.size === 1)
    imap.deliver(letter(2))
    await house.until(() => house.kept.size === 2)
  })

  it('gives what was sent from elsewhere, too', async () => {
    imap.deliver(letter('wysłany').replace('jan@klient.pl', 'biuro@firma.pl'), { folder: 'Sent' })
    house.listen()
    await house.until(() => house.kept.size === 1)
    expect([...house.kept.values()][0]).toMatchObject({ own: true, subject: 'List wysłany' })
    imap.deliver(letter('drugi'), { folder: 'Sent' })
    await house.until(() => house.kept.size === 2)
  })

  it('shows as past what lay there before, as far back as the account says', async () => {
    const day = 86_400_000
    imap.deliver(letter('dawny'), { at: new Date(Date.now() - 60 * day) })
    imap.deliver(letter('z zeszłego tygodnia'), { at: new Date(Date.now() - 7 * day) })
    house.listen()
    await house.until(() => house.kept.size === 1)
    const now = new Date(Date.now() + 2_000)
    imap.deliver(letter('nowy'), { at: now })
    await house.until(() => house.kept.size === 2)
    expect([...house.kept.values()].map(({ subject, past }) => [subject, past !== undefined])).toEqual([
      ['List z zeszłego tygodnia', true],
      ['List nowy', false],
    ])
  })

  it('takes up where it stood, and reads nothing twice', async () => {
    fill(120)
    house.listen()
    await house.until(() => house.kept.size === 120)
    await house.leave()
    const { sentBytes } = imap
    fill(1, 121)
    house.listen()
    await house.until(() => house.kept.size === 121)
    expect(imap.sentBytes - sentBytes).toBe(Buffer.byteLength(letter(121)))
  })
})

describe('nothing is lost and nothing doubled', () => {
  it('when the server breaks off again and again in the middle', async () => {
    fill(400)
    house.listen()
    for (const after of [37, 90, 1, 120]) {
      imap.breaksAfter = after
      await house.until(() => imap.breaksAfter === null || house.kept.size === 400)
    }
    await house.until(() => house.kept.size === 400)
    expect(new Set(house.subjects()).size).toBe(400)
  })

  it('when the server is away for a while, and letters came meanwhile', async () => {
    fill(50)
    house.listen()
    await house.until(() => house.kept.size === 50)
    await imap.down()
    await house.until(() => house.troubles.includes('connection_refused'))
    fill(50, 51)
    await imap.up()
    await house.until(() => house.kept.size === 100)
    await house.until(() => house.troubles.at(-1) === null)
  })

  it('when the letters are numbered anew, with and without a Message-ID', async () => {
    fill(150)
    for (const number of [151, 152, 153]) imap.deliver(letter(number, { id: null }))
    house.listen()
    await house.until(() => house.kept.size === 153)
    imap.deliver(letter(154), { at: new Date(Date.now() + 2_000) })
    imap.renumber()
    await house.until(() => house.kept.size === 154)
    imap.deliver(letter(155), { at: new Date(Date.now() + 2_000) })
    await house.until(() => house.kept.size === 155)
    expect(new Set(house.subjects()).size).toBe(155)
    expect([...house.kept.values()].slice(-2).map(({ past }) => past)).toEqual([undefined, undefined])
  })

  it('when the house is away, or dies before anybody hears that it kept them', async () => {
    fill(300)
    house.failsBefore = 2
    house.failsAfter = 2
    house.listen()
    await house.until(() => house.kept.size === 300)
    await house.until(() => house.groups > 3)
    // That the database is away is no trouble of the mailbox.
    expect(house.troubles).toEqual([null])
  })

  it('when Tok is killed in the middle and begins with what it remembers', async () => {
    fill(300)
    house.listen()
    await house.until(() => house.kept.size >= 100)
    await house.leave()
    house.listen()
    await house.until(() => house.kept.size === 300)
    expect(new Set(house.subjects()).size).toBe(300)
  })
})

const attachment = (name: string, bytes: number) =>
  [
    `--m\r\nContent-Type: video/mp4; name="${name}"\r\nContent-Disposition: attachment; filename="${name}"`,
    `Content-Transfer-Encoding: base64\r\n\r\n${Buffer.alloc(bytes).toString('base64').replace(/.{76}/g, '$&\r\n')}\r\n`,
  ].join('\r\n')
const heavy = (...parts: string[]) =>
  [
    'From: Jan <jan@klient.pl>\r\nTo: biuro@firma.pl\r\nSubject: Film\r\nMessage-ID: <film@klient.pl>',
    'Content-Type: multipart/mixed; boundary=m\r\n',
    '--m\r\nContent-Type: multipart/alternative; boundary=a\r\n',
    '--a\r\nContent-Type: text/plain; charset=iso-8859-2\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nW za=B3=B1czeniu',
    '--a\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>W załączeniu<script>x()</script></p>\r\n--a--',
    `${parts.join('')}--m--`,
  ].join('\r\n')

describe('heavy and hostile letters', () => {
  it('bring their words and what has room; what has none is named and not even fetched', async () => {
    imap.deliver(heavy(attachment('short.mp4', 3_000_000), attachment('long.mp4', 40_000_000)))
    imap.deliver(letter(2))
    house.listen()
    await house.until(() => house.kept.size === 2)
    const film = house.kept.get('<film@klient.pl>')!
    expect(film.text).toMatch(/^W załączeniu\n\n\[long\.mp4, (39,\d|40) MB: .*left on the mail server\]$/)
    expect(film.html).toBe('<p>W załączeniu</p>')
    expect(film.files).toMatchObject([
      {
        name: 'short.mp4',
        type: 'video/mp4',
        size: 3_000_000,
        digest: createHash('sha256').update(Buffer.alloc(3_000_000)).digest('hex'),
      },
    ])
    expect(imap.sentBytes).toBeLessThan(5_000_000)
  })

  it('at which the connection always breaks is left behind by its head, and the mailbox goes on', async () => {
    fill(3)
    const uid = imap.deliver(letter('zatruty'))
    imap.breaksAt.add(uid)
    fill(3, 4)
    house.listen()
    await house.until(() => house.kept.size === 7)
    expect([...house.kept.values()].some(({ text }) => text.includes('left on the mail server'))).toBe(true)
    expect(house.subjects()).toEqual(expect.arrayContaining(['List 3', 'List 4', 'List 6']))
  })

  it('made to burst stop nobody', async () => {
    let nested = ''
    for (let level = 0; level < 30_000; level += 1)
      nested += `--b${level}\r\nContent-Type: multipart/mixed; boundary=b${level + 1}\r\n\r\n`
    imap.deliver(
      `From: x@zly.pl\r\nSubject: bomba\r\nMessage-ID: <bomba@zly.pl>\r\nContent-Type: multipart/mixed; boundary=b0\r\n\r\n${nested}`,
    )
    imap.deliver(
      `From: x@zly.pl\r\nMessage-ID: <naglowek@zly.pl>\r\nX: ${'x'.repeat(LIMITS.wholeBytes * 2)}\r\n\r\ncześć`,
    )
    imap.deliver('')
    imap.deliver('\0\0\0\r\n\r\n')
    imap.deliver(letter(5))
    house.listen()
    await house.until(() => house.kept.has('<5@klient.pl>'))
    expect(house.kept.size).toBe(5)
    expect(house.kept.get('<bomba@zly.pl>')!.subject).toBe('bomba')
  })

  it('of our own letters that came back are told as not delivered', async () => {
    imap.deliver(
      [
        'From: MAILER-DAEMON@mx.klient.pl\r\nMessage-ID: <dsn@mx>\r\nSubject: Undelivered',
        'Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n',
        '--b\r\nContent-Type: text/plain\r\n\r\nNo.\r\n--b\r\nContent-Type: message/delivery-status\r\n',
        'Reporting-MTA: dns; mx\r\n\r\nFinal-Recipient: rfc822; nikt@klient.pl\r\nAction: failed\r\nStatus: 5.1.1\r\n',
        '--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <oferta@firma.pl>\r\n--b--',
      ].join('\r\n'),
    )
    house.listen()
    await house.until(() => house.kept.size === 1)
    expect(house.reports).toEqual(['<oferta@firma.pl> failed'])
  })
})

describe('signing in', () => {
  const problem = async (settings: Partial<MailboxSettings>) => {
    try {
      await mailChannel.check(accountOf(settings) as never)
      return 'ok'
    } catch (error) {
      const { code, field, words } = error as ChannelTrouble
      expect(words).not.toContain('zażółć-9')
      return `${code} at ${field}`
    }
  }

  it('is tried on both sides, and what is wrong is said at its field', async () => {
    const smtp = await TestSmtp.start({ user: 'biuro@firma.pl', password: 'zażółć-9', security: 'starttls' })
    const tls = await TestImap.start({ security: 'tls' })
    const starttls = await TestImap.start({ security: 'starttls' })
    try {
      const out = { smtpPort: smtp.port, smtpSecurity: 'starttls', ca: smtp.certificate } as const
      expect(await problem(out)).toBe('ok')
      expect(await problem({ ...out, imapPort: tls.port, imapSecurity: 'tls', checkCertificate: false })).toBe('ok')
      expect(
        await problem({ ...out, imapPort: starttls.port, imapSecurity: 'starttls', checkCertificate: false }),
      ).toBe('ok')
      expect(await problem({ ...out, password: 'błędne' })).toBe('wrong_password at password')
      expect(await problem({ ...out, smtpUser: 'inny', smtpPassword: 'błędne' })).toBe('wrong_password at smtpPassword')
      expect(await problem({ ...out, imapHost: 'nie-ma-mnie.invalid' })).toBe('no_such_host at imapHost')
      expect(await problem({ ...out, imapPort: 1 })).toBe('connection_refused at imapPort')
      expect(await problem({ ...out, smtpPort: 1 })).toBe('connection_refused at smtpPort')
      expect(await problem({ ...out, imapPort: tls.port, imapSecurity: 'tls' })).toBe('certificate at checkCertificate')
      expect(await problem({ ...out, imapSecurity: 'tls' })).toBe('tls at imapSecurity')
      expect(await problem({ ...out, imapSecurity: 'starttls' })).toBe('tls at imapSecurity')
    } finally {
      for (const server of [smtp, tls, starttls]) await server.down()
    }
  })

  it('with a wrong password is told and not repeated at once; a right one goes on', async () => {
    imap.password = 'nowe'
    house.listen()
    await house.until(() => house.troubles.includes('wrong_password'))
    imap.password = 'zażółć-9'
    fill(1)
    await house.until(() => house.kept.size === 1)
    expect(house.troubles).toEqual(['wrong_password', null])
  })
})
