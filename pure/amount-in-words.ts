import { currencyDigits, wholeMinor } from './money.ts'
import type { Locale } from './texts/format.ts'

/* Amounts written out, as invoices and cash receipts have them: 'sto dwadzieścia trzy złote 45/100'. */

type Forms = readonly [one: string, few: string, many: string]

const UNITS =
  'zero jeden dwa trzy cztery pięć sześć siedem osiem dziewięć dziesięć jedenaście dwanaście trzynaście czternaście piętnaście szesnaście siedemnaście osiemnaście dziewiętnaście'.split(
    ' ',
  )
const TENS =
  '- - dwadzieścia trzydzieści czterdzieści pięćdziesiąt sześćdziesiąt siedemdziesiąt osiemdziesiąt dziewięćdziesiąt'.split(
    ' ',
  )
const HUNDREDS = '- sto dwieście trzysta czterysta pięćset sześćset siedemset osiemset dziewięćset'.split(' ')
const THOUSANDS: readonly Forms[] = [
  ['', '', ''],
  ['tysiąc', 'tysiące', 'tysięcy'],
  ['milion', 'miliony', 'milionów'],
  ['miliard', 'miliardy', 'miliardów'],
  ['bilion', 'biliony', 'bilionów'],
  ['biliard', 'biliardy', 'biliardów'],
]
const NAMES: Record<string, Forms> = {
  PLN: ['złoty', 'złote', 'złotych'],
  EUR: ['euro', 'euro', 'euro'],
  USD: ['dolar amerykański', 'dolary amerykańskie', 'dolarów amerykańskich'],
  GBP: ['funt szterling', 'funty szterlingi', 'funtów szterlingów'],
  CHF: ['frank szwajcarski', 'franki szwajcarskie', 'franków szwajcarskich'],
  CZK: ['korona czeska', 'korony czeskie', 'koron czeskich'],
}
/** Nouns of feminine gender: 'dwie korony', not 'dwa korony', and 'jedna korona'. */
const FEMININE = new Set(['CZK'])

/** Polish plural: 1 złoty, 2-4 złote (but 12-14 złotych), else złotych. */
function formOf(number: bigint, [one, few, many]: Forms): string {
  if (number === 1n) return one
  const last = number % 10n
  const teens = number % 100n
  return last >= 2n && last <= 4n && !(teens >= 12n && teens <= 14n) ? few : many
}

function belowThousand(number: number, feminine: boolean): string[] {
  const words: string[] = []
  if (number >= 100) words.push(HUNDREDS[Math.floor(number / 100)]!)
  const rest = number % 100
  if (rest >= 20) words.push(TENS[Math.floor(rest / 10)]!)
  const unit = rest < 20 ? rest : rest % 10
  if (unit > 0)
    words.push(feminine && unit === 2 ? 'dwie' : feminine && unit === 1 && number === 1 ? 'jedna' : UNITS[unit]!)
  return words
}

function groupsOf(number: bigint): number[] {
  const groups: number[] = []
  for (let rest = number; rest > 0n; rest /= 1000n) groups.push(Number(rest % 1000n))
  return groups
}

function inPolish(number: bigint, feminine: boolean): string {
  if (number === 0n) return UNITS[0]!
  const groups = groupsOf(number)
  if (groups.length > THOUSANDS.length) throw new RangeError('amount_too_large')
  return groups
    .flatMap((group, power) => {
      if (group === 0) return []
      const name = power === 0 ? [] : [formOf(BigInt(group), THOUSANDS[power]!)]
      // 'tysiąc', not 'jeden tysiąc'.
      const count = power > 0 && group === 1 ? [] : belowThousand(group, power === 0 && feminine)
      return [[...count, ...name].join(' ')]
    })
    .reverse()
    .join(' ')
}

const ENGLISH =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const ENGLISH_TENS = '- - twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
const ENGLISH_POWERS = ['', 'thousand', 'million', 'billion', 'trillion', 'quadrillion']

function inEnglish(number: bigint): string {
  if (number === 0n) return ENGLISH[0]!
  const groups = groupsOf(number)
  if (groups.length > ENGLISH_POWERS.length) throw new RangeError('amount_too_large')
  return groups
    .flatMap((group, power) => {
      if (group === 0) return []
      const rest = group % 100
      const small =
        rest < 20
          ? ENGLISH[rest]!
          : [ENGLISH_TENS[Math.floor(rest / 10)]!, ...(rest % 10 ? [ENGLISH[rest % 10]!] : [])].join('-')
      const hundreds = group >= 100 ? [`${ENGLISH[Math.floor(group / 100)]} hundred`] : []
      return [[...hundreds, ...(rest > 0 ? [small] : []), ...(power > 0 ? [ENGLISH_POWERS[power]!] : [])].join(' ')]
    })
    .reverse()
    .join(' ')
}

/**
 * An amount in words, its minor units as a fraction: 12345n PLN is 'sto dwadzieścia trzy złote 45/100', in English 'one
 * hundred twenty-three PLN 45/100'. Currencies without a Polish name here keep their code. Throws RangeError
 * ('amount_too_large') from 10^18 major units on.
 */
export function amountInWords(minor: bigint | number | string, currency: string, locale: Locale): string {
  const value = wholeMinor(minor)
  const digits = currencyDigits(currency)
  const unit = 10n ** BigInt(digits)
  const size = value < 0n ? -value : value
  const whole = size / unit
  const fraction = digits === 0 ? '' : ` ${(size % unit).toString().padStart(digits, '0')}/${unit}`
  if (locale === 'en') return `${value < 0n ? 'minus ' : ''}${inEnglish(whole)} ${currency}${fraction}`
  const forms = NAMES[currency]
  const name = forms ? formOf(whole, forms) : currency
  return `${value < 0n ? 'minus ' : ''}${inPolish(whole, FEMININE.has(currency))} ${name}${fraction}`
}
