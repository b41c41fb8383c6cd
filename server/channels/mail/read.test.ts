import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasRemotePictures, withRemotePictures } from '../../../pure/letter-html.ts'
import { pathOfFile } from '../../core/files.ts'
import { loopWatch } from './automatic.ts'
import { composed, LIMITS, type Read, type Reading, takeApart } from './read.ts'

let dataDir: string
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'tok-letters-'))
})
afterAll(() => rm(dataDir, { recursive: true, force: true }))

const reading = (change: Partial<Reading> = {}): Reading => ({
  dataDir,
  addresses: new Set(['biuro@firma.pl']),
  host: 'tok.firma.pl',
  own: false,
  loops: loopWatch(),
  ...change,
})

const HEAD = [
  'From: Jan Kowalski <jan@klient.pl>',
  'To: biuro@firma.pl',
  'Subject: =?utf-8?Q?Zapytanie_o_=C5=82awki?=',
  'Message-ID: <a1@klient.pl>',
  'Date: Wed, 04 Mar 2026 10:00:00 +0100',
]

async function read(lines: string[], body: string | Buffer, change: Partial<Reading> = {}): Promise<Read> {
  const source = Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), Buffer.from(body)])
  const how = reading(change)
  return composed(await takeApart(source, how), { at: new Date('2026-03-04T09:00:00Z'), past: false }, how)
}

const withHeaders = (...lines: string[]) => [...HEAD, ...lines]
const letter = async (lines: string[], body: string | Buffer = 'Dzień dobry', change: Partial<Reading> = {}) =>
  (await read(lines, body, change)).message

describe('a letter as it is read', () => {
  it('has its people, subject, text and place in the conversation', async () => {
    const message = await letter(
      withHeaders(
        'In-Reply-To: <x2@tok.firma.pl>',
        'References: <x1@tok.firma.pl>\r\n <x2@tok.firma.pl>',
        'Cc: Ewa <EWA@Klient.PL>',
      ),
    )
    expect(message).toEqual({
      externalId: '<a1@klient.pl>',
      from: { address: 'jan@klient.pl', name: 'Jan Kowalski' },
      to: [{ address: 'biuro@firma.pl', name: '' }],
      cc: [{ address: 'ewa@klient.pl', name: 'Ewa' }],
      subject: 'Zapytanie o ławki',
      text: 'Dzień dobry',
      html: null,
      references: ['<x1@tok.firma.pl>', '<x2@tok.firma.pl>'],
      sentAt: new Date('2026-03-04T09:00:00Z'),
      automatic: false,
      files: [],
    })
  })

  it('keeps attachments and the pictures of its text', async () => {
    const { files, html, text } = await letter(
      withHeaders('Content-Type: multipart/mixed; boundary=m'),
      [
        '--m\r\nContent-Type: multipart/related; boundary=r\r\n',
        '--r\r\nContent-Type: text/html; charset=iso-8859-2\r\nContent-Transfer-Encoding: quoted-printable\r\n',
        '<p>=A3awka <img src=3D"cid:logo@x"></p>\r\n--r',
        'Content-Type: image/png\r\nContent-ID: <logo@x>\r\nContent-Transfer-Encoding: base64\r\n',
        'iVBORw0KGgo=\r\n--r--\r\n--m',
        "Content-Type: application/pdf\r\nContent-Disposition: attachment; filename*=utf-8''..%2Foferta%20%C5%82.pdf\r\n",
        'PDF\r\n--m--',
      ].join('\r\n'),
    )
    expect(html).toBe('<p>Ławka <img src="cid:logo@x" /></p>')
    expect(text).toContain('Ławka')
    expect(files).toMatchObject([
      { name: 'file.png', type: 'image/png', contentId: 'logo@x', size: 8 },
      { name: '_oferta ł.pdf', type: 'application/pdf', contentId: null },
    ])
    expect((await readFile(pathOfFile({ config: { dataDir } }, files[1]!.digest), 'utf8')).trim()).toBe('PDF')
  })

  it('answers whom the sender names for it', async () => {
    const form = HEAD.with(0, 'From: Formularz <www@firma.pl>')
    const { from } = await letter([...form, 'Reply-To: ola@klient.pl'])
    expect(from).toEqual({ address: 'ola@klient.pl', name: 'Formularz' })
  })

  it('without a Message-ID is named by its content, the same each time', async () => {
    const nameless = HEAD.with(3, 'X-Nothing: 1')
    const [first, again, other] = [await letter(nameless), await letter(nameless), await letter(nameless, 'Co innego')]
    expect(first.externalId).toMatch(/^<[0-9a-f]{64}@letter\.invalid>$/)
    expect(again.externalId).toBe(first.externalId)
    expect(other.externalId).not.toBe(first.externalId)
    expect((await letter(HEAD.with(3, 'Message-ID: <>'))).externalId).toMatch(/@letter\.invalid>$/)
  })

  it('from the folder of sent letters is our own', async () => {
    expect(await letter(HEAD.with(0, 'From: biuro@firma.pl'), 'tak', { own: true })).toMatchObject({
      own: true,
      automatic: false,
    })
  })
})

describe('what no person wrote', () => {
  it.each([
    ['an answering machine', ['Auto-Submitted: auto-replied']],
    ['a mailing', ['Precedence: bulk']],
    ['a list', ['List-Id: <lista.example.org>']],
    ['a newsletter', ['List-Unsubscribe: <https://example.org/u>']],
    ['an Exchange on holiday', ['X-Auto-Response-Suppress: All']],
    ['an empty return path', ['Return-Path: <>']],
  ])('%s is automatic', async (_, headers) => {
    expect((await letter(withHeaders(...headers))).automatic).toBe(true)
  })

  it.each([
    ['of a person', []],
    ['that says no', ['Auto-Submitted: no']],
    ['with a return path', ['Return-Path: <jan@klient.pl>']],
    ['in a hurry', ['Precedence: first-class']],
  ])('a letter %s is not', async (_, headers) => {
    expect((await letter(withHeaders(...headers))).automatic).toBe(false)
  })

  it('is a letter from our own address, and one from a machine that answers us again and again', async () => {
    expect((await letter(HEAD.with(0, 'From: biuro@firma.pl'))).automatic).toBe(true)
    const loops = loopWatch()
    const answers: boolean[] = []
    for (let count = 0; count < 22; count += 1) {
      answers.push((await letter(withHeaders('In-Reply-To: <x@tok.firma.pl>'), 'tak', { loops })).automatic)
    }
    expect(answers.indexOf(true)).toBe(20)
    // Who writes much without answering us (a form of a web site) is heard each time.
    expect((await letter(HEAD, 'tak', { loops })).automatic).toBe(false)
  })
})

const BOUNCE = withHeaders('Content-Type: multipart/report; report-type=delivery-status; boundary=b')
  .with(0, 'From: Mail Delivery System <MAILER-DAEMON@mx.klient.pl>')
  .concat('Auto-Submitted: auto-replied')
const bounce = (action: string, status: string) =>
  [
    '--b\r\nContent-Type: text/plain\r\n\r\nThis is the mail system.',
    '--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.klient.pl\r\n',
    `Final-Recipient: rfc822; nikt@klient.pl\r\nAction: ${action}\r\nStatus: ${status}`,
    'Diagnostic-Code: smtp; 550 5.1.1 no such\r\n user here\r\n',
    '--b\r\nContent-Type: message/rfc822\r\n\r\nFrom: biuro@firma.pl\r\nMessage-ID: <x7@tok.firma.pl>\r\nSubject: Oferta\r\n\r\nOferta\r\n--b--\r\n',
  ].join('\r\n')

describe('a bounce', () => {
  it('tells of the letter it is about, and is filed beside it', async () => {
    const { message, report } = await read(BOUNCE, bounce('failed', '5.1.1'))
    expect(report).toEqual({
      externalId: '<x7@tok.firma.pl>',
      state: 'failed',
      trouble: 'recipient_refused',
      detail: 'nikt@klient.pl: 550 5.1.1 no such user here',
    })
    expect(message).toMatchObject({ automatic: true, references: ['<x7@tok.firma.pl>'], files: [] })
  })

  it.each([
    ['5.2.3', 'too_big'],
    ['5.4.4', 'no_answer'],
    ['5.7.1', 'message_refused'],
    ['5.2.2', 'recipient_refused'],
  ])('%s is %s', async (status, trouble) => {
    expect((await read(BOUNCE, bounce('failed', status))).report).toMatchObject({ trouble })
  })

  it('that only waits says nothing, one that arrived says so', async () => {
    expect((await read(BOUNCE, bounce('delayed', '4.4.1'))).report).toBeNull()
    expect((await read(BOUNCE, bounce('delivered', '2.1.5'))).report).toMatchObject({ state: 'delivered' })
  })

  it('without a report is read from its words', async () => {
    const { report } = await read(
      HEAD.with(0, 'From: mailer-daemon@mx.klient.pl').concat('X-Failed-Recipients: nikt@klient.pl'),
      'A message that you sent could not be delivered.\r\n\r\n> Message-ID: <x8@tok.firma.pl>\r\n> Subject: Oferta',
    )
    expect(report).toMatchObject({ externalId: '<x8@tok.firma.pl>', state: 'failed' })
  })

  it('is not believed to a stranger who only names a header', async () => {
    expect((await read(withHeaders('X-Failed-Recipients: a@b.pl'), 'Message-ID: <x8@tok.firma.pl>')).report).toBeNull()
  })
})

const html = async (body: string) => (await letter(withHeaders('Content-Type: text/html; charset=utf-8'), body)).html

describe('hostile letters', () => {
  it('lose whatever acts, asks or covers', async () => {
    const clean = await html(
      `<html><head><title>x</title><base href="https://zly.pl"><meta http-equiv="refresh" content="0;url=https://zly.pl">
      <style>body{background:url(https://zly.pl/t.gif)}</style><script>alert(1)</script></head>
      <body onload="alert(2)"><p style="position:fixed;top:0;background:url(https://zly.pl/x);color:red" onclick="x()">Cześć</p>
      <a href="javascript:alert(3)">a</a><a href="java&#10;script:alert(4)">b</a><a href="/api/leads">c</a><a href="https://ok.pl/?a=1">d</a>
      <form action="https://zly.pl"><input name="password"><button>Zaloguj</button></form>
      <iframe src="https://zly.pl"></iframe><object data="x"></object><svg onload="alert(5)"><a xlink:href="javascript:1">e</a></svg>
      <img src="x" onerror="alert(6)"><img src="data:text/html;base64,PHNjcmlwdD4="><video src="https://zly.pl/v"></video>
      <link rel="stylesheet" href="https://zly.pl/s.css"><table background="https://zly.pl/b.gif"><tr><td>t</td></tr></table></body></html>`,
    )
    expect(clean).not.toMatch(
      /script|onload|onerror|onclick|zly\.pl|<form|<input|<button|iframe|<svg|<style|<meta|position|url\(|\/api\//i,
    )
    expect(clean).toContain('<p style="color:red">Cześć</p>')
    expect(clean).toContain('<a href="https://ok.pl/?a=1" target="_blank" rel="noopener noreferrer nofollow">d</a>')
  })

  it('show remote pictures only when they are allowed', async () => {
    const clean = (await html(
      '<p>Oferta</p><img src="https://sledzi.pl/p.gif?id=7" width="1" alt="logo"><img data-remote-src="javascript:alert(1)">',
    ))!
    expect(clean).not.toContain(' src=')
    expect(clean).not.toContain('javascript')
    expect(hasRemotePictures(clean)).toBe(true)
    expect(withRemotePictures(clean)).toContain('src="https://sledzi.pl/p.gif?id=7"')
    expect(hasRemotePictures('<p>tekst data-remote-src="x"</p>')).toBe(false)
  })

  it('smuggle no header through an encoded word', async () => {
    const message = await letter(
      HEAD.with(2, 'Subject: =?utf-8?B?T2ZlcnRhDQpCY2M6IGV2ZUB6bGEucGw=?=').with(
        0,
        'From: =?utf-8?B?SmFuDQpCY2M6IHg=?= <jan@klient.pl>',
      ),
    )
    expect(message.subject).toBe('Oferta Bcc: eve@zla.pl')
    expect(message.from.name).not.toMatch(/[\r\n]/)
  })

  it('hold nothing the database would refuse', async () => {
    const message = await letter(
      withHeaders('Content-Type: text/html; charset=utf-8'),
      Buffer.from('<p>a\0b&#xD800;&#0;c</p>'),
    )
    // A text with NUL or half a character cannot be stored at all.
    expect(`${message.text}${message.html}${message.subject}`).not.toMatch(/\0/)
    expect(Buffer.from(message.html!, 'utf8').toString('utf8')).toBe(message.html)
  })

  const nested = (depth: number) => {
    let body = ''
    for (let level = 0; level < depth; level += 1)
      body += `--b${level}\r\nContent-Type: multipart/mixed; boundary=b${level + 1}\r\n\r\n`
    return body
  }
  it.each<[string, string[], string]>([
    ['of parts within parts', withHeaders('Content-Type: multipart/mixed; boundary=b0'), nested(20_000)],
    [
      'of letters within letters',
      withHeaders('Content-Type: message/rfc822'),
      'Content-Type: message/rfc822\r\nContent-Disposition: inline\r\n\r\n'.repeat(20_000),
    ],
    [
      'of a hundred thousand parts',
      withHeaders('Content-Type: multipart/mixed; boundary=x'),
      '--x\r\nContent-Type: text/plain\r\n\r\na\r\n'.repeat(40_000),
    ],
    ['of a hundred thousand recipients', withHeaders(`Cc: ${'a@b.pl, '.repeat(100_000)}a@b.pl`), 'Dzień dobry'],
    ['of one endless header', withHeaders(`X-Long: ${'x'.repeat(1_500_000)}`), 'Dzień dobry'],
    ['of headers without end', withHeaders(...Array.from({ length: 60_000 }, (_, at) => `X-${at}: 1`)), 'Dzień dobry'],
    ['of encoded words', withHeaders(`Subject: ${'=?utf-8?Q?=C5=82?= '.repeat(6_000)}`), 'Dzień dobry'],
    ['of open brackets', withHeaders(`References: ${'<a@'.repeat(30_000)}`), 'Dzień dobry'],
    ['of elements within elements', withHeaders('Content-Type: text/html'), '<div>'.repeat(300_000)],
    ['of tables within tables', withHeaders('Content-Type: text/html'), '<table><tr><td>'.repeat(60_000)],
    ['of one attribute', withHeaders('Content-Type: text/html'), `<p style="${'color:red;'.repeat(90_000)}">a</p>`],
    ['of nothing but NUL', withHeaders('Content-Type: text/plain'), '\0'.repeat(1_900_000)],
    [
      'with a boundary nobody closes',
      withHeaders('Content-Type: multipart/mixed; boundary="'),
      '--\r\n'.repeat(300_000),
    ],
    ['in an unknown alphabet', withHeaders('Content-Type: text/plain; charset=x-nie-ma'), 'Dzień dobry'],
  ])('made to burst %s are tamed in a moment', async (_, lines, body) => {
    const began = performance.now()
    const message = await letter(lines, body)
    expect(performance.now() - began).toBeLessThan(4_000)
    expect(message.from.address).toBe('jan@klient.pl')
    expect(message.externalId).toBe('<a1@klient.pl>')
    expect(message.text.length).toBeLessThan(LIMITS.textLength + 5_000)
    expect(message.files.length).toBeLessThanOrEqual(LIMITS.files)
  })

  it('that cannot be read lie beside their head as they came', async () => {
    const { files, subject } = await letter(
      withHeaders('Content-Type: multipart/mixed; boundary=x'),
      '--x\r\nContent-Type: text/plain\r\n\r\na\r\n'.repeat(40_000),
    )
    expect(subject).toBe('Zapytanie o ławki')
    expect(files).toMatchObject([{ name: 'message.eml', type: 'message/rfc822' }])
  })

  it('without a sender are filed all the same', async () => {
    expect(await letter(['Subject: cześć'])).toMatchObject({ from: { address: 'unknown@unknown.invalid' } })
    expect(await letter(HEAD.with(0, 'From: "zły" <nie adres>'))).toMatchObject({
      from: { address: 'unknown@unknown.invalid' },
    })
  })
})
