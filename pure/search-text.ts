// Letters that Unicode does not take apart into a base and a mark.
const WHOLE_LETTERS: Record<string, string> = {
  ł: 'l',
  đ: 'd',
  ø: 'o',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ı: 'i',
  ŧ: 't',
}
const WHOLE_LETTER = /[łđøßæœðþħıŧ]/g
const LATIN_MARKS = /[\u0300-\u036f]/g
const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufeff]/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: the range is "ASCII only"
const ASCII = /^[\x00-\x7f]*$/

/**
 * The form in which text is indexed and searched: lower case, without diacritics ('Żółć' becomes 'zolc'), single
 * spaces. The index and the query must both pass through here.
 */
export function foldText(text: string): string {
  let folded = text.toLowerCase()
  if (!ASCII.test(folded)) {
    folded = folded
      .normalize('NFKD')
      .replace(LATIN_MARKS, '')
      .replace(INVISIBLE, '')
      .replace(WHOLE_LETTER, (letter) => WHOLE_LETTERS[letter] as string)
  }
  return folded.replace(/\s+/g, ' ').trim()
}

/** Only the digits, so that '224-718' finds +48601224718 and '123-456' finds a NIP. */
export function digitsOnly(text: string): string {
  return text.replace(/\D+/g, '')
}

/** The digits of a query that looks like a fragment of a number (three or more, no letters), otherwise null. */
export function numberFragment(query: string): string | null {
  if (/\p{L}/u.test(query)) return null
  const digits = digitsOnly(query)
  return digits.length >= 3 ? digits : null
}
