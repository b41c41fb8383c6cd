import { createHash } from 'node:crypto'
import { gsmCodes, smsAlphabet, splitSms } from '../../../pure/sms.ts'
import { ChannelTrouble, type Ear, type Listener, type OpenAccount, type OutgoingMessage } from '../../core/channel.ts'
import type { SmppSettings } from './settings.ts'
import { SmppInbox } from './smpp-inbox.ts'
import { type LinkTimes, SmppLink, troubleOfStatus, Unsent } from './smpp-link.ts'
import { sameId } from './smpp-reading.ts'
import { textToSend } from './texts.ts'

type Account = OpenAccount<SmppSettings>

/** The connection of each account in this process: the listener's where one listens, else one for sending only. */
const links = new Map<string, Promise<SmppLink>>()

function hold(accountId: string, link: Promise<SmppLink>): void {
  const former = links.get(accountId)
  links.set(accountId, link)
  void former?.then(
    (open) => open.close(),
    () => {},
  )
  const forget = () => {
    if (links.get(accountId) === link) links.delete(accountId)
  }
  link.then((open) => open.ended.then(forget), forget)
}

async function linkOf({ id, settings }: Account): Promise<SmppLink> {
  const held = links.get(id)
  if (held) return held
  const link = SmppLink.open(settings, 'transmitter')
  hold(id, link)
  return link
}

export async function closeSmpp(accountId: string): Promise<void> {
  const held = links.get(accountId)
  links.delete(accountId)
  await held?.then(
    (link) => link.close(),
    () => {},
  )
}

/** Kinds of addresses by SMPP 3.4, 5.2.5 and 5.2.6: a name, a short number, an international number. */
function addressOf(address: string): { ton: number; npi: number; address: string } {
  if (/[A-Za-z]/.test(address)) return { ton: 5, npi: 0, address }
  const digits = address.replace(/\D/g, '')
  return digits.length < 8 ? { ton: 3, npi: 0, address: digits } : { ton: 1, npi: 1, address: digits }
}

const UDH_FOLLOWS = 0x40
const UCS2 = 0x08

/** The fields by which each part of a text differs. */
function contents(text: string, settings: SmppSettings, messageId: string): Record<string, unknown>[] {
  const coding = smsAlphabet(text) === 'gsm' ? 0 : UCS2
  const octets = (part: string) =>
    coding === UCS2 ? Buffer.from(part, 'utf16le').swap16() : Buffer.from(gsmCodes(part))
  const parts = splitSms(text)
  const common = { data_coding: coding }
  if (parts.length === 1) return [{ ...common, short_message: octets(parts[0]!) }]
  if (settings.longTexts === 'payload')
    return [{ ...common, short_message: Buffer.alloc(0), message_payload: octets(parts.join('')) }]
  const reference = createHash('sha256').update(messageId).digest()
  return parts.map((part, at) => {
    if (settings.longTexts === 'sar')
      return {
        ...common,
        short_message: octets(part),
        sar_msg_ref_num: reference.readUInt16BE(0),
        sar_total_segments: parts.length,
        sar_segment_seqnum: at + 1,
      }
    // Concatenated messages, 8-bit reference: 3GPP TS 23.040, 9.2.3.24.1.
    const header = Buffer.from([5, 0, 3, reference[0]!, parts.length, at + 1])
    return { ...common, esm_class: UDH_FOLLOWS, short_message: Buffer.concat([header, octets(part)]) }
  })
}

/** Hands a text over, part by part; its id and report are those of the last part. */
export async function sendSmpp(
  account: Account,
  message: OutgoingMessage,
): Promise<{ externalId: string; answer: string }> {
  const { settings } = account
  const text = textToSend(message, settings)
  const [source, destination] = [addressOf(account.address), addressOf(message.to[0]!.address)]
  const link = await linkOf(account)
  const parts = contents(text, settings, message.id)
  let externalId = ''
  for (const [at, content] of parts.entries()) {
    const answer = await link
      .submit({
        source_addr_ton: source.ton,
        source_addr_npi: source.npi,
        source_addr: source.address,
        dest_addr_ton: destination.ton,
        dest_addr_npi: destination.npi,
        destination_addr: destination.address,
        registered_delivery: at === parts.length - 1 ? 1 : 0,
        ...content,
      })
      .catch((trouble: ChannelTrouble) => {
        if (trouble instanceof Unsent && at === 0) throw trouble
        throw perhapsSent(trouble.words, at)
      })
    if (answer.command_status !== 0) {
      const trouble = troubleOfStatus(answer.command_status)
      throw at === 0 ? trouble : perhapsSent(trouble.words, at)
    }
    externalId = sameId(answer.message_id ?? '')
  }
  return { externalId, answer: externalId }
}

const perhapsSent = (words: string, partsBefore: number) =>
  new ChannelTrouble('perhaps_sent', partsBefore > 0 ? `${partsBefore}+ ${words}` : words, true)

export async function checkSmpp({ settings }: Account): Promise<void> {
  const link = await SmppLink.open(settings, 'transceiver')
  await link.close()
}

/** Keeps a connection bound, and opens it again as often as it breaks: after half a second, then twice as long up to a minute. */
export function listenSmpp(
  account: Account,
  ear: Ear,
  times: Partial<LinkTimes & { firstPause: number }> = {},
): Listener {
  const { settings } = account
  const inbox = new SmppInbox(account.cursor, ear, settings.receiptIds)
  const { firstPause = 500 } = times
  let stopped = false
  let wake = () => {}
  let current: SmppLink | null = null

  async function once(): Promise<ChannelTrouble> {
    const opening = SmppLink.open(
      settings,
      'transceiver',
      { delivered: (pdu) => inbox.take(pdu), alive: () => void inbox.alive() },
      times,
    )
    hold(account.id, opening)
    current = await opening
    if (stopped) await current.close()
    else await ear.trouble(null).catch(() => {})
    return current.ended
  }

  async function keep(): Promise<void> {
    let failures = 0
    while (!stopped) {
      const began = Date.now()
      const trouble = await once().catch((error: ChannelTrouble) => error)
      await inbox.gone()
      if (stopped) return
      await ear.trouble(trouble).catch(() => {})
      failures = Date.now() - began > 60_000 ? 0 : failures + 1
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.min(60_000, firstPause * 2 ** Math.min(failures - 1, 10)))
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  }

  const kept = keep()
  return {
    async stop() {
      stopped = true
      wake()
      await current?.close()
      await kept
    },
  }
}
