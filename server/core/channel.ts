import type { z } from 'zod'

/** One way to reach customers and be reached: mail, SMS, a messenger. The outer world behind it stands in server/channels. */
export interface Channel<S = Record<string, unknown>> {
  /** As accounts, messages and texts name it: 'mail', 'sms', 'telegram'. */
  key: string
  /** What an account of it is set up with; those named in `secrets` are kept sealed and never told again. */
  settings: z.ZodType<S>
  secrets: readonly string[]
  /** Settings that say to whom the secrets are handed: whoever changes one of these gives the secrets anew. */
  secretsGoTo: readonly string[]
  /** How it names people: 'handle' is a name or number that only the channel knows. */
  address: 'email' | 'phone' | 'handle'
  /** Which conversation an answer belongs to: the one it refers to, or the latest with that address. */
  threads: 'references' | 'address'
  /** What is sent twice under one key arrives once; else a send nobody saw the end of stops as "perhaps sent". */
  dropsDoubles: boolean
  /** Longest text of one message in characters; nothing where there is no bound. */
  longest?: number
  /** Hands one message over; throws ChannelTrouble. No transaction is open. */
  send(account: OpenAccount<S>, message: OutgoingMessage): Promise<{ externalId: string; answer: string }>
  /** Connects and signs in without sending anything; throws ChannelTrouble. */
  check(account: OpenAccount<S>): Promise<void>
  /**
   * Keeps receiving until `stop`: comes back by itself after an outage, and tells of it. Absent where everything arrives by
   * `webhook`.
   */
  listen?(account: OpenAccount<S>, ear: Ear): Listener
  /** Reads what a provider posted to the account's address; throws ChannelTrouble where its signature is wrong. */
  webhook?(account: OpenAccount<S>, request: WebhookRequest): Promise<WebhookAnswer>
  /** Closes connections kept open for an account; called after its settings were tried out. */
  close?(accountId: string): Promise<void>
}

export const defineChannel = <S>(channel: Channel<S>): Channel => channel as unknown as Channel

/** An account with its secrets opened. */
export interface OpenAccount<S = Record<string, unknown>> {
  id: string
  /** The own address, number or name there. */
  address: string
  name: string
  settings: S
  /** Where receiving stood; whatever the channel last gave to `Ear.remember`. */
  cursor: Record<string, unknown>
  /** Where files are kept. */
  dataDir: string
  /** The address providers post to. */
  webhookUrl: string
}

export interface Correspondent {
  address: string
  name: string
}

export interface MessageFile {
  name: string
  type: string
  /** Of its content, as core/files.ts keeps it. */
  digest: string
  size: number
  /** What the text refers to it by (cid: of a mail); null for an attachment. */
  contentId: string | null
}

/** The subject of the letter by which a receiver of letters to several asks for no more of them (RFC 2369, 3.2). */
export const UNSUBSCRIBE = 'STOP'

export interface OutgoingMessage {
  /** The message's id: the same at each try. */
  id: string
  /** What receivers drop doubles by: a Message-ID with its brackets for mail. */
  key: string
  to: Correspondent[]
  cc: Correspondent[]
  subject: string
  text: string
  html: string | null
  /** External ids of the conversation's messages, oldest first. */
  references: string[]
  files: MessageFile[]
  /** Written by a process, not by a person. */
  automatic: boolean
  /** One of a letter to several: its reader is told how to get no more of them. */
  toMany: boolean
  date: Date
  /** Milliseconds since the other side last wrote in the conversation; null where it never did. */
  sinceHeard: number | null
}

export interface IncomingMessage {
  /** The same at every delivery of the same message, so that it is taken once. */
  externalId: string
  from: Correspondent
  to: Correspondent[]
  cc?: Correspondent[]
  subject: string
  text: string
  html: string | null
  /** External ids of what it answers, oldest first. */
  references: string[]
  /** By the sender's clock. */
  sentAt: Date | null
  /** An answering machine, a list, a bounce: it opens no request and waits for no answer. */
  automatic: boolean
  files: MessageFile[]
  /** Sent by ourselves from elsewhere (the folder of sent mails): it is filed, and answers what waited. */
  own?: boolean
  /** What the sender says he is reached by elsewhere: his card is found by it, too. */
  gives?: { email?: string; phone?: string }
  /** It came then, before Tok looked there for the first time: it is filed under that time and opens nothing. */
  past?: Date
}

/** What became of a message sent before. */
export interface DeliveryReport {
  externalId: string
  state: 'delivered' | 'read' | 'failed'
  /** A code of TROUBLES where it failed. */
  trouble?: string
  /** The other side's own words. */
  detail?: string
}

/** What the house does with what comes; each call is a transaction of its own and may be repeated. */
export interface Ear {
  /** Answers once every one of them is kept: only then may the other side forget it. `cursor` is remembered with them. */
  received(messages: IncomingMessage[], cursor?: Record<string, unknown>): Promise<void>
  reported(reports: DeliveryReport[]): Promise<void>
  remember(cursor: Record<string, unknown>): Promise<void>
  /** null: it works again. */
  trouble(trouble: ChannelTrouble | null): Promise<void>
}

export interface Listener {
  stop(): Promise<void>
}

export interface WebhookRequest {
  method: 'GET' | 'POST'
  url: string
  query: Record<string, string>
  headers: Record<string, string | string[] | undefined>
  /** As it came: signatures are reckoned over these bytes. */
  body: Buffer
  now: Date
}

export interface WebhookAnswer {
  status: number
  type: string
  body: string
  messages: IncomingMessage[]
  reports: DeliveryReport[]
}

/** Words for each stand in pure/texts under 'channel_trouble.<code>'. */
export const TROUBLES = [
  'no_such_host',
  'connection_refused',
  'no_answer',
  'connection_lost',
  'certificate',
  'tls',
  'wrong_password',
  'not_allowed',
  'other_account',
  'busy',
  'recipient_refused',
  'recipient_opted_out',
  'recipient_blocked',
  'window_closed',
  'message_refused',
  'too_long',
  'too_big',
  'no_credit',
  'perhaps_sent',
  'signature',
  'replayed',
  'unreadable',
  'unknown',
] as const
export type ChannelTroubleCode = (typeof TROUBLES)[number]

/** Why a channel did not do it. `final`: trying again changes nothing. */
export class ChannelTrouble extends Error {
  readonly code: ChannelTroubleCode
  readonly final: boolean
  /** The other side's own words, without secrets. */
  readonly words: string
  /** The setting to look at, where one stands out. */
  readonly field: string | null

  constructor(code: ChannelTroubleCode, words: string, final = false, field: string | null = null) {
    super(words || code)
    this.name = 'ChannelTrouble'
    this.code = code
    this.words = words.slice(0, 500)
    this.final = final
    this.field = field
  }
}
