import { normaliseNip } from './nip.ts'
import { foldText } from './search-text.ts'

/* Which invoices a transfer pays, by what its title, its payer and its amount say. */

export interface OpenInvoice {
  id: string
  number: string
  ksefNumber: string | null
  buyerName: string
  buyerNip: string | null
  /** Accounts it may be paid from: of the buyer's card, and those it was paid from before. */
  accounts: readonly string[]
  currency: string
  /** Minor units. */
  left: number
}

export interface Transfer {
  id: string
  amount: number
  currency: string
  payer: string
  account: string | null
  title: string
}

export type Reason = 'number' | 'amount' | 'account' | 'nip' | 'name'

export interface Proposal {
  invoiceId: string
  /** How much of the transfer goes to it, minor units. */
  amount: number
  why: Reason[]
}

export interface Match {
  /** Sure: its number stands in the title, and the amount fits what is left; or it is part of it, from who owes it. */
  verdict: 'sure' | 'doubtful' | 'unknown'
  /** Of a sure one those it pays; of a doubtful one those it may pay, the likeliest first. */
  proposals: Proposal[]
}

const MOST_PROPOSED = 8
/** Of who paid so many are looked at, those due first: somebody may owe thousands. */
const MOST_KNOWN = 50

/** Letters and numbers of a text, each apart: 'FV-012/11/2026' as fv, 12, 11, 2026. */
const tokensOf = (text: string): string[] =>
  (foldText(text).match(/\p{L}+|\d+/gu) ?? []).map((token) => token.replace(/^0+(?=\d)/, ''))

const LONGEST = 10

/** Words that stand in the names of many companies and tell none from another. */
const COMMON = new Set(
  'sp z o oo spolka ograniczona odpowiedzialnoscia akcyjna komandytowa jawna cywilna sa sk spk sj sc ul al i w firma przedsiebiorstwo handlowo uslugowe phu'.split(
    ' ',
  ),
)
const telling = (name: string): string[] =>
  tokensOf(name).filter((token) => token.length > 2 && !COMMON.has(token) && /\p{L}/u.test(token))

/**
 * Matches transfers with invoices still to be paid, in their order: what one surely pays is no more left for the next. In a
 * title the number of an invoice is found whole, with other signs between its parts or none; or without its letters, which
 * is enough only when who paid is known, too.
 */
export function matchTransfers(transfers: readonly Transfer[], invoices: readonly OpenInvoice[]): Map<string, Match> {
  const left = new Map(invoices.map(({ id, left }) => [id, left]))
  const found = { whole: new Found(), bare: new Found(), sum: new Found(), account: new Found(), nip: new Found() }
  const byWord = new Found()
  const names = new Map<string, string[]>()
  for (const invoice of invoices) {
    const tokens = tokensOf(invoice.number)
    const digits = tokens.filter((token) => /^\d/.test(token))
    if (digits.length < tokens.length) found.whole.put(tokens.join(' '), invoice)
    if (digits.length > 1 || digits.length === tokens.length) found.bare.put(digits.join(' '), invoice)
    if (invoice.ksefNumber) found.whole.put(invoice.ksefNumber, invoice)
    found.sum.put(`${invoice.currency} ${invoice.left}`, invoice)
    for (const account of invoice.accounts) found.account.put(account, invoice)
    if (invoice.buyerNip) found.nip.put(invoice.buyerNip, invoice)
    const words = names.get(invoice.buyerName) ?? telling(invoice.buyerName)
    names.set(invoice.buyerName, words)
    if (words[0]) byWord.put(words[0], invoice)
  }
  const matches = new Map<string, Match>()
  for (const transfer of transfers) matches.set(transfer.id, matchOf(transfer))
  return matches

  function matchOf(transfer: Transfer): Match {
    const open = (some: readonly OpenInvoice[]) =>
      some.filter(({ id, currency }) => currency === transfer.currency && left.get(id)! > 0)
    const runs = [...runsOf(tokensOf(transfer.title)), ...ksefNumbersIn(transfer.title)]
    const named = open(unique(runs.flatMap((run) => found.whole.get(run))))
    const bareOnly = open(unique(runs.flatMap((run) => found.bare.get(run)))).filter((one) => !named.includes(one))
    const payer = new Set(tokensOf(transfer.payer))
    const nips = nipsIn(`${transfer.title} ${transfer.payer}`)
    const knows = (invoice: OpenInvoice): Reason[] => {
      const words = names.get(invoice.buyerName)!
      return [
        ...(transfer.account && invoice.accounts.includes(transfer.account) ? (['account'] as const) : []),
        ...(invoice.buyerNip && nips.has(invoice.buyerNip) ? (['nip'] as const) : []),
        ...(words.length > 0 && words.every((word) => payer.has(word)) ? (['name'] as const) : []),
      ]
    }
    const meant = named.length > 0 ? named : bareOnly.filter((one) => knows(one).length > 0)
    const owed = meant.reduce((sum, { id }) => sum + left.get(id)!, 0)
    const fits = meant.length > 0 && owed === transfer.amount
    // A part of one invoice, from who owes it.
    const part = meant.length === 1 && named.length === 1 && transfer.amount < owed && knows(meant[0]!).length > 0
    if (fits || part) {
      let rest = transfer.amount
      const proposals = meant.map((one): Proposal => {
        const amount = Math.min(rest, left.get(one.id)!)
        rest -= amount
        left.set(one.id, left.get(one.id)! - amount)
        return { invoiceId: one.id, amount, why: ['number', ...(fits ? (['amount'] as const) : []), ...knows(one)] }
      })
      return { verdict: 'sure', proposals }
    }
    const alike = open(found.sum.get(`${transfer.currency} ${transfer.amount}`))
    const known = open([
      ...found.account.get(transfer.account ?? '').slice(0, MOST_KNOWN),
      ...[...nips].flatMap((nip) => found.nip.get(nip).slice(0, MOST_KNOWN)),
      ...[...payer].flatMap((word) => byWord.get(word).slice(0, MOST_KNOWN)),
    ]).filter((one) => knows(one).length > 0)
    const likely = unique([...named, ...bareOnly, ...alike, ...known])
      .map((one) => {
        const why: Reason[] = [
          ...(named.includes(one) || bareOnly.includes(one) ? (['number'] as const) : []),
          ...(left.get(one.id) === transfer.amount ? (['amount'] as const) : []),
          ...knows(one),
        ]
        return { invoiceId: one.id, amount: Math.min(transfer.amount, left.get(one.id)!), why }
      })
      .sort((a, b) => worth(b.why) - worth(a.why))
      .slice(0, MOST_PROPOSED)
    return { verdict: likely.length > 0 ? 'doubtful' : 'unknown', proposals: likely }
  }
}

/** Invoices by what they are found by. */
class Found {
  private readonly by = new Map<string, OpenInvoice[]>()

  put(key: string, invoice: OpenInvoice): void {
    const there = this.by.get(key)
    if (there) there.push(invoice)
    else this.by.set(key, [invoice])
  }

  get(key: string): readonly OpenInvoice[] {
    return this.by.get(key) ?? []
  }
}

/** Numbers of KSeF in a title, which banks cut and space as they like. */
const ksefNumbersIn = (title: string): string[] =>
  title
    .replace(/\s/g, '')
    .toUpperCase()
    .match(/\d{10}-20\d{6}-[0-9A-F]{12}-[0-9A-F]{2}/g) ?? []

const WORTH: Record<Reason, number> = { number: 8, amount: 4, account: 2, nip: 2, name: 1 }
const worth = (why: readonly Reason[]): number => why.reduce((sum, reason) => sum + WORTH[reason], 0)

const unique = <T>(all: readonly T[]): T[] => [...new Set(all)]

/** Every few tokens in a row, as keys. */
function runsOf(tokens: readonly string[]): string[] {
  const runs: string[] = []
  for (let from = 0; from < tokens.length; from += 1)
    for (let length = 1; length <= LONGEST && from + length <= tokens.length; length += 1)
      runs.push(tokens.slice(from, from + length).join(' '))
  return runs
}

function nipsIn(text: string): Set<string> {
  const found = text.match(/\d{3}-?\d{2,3}-?\d{2}-?\d{2,3}/g) ?? []
  return new Set(found.flatMap((digits) => normaliseNip(digits) ?? []))
}
