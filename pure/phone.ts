// The smallest metadata: it knows every country's numbers and how to space them, and checks their length. The larger
// sets only add regular expressions per type of number, which grow old and refuse real new numbers.
import { type CountryCode, type PhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js/min'

// Nine digits after the Polish plan, as most are written here: read without the library, which takes a hundred times as long.
const POLISH = /^(?:\+48 ?)?([1-9]\d{2})[ -]?(\d{3})[ -]?(\d{3})$/
const EXTENSION = /(?:wew(?:n(?:ętrzny)?)?|ext(?:ension)?|x|#)\s*\.?\s*\d+\s*$/i

/**
 * A phone number as E.164 ('+48601224718'), or null when it is none. A number without a country is read as one of
 * `country`. An extension is dropped: E.164 has no place for it.
 */
export function normalisePhone(text: string, country: CountryCode = 'PL'): string | null {
  if (text.length > 60) return null
  const polish = country === 'PL' && POLISH.exec(text)
  if (polish) return `+48${polish[1]}${polish[2]}${polish[3]}`
  // '+48 (0) 22 ...' is how the old trunk zero is still printed on cards.
  const plain = text.replace('(0)', '').replace(EXTENSION, '').trim()
  if (!plain) return null
  const found = valid(parsePhoneNumberFromString(plain, country))
  if (found) return found.number
  // Poland dropped the trunk zero; people's address books did not.
  const trunk = country === 'PL' && /^0(?!0)/.test(plain) ? plain.slice(1) : null
  return (trunk && valid(parsePhoneNumberFromString(trunk, country))?.number) || null
}

// Polish national numbers have nine digits (national numbering plan kept by UKE); the small metadata lets eight through.
function valid(number: PhoneNumber | undefined): PhoneNumber | null {
  if (!number?.isValid()) return null
  if (number.countryCallingCode === '48' && number.nationalNumber.length !== 9) return null
  return number
}

/** True for what `normalisePhone` takes. */
export function isPhone(text: string, country: CountryCode = 'PL'): boolean {
  return normalisePhone(text, country) !== null
}

/** '+48 601 224 718'. A text that is no number comes back as it was written: showing it beats hiding it. */
export function formatPhone(text: string, country: CountryCode = 'PL'): string {
  const number = normalisePhone(text, country)
  if (!number) return text
  return parsePhoneNumberFromString(number)?.formatInternational() ?? text
}
