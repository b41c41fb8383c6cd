// Zero-width characters come along when an address is copied from a web page or a PDF.
const INVISIBLE_EDGES = /^[\s\u200b-\u200f\u2060\ufeff]+|[\s\u200b-\u200f\u2060\ufeff]+$/g
// RFC 5322, 3.2.3: dot-atom. Quoted local parts are legal and used by nobody but attackers.
const LOCAL_PART = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/
// What URL would read as something other than a host name.
const NOT_IN_A_DOMAIN = /[\s/?#@:\\[\]%<>"'`,;()]/

/**
 * One address in the form it is stored and compared: trimmed, lower-case, the domain in ASCII (RFC 5891 punycode).
 * Null when it is not an address. A line break, a control character or a second address inside refuses it, so what
 * comes back may stand in a mail header. The local part must be ASCII: few servers take RFC 6531 addresses.
 * Lengths after RFC 5321, 4.5.3.1: 64 before the @, 254 in all.
 */
export function normaliseEmail(text: string): string | null {
  if (text.length > 1000) return null
  const trimmed = text.replace(INVISIBLE_EDGES, '')
  const at = trimmed.lastIndexOf('@')
  if (at < 1) return null
  const local = trimmed.slice(0, at).toLowerCase()
  if (local.length > 64 || !LOCAL_PART.test(local)) return null
  const domain = asciiDomain(trimmed.slice(at + 1).toLowerCase())
  if (!domain) return null
  const address = `${local}@${domain}`
  return address.length <= 254 ? address : null
}

function asciiDomain(domain: string): string | null {
  if (NOT_IN_A_DOMAIN.test(domain)) return null
  let ascii = domain
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is "not ASCII"
  if (/[^\x00-\x7f]/.test(domain)) {
    try {
      // The one punycode that browsers and Node both carry.
      ascii = new URL(`http://${domain}/`).hostname
    } catch {
      return null
    }
  }
  const labels = ascii.split('.')
  if (labels.length < 2 || !labels.every((label) => LABEL.test(label))) return null
  // An address of numbers alone is an IP, which no mail to a customer goes to.
  return /^\d+$/.test(labels.at(-1) as string) ? null : ascii
}

/** True for what `normaliseEmail` takes. Says the form is right, not that somebody reads the box. */
export function isEmail(text: string): boolean {
  return normaliseEmail(text) !== null
}

/** The domain of a normalised address, to match a person with a company. */
export function emailDomain(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1)
}
