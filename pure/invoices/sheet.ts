import { literal, tied } from '../documents/typst.ts'
import type { Locale } from '../texts/format.ts'
import type { PrintableInvoice, PrintableLine } from './printable.ts'

export interface InvoiceSheet {
  locale: Locale
  /** Words by their codes under 'invoice.print.', in the language of the sheet. */
  words: (code: string, params?: Record<string, unknown>) => string
  date: (iso: string) => string
  /** Where the compiler finds pictures; what is null is left out. */
  logo: string | null
  stamp: string | null
  paymentCode: string | null
  /** The code by which anybody looks the invoice up in KSeF (KOD I). */
  ksefCode: string | null
  /** Stands under that code; without it the invoice is offline. */
  ksefNumber: string | null
  /** The code by which anybody checks who issued it (KOD II). */
  certificateCode: string | null
  /** Not issued yet: said across the page. */
  draft: boolean
}

/** The source of a printed invoice for Typst. Nothing anybody wrote is read as code: every word is a string literal. */
export function invoiceSheet(invoice: PrintableInvoice, sheet: InvoiceSheet): string {
  const drawing = new Drawing(invoice, sheet)
  return [drawing.rules(), drawing.head(), drawing.parties(), drawing.goods(), drawing.sums(), drawing.foot(), ''].join(
    '\n',
  )
}

class Drawing {
  private readonly invoice: PrintableInvoice
  private readonly sheet: InvoiceSheet
  private readonly title: string

  constructor(invoice: PrintableInvoice, sheet: InvoiceSheet) {
    this.invoice = invoice
    this.sheet = sheet
    this.title = [this.words(`kind.${invoice.kind}`), invoice.number].filter(Boolean).join(' ')
  }

  private words(code: string, params: Record<string, unknown> = {}): string {
    return this.sheet.words(code, params)
  }

  private text(value: string): string {
    return `#${literal(this.sheet.locale === 'pl' ? tied(value) : value)}`
  }

  private say(code: string, params: Record<string, unknown> = {}): string {
    return this.text(this.words(code, params))
  }

  /** A small word above what it names. */
  private named(code: string, content: string): string {
    return `[${small(this.say(code))} #linebreak() ${content}]`
  }

  rules(): string {
    const { sheet, invoice } = this
    const draft = `background: rotate(-35deg, text(size: 70pt, fill: luma(232), weight: "semibold")[${this.say('draft')}]),`
    return [
      `#set document(title: ${literal(this.title)}, author: (${literal(invoice.seller.name)},))`,
      `#set page(paper: "a4", margin: (x: 1.8cm, top: 1.6cm, bottom: 1.9cm), ${sheet.draft ? draft : ''}`,
      '  footer: context [#set text(size: 7.5pt, fill: luma(90)); #grid(columns: (1fr, auto),',
      `    [${this.text(this.title)}], [${this.say('page')} #counter(page).display("1 / 1", both: true)])])`,
      `#set text(font: "Inter", lang: "${sheet.locale}", size: 9pt, hyphenate: true, number-width: "tabular")`,
      '#set par(leading: 0.55em, spacing: 0.8em)',
      '#set table(stroke: (x, y) => (bottom: 0.5pt + luma(if y == 0 { 60 } else { 205 })), inset: (x: 4pt, y: 4pt))',
      '#show table.cell.where(y: 0): set text(size: 7.5pt, weight: "semibold")',
      '#show strong: set text(weight: "semibold")',
      '#show heading: set text(size: 17pt, weight: "semibold")',
      '#show heading: set block(above: 0pt, below: 5pt)',
    ].join('\n')
  }

  head(): string {
    const { invoice, sheet } = this
    const date = (iso: string | null) => iso && sheet.date(iso)
    const facts: [string, string | null][] = [
      ['issued_on', date(invoice.issuedOn)],
      ['place', invoice.place],
      ['supplied_on', date(invoice.suppliedOn)],
      ['due_on', date(invoice.payment.dueOn)],
      ['method', this.words(`method.${invoice.payment.method}`)],
    ]
    const known = facts.flatMap(([code, value]) => (value ? [this.named(code, this.text(value))] : []))
    const duplicate = invoice.duplicateOn
      ? ` #linebreak() #strong[${this.say('duplicate', { date: sheet.date(invoice.duplicateOn) })}]`
      : ''
    return [
      `#grid(columns: (1fr, auto), align: (left + horizon, right), [${picture(sheet.logo, 'logo', 'height: 16mm')}],`,
      `[#heading(level: 1)[${this.say(`kind.${invoice.kind}`)}]`,
      `#text(size: 12pt)[${invoice.number ? this.text(invoice.number) : this.say('no_number')}]${duplicate}])`,
      '#v(6mm)',
      `#grid(columns: (${known.map(() => 'auto').join(', ')},), column-gutter: 9mm, ${known.join(', ')})`,
    ].join('\n')
  }

  parties(): string {
    const { invoice } = this
    const party = (code: string, { name, lines }: { name: string; lines: string[] }, number: string) =>
      this.named(
        code,
        [`#strong[${this.text(name)}]`, ...[...lines, number].filter(Boolean).map((line) => this.text(line))].join(
          ' #linebreak() ',
        ),
      )
    const { seller, buyer } = invoice
    return [
      '#v(4mm)',
      '#grid(columns: (1fr, 1fr), column-gutter: 8mm,',
      `${party('seller', seller, this.words('number.nip', { number: seller.nip }))},`,
      `${party('buyer', buyer, buyer.number ? this.words(`number.${buyer.numberIs}`, { number: buyer.number }) : '')})`,
      '#v(3mm)',
    ].join('\n')
  }

  goods(): string {
    const { corrects, advances, linesBefore, lines } = this.invoice
    const about = corrects
      ? [
          this.say('corrects', { number: corrects.number, date: this.sheet.date(corrects.issuedOn) }),
          this.say('reason', { reason: corrects.reason }),
        ]
      : advances.length > 0
        ? [this.say('advances', { numbers: advances.join(', ') })]
        : []
    return [
      ...about.map((line) => `#par[${line}]`),
      ...(corrects ? [`#par[#strong[${this.say('before')}]]`, this.table(linesBefore), '#v(2mm)'] : []),
      ...(corrects ? [`#par[#strong[${this.say('after')}]]`] : []),
      lines.length > 0 ? this.table(lines) : `#par[${this.say('nothing_left')}]`,
    ].join('\n')
  }

  private table(lines: readonly PrintableLine[]): string {
    const discounts = lines.some(({ discount }) => discount !== null)
    const heads = ['no', 'name', 'quantity', 'unit', 'price', ...(discounts ? ['discount'] : []), 'rate', 'value']
    const widths = ['auto', '1fr', ...heads.slice(2).map(() => 'auto')]
    const aligns = heads.map((head) => (['no', 'name', 'unit'].includes(head) ? 'left' : 'right'))
    const rows = lines.map((line, at) => {
      const name = line.code
        ? `${this.text(line.name)} #linebreak() ${small(this.text(line.code))}`
        : this.text(line.name)
      const cells = [line.quantity, line.unit, line.price, ...(discounts ? [line.discount ?? ''] : [])]
      return [String(at + 1), null, ...cells, this.rate(line.vat), line.value]
        .map((cell) => `[${cell === null ? name : this.text(cell)}]`)
        .join(', ')
    })
    const head = heads.map(
      (code) => `[${this.say(code === 'price' || code === 'value' ? `${code}.${this.invoice.mode}` : code)}]`,
    )
    return `#table(columns: (${widths.join(', ')}), align: (${aligns.join(', ')}), table.header(${head.join(', ')}),\n${rows.join(',\n')})`
  }

  private rate(vat: string): string {
    return /^\d+$/.test(vat) ? `${vat}%` : this.words(`vat.${vat.toLowerCase().replaceAll(' ', '_')}`)
  }

  sums(): string {
    const { invoice } = this
    const row = (name: string, { net, tax, gross }: { net: string; tax: string; gross: string }, strong = false) =>
      [name, ...[net, tax, gross].map((sum) => this.text(sum))]
        .map((cell) => (strong ? `[#strong[${cell}]]` : `[${cell}]`))
        .join(', ')
    const zloty =
      invoice.taxInZloty && invoice.rate
        ? `#align(right)[${small(this.say('tax_in_zloty', { tax: invoice.taxInZloty, rate: invoice.rate.value, date: this.sheet.date(invoice.rate.on) }))}]`
        : ''
    return [
      '#v(2mm)',
      '#align(right, block(width: 66%, breakable: false, table(columns: (1fr, auto, auto, auto), align: (left, right, right, right),',
      `table.header(${['rate', 'net', 'tax', 'gross'].map((code) => `[${this.say(code)}]`).join(', ')}),`,
      ...invoice.rates.map((rate) => `${row(this.text(this.rate(rate.vat)), rate)},`),
      `${row(this.say(invoice.corrects ? 'difference' : 'total'), invoice, true)})))`,
      zloty,
    ].join('\n')
  }

  foot(): string {
    const { invoice, sheet } = this
    const { payment } = invoice
    const due = `#text(size: 15pt, weight: "semibold")[${this.text(invoice.corrects ? invoice.gross : payment.due)}]`
    const account = payment.account
      ? this.named(
          'account',
          `#strong[${this.text(payment.account)}]${payment.bank ? ` #linebreak() ${this.text(payment.bank)}` : ''}`,
        )
      : '[]'
    const split = payment.splitTitle
      ? `#par[${small(`${this.say('split_title')} ${this.text(payment.splitTitle)}`)}]`
      : ''
    const notes = [
      ...invoice.notes.map((note) => `#strong[${this.say(`note.${note}`)}]`),
      ...(invoice.exemption ? [this.say('exemption', { ground: invoice.exemption })] : []),
      ...invoice.note
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line) => this.text(line)),
    ]
    return [
      '#v(3mm)',
      '#block(breakable: false, width: 100%)[#grid(columns: (1fr, auto, auto, auto), column-gutter: 5mm, [',
      `#par${this.named(invoice.corrects ? 'difference' : 'to_pay', due)}`,
      `#par[${small(`${this.say('in_words')} ${this.text(invoice.inWords)}`)}]`,
      `#par${account}${split}],`,
      `${this.code(sheet.paymentCode, 'pay_by_code')}, ${this.code(sheet.ksefCode, 'ksef_code', sheet.ksefNumber ?? 'OFFLINE')},`,
      // It holds a signature: smaller, its squares would be too fine to be read.
      `${this.code(sheet.certificateCode, 'certificate_code', '', '38mm')})]`,
      ...notes.map((note) => `#par[${note}]`),
      sheet.stamp ? `#v(4mm)#align(right)[${picture(sheet.stamp, 'stamp', 'height: 24mm')}]` : '',
    ].join('\n')
  }

  private code(path: string | null, caption: string, under = '', width = '27mm'): string {
    if (path === null) return '[]'
    const words = this.words(caption)
    // A number of KSeF is wider than the code: after its day it goes on below.
    const lines = [words, ...under.split(/(?<=-\d{8}-)/)].filter(Boolean).map((line) => this.text(line))
    return `[#image(${literal(path)}, width: ${width}, alt: ${literal(words)})#v(-1mm)#align(center)[${small(lines.join(' #linebreak() '))}]]`
  }
}

const small = (content: string): string => `#text(size: 7.5pt, fill: luma(90))[${content}]`

const picture = (path: string | null, alt: string, size: string): string =>
  path === null ? '' : `#image(${literal(path)}, ${size}, alt: "${alt}")`
