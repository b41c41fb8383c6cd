/** The default alphabet of SMS (3GPP TS 23.038, 6.2.1): a character's place is its code. 0x1b leads into the extension. */
const DEFAULT =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
const ESCAPE = 0x1b
/** Its extension table (6.2.1.1): each takes two places. */
const EXTENSION: Record<string, number> = {
  '\f': 0x0a,
  '^': 0x14,
  '{': 0x28,
  '}': 0x29,
  '\\': 0x2f,
  '[': 0x3c,
  '~': 0x3d,
  ']': 0x3e,
  '|': 0x40,
  '€': 0x65,
}

const codes = new Map<string, number[]>([
  ...[...DEFAULT].flatMap((character, code): [string, number[]][] => (code === ESCAPE ? [] : [[character, [code]]])),
  ...Object.entries(EXTENSION).map(([character, code]): [string, number[]] => [character, [ESCAPE, code]]),
])
const characters = [...DEFAULT]
const extended = new Map(Object.entries(EXTENSION).map(([character, code]) => [code, character]))

export type SmsAlphabet = 'gsm' | 'ucs2'

/** Septets, or UTF-16 units: how much goes into a message of its own, and into each of several (3GPP TS 23.040, 9.2.3.24.1). */
const ROOM = { gsm: { alone: 160, part: 153 }, ucs2: { alone: 70, part: 67 } }

/** The most parts of one message: what the usual providers take. */
export const MOST_SMS_PARTS = 10
export const LONGEST_SMS = MOST_SMS_PARTS * ROOM.gsm.part

/** As it is sent: letters put together, line ends as one character. */
const composed = (text: string): string => text.normalize('NFC').replace(/\r\n?/g, '\n')

/** One character outside the default alphabet makes the whole message UCS-2. */
export const smsAlphabet = (text: string): SmsAlphabet =>
  [...composed(text)].every((character) => codes.has(character)) ? 'gsm' : 'ucs2'

const sizeOf = (character: string, alphabet: SmsAlphabet): number =>
  alphabet === 'gsm' ? codes.get(character)!.length : character.length

/** The texts of its parts: nothing that takes two places is broken between them. At least one. */
export function splitSms(text: string): string[] {
  const whole = composed(text)
  const alphabet = smsAlphabet(whole)
  const { alone, part } = ROOM[alphabet]
  const all = [...whole]
  const total = all.reduce((sum, character) => sum + sizeOf(character, alphabet), 0)
  if (total <= alone) return [whole]
  const parts: string[] = []
  let current = ''
  let taken = 0
  for (const character of all) {
    const size = sizeOf(character, alphabet)
    if (taken + size > part) {
      parts.push(current)
      current = ''
      taken = 0
    }
    current += character
    taken += size
  }
  parts.push(current)
  return parts
}

export interface SmsCount {
  alphabet: SmsAlphabet
  parts: number
  /** Places still free in the last part. */
  left: number
  /** Characters that make it UCS-2, each once. */
  special: string[]
}

/** How many messages a text costs and what is left of the last one. */
export function countSms(text: string): SmsCount {
  const parts = splitSms(text)
  const alphabet = smsAlphabet(text)
  const { alone, part } = ROOM[alphabet]
  const last = [...parts.at(-1)!].reduce((sum, character) => sum + sizeOf(character, alphabet), 0)
  const special = [...new Set([...composed(text)].filter((character) => !codes.has(character)))]
  return { alphabet, parts: parts.length, left: (parts.length === 1 ? alone : part) - last, special }
}

/** What no decomposition brings into the default alphabet. */
const REPLACED: Record<string, string> = {
  ł: 'l',
  Ł: 'L',
  '„': '"',
  '”': '"',
  '“': '"',
  '«': '"',
  '»': '"',
  '’': "'",
  '‘': "'",
  '‚': "'",
  '`': "'",
  '–': '-',
  '—': '-',
  '‑': '-',
  '−': '-',
  '…': '...',
  '•': '-',
  '\u00a0': ' ',
  '\u202f': ' ',
  '\u2009': ' ',
  '\t': ' ',
  '\u200b': '',
  '\ufeff': '',
}

/** The text without Polish letters and typographic marks, so that it fits the default alphabet; what has no plain form stays. */
export const plainSms = (text: string): string =>
  [...composed(text)]
    .map((character) => {
      if (codes.has(character)) return character
      const replaced = REPLACED[character] ?? character.normalize('NFD').replace(/\p{M}/gu, '')
      return [...replaced].every((each) => codes.has(each)) ? replaced : character
    })
    .join('')

/** Codes of the default alphabet, one a byte; throws a RangeError for a text that is not of it. */
export function gsmCodes(text: string): number[] {
  return [...composed(text)].flatMap((character) => {
    const found = codes.get(character)
    if (!found) throw new RangeError('not_gsm')
    return found
  })
}

/** The text of codes of the default alphabet. An unknown extension reads as its second code alone, as the standard asks. */
export function gsmText(bytes: Iterable<number>): string {
  let text = ''
  let escaped = false
  for (const code of bytes) {
    const plain = code === ESCAPE ? '' : (characters[code] ?? '?')
    if (escaped) text += extended.get(code) ?? plain
    else text += plain
    escaped = !escaped && code === ESCAPE
  }
  return text
}

/** Answers that mean "write to me no more"; compared without case, diacritics and marks around. */
const STOPS = new Set([
  'stop',
  'stopall',
  'unsubscribe',
  'cancel',
  'end',
  'quit',
  'optout',
  'rezygnuje',
  'rezygnacja',
  'wypisz',
  'wypisuje sie',
  'nie pisz',
  'nie piszcie',
])
const STARTS = new Set(['start', 'unstop', 'zapisz', 'wznow'])

/** Whether a whole answer says to write no more, or to write again. */
export function smsWish(text: string): 'stop' | 'start' | null {
  if (text.length > 60) return null
  const word = plainSms(text)
    .toLowerCase()
    .replace(/[^a-z]+/g, ' ')
    .trim()
  if (STOPS.has(word)) return 'stop'
  return STARTS.has(word) ? 'start' : null
}

/** A sender's name as networks take it: 3 to 11 letters and digits, not digits alone, without diacritics. */
export const isSenderName = (text: string): boolean =>
  /^[A-Za-z0-9 .&_-]{3,11}$/.test(text) && /[A-Za-z]/.test(text) && text.trim() === text
