import type { PDU } from 'smpp'
import { gsmText } from '../../../pure/sms.ts'
import type { DeliveryReport } from '../../core/channel.ts'
import type { SmppSettings } from './settings.ts'

/** Which of several parts of a message this one is. */
export interface Part {
  /** The same for all parts of one message. */
  of: string
  number: number
  total: number
}

export interface ReadMessage {
  from: string
  to: string
  text: string
  part: Part | null
  /** What the same message sent again would say again. */
  digestible: string
}

const RECEIPT = 0x04
const KINDS = 0x3c

export const isReceipt = (pdu: PDU): boolean =>
  ((pdu.esm_class ?? 0) & KINDS) === RECEIPT ||
  (pdu.receipted_message_id !== undefined && pdu.message_state !== undefined)

const octetsOf = (message: Buffer | string | undefined): Buffer =>
  typeof message === 'string' ? Buffer.from(message, 'latin1') : (message ?? Buffer.alloc(0))

const carried = (pdu: PDU) => {
  const short = pdu.short_message
  return short && octetsOf(short.message).length > 0 ? short : (pdu.message_payload ?? short)
}

/** Alphabets by SMPP 3.4, 5.2.19, and by the groups of 3GPP TS 23.038 that pass through it. */
function textOf(octets: Buffer, coding: number): string {
  const group = coding >> 4
  const ucs2 = coding === 0x08 || (group >= 1 && group <= 3 && (coding & 0x0c) === 0x08)
  if (ucs2) {
    const even = octets.subarray(0, octets.length - (octets.length % 2))
    return Buffer.from(even).swap16().toString('utf16le')
  }
  if (coding === 0x03) return octets.toString('latin1')
  if (coding === 0x01) return octets.toString('ascii')
  return gsmText(octets)
}

function partOf(pdu: PDU, udh: Buffer[] | undefined): Part | null {
  const { sar_msg_ref_num: reference, sar_total_segments: total, sar_segment_seqnum: number } = pdu
  if (reference !== undefined && total && number)
    return total > 1 ? { of: `s${reference}.${total}`, number, total } : null
  for (const element of udh ?? []) {
    const at = element[0] === 0x00 && element.length >= 5 ? 3 : element[0] === 0x08 && element.length >= 6 ? 4 : 0
    if (at === 0) continue
    const reference = element.subarray(2, at).toString('hex')
    const [total, number] = [element[at]!, element[at + 1]!]
    if (total > 1 && number >= 1 && number <= total) return { of: `u${reference}.${total}`, number, total }
  }
  return null
}

export function readMessage(pdu: PDU): ReadMessage {
  const content = carried(pdu)
  const octets = octetsOf(content?.message)
  const part = partOf(pdu, content?.udh)
  const from = numberOf(pdu.source_addr ?? '', pdu.source_addr_ton)
  const to = pdu.destination_addr ?? ''
  return {
    from,
    to,
    text: textOf(octets, pdu.data_coding ?? 0),
    part: part && { ...part, of: `${from}>${to} ${part.of}` },
    digestible: [from, to, pdu.data_coding ?? 0, part ? `${part.of}.${part.number}` : '', octets.toString('hex')].join(
      '|',
    ),
  }
}

/** Networks leave the plus out of international numbers; names and short numbers stay as they are. */
const numberOf = (address: string, ton: number | undefined): string =>
  /^\d{8,15}$/.test(address) && ton !== 5 ? `+${address}` : address

/** SMPP 3.4, 5.2.28. What is still on its way says nothing. */
const STATES: Record<number, DeliveryReport['state']> = {
  2: 'delivered',
  3: 'failed',
  4: 'failed',
  5: 'failed',
  8: 'failed',
}
const WORDS: Record<string, DeliveryReport['state']> = {
  DELIVRD: 'delivered',
  EXPIRED: 'failed',
  DELETED: 'failed',
  UNDELIV: 'failed',
  REJECTD: 'failed',
}

/** What a receipt says (SMPP 3.4, appendix B, or its parameters); nothing where it decides nothing. */
export function readReceipt(pdu: PDU, receiptIds: SmppSettings['receiptIds']): DeliveryReport[] {
  const text = octetsOf(carried(pdu)?.message).toString('latin1')
  const said = (name: string) => new RegExp(`${name}:\\s*(\\S+)`, 'i').exec(text)?.[1]
  const id = pdu.receipted_message_id || said('id')
  const word = said('stat')?.toUpperCase()
  const state = (pdu.message_state !== undefined && STATES[pdu.message_state]) || (word ? WORDS[word] : undefined)
  if (!id || !state) return []
  const externalId = sentAs(id, receiptIds)
  if (state !== 'failed') return [{ externalId, state }]
  return [{ externalId, state, trouble: 'recipient_refused', detail: [word ?? '', said('err') ?? ''].join(' ').trim() }]
}

function sentAs(id: string, receiptIds: SmppSettings['receiptIds']): string {
  if (receiptIds === 'hex_to_decimal' && /^\d+$/.test(id)) return BigInt(id).toString(16)
  if (receiptIds === 'decimal_to_hex' && /^[0-9a-f]+$/i.test(id)) return BigInt(`0x${id}`).toString(10)
  return id
}

/** Ids of numbers compare without case and leading zeros: the report is not always written like the answer. */
export const sameId = (id: string): string => (/^[0-9a-f]+$/i.test(id) ? id.toLowerCase().replace(/^0+(?=.)/, '') : id)
