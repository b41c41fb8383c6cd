import { normaliseAccount } from './bank-account.ts'
import { currencyDigits } from './money.ts'
import { foldText } from './search-text.ts'

/* Bank statements as Polish banks give them out: tables of text, each bank with columns of its own, and MT940 (SWIFT). */

export const STATEMENT_COLUMNS = ['date', 'amount', 'currency', 'payer', 'account', 'title'] as const
export type StatementColumn = (typeof STATEMENT_COLUMNS)[number]

export interface StatementLine {
  /** ISO. */
  bookedOn: string
  /** Minor units; what came in is above zero. */
  amount: number
  currency: string
  payer: string
  /** Of who paid, an IBAN. */
  account: string | null
  title: string
}

export interface StatementTable {
  delimiter: string
  rows: string[][]
  /** The row before the first line, with its headers or about the account; null where it is not known. */
  head: number | null
  /** What each column is, where its header is known. */
  columns: (StatementColumn | null)[]
}

/** UTF-8 where the bytes are that, else Windows-1250, which Polish banks still write. */
export function textOfStatement(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1250').decode(bytes)
  }
}

// In the order in which they are preferred: the money is there from the day it was booked.
const NAMES: [StatementColumn, RegExp][] = [
  ['date', /^data ksiegowania$/],
  ['date', /^data (?:waluty|realizacji)$/],
  ['date', /^data (?:operacji|transakcji)$|^data$|^date$/],
  ['amount', /^kwota(?: (?:transakcji|operacji|uznania))?(?: \(waluta rachunku\))?$|^(?:uznania|wplywy|amount)$/],
  ['amount', /^kwota w walucie rachunku$/],
  ['currency', /^waluta(?: rachunku)?$|^currency$/],
  ['payer', /^(?:nadawca|nazwa nadawcy)(?: ?\/ ?odbiorca)?$|^(?:dane |nazwa )?kontrahenta?$|^nazwa$/],
  ['account', /^(?:numer konta|(?:nr|numer) rachunku|(?:numer )?rachun(?:ek|ku) (?:nadawcy|kontrahenta))$|^rachunek$/],
  ['title', /^tytul(?:em| operacji| przelewu)?$/],
  ['title', /^(?:szczegoly|opis) (?:transakcji|operacji|przelewu)$|^opis$/],
]

/** Reads a table of text with whichever delimiter makes most of it; null where it is none. */
export function readStatementTable(text: string): StatementTable | null {
  const tables = [';', ',', '\t'].map((delimiter) => {
    const rows = rowsOf(text, delimiter)
    const head = rows.findIndex((row) => {
      const known = columnsOf(row)
      return known.includes('date') && known.includes('amount')
    })
    const dated = rows.filter((row) => row.length > 2 && row.some((cell) => readDay(cell) !== null)).length
    return { delimiter, rows, head: head < 0 ? null : head, dated }
  })
  const [best] = tables.sort((a, b) => Number(b.head !== null) - Number(a.head !== null) || b.dated - a.dated)
  if (!best || best.dated === 0) return null
  const { delimiter, rows, head } = best
  if (head !== null) return { delimiter, rows, head, columns: columnsOf(rows[head]!) }
  const columns = santander(rows)
  return { delimiter, rows, head: columns.length > 0 ? 0 : null, columns }
}

/** Santander writes no headers: its first row is about the account, with its currency, the others are always alike. */
function santander(rows: readonly string[][]): (StatementColumn | null)[] {
  const [first, second] = rows
  const about = first && /^'?(?:PL)?[\d ]{26,34}$/.test(first[2] ?? '') && /^[A-Z]{3}$/.test(first[4] ?? '')
  const alike =
    second && readDay(second[0] ?? '') && readDay(second[1] ?? '') && readAmount(second[5] ?? '', 'PLN') !== null
  return about && alike ? ['date', null, 'title', 'payer', 'account', 'amount', null, null] : []
}

function columnsOf(row: readonly string[]): (StatementColumn | null)[] {
  const names = row.map((cell) => foldText(cell.replace(/^#/, '')))
  const columns: (StatementColumn | null)[] = names.map(() => null)
  for (const [column, pattern] of NAMES) {
    if (columns.includes(column)) continue
    const at = names.findIndex((name, index) => columns[index] === null && pattern.test(name))
    if (at >= 0) columns[at] = column
  }
  return columns
}

/** The lines of a table by what its columns are; rows without a day or an amount are none, nor is what went out. */
export function linesOfTable({ rows, columns, head }: Omit<StatementTable, 'delimiter'>): StatementLine[] {
  const at = (column: StatementColumn) => columns.indexOf(column)
  const usual = currencyOf(rows)
  return rows.slice((head ?? -1) + 1).flatMap((row): StatementLine[] => {
    const cell = (column: StatementColumn) => clean(row[at(column)] ?? '')
    const bookedOn = readDay(cell('date'))
    const written = cell('amount')
    const currency = /^[A-Z]{3}$/.test(cell('currency')) ? cell('currency') : (/[A-Z]{3}$/.exec(written)?.[0] ?? usual)
    const amount = readAmount(written, currency)
    if (!bookedOn || amount === null || amount <= 0) return []
    const told = labelled(row.slice(Math.max(0, at('title'))))
    return [
      {
        ...{ bookedOn, amount, currency },
        payer: told?.payer ?? cell('payer'),
        account: normaliseAccount(told?.account ?? cell('account')),
        title: told?.title ?? cell('title'),
      },
    ]
  })
}

/** What an account is in, where only the head of the statement says so. */
function currencyOf(rows: readonly string[][]): string {
  for (const row of rows.slice(0, 40)) {
    const at = row.findIndex((cell) => /^#?waluta:?$/i.test(cell.trim()))
    const next = [row[at + 1], rows[rows.indexOf(row) + 1]?.[at]].map((cell) => cell?.trim() ?? '')
    const named = at < 0 ? null : next.find((cell) => /^[A-Z]{3}$/.test(cell))
    if (named) return named
  }
  const first = rows[0]?.[4] ?? ''
  return /^[A-Z]{3}$/.test(first) ? first : 'PLN'
}

const LABELS =
  /(rachunek|nazwa|adres|tytuł)(?: (?:nadawcy|odbiorcy|kontrahenta))? ?:|(?:lokalizacja|referencje[^:|]*|data[^:|]*|numer[^:|]*) ?:/gi

/** PKO BP writes who paid and what for into cells of one description, each with its name before it. */
function labelled(cells: readonly string[]): { payer: string; account: string; title: string } | null {
  const text = cells.join(' | ')
  const found = [...text.matchAll(LABELS)]
  if (!found.some(([label]) => /^(?:rachunek|nazwa) (?:nadawcy|kontrahenta)/i.test(label))) return null
  const told = new Map<string, string>()
  for (const [index, match] of found.entries()) {
    const until = found[index + 1]?.index ?? text.length
    const words = text.slice(match.index + match[0].length, until).replaceAll('|', ' ')
    const name = match[1]?.toLowerCase()
    if (name && !told.has(name)) told.set(name, clean(words))
  }
  return { payer: told.get('nazwa') ?? '', account: told.get('rachunek') ?? '', title: told.get('tytuł') ?? '' }
}

/** 'Sp. z o.o.   ul. Długa' as people write it; an apostrophe keeps spreadsheets from reading a number. */
const clean = (cell: string): string => cell.replace(/^'|'$/g, '').replace(/\s+/g, ' ').trim()

/** '2026-11-27', '27-11-2026', '27.11.2026', '2026.11.27' or with slashes, as ISO. */
export function readDay(cell: string): string | null {
  const text = cell.trim().split(' ')[0]!
  const found = /^(\d{4})[-./](\d\d)[-./](\d\d)$/.exec(text) ?? null
  const turned = /^(\d\d)[-./](\d\d)[-./](\d{4})$/.exec(text)
  const parts = found ? found.slice(1) : turned ? turned.slice(1).reverse() : null
  if (!parts) return null
  const day = parts.join('-')
  const real = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(real.getTime()) && real.toISOString().startsWith(day) ? day : null
}

/** '1 234,56', '+1234.56', '-10,5 PLN' in minor units; null where it is no amount. */
function readAmount(cell: string, currency: string): number | null {
  const plain = cell
    .replace(/[A-Z]{3}$/, '')
    .replace(/[\s\u00a0\u202f]/g, '')
    .replace('−', '-')
  const found = /^([+-]?)(\d{1,12}|\d{1,3}(?:\.\d{3})+(?=,))(?:[.,](\d{1,3}))?$/.exec(plain)
  if (!found) return null
  const digits = currencyDigits(currency)
  const fraction = (found[3] ?? '').padEnd(digits, '0')
  if (fraction.length > digits && /[1-9]/.test(fraction.slice(digits))) return null
  const minor = Number(found[2]!.replaceAll('.', '') + fraction.slice(0, digits))
  return found[1] === '-' ? -minor : minor
}

/** Rows of a table of text (RFC 4180): cells between quotation marks may hold anything. */
function rowsOf(text: string, delimiter: string): string[][] {
  const rows: string[][] = [[]]
  const plain = text.replace(/^\ufeff/, '')
  let at = 0
  while (at < plain.length) {
    let cell = ''
    if (plain[at] === '"') {
      let close = plain.indexOf('"', at + 1)
      while (close >= 0 && plain[close + 1] === '"') close = plain.indexOf('"', close + 2)
      if (close < 0) close = plain.length
      cell = plain.slice(at + 1, close).replaceAll('""', '"')
      at = close + 1
    }
    const from = at
    while (at < plain.length && plain[at] !== delimiter && plain[at] !== '\n') at += 1
    rows.at(-1)!.push(cell + plain.slice(from, at).replace(/\r$/, ''))
    if (plain[at] === '\n') rows.push([])
    at += 1
  }
  return rows.filter((row) => row.some((cell) => cell.trim() !== ''))
}

/** Whether a text is a statement by SWIFT's MT940. */
export const isMt940 = (text: string): boolean => /^:6[01]F?:/m.test(text) && /^:25:/m.test(text)

/**
 * The lines of an MT940 that came in. Fields :61: and :86: as Polish banks fill them (the Polish Bank Association's rules for
 * MT940): subfields 20 to 25 the title, 27 to 29 or 32 and 33 who paid, 38 the account.
 */
export function linesOfMt940(text: string): StatementLine[] {
  const fields = text.replaceAll('\r', '').split(/\n(?=:\d\d[A-Z]?:)/)
  const currency = fields.map((field) => /^:60[FM]:[CD]\d{6}([A-Z]{3})/.exec(field)?.[1]).find(Boolean) ?? 'PLN'
  return fields.flatMap((field, index): StatementLine[] => {
    const found = /^:61:(\d\d)(\d\d)(\d\d)(\d{4})?(R?)C[A-Z]?(\d+,\d*)/.exec(field)
    // A reversed credit goes out.
    if (!found || found[5] === 'R') return []
    const bookedOn = readDay(`20${found[1]}-${found[2]}-${found[3]}`)
    const amount = readAmount(found[6]!.replace(/,$/, ''), currency)
    if (!bookedOn || !amount) return []
    const about = fields[index + 1]?.startsWith(':86:') ? fields[index + 1]!.slice(4) : ''
    const mark = /[~^<?](?=2\d)/.exec(about)?.[0]
    const parts = new Map<string, string>()
    if (mark)
      for (const part of about.replaceAll('\n', '').split(mark).slice(1)) parts.set(part.slice(0, 2), part.slice(2))
    const joined = (...codes: number[]) => clean(codes.map((code) => parts.get(String(code)) ?? '').join(''))
    const title = mark ? joined(20, 21, 22, 23, 24, 25) : clean(about.replaceAll('\n', ' '))
    const account = normaliseAccount(joined(38)) ?? normaliseAccount(joined(30, 31))
    return [{ bookedOn, amount, currency, payer: joined(32, 33) || joined(27, 28, 29), account, title }]
  })
}
