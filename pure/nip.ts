const NIP_WEIGHTS = [6, 5, 7, 2, 3, 4, 5, 6, 7]
const REGON_9_WEIGHTS = [8, 9, 2, 3, 4, 5, 6, 7]
const REGON_14_WEIGHTS = [2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8]

// The pattern of TNrNIP in the Ministry of Finance's XML schemas (StrukturyDanych), which KSeF checks too.
const NIP_PATTERN = /^[1-9](?:\d[1-9]|[1-9]\d)\d{7}$/

/**
 * A Polish tax number (numer identyfikacji podatkowej, act of 13 October 1995 on the identification of taxpayers) as
 * ten digits, or null. Takes '123-456-32-18', '123-45-63-218', 'PL 1234563218'. The last digit is the weighted sum
 * of the others modulo 11; numbers whose sum leaves 10 are never given out.
 */
export function normaliseNip(text: string): string | null {
  const digits = bare(text.replace(/^\s*(?:NIP:?)?\s*(?:PL)?/i, ''))
  if (!NIP_PATTERN.test(digits)) return null
  return weightedSum(digits, NIP_WEIGHTS) % 11 === Number(digits[9]) ? digits : null
}

/** True for what `normaliseNip` takes. */
export function isNip(text: string): boolean {
  return normaliseNip(text) !== null
}

/** '123-456-32-18'. A text that is no NIP comes back as it was written. */
export function formatNip(text: string): string {
  const nip = normaliseNip(text)
  return nip ? `${nip.slice(0, 3)}-${nip.slice(3, 6)}-${nip.slice(6, 8)}-${nip.slice(8)}` : text
}

/**
 * A REGON (number in the register of the Polish statistical office, GUS) of 9 digits, or of 14 for a local unit, or
 * null. Both check digits of a long one are checked; a remainder of 10 stands as 0.
 */
export function normaliseRegon(text: string): string | null {
  const digits = bare(text.replace(/^\s*(?:REGON:?)?/i, ''))
  if (!/^(?:\d{9}|\d{14})$/.test(digits) || /^0{9}/.test(digits)) return null
  if ((weightedSum(digits, REGON_9_WEIGHTS) % 11) % 10 !== Number(digits[8])) return null
  if (digits.length === 14 && (weightedSum(digits, REGON_14_WEIGHTS) % 11) % 10 !== Number(digits[13])) return null
  return digits
}

/** True for what `normaliseRegon` takes. */
export function isRegon(text: string): boolean {
  return normaliseRegon(text) !== null
}

function bare(text: string): string {
  return text.replace(/[\s\u00a0.\-–]/g, '')
}

function weightedSum(digits: string, weights: number[]): number {
  return weights.reduce((sum, weight, index) => sum + weight * Number(digits[index]), 0)
}
