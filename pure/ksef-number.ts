/*
 * The number KSeF gives an invoice (KSeF 2.0): the seller's NIP, the day it was taken in, twelve hexadecimal digits, and a sum of what stands
 * before it: CRC-8 with the polynomial 0x07, beginning from 0 (documentation of the KSeF API 2.0).
 */

const PATTERN = /^(\d{10})-(20[2-9]\d|2[1-9]\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])-[0-9A-F]{12}-[0-9A-F]{2}$/

export interface KsefNumber {
  number: string
  nip: string
  /** The day on which KSeF took the invoice in, ISO. */
  day: string
}

/** The number in a text, as KSeF writes it; null where it is none, or its sum is wrong. */
export function readKsefNumber(text: string): KsefNumber | null {
  const number = text.replace(/\s/g, '').toUpperCase()
  const [, nip, year, month, day] = PATTERN.exec(number) ?? []
  if (!nip || crc8(number.slice(0, 32)) !== number.slice(33)) return null
  return { number, nip, day: `${year}-${month}-${day}` }
}

/** The number with its sum; `last` are its twelve hexadecimal digits. */
export function ksefNumberOf(nip: string, day: string, last: string): string {
  const before = `${nip}-${day.replaceAll('-', '')}-${last}`
  return `${before}-${crc8(before)}`
}

function crc8(text: string): string {
  let sum = 0
  for (const letter of text) {
    sum ^= letter.charCodeAt(0)
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 0x80 ? ((sum << 1) ^ 0x07) & 0xff : sum << 1
  }
  return sum.toString(16).toUpperCase().padStart(2, '0')
}
