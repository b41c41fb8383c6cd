import { setTimeout as sleep } from 'node:timers/promises'
import type { FetchMessageObject, ImapFlow, SearchObject } from 'imapflow'
import {
  ChannelTrouble,
  type DeliveryReport,
  type Ear,
  type IncomingMessage,
  type Listener,
  type OpenAccount,
} from '../../core/channel.ts'
import { takeApartAside } from './aside.ts'
import { loopWatch } from './automatic.ts'
import { imapTroubleOf, openImap } from './imap.ts'
import { composed, headAlone, LIMITS, type Parts, type Reading } from './read.ts'
import type { MailboxSettings } from './settings.ts'
import { takeApartThere } from './structure.ts'

/** Where a folder stands. UIDs mean something only under the validity they were given with (RFC 3501, 2.3.1.1). */
interface FolderCursor {
  validity: string
  /** Every letter up to this UID is kept. */
  uid: number
  /** HIGHESTMODSEQ when it was last read to the end: while it is the same, nothing came (RFC 7162). */
  modseq?: string
  /** Below this UID stand letters that were numbered anew, some of which are known under old numbers. */
  renumbered?: number
}

type FolderKey = 'inbox' | 'sent'

export interface MailCursor {
  /** When Tok looked into the mailbox for the first time: what lies there from before is history. */
  begun: string
  folders: Partial<Record<FolderKey, FolderCursor>>
}

export interface Manner {
  /** How long to wait after so many failures in a row. */
  pauseMs(failures: number, code: string): number
  /** How long nobody looks while the server says nothing. */
  lookEveryMs: number
}

/** Servers shut out whoever keeps knocking with a wrong password; one that is down is soon back. */
const PATIENT: Manner = {
  pauseMs: (failures, code) =>
    UP_TO_PEOPLE.has(code)
      ? Math.min(900_000, 60_000 * 2 ** (failures - 1))
      : Math.min(60_000, 1_000 * 2 ** (failures - 1)),
  lookEveryMs: 60_000,
}
const UP_TO_PEOPLE = new Set(['wrong_password', 'not_allowed', 'certificate', 'no_such_host', 'tls'])

/** Letters of one transaction, and how many bytes of them are held in memory. */
const GROUP = { letters: 100, bytes: 8_000_000 }
/** Letters taken apart side by side: each waits for its streams and files many times. */
const AT_ONCE = 16
/** Letters whose sizes are asked for at once. */
const SIZES = 2_000
const DAY_MS = 86_400_000
/** A letter at which the connection broke so often is read by its head alone, then not at all. */
const BREAKS = { head: 3, nothing: 6 }

/** The house did not take what was read: no trouble of the mailbox. */
class NotKept extends Error {}

/** Takes in what comes into a mailbox until it is stopped. Nothing is changed there, not even what was read. */
export function listenToMailbox(account: OpenAccount<MailboxSettings>, ear: Ear, manner: Manner = PATIENT): Listener {
  const { settings } = account
  const cursor = cursorOf(account.cursor)
  const reading: Omit<Reading, 'own'> = {
    dataDir: account.dataDir,
    addresses: new Set([account.address.toLowerCase(), settings.user.toLowerCase()]),
    host: account.address.toLowerCase().split('@')[1] ?? '',
    loops: loopWatch(),
  }
  const ending = new AbortController()
  const breaks = new Map<string, number>()
  let open: ImapFlow | null = null
  let told: string | null | undefined

  async function keepGoing(): Promise<void> {
    let failures = 0
    while (!ending.signal.aborted) {
      let code = ''
      try {
        await session(() => {
          failures = 0
        })
      } catch (error) {
        if (ending.signal.aborted) return
        failures += 1
        if (!(error instanceof NotKept)) {
          const trouble = imapTroubleOf(error, settings)
          code = trouble.code
          await tell(trouble)
        }
      }
      await sleep(manner.pauseMs(Math.max(1, failures), code), null, { signal: ending.signal }).catch(() => {})
    }
  }

  /** Tells what changed; the house may be away itself, then it is told the next time. */
  async function tell(trouble: ChannelTrouble | null): Promise<void> {
    const code = trouble?.code ?? null
    if (told === code) return
    await ear.trouble(trouble).then(
      () => {
        told = code
      },
      () => {},
    )
  }

  async function session(works: () => void): Promise<void> {
    const client = await openImap(settings)
    if (ending.signal.aborted) return
    open = client
    try {
      await client.connect()
      await tell(null)
      const sent = settings.sent ? await sentFolder(client) : null
      while (!ending.signal.aborted) {
        if (sent) await takeIn(client, 'sent', sent)
        // Last, so that it stays selected and the server tells what comes into it.
        await takeIn(client, 'inbox', 'INBOX')
        works()
        await untilSomethingCame(client)
        if (!client.usable) throw new ChannelTrouble('connection_lost', client.byeReason ?? '')
      }
    } finally {
      open = null
      client.close()
    }
  }

  function untilSomethingCame(client: ImapFlow): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, manner.lookEveryMs)
      const done = () => {
        clearTimeout(timer)
        client.off('exists', done).off('close', done)
        ending.signal.removeEventListener('abort', done)
        resolve()
      }
      client.on('exists', done).on('close', done)
      ending.signal.addEventListener('abort', done)
      client.idle().catch(() => {})
      if (ending.signal.aborted || !client.usable) done()
    })
  }

  async function takeIn(client: ImapFlow, key: FolderKey, path: string): Promise<void> {
    const known = cursor.folders[key]
    if (key === 'sent' && known && (await isAsItWas(client, path, known))) return
    const isOpen = client.mailbox && client.mailbox.path === path
    const box = client.mailbox && isOpen ? client.mailbox : await client.mailboxOpen(path, { readOnly: true })
    const validity = String(box.uidValidity)
    const modseq = !isOpen && box.highestModseq ? String(box.highestModseq) : undefined
    const same = known?.validity === validity
    if (same && modseq && known.modseq === modseq) return
    const uids = await uidsOf(client, same ? known : null)
    let stands: FolderCursor = same
      ? known
      : { validity, uid: 0, ...(known ? { renumbered: box.uidNext || Number.MAX_SAFE_INTEGER } : {}) }
    const keep = async (read: Letters | null, uid: number, end = false) => {
      stands = { ...stands, uid: Math.max(stands.uid, uid), ...(end && modseq ? { modseq } : {}) }
      const folders = { ...cursor.folders, [key]: stands }
      await house(async () => {
        if (read && read.reports.length > 0) await ear.reported(read.reports)
        if (read && read.messages.length > 0) await ear.received(read.messages, { ...cursor, folders })
        else await ear.remember({ ...cursor, folders })
      })
      cursor.folders = folders
    }
    // While the house keeps one group, the next is fetched.
    let keeping: Promise<void> = Promise.resolve()
    for await (const group of groupsOf(client, uids)) {
      let read: Letters
      try {
        read = await lettersOf(client, group, key, stands)
      } catch (error) {
        await keeping
        throw error
      }
      await keeping
      keeping = keep(read, group.at(-1)!.uid)
      keeping.catch(() => {})
    }
    await keeping
    // What is added from now on gets a higher number; lower ones that were not found are gone, or older than asked for.
    const end = isOpen ? stands.uid : (box.uidNext || 1) - 1
    if (!same || end > stands.uid || (modseq && modseq !== stands.modseq)) await keep(null, end, true)
  }

  async function house(tells: () => Promise<void>): Promise<void> {
    try {
      await tells()
    } catch (error) {
      throw new NotKept('not kept', { cause: error })
    }
  }

  /** Asks without opening it, so that the inbox stays the folder that is watched. */
  async function isAsItWas(client: ImapFlow, path: string, known: FolderCursor): Promise<boolean> {
    const status = await client.status(path, { uidNext: true, uidValidity: true })
    return status !== false && String(status.uidValidity) === known.validity && status.uidNext === known.uid + 1
  }

  async function uidsOf(client: ImapFlow, known: FolderCursor | null): Promise<number[]> {
    const { days } = settings
    const since = new Date(Date.parse(cursor.begun) - (days ?? 0) * DAY_MS)
    const query = known ? { uid: `${known.uid + 1}:*` } : days === null ? { all: true } : { since }
    const uids = await searched(client, query)
    // The last one answers to "n:*" even when its UID is smaller.
    return uids.filter((uid) => uid > (known?.uid ?? 0)).sort((a, b) => a - b)
  }

  interface Sized {
    uid: number
    size: number
    at: Date
  }

  async function* groupsOf(client: ImapFlow, uids: number[]): AsyncGenerator<Sized[]> {
    let group: Sized[] = []
    let bytes = 0
    for (let from = 0; from < uids.length; from += SIZES) {
      const asked = uids.slice(from, from + SIZES)
      const query = { uid: true, size: true, internalDate: true }
      const sized = new Map<number, Sized>()
      for (const { uid, size, internalDate } of await client.fetchAll(rangesOf(asked), query, { uid: true })) {
        if (size !== undefined) sized.set(uid, { uid, size, at: momentOf(internalDate) })
      }
      for (const uid of await stillThere(
        client,
        asked.filter((uid) => !sized.has(uid)),
      ))
        sized.set(uid, { uid, size: Number.MAX_SAFE_INTEGER, at: new Date() })
      for (const each of [...sized.values()].sort((a, b) => a.uid - b.uid)) {
        const held = Math.min(each.size, LIMITS.wholeBytes)
        if (group.length > 0 && (group.length >= GROUP.letters || bytes + held > GROUP.bytes)) {
          yield group
          group = []
          bytes = 0
        }
        group.push(each)
        bytes += held
      }
    }
    if (group.length > 0) yield group
  }

  interface Letters {
    messages: IncomingMessage[]
    reports: DeliveryReport[]
  }

  async function lettersOf(client: ImapFlow, group: Sized[], key: FolderKey, stands: FolderCursor): Promise<Letters> {
    const how: Reading = { ...reading, own: key === 'sent' }
    const taken = new Map<number, Parts>()
    const breaksAt = (uid: number) => breaks.get(`${stands.validity} ${key} ${uid}`) ?? 0
    const whole = group.filter(({ uid, size }) => size <= LIMITS.wholeBytes && breaksAt(uid) === 0)
    // Should the connection break, it broke at this one.
    let at = group[0]!.uid
    // Of those that are taken apart side by side, the first that could not be.
    let unread: number | undefined
    try {
      if (whole.length > 0) {
        at = whole[0]!.uid
        const reading = new Set<Promise<void>>()
        for await (const { uid, source } of fetchWhole(client, whole)) {
          if (source && source.length <= LIMITS.wholeBytes) {
            const one = takeApartAside(source, how).then((parts) => {
              taken.set(uid, parts)
              reading.delete(one)
            })
            one.catch(() => {
              unread ??= uid
            })
            reading.add(one)
          }
          at = whole.find((each) => each.uid > uid)?.uid ?? uid
          if (reading.size >= AT_ONCE) await Promise.race(reading)
        }
        await Promise.all(reading)
      }
      for (const { uid, size } of group) {
        if (taken.has(uid)) continue
        at = uid
        const parts = await oneByOne(client, uid, size, breaksAt(uid), how)
        if (parts) taken.set(uid, parts)
        else if ((await stillThere(client, [uid])).length > 0) throw new ChannelTrouble('unreadable', `UID ${uid}`)
      }
    } catch (error) {
      const uid = unread ?? at
      if (!ending.signal.aborted) breaks.set(`${stands.validity} ${key} ${uid}`, breaksAt(uid) + 1)
      throw error
    }
    const letters: Letters = { messages: [], reports: [] }
    const names = new Set<string>()
    for (const { uid, at } of group) {
      const parts = taken.get(uid)
      if (!parts) continue
      const { message, report } = composed(parts, { at, past: isPast(at, parts, uid, stands) }, how)
      if (report) letters.reports.push(report)
      if (!names.has(message.externalId)) letters.messages.push(message)
      names.add(message.externalId)
    }
    return letters
  }

  /** A letter from before Tok looked here: it is filed and opens nothing, or a new mailbox would set off a thousand requests. */
  function isPast(at: Date, { headers }: Parts, uid: number, { renumbered = 0 }: FolderCursor): boolean {
    const begun = Date.parse(cursor.begun)
    if (at.getTime() < begun) return true
    // A mailbox that was moved to another server may say of all its letters that they came today.
    const date = headers.get('date')
    return uid < renumbered && date instanceof Date && date.getTime() < begun - 2 * DAY_MS
  }

  async function oneByOne(
    client: ImapFlow,
    uid: number,
    size: number,
    broken: number,
    how: Reading,
  ): Promise<Parts | null> {
    if (broken < BREAKS.head) return takeApartThere(client, uid, size, how)
    const leftOut = [{ name: 'message.eml', type: 'message/rfc822', size }]
    const digest = `${account.id.slice(0, 8)}-${uid}-${size}`
    if (broken >= BREAKS.nothing) return { ...(await headAlone(Buffer.alloc(0))), leftOut, digest }
    const query = { uid: true, source: { start: 0, maxLength: LIMITS.headBytes } }
    const found = await client.fetchOne(String(uid), query, { uid: true })
    return found !== false && found.source ? { ...(await headAlone(found.source)), leftOut, digest } : null
  }

  const going = keepGoing()
  return {
    async stop() {
      ending.abort()
      open?.close()
      await going
    },
  }
}

function fetchWhole(client: ImapFlow, letters: { uid: number }[]): AsyncIterable<FetchMessageObject> {
  // One byte more than is read: a server that tells a smaller size than it sends is seen.
  const query = { uid: true, source: { start: 0, maxLength: LIMITS.wholeBytes + 1 } }
  return client.fetch(rangesOf(letters.map(({ uid }) => uid)), query, { uid: true })
}

const cursorOf = (kept: Record<string, unknown>): MailCursor => ({
  begun: typeof kept.begun === 'string' ? kept.begun : new Date().toISOString(),
  folders: (kept.folders ?? {}) as MailCursor['folders'],
})

const momentOf = (date: Date | string | undefined): Date => {
  const moment = new Date(date ?? Number.NaN)
  return Number.isNaN(moment.getTime()) ? new Date() : moment
}

/** An answer that failed looks to imapflow like an empty one. */
async function searched(client: ImapFlow, query: SearchObject): Promise<number[]> {
  const uids = await client.search(query, { uid: true })
  if (!uids) throw new ChannelTrouble('connection_lost', 'SEARCH')
  return uids
}

/** Those that were not lost on the way but deleted meanwhile are no loss. */
const stillThere = async (client: ImapFlow, uids: number[]): Promise<number[]> =>
  uids.length === 0 ? [] : searched(client, { uid: rangesOf(uids) })

async function sentFolder(client: ImapFlow): Promise<string | null> {
  return (await client.list()).find(({ specialUse }) => specialUse === '\\Sent')?.path ?? null
}

/** 1,2,3,7 as "1:3,7": a thousand of them fit into one command. */
function rangesOf(uids: number[]): string {
  const ranges: [number, number][] = []
  for (const uid of uids) {
    const last = ranges.at(-1)
    if (last && uid === last[1] + 1) last[1] = uid
    else ranges.push([uid, uid])
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}:${to}`)).join(',')
}
