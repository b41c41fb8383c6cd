import { describe, expect, it } from 'vitest'
import { channelContract, sendingContract } from '../../test/support/channel-contract.ts'
import { FakeChannel } from '../../test/support/fake-channel.ts'
import { channels } from './channels.ts'
import { push, pushKeys } from './push/web-push.ts'

const at = (port: number) => `http://127.0.0.1:${port}`

/** Of every channel there is, and of every provider it has: settings that are whole, and an address of its own. */
const PROBES: Record<
  string,
  { settings: (port: number) => Record<string, unknown>; address: string; serverless?: true; calls?: false }
> = {
  mail: {
    settings: (port) => ({
      imapHost: '127.0.0.1',
      imapPort: port,
      imapSecurity: 'none',
      smtpHost: '127.0.0.1',
      smtpPort: port,
      smtpSecurity: 'none',
      user: 'biuro@firma.pl',
      password: 'tajne-haslo-skrzynki',
      smtpUser: 'wysylka@firma.pl',
      smtpPassword: 'tajne-haslo-wysylki',
    }),
    address: 'biuro@firma.pl',
  },
  'sms smpp': {
    settings: (port) => ({
      provider: 'smpp',
      host: '127.0.0.1',
      port,
      security: 'none',
      systemId: 'firma',
      password: 'tajne-haslo-smsc',
    }),
    address: 'FIRMA',
    calls: false,
  },
  'sms smsapi': {
    settings: (port) => ({
      provider: 'smsapi',
      url: at(port),
      token: 'tajny-token-smsapi',
      callbackKey: 'k'.repeat(40),
    }),
    address: 'FIRMA',
  },
  'sms twilio': {
    settings: (port) => ({
      provider: 'twilio',
      url: at(port),
      accountSid: `AC${'0'.repeat(32)}`,
      authToken: 'tajny-token-twilio',
    }),
    address: '+48221234567',
  },
  telegram: {
    settings: (port) => ({ url: at(port), token: `123456789:${'A'.repeat(35)}` }),
    address: '@firma_bot',
  },
  whatsapp: {
    settings: (port) => ({
      url: at(port),
      phoneNumberId: '106540352242922',
      token: `EAA${'x'.repeat(40)}`,
      appSecret: 'f'.repeat(32),
      verifyToken: 'zweryfikuj-mnie',
    }),
    address: '+48221234567',
  },
  chat: { settings: () => ({}), address: 'www.firma.pl', serverless: true },
}

const channelKey = (probe: string) => probe.split(' ')[0]!

it('the contract knows every channel there is', () => {
  expect([...channels.keys()].sort()).toEqual([...new Set(Object.keys(PROBES).map(channelKey))].sort())
})

for (const [key, { settings, ...more }] of Object.entries(PROBES)) {
  const channel = channels.get(channelKey(key))
  if (channel) channelContract(channel, settings, more)
}

// No account is behind it and customers are not reached by it; what it says of its troubles is the same.
describe('the push to a browser', () => {
  sendingContract((port) => {
    const keys = pushKeys('tajemnica')
    const secrets = [keys.privateKey, 'BTBZMqHH6r4Tts7J_aSIgg']
    const p256dh = 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4'
    const to = { endpoint: `${at(port)}/push/1`, p256dh, auth: secrets[1]! }
    const inside = [`127.0.0.1:${port}`]
    const how = {
      text: 'Dzień dobry',
      keys,
      contact: 'mailto:jan@firma.pl',
      topic: 'a',
      seconds: 60,
      urgent: true,
      inside,
    }
    return { secrets, ways: [() => push(to, how)] }
  })
})

// The house's own tests rely on it: it keeps what the others keep.
const { channel: fake } = new FakeChannel({} as never, {
  key: 'fake',
  address: 'email',
  threads: 'references',
  dropsDoubles: true,
})
channelContract(fake, () => ({ host: 'example.com', password: 'tajne' }), {
  address: 'biuro@firma.pl',
  serverless: true,
})
