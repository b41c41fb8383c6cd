/* Bank accounts: the Polish NRB (26 digits; ISO 13616 with the country left out) and IBAN of other countries. */

/** Lengths of IBANs by country, ISO 13616 registry; a country left out is checked by its sum alone. */
const LENGTHS: Record<string, number> = {
  ...{
    AT: 20,
    BE: 16,
    BG: 22,
    CH: 21,
    CY: 28,
    CZ: 24,
    DE: 22,
    DK: 18,
    EE: 20,
    ES: 24,
    FI: 18,
    FR: 27,
    GB: 22,
    GR: 27,
    HR: 21,
  },
  ...{
    HU: 28,
    IE: 22,
    IS: 26,
    IT: 27,
    LI: 21,
    LT: 20,
    LU: 20,
    LV: 21,
    MT: 31,
    NL: 18,
    NO: 15,
    PL: 28,
    PT: 25,
    RO: 24,
    SE: 24,
  },
  ...{ SI: 19, SK: 24, UA: 29 },
}

/**
 * An account in the form it is kept and compared: an IBAN without spaces ('PL61109010140000071219812874'). A number without
 * a country is read as Polish. Null where its length or its check sum (ISO 7064, mod 97-10) is wrong.
 */
export function normaliseAccount(text: string): string | null {
  const plain = text.toUpperCase().replace(/[\s-]/g, '')
  const iban = /^\d{26}$/.test(plain) ? `PL${plain}` : plain
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{10,30}$/.test(iban)) return null
  const length = LENGTHS[iban.slice(0, 2)]
  if (length !== undefined && iban.length !== length) return null
  return remainder(iban.slice(4) + iban.slice(0, 4)) === 1 ? iban : null
}

function remainder(text: string): number {
  let rest = 0
  for (const letter of text) {
    const value = Number.parseInt(letter, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest
}

/** As people write it: a Polish one without its country, in groups of two and four; others in fours. */
export function formatAccount(iban: string): string {
  const fours = (text: string) => text.replace(/(.{4})(?=.)/g, '$1 ')
  if (!/^PL\d{26}$/.test(iban)) return fours(iban)
  return `${iban.slice(2, 4)} ${fours(iban.slice(4))}`
}

/** The 26 digits of a Polish account; null for one of another country. */
export const nrbOf = (iban: string): string | null => (/^PL\d{26}$/.test(iban) ? iban.slice(2) : null)
