/** Polish numbers of mobile telephones by their first two digits (national numbering plan kept by UKE). */
const MOBILE = /^\+48(45|50|51|53|57|60|66|69|72|73|78|79|88)/

/** The number an SMS goes to: the first mobile one, or the first abroad, where nobody knows by the number; null where all are Polish landlines. */
export const numberForSms = (numbers: readonly string[]): string | null =>
  numbers.find((number) => MOBILE.test(number)) ?? numbers.find((number) => !number.startsWith('+48')) ?? null
