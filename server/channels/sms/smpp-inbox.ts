import { createHash, randomUUID } from 'node:crypto'
import type { PDU } from 'smpp'
import type { Ear, IncomingMessage } from '../../core/channel.ts'
import type { SmppSettings } from './settings.ts'
import { RX_TEMPORARY } from './smpp-link.ts'
import { isReceipt, type Part, readMessage, readReceipt, sameId } from './smpp-reading.ts'

/** A message kept whose answer the SMSC may not have heard: it will send it again. */
interface Unsure {
  digest: string
  id: string
}

interface Gathered {
  id: string
  from: string
  to: string
  total: number
  /** Machine time of the first part. */
  since: number
  texts: Record<number, string>
}

interface Cursor {
  unsure?: Unsure[]
  parts?: Record<string, Gathered>
}

const HOUR_MS = 3_600_000
/** A part still missing by then is lost: the others are shown without it. */
const PARTS_WAIT_MS = 24 * HOUR_MS
const MOST_GATHERED = 200

/**
 * Takes what an SMSC delivers, each message once. A message of SMPP has no name of its own: what was kept while its answer
 * may have been lost is remembered with the rows, and known again by its octets when a later connection brings it.
 */
export class SmppInbox {
  private readonly ear: Ear
  private readonly receiptIds: SmppSettings['receiptIds']
  /** Kept, unanswered as far as anybody knows: by an earlier connection. */
  private again: Unsure[]
  /** Answered by this one: since the last sign of life, and before it. */
  private fresh: Unsure[] = []
  private older: Unsure[] = []
  /** What could not be kept, and will come again under the name it had. */
  private readonly failed = new Map<string, string>()
  private parts: Record<string, Gathered>
  private turn: Promise<unknown> = Promise.resolve()
  private connectedAt = 0
  /** Counts connections: what one brought is not kept any more once it is gone, for the next one brings it again. */
  private connection = 0

  constructor(cursor: Record<string, unknown>, ear: Ear, receiptIds: SmppSettings['receiptIds']) {
    const { unsure = [], parts = {} } = cursor as Cursor
    this.ear = ear
    this.receiptIds = receiptIds
    this.again = unsure
    this.parts = parts
  }

  /** The connection is gone. Resolves once nothing that it brought is being kept: then another may be opened. */
  async gone(): Promise<void> {
    this.connection += 1
    await this.turn
    // What it answered may not have been heard.
    this.again = [...this.again, ...this.older, ...this.fresh]
    this.fresh = []
    this.older = []
    this.connectedAt = Date.now()
  }

  /** The status to answer with, once what came is kept. One after the other: what is remembered follows in order. */
  take(pdu: PDU): Promise<number> {
    const { connection } = this
    const taken = this.turn.then(async () => {
      if (connection !== this.connection) return RX_TEMPORARY
      try {
        if (isReceipt(pdu)) await this.report(pdu)
        else await this.message(pdu)
        return 0
      } catch {
        return RX_TEMPORARY
      }
    })
    this.turn = taken
    return taken
  }

  private async report(pdu: PDU): Promise<void> {
    const reports = readReceipt(pdu, this.receiptIds).map((report) => ({
      ...report,
      externalId: sameId(report.externalId),
    }))
    if (reports.length > 0) await this.ear.reported(reports)
  }

  private async message(pdu: PDU): Promise<void> {
    const message = readMessage(pdu)
    const digest = createHash('sha256').update(message.digestible).digest('base64url').slice(0, 22)
    const known = this.again.findIndex((each) => each.digest === digest)
    if (known >= 0) {
      this.fresh.push(...this.again.splice(known, 1))
      return
    }
    const id = this.failed.get(digest) ?? randomUUID()
    this.failed.set(digest, id)
    const fresh = [...this.fresh, { digest, id }]
    if (message.part) await this.gather(message, message.part, id, fresh)
    else await this.ear.received([incoming(id, message.from, message.to, message.text)], this.cursor(fresh, this.parts))
    this.fresh = fresh
    this.failed.delete(digest)
  }

  private async gather(message: { from: string; to: string; text: string }, part: Part, id: string, fresh: Unsure[]) {
    const { from, to, text } = message
    const begun = this.parts[part.of] ?? { id, from, to, total: part.total, since: Date.now(), texts: {} }
    const gathered = { ...begun, texts: { ...begun.texts, [part.number]: text } }
    const { [part.of]: _, ...others } = this.parts
    if (Object.keys(gathered.texts).length === part.total) {
      await this.ear.received([whole(gathered)], this.cursor(fresh, others))
      this.parts = others
      return
    }
    const parts = { ...others, [part.of]: gathered }
    await this.ear.remember(this.cursor(fresh, parts))
    this.parts = parts
  }

  /** What was answered before the last sign of life has been heard; what waits too long is shown as it is. */
  alive(): Promise<void> {
    const settled = this.turn.then(async () => {
      const now = Date.now()
      const late = Object.keys(this.parts)
        .sort((a, b) => this.parts[b]!.since - this.parts[a]!.since)
        .filter((of, at) => at >= MOST_GATHERED || now - this.parts[of]!.since > PARTS_WAIT_MS)
      const again = now - this.connectedAt > HOUR_MS ? [] : this.again
      if (late.length === 0 && again === this.again && this.older.length === 0) {
        this.older = this.fresh
        this.fresh = []
        return
      }
      const parts = Object.fromEntries(Object.entries(this.parts).filter(([of]) => !late.includes(of)))
      const cursor = { unsure: [...again, ...this.fresh], parts }
      if (late.length > 0)
        await this.ear.received(
          late.map((of) => whole(this.parts[of]!)),
          cursor,
        )
      else await this.ear.remember(cursor)
      this.parts = parts
      this.again = again
      this.older = this.fresh
      this.fresh = []
    })
    this.turn = settled.catch(() => {})
    return settled.catch(() => {})
  }

  private cursor(fresh: Unsure[], parts: Record<string, Gathered>): Record<string, unknown> {
    return { unsure: [...this.again, ...this.older, ...fresh], parts }
  }
}

const incoming = (id: string, from: string, to: string, text: string): IncomingMessage => ({
  externalId: id,
  from: { address: from, name: '' },
  to: [{ address: to, name: '' }],
  subject: '',
  text,
  html: null,
  references: [],
  sentAt: null,
  automatic: false,
  files: [],
})

function whole({ id, from, to, total, texts }: Gathered): IncomingMessage {
  const all = Array.from({ length: total }, (_, at) => texts[at + 1] ?? '[…]')
  return incoming(id, from, to, all.join(''))
}
