import { createHash } from 'node:crypto'
import type { AddressObject, EmailAddress, Headers, HeaderValue } from 'mailparser'
import { normaliseEmail } from '../../../pure/email.ts'
import { sound } from '../../../pure/sound-text.ts'
import type { Correspondent, DeliveryReport, IncomingMessage, MessageFile } from '../../core/channel.ts'
import { keepFile } from '../../core/files.ts'
import { isAutomatic, type LoopWatch } from './automatic.ts'
import { deliveryReport, plainBounce } from './bounce.ts'
import { cleanHtml, textOfHtml } from './html.ts'
import { oneLine } from './lines.ts'

/** What a letter may cost. Whatever is over it is named in the letter's text, and stays on the mail server. */
export const LIMITS = {
  /** Read as a whole up to here; a longer one by its structure, part by part. */
  wholeBytes: 2_000_000,
  headBytes: 128 * 1024,
  textLength: 200_000,
  parts: 200,
  depth: 20,
  files: 100,
  fileBytes: 25_000_000,
  filesBytes: 50_000_000,
}

/** For whom and where from a letter is read. */
export interface Reading {
  dataDir: string
  /** Our own addresses in this mailbox. */
  addresses: ReadonlySet<string>
  /** What our own Message-IDs end with. */
  host: string
  /** From the folder of what we sent. */
  own: boolean
  loops: LoopWatch
}

/** When the mail server got it, and whether that was before Tok began to look into the mailbox. */
export interface Arrival {
  at: Date
  past: boolean
}

export interface Read {
  message: IncomingMessage
  report: DeliveryReport | null
}

/** A letter taken apart, whichever way it was fetched. */
export interface Parts {
  headers: Headers
  text: string
  html: string | null
  files: MessageFile[]
  leftOut: { name: string; type: string; size: number }[]
  /** The machine's half of a report on delivery, and the Message-ID of the letter it speaks of. */
  status: string | null
  returned: string | null
  /** Digest of what arrived: the name of a letter that has none. */
  digest: string
}

/** A letter to be taken apart, for the thread that does it. */
export interface Order {
  id: number
  source: Uint8Array
  dataDir: string
}

const PARSING = {
  keepCidLinks: true,
  skipTextToHtml: true,
  // Ours is quicker, and made of what is left after cleaning.
  skipHtmlToText: true,
  checksumAlgo: false,
  ignoreEmbedded: true,
  keepDeliveryStatus: true,
  maxHeadSize: LIMITS.headBytes,
  maxChildNodes: LIMITS.parts,
} as const

// The library comes with the first letter: without a mailbox nobody pays its memory.
const parsed = async (source: Buffer) => (await import('mailparser')).simpleParser(source, PARSING)

/** Takes a whole letter apart. One that was made to burst keeps its head, and lies beside it as it came. */
export async function takeApart(source: Buffer, { dataDir }: Pick<Reading, 'dataDir'>): Promise<Parts> {
  const digest = createHash('sha256').update(source).digest('hex')
  const files = fileKeeper(dataDir)
  try {
    if (headLength(source) > LIMITS.headBytes) throw new Error('the head is too long')
    const mail = await parsed(source)
    let status: string | null = null
    let returned: string | null = null
    const isReport = typeOf(mail.headers) === 'multipart/report'
    for (const { contentType, filename, content, cid, related } of mail.attachments) {
      if (isReport && contentType === 'message/delivery-status') status ??= content.toString('utf8').slice(0, 64_000)
      else if (isReport && RETURNED.test(contentType)) returned ??= idOfHead(content)
      else await files.keep({ name: filename, type: contentType, contentId: related ? (cid ?? null) : null }, [content])
    }
    return {
      headers: mail.headers,
      text: mail.text ?? '',
      html: mail.html || null,
      ...{ files: files.kept, leftOut: files.leftOut, status, returned, digest },
    }
  } catch {
    return { ...(await headAlone(source)), ...(await asItCame(source, dataDir)), digest }
  }
}

export const RETURNED = /^(?:message\/(?:rfc822|global)|text\/rfc822-headers)$/i

const HEADERS = new Set([
  ...['from', 'sender', 'reply-to', 'to', 'cc', 'subject', 'date', 'message-id', 'in-reply-to', 'references'],
  ...['return-path', 'auto-submitted', 'precedence', 'x-auto-response-suppress', 'list-id', 'list-unsubscribe'],
])

/** The head of a letter whose rest cannot be read. */
export async function headAlone(source: Buffer): Promise<Omit<Parts, 'digest'>> {
  const nothing = { text: '', html: null, files: [], leftOut: [], status: null, returned: null }
  const length = Math.min(headLength(source), LIMITS.headBytes)
  const head = source.subarray(0, length).toString('latin1')
  const found = new Map<string, string>()
  for (const line of head.split(/\r?\n(?![ \t])/)) {
    const name = line.slice(0, Math.max(0, line.indexOf(':'))).toLowerCase()
    if (HEADERS.has(name) && line.length < 16_000 && !found.has(name)) found.set(name, line)
  }
  const lines = [...found.values()]
  try {
    const { headers } = await parsed(Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'))
    return { headers: headers ?? new Map(), ...nothing }
  } catch {
    return { headers: new Map(), ...nothing }
  }
}

async function asItCame(source: Buffer, dataDir: string): Promise<Pick<Parts, 'files' | 'leftOut'>> {
  const files = fileKeeper(dataDir)
  await files.keep({ name: 'message.eml', type: 'message/rfc822', contentId: null }, [source])
  return { files: files.kept, leftOut: files.leftOut }
}

function headLength(source: Buffer): number {
  const ends = [source.indexOf('\r\n\r\n'), source.indexOf('\n\n')].filter((at) => at >= 0)
  return ends.length === 0 ? source.length : Math.min(...ends)
}

/** Keeps the files of one letter as long as they are few and small enough, and remembers which were not. */
export function fileKeeper(dataDir: string) {
  const kept: MessageFile[] = []
  const leftOut: Parts['leftOut'] = []
  let bytes = 0
  return {
    kept,
    leftOut,
    /** Whether a file of about that size still has room. */
    hasRoom: (size: number) =>
      kept.length < LIMITS.files && size <= LIMITS.fileBytes && bytes + size <= LIMITS.filesBytes,
    leaveOut(name: string | undefined, type: string, size: number) {
      leftOut.push({ name: nameOf(name, type), type, size })
    },
    async keep(
      { name, type, contentId }: { name: string | undefined; type: string; contentId: string | null },
      source: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
    ): Promise<void> {
      const chunks = Array.isArray(source) ? (source as Uint8Array[]) : null
      const size = chunks?.reduce((sum, chunk) => sum + chunk.length, 0) ?? 0
      if (!this.hasRoom(size)) return this.leaveOut(name, type, size)
      const most = Math.min(LIMITS.fileBytes, LIMITS.filesBytes - bytes)
      const file = await keepFile(
        { config: { dataDir } },
        (async function* () {
          yield* source
        })(),
        most,
      )
      bytes += file.size
      kept.push({
        name: nameOf(name, type),
        type: plainType(type),
        ...file,
        contentId: contentId?.slice(0, 250) ?? null,
      })
    },
  }
}

const plainType = (type: string): string =>
  /^[\w.+-]+\/[\w.+-]+$/.test(type) ? type.toLowerCase() : 'application/octet-stream'

/** A name that is nothing but a name, wherever it is written to. */
function nameOf(name: string | undefined, type: string): string {
  const plain = sound(oneLine(name ?? ''))
    .replace(/[/\\:*?"<>|\u202a-\u202e\u2066-\u2069]+/g, '_')
    .replace(/^\.+/, '')
  if (plain !== '') return plain.length <= 200 ? plain : `${plain.slice(0, 180)}…${plain.slice(-15)}`
  return type === 'message/rfc822' ? 'message.eml' : `file.${/\/([a-z0-9]{1,8})$/i.exec(type)?.[1] ?? 'bin'}`
}

/** Makes the message of what was taken apart; `report` where it is a bounce of one of ours. */
export function composed(parts: Parts, { at, past }: Arrival, reading: Reading): Read {
  const { headers } = parts
  const header = (name: string): string => textOf(headers.get(name))
  const from = senderOf(headers)
  const contentType = typeOf(headers)
  const html = parts.html === null ? null : sound(parts.html)
  const clean = html && cleanHtml(html)
  const text = shortened(sound(parts.text).trim() || textOfHtml(clean ?? (html ?? '').slice(0, LIMITS.textLength)))
  const isBounce = parts.status === null && headers.has('x-failed-recipients')
  const said = parts.status === null ? null : deliveryReport(parts.status, parts.returned)
  const bounced = said ?? (isBounce && MACHINE.test(from.address) ? plainBounce(text, parts.returned) : null)
  // Of letters that are none of ours anybody could tell anything.
  const report = bounced && isOurs(bounced.externalId, reading) ? bounced : null
  const references = idsOf(`${header('references')} ${header('in-reply-to')} ${report?.externalId ?? ''}`)
  const own = reading.own
  const answersUs = references.some((id) => isOurs(id, reading))
  const externalId = idsOf(header('message-id'))[0] ?? `<${parts.digest}@letter.invalid>`
  const automatic =
    isAutomatic({
      header,
      has: (name) => headers.has(name) || inList(headers, name),
      contentType,
      from: from.address,
    }) ||
    (!own && reading.addresses.has(from.address)) ||
    (!own && !past && answersUs && reading.loops.answered(from.address, at))
  return {
    message: {
      externalId,
      from,
      to: correspondents(headers.get('to')),
      cc: correspondents(headers.get('cc')),
      subject: sound(oneLine(header('subject'))).slice(0, 500),
      text: [text, ...parts.leftOut.slice(0, 20).map(leftOutLine)].filter(Boolean).join('\n\n'),
      html: clean,
      references: references.filter((id) => id !== externalId),
      sentAt: dateOf(headers),
      automatic,
      files: parts.files,
      ...(own ? { own } : {}),
      ...(past ? { past: at } : {}),
    },
    report,
  }
}

const isOurs = (id: string, { host }: Reading): boolean => id.endsWith(`@${host}>`)

const MACHINE = /^(?:mailer-daemon|postmaster|mail-daemon)@/

const leftOutLine = ({ name, size }: Parts['leftOut'][number]): string =>
  `[${name}${size > 0 ? `, ${(size / 1_000_000).toLocaleString('pl', { maximumFractionDigits: 1 })} MB` : ''}: pozostał na serwerze poczty / left on the mail server]`

const shortened = (text: string): string =>
  text.length <= LIMITS.textLength ? text : `${text.slice(0, LIMITS.textLength)}…`

/** Who is to be answered: whom the sender named for that, else the sender. */
function senderOf(headers: Headers): Correspondent {
  const [from] = correspondents(headers.get('from'))
  const answers = correspondents(headers.get('reply-to'))
  const sender = from ?? correspondents(headers.get('sender'))[0] ?? NOBODY
  if (answers.length !== 1 || answers[0]!.address === sender.address) return sender
  return { address: answers[0]!.address, name: answers[0]!.name || sender.name }
}

const NOBODY: Correspondent = { address: 'unknown@unknown.invalid', name: '' }
const MOST_PEOPLE = 100

function correspondents(value: HeaderValue | undefined): Correspondent[] {
  const found: Correspondent[] = []
  const add = ({ name, address, group }: EmailAddress) => {
    if (found.length >= MOST_PEOPLE) return
    if (group) return group.forEach(add)
    const plain = address === undefined ? null : normaliseEmail(address)
    if (plain && !found.some((each) => each.address === plain))
      found.push({ address: plain, name: sound(oneLine(name)).slice(0, 200) })
  }
  for (const each of [value].flat() as (AddressObject | undefined)[]) each?.value?.forEach?.(add)
  return found
}

const MOST_REFERENCES = 50

/** Message-IDs in their order, each once; of too many the first and the latest. */
function idsOf(text: string): string[] {
  const found = sound(text).match(/<[^<>\s]{3,800}>/g) ?? []
  const ids = [...new Set(found.filter((id) => id.includes('@') && oneLine(id) === id))]
  return ids.length <= MOST_REFERENCES ? ids : [ids[0]!, ...ids.slice(1 - MOST_REFERENCES)]
}

export function idOfHead(head: Buffer): string | null {
  const text = head.subarray(0, LIMITS.headBytes).toString('latin1')
  return idsOf(/^message-id:\s*(<[^\r\n]{3,900})/im.exec(text)?.[1] ?? '')[0] ?? null
}

function textOf(value: HeaderValue | undefined): string {
  const first = Array.isArray(value) && typeof value[0] !== 'string' ? value[0] : value
  if (first === undefined) return ''
  if (typeof first === 'string') return first
  if (Array.isArray(first)) return first.join(' ')
  if (first instanceof Date) return first.toISOString()
  return 'text' in first && typeof first.text === 'string' ? first.text : ''
}

// mailparser gathers the List- headers under one name.
function inList(headers: Headers, name: string): boolean {
  const list = headers.get('list')
  return name.startsWith('list-') && typeof list === 'object' && name.slice(5) in list
}

function typeOf(headers: Headers): string {
  const type = headers.get('content-type')
  return typeof type === 'object' && 'value' in type && typeof type.value === 'string' ? type.value.toLowerCase() : ''
}

/** By the sender's clock, where it says a moment at all. */
function dateOf(headers: Headers): Date | null {
  const date = headers.get('date')
  if (!(date instanceof Date)) return null
  const year = date.getUTCFullYear()
  return year > 1970 && year < 2100 ? date : null
}
