import { LONGEST_SMS } from '../../../pure/sms.ts'
import { ChannelTrouble, defineChannel, type OpenAccount } from '../../core/channel.ts'
import {
  type SmppSettings,
  type SmsapiSettings,
  type SmsSettings,
  smsSettings,
  type TwilioSettings,
} from './settings.ts'
import { checkSmpp, closeSmpp, listenSmpp, sendSmpp } from './smpp.ts'
import { checkSmsapi, sendSmsapi, webhookSmsapi } from './smsapi.ts'
import { checkTwilio, sendTwilio, webhookTwilio } from './twilio.ts'

/** Does what the account's provider has for it. */
function by<T>(
  account: OpenAccount<SmsSettings>,
  ways: {
    smpp(account: OpenAccount<SmppSettings>): T
    smsapi(account: OpenAccount<SmsapiSettings>): T
    twilio(account: OpenAccount<TwilioSettings>): T
  },
): T {
  const way = ways[account.settings.provider] as (account: OpenAccount<SmsSettings>) => T
  return way(account)
}

const unheard = async () => {
  throw new ChannelTrouble('unreadable', '', true)
}

export const smsChannel = defineChannel<SmsSettings>({
  key: 'sms',
  settings: smsSettings,
  secrets: ['password', 'token', 'callbackKey', 'authToken'],
  secretsGoTo: ['provider', 'url', 'host', 'port', 'security', 'checkCertificate', 'ca', 'accountSid'],
  address: 'phone',
  threads: 'address',
  dropsDoubles: false,
  longest: LONGEST_SMS,
  send: (account, message) =>
    by(account, {
      smpp: (own) => sendSmpp(own, message),
      smsapi: (own) => sendSmsapi(own, message),
      twilio: (own) => sendTwilio(own, message),
    }),
  check: (account) => by(account, { smpp: checkSmpp, smsapi: checkSmsapi, twilio: checkTwilio }),
  listen: (account, ear) =>
    by(account, {
      smpp: (own) => listenSmpp(own, ear),
      smsapi: () => silent,
      twilio: () => silent,
    }),
  webhook: (account, request) =>
    by(account, {
      smpp: unheard,
      smsapi: (own) => webhookSmsapi(own, request),
      twilio: (own) => webhookTwilio(own, request),
    }),
  close: closeSmpp,
})

/** What comes by webhook is heard without listening. */
const silent = { stop: async () => {} }
