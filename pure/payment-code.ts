import { nrbOf } from './bank-account.ts'

/** Why an invoice carries no payment code. */
export type NoPaymentCode = 'foreign_account' | 'foreign_currency' | 'above_limit' | 'nothing_due' | 'split_payment'

const MOST = 999_999n
/** What banks print in a code's fields: letters of the Polish alphabet, digits and plain signs; the bar parts the fields. */
const plain = (text: string, most: number): string =>
  text
    .replace(/[|\r\n\t]/g, ' ')
    .replace(/ +/g, ' ')
    .trim()
    .slice(0, most)
    .trim()

/**
 * The text of the QR code by which Polish banking apps fill in a transfer (recommendation of the Polish Bank Association,
 * ZBP): NIP|PL|NRB|amount|recipient|title|||. `due` is what is still to be paid, in grosze. The code holds six digits, so
 * there is none above 9 999,99 PLN; nor for split payment, which needs a title of its own form.
 */
export function paymentCode(to: {
  nip: string | null
  account: string
  currency: string
  due: bigint
  recipient: string
  title: string
  splitPayment: boolean
}): { code: string } | { reason: NoPaymentCode } {
  const nrb = nrbOf(to.account)
  if (to.currency !== 'PLN') return { reason: 'foreign_currency' }
  if (!nrb) return { reason: 'foreign_account' }
  if (to.splitPayment) return { reason: 'split_payment' }
  if (to.due <= 0n) return { reason: 'nothing_due' }
  if (to.due > MOST) return { reason: 'above_limit' }
  const amount = to.due.toString().padStart(6, '0')
  return { code: [to.nip ?? '', 'PL', nrb, amount, plain(to.recipient, 20), plain(to.title, 32), '', '', ''].join('|') }
}

/** The title of a split-payment transfer (art. 108a of the VAT act; its form by the banks): the tax, the seller's NIP, the invoice. */
export function splitPaymentTitle(of: { tax: string; nip: string; invoice: string; text?: string }): string {
  const text = of.text ? `/TXT/${plain(of.text, 33)}` : ''
  return `/VAT/${of.tax.replace('.', ',')}/IDC/${plain(of.nip, 14)}/INV/${plain(of.invoice, 35)}${text}`
}
