import { type AddressInfo, createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TestSmtp } from '../../../test/support/smtp.ts'
import { type Letter, openSmtp, type SmtpSettings } from './smtp.ts'
import type { MailTrouble } from './trouble.ts'

const PASSWORD = 'zażółć-9'
let starttls: TestSmtp
let tls: TestSmtp
let plain: TestSmtp

beforeAll(async () => {
  starttls = await TestSmtp.start({ password: PASSWORD })
  tls = await TestSmtp.start({ password: PASSWORD, security: 'tls' })
  plain = await TestSmtp.start({ security: 'none' })
})
afterAll(async () => {
  for (const server of [starttls, tls, plain]) await server.down()
})

const settings = (server: TestSmtp, change: Partial<SmtpSettings> = {}): SmtpSettings => ({
  host: server.host,
  port: server.port,
  security: 'starttls',
  user: 'tok',
  password: PASSWORD,
  fromAddress: 'tok@firma.pl',
  fromName: 'Tok w Firmie',
  checkCertificate: true,
  ca: server.certificate,
  ...change,
})

let letters = 0
const letter = (change: Partial<Letter> = {}): Letter => {
  letters += 1
  return {
    messageId: `<letter-${letters}@tok.test>`,
    to: [{ address: 'anna@firma.pl', name: 'Anna Wiśniewska' }],
    subject: 'Zażółć gęślą jaźń',
    text: 'Nowe zgłoszenie: pchnąć w tę łódź jeża.',
    html: '<p>Nowe zgłoszenie: pchnąć w tę łódź jeża.</p>',
    date: new Date('2026-03-04T10:00:00Z'),
    automatic: true,
    ...change,
  }
}

async function sendOnce(
  change: Partial<SmtpSettings>,
  server = starttls,
  what = letter(),
): Promise<MailTrouble | 'sent'> {
  const smtp = openSmtp(settings(server, change), { patient: false })
  try {
    await smtp.send(what)
    return 'sent'
  } catch (error) {
    return error as MailTrouble
  } finally {
    smtp.close()
  }
}
const trouble = async (change: Partial<SmtpSettings>, server?: TestSmtp) => {
  const result = await sendOnce(change, server)
  return result === 'sent' ? result : result.code
}

describe('sending by SMTP', () => {
  it('signs in over STARTTLS and keeps every letter', async () => {
    const what = letter()
    expect(await sendOnce({}, starttls, what)).toBe('sent')
    const [mail] = starttls.mails.filter((each) => each.messageId === what.messageId)
    expect(mail!.subject).toBe('Zażółć gęślą jaźń')
    expect(mail!.text!.trim()).toBe(what.text)
    expect(mail!.from!.value[0]).toMatchObject({ address: 'tok@firma.pl', name: 'Tok w Firmie' })
    expect([mail!.to].flat()[0]!.value[0]).toMatchObject({ address: 'anna@firma.pl', name: 'Anna Wiśniewska' })
    expect(mail!.headers.get('auto-submitted')).toBe('auto-generated')
    expect(mail!.date).toEqual(what.date)
    expect(mail!.headers.has('list')).toBe(false)
    expect(starttls.signIns).toBeGreaterThan(0)
  })

  it('tells the receiver of a letter to several how to get no more of them', async () => {
    const what = letter({ unsubscribeAt: 'biuro@firma.pl' })
    expect(await sendOnce({}, starttls, what)).toBe('sent')
    const [mail] = starttls.mails.filter((each) => each.messageId === what.messageId)
    expect(mail!.headerLines.find(({ key }) => key === 'list-unsubscribe')!.line).toBe(
      'List-Unsubscribe: <mailto:biuro@firma.pl?subject=STOP>',
    )
  })

  it('speaks TLS from the start, and none at all where told so', async () => {
    expect(await sendOnce({ security: 'tls' }, tls)).toBe('sent')
    expect(await sendOnce({ security: 'none', user: null, password: null }, plain)).toBe('sent')
  })

  it('lets nobody add a header or a recipient', async () => {
    const what = letter({
      subject: 'Cześć\r\nBcc: eve@zla.pl\r\n\r\ntreść',
      to: [{ address: 'anna@firma.pl', name: 'Anna\r\nBcc: eve@zla.pl' }],
    })
    expect(await sendOnce({ fromName: 'Tok\nX-Evil: 1' }, starttls, what)).toBe('sent')
    const [mail] = starttls.mails.filter((each) => each.messageId === what.messageId)
    expect(mail!.bcc).toBeUndefined()
    expect(mail!.headers.has('x-evil')).toBe(false)
    expect(mail!.subject).toBe('Cześć Bcc: eve@zla.pl treść')
  })

  it('keeps its connection for the next letter', async () => {
    const before = starttls.connections
    const smtp = openSmtp(settings(starttls))
    for (let count = 0; count < 5; count += 1) await smtp.send(letter())
    smtp.close()
    expect(starttls.connections - before).toBe(1)
  })
})

describe('what went wrong', () => {
  it('knows a wrong password, and never repeats it', async () => {
    const result = (await sendOnce({ password: 'błędne-hasło' })) as MailTrouble
    expect(result.code).toBe('wrong_password')
    expect(result.words).toContain('535')
    expect(result.final).toBe(false)
    expect(`${result.message}${result.words}`).not.toContain('błędne-hasło')
  })

  it('takes the password out of words a server repeats', async () => {
    starttls.answerMessage = { code: 554, words: `no, ${PASSWORD} ${Buffer.from(PASSWORD).toString('base64')}` }
    const result = (await sendOnce({})) as MailTrouble
    starttls.answerMessage = null
    expect(result).toMatchObject({ code: 'message_refused', final: true, words: '554 no, ••• •••' })
  })

  it('knows a name that is no server, a closed port and a silent one', async () => {
    expect(await trouble({ host: 'nie-ma-mnie.invalid' })).toBe('no_such_host')
    const listener = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => listener.once('listening', resolve))
    const { port } = listener.address() as AddressInfo
    await new Promise((resolve) => listener.close(resolve))
    expect(await trouble({ port })).toBe('connection_refused')
  })

  it('knows the wrong kind of encryption and an untrusted certificate', async () => {
    expect(await trouble({ security: 'tls' })).toBe('tls_not_spoken')
    expect(await trouble({ security: 'starttls' }, tls)).toBe('no_greeting')
    expect(await trouble({ user: null }, plain)).toBe('no_starttls')
    expect(await trouble({ ca: null })).toBe('certificate')
    expect(await trouble({ ca: null, checkCertificate: false })).toBe('sent')
  })

  it('tells a refused recipient from a busy server', async () => {
    starttls.answerRecipient = { code: 550, words: 'no such user' }
    expect(await sendOnce({})).toMatchObject({ code: 'recipient_refused', final: true })
    starttls.answerRecipient = { code: 451, words: 'greylisted' }
    expect(await sendOnce({})).toMatchObject({ code: 'busy', final: false })
    starttls.answerRecipient = null
  })

  it('knows that signing in was forgotten', async () => {
    expect(await sendOnce({ user: null, password: null })).toMatchObject({ code: 'sign_in_needed', final: false })
  })
})
