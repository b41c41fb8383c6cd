import { normalisePhone } from '../../../pure/phone.ts'
import type { CallState, Direction, ExchangeEvent } from './schema.ts'

/** What of a call decides what an event of the exchange changes. */
export interface CallNow {
  state: CallState
  direction: Direction
  startedAt: Date
  answeredAt: Date | null
}

export interface Step {
  name: 'answered' | 'missed' | 'ended'
  /** Of `ended`: how long they talked. */
  seconds: number | null
}

/**
 * What an event makes of a call, in order; nothing where it says what is known already. Exchanges repeat themselves, leave
 * events out and mix their order: a call is answered once, and ends once, as missed or as answered.
 */
export function stepsOf(call: CallNow, event: Pick<ExchangeEvent, 'event' | 'seconds'>, at: Date): Step[] {
  if (call.state === 'missed' || call.state === 'ended') return []
  const answered = call.state === 'answered'
  const end = (since: Date): Step => ({
    name: 'ended',
    seconds: event.seconds ?? Math.max(0, Math.round((at.getTime() - since.getTime()) / 1000)),
  })
  switch (event.event) {
    case 'ringing':
      return []
    case 'answered':
      return answered ? [] : [{ name: 'answered', seconds: null }]
    case 'missed':
      return answered ? [] : [{ name: 'missed', seconds: null }]
    case 'ended':
      if (answered) return [end(call.answeredAt ?? call.startedAt)]
      return event.seconds ? [{ name: 'answered', seconds: null }, end(at)] : [{ name: 'missed', seconds: null }]
  }
}

/** A number that can be called, as E.164; what an exchange writes for a withheld one is none. */
export const numberOf = (text: string | null): string | null => (text ? normalisePhone(text) : null)

/** Whether a card still bears the number it was made of for a name. */
export function isNumberStill(name: string, number: string): boolean {
  return name.trim() === number || normalisePhone(name) === number
}

/** The kind of a sound by its first bytes; null for what browsers do not play. */
export function soundOf(head: Uint8Array): string | null {
  const text = (from: number, to: number) => String.fromCharCode(...head.subarray(from, to))
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WAVE') return 'audio/wav'
  if (text(0, 3) === 'ID3' || (head[0] === 0xff && ((head[1] ?? 0) & 0xe0) === 0xe0)) return 'audio/mpeg'
  if (text(0, 4) === 'OggS') return 'audio/ogg'
  if (text(4, 8) === 'ftyp') return 'audio/mp4'
  return null
}

/** The part of a file a browser asks for (`Range: bytes=0-`); null for all of it, false for none that there is. */
export function rangeOf(header: string | undefined, size: number): { from: number; to: number } | null | false {
  const asked = /^bytes=(\d*)-(\d*)$/.exec(header ?? '')
  if (!asked || (asked[1] === '' && asked[2] === '')) return null
  const from = asked[1] === '' ? Math.max(0, size - Number(asked[2])) : Number(asked[1])
  const to = asked[1] === '' || asked[2] === '' ? size - 1 : Math.min(Number(asked[2]), size - 1)
  return from <= to && from < size ? { from, to } : false
}
