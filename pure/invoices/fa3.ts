import { minorToDecimal } from '../money.ts'
import { type RateTotal, taxOf, vatPercent } from '../vat.ts'
import {
  type Address,
  type Buyer,
  claimOf,
  INVOICE_RATES,
  type Invoice,
  type InvoiceLine,
  type InvoiceRate,
  invoiceTotals,
  PAYMENT_METHODS,
  taxInZloty,
} from './invoice.ts'

/*
 * FA(3), the structured invoice of the Polish Ministry of Finance (schema 1-0E, in force since 1 February 2026). Elements
 * stand in the order of the schema; comments name what the numbers mean.
 */

const NAMESPACE = 'http://crd.gov.pl/wzor/2025/06/25/13775/'

type Node = [name: string, content: string | Node[] | null, attributes?: Record<string, string>]

// biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 has no place for them, escaped or not
const NOT_IN_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu
const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string): string => text.replace(NOT_IN_XML, '').replace(/[&<>"]/g, (letter) => ESCAPES[letter]!)
/** xsd:token: no line breaks, no double spaces, nothing at the edges. */
const token = (text: string, most: number): string =>
  text.replace(NOT_IN_XML, '').replace(/\s+/g, ' ').trim().slice(0, most).trim()

function written([name, content, attributes]: Node): string {
  if (content === null) return ''
  const opening = `${name}${Object.entries(attributes ?? {})
    .map(([key, value]) => ` ${key}="${escaped(value)}"`)
    .join('')}`
  return `<${opening}>${typeof content === 'string' ? escaped(content) : content.map(written).join('')}</${name}>`
}

const text = (name: string, value: string | null | undefined, most = 256): Node[] => {
  const plain = value ? token(value, most) : ''
  return plain === '' ? [] : [[name, plain]]
}
const when = (condition: unknown, ...nodes: Node[]): Node[] => (condition ? nodes : [])
/** 1 yes, 2 no. */
const choice = (name: string, value: boolean): Node => [name, value ? '1' : '2']

/** Where the net and the tax of a rate are summed; of rates without a tax there is a net only. */
const SUMMED: Record<InvoiceRate, { net: string; tax?: string }> = {
  '23': { net: 'P_13_1', tax: 'P_14_1' },
  '8': { net: 'P_13_2', tax: 'P_14_2' },
  '5': { net: 'P_13_3', tax: 'P_14_3' },
  '0 KR': { net: 'P_13_6_1' },
  '0 WDT': { net: 'P_13_6_2' },
  '0 EX': { net: 'P_13_6_3' },
  zw: { net: 'P_13_7' },
  'np I': { net: 'P_13_8' },
  'np II': { net: 'P_13_9' },
  oo: { net: 'P_13_10' },
}
const SUM_ORDER: InvoiceRate[] = ['23', '8', '5', '0 KR', '0 WDT', '0 EX', 'zw', 'np I', 'np II', 'oo']

/**
 * The invoice as FA(3), UTF-8 without a byte order mark. `createdAt` is when the document was made. It must be free of
 * `faultsOf`: what the rules forbid is not looked for here. Throws RangeError('invoice_not_structured') for a proforma.
 */
export function fa3(invoice: Invoice, createdAt: Date): string {
  if (invoice.kind === 'proforma') throw new RangeError('invoice_not_structured')
  const { currency } = invoice
  const money = (minor: bigint) => minorToDecimal(minor, currency)
  const claim = claimOf(invoice)
  const root: Node = [
    'Faktura',
    [
      [
        'Naglowek',
        [
          ['KodFormularza', 'FA', { kodSystemowy: 'FA (3)', wersjaSchemy: '1-0E' }],
          ['WariantFormularza', '3'],
          ['DataWytworzeniaFa', createdAt.toISOString().replace(/\.\d+Z$/, 'Z')],
          ['SystemInfo', 'Tok'],
        ],
      ],
      ['Podmiot1', seller(invoice)],
      ['Podmiot2', buyer(invoice)],
      [
        'Fa',
        [
          ['KodWaluty', currency],
          ['P_1', invoice.issuedOn],
          ...text('P_1M', invoice.issuedAt),
          ...text('P_2', invoice.number),
          ...when(invoice.suppliedOn && invoice.suppliedOn !== invoice.issuedOn, ['P_6', invoice.suppliedOn!]),
          ...sums(invoice, claim.rates, money),
          ['P_15', money(claim.gross)],
          ...when(invoice.kind === 'advance' && invoice.rate, ['KursWalutyZ', decimals(invoice.rate?.value ?? '', 6)]),
          ['Adnotacje', annotations(invoice)],
          ['RodzajFaktury', kindOf(invoice)],
          ...correction(invoice),
          ...text('Wartosc', invoice.note).map((note): Node => ['DodatkowyOpis', [['Klucz', 'Uwagi'], note]]),
          ...invoice.advances.map(
            ({ number, ksef }): Node => [
              'FakturaZaliczkowa',
              ksef ? [['NrKSeFFaZaliczkowej', ksef]] : [['NrKSeFZN', '1'], ...text('NrFaZaliczkowej', number)],
            ],
          ),
          ...rows(invoice, money),
          ['Platnosc', payment(invoice)],
          ...when(isAdvance(invoice), ['Zamowienie', order(invoice, money)]),
        ],
      ],
    ],
    { xmlns: NAMESPACE },
  ]
  return written(root)
}

const isAdvance = ({ kind, corrects }: Invoice) => (kind === 'correction' ? corrects?.kind : kind) === 'advance'

function kindOf({ kind, corrects }: Invoice): string {
  if (kind !== 'correction') return { vat: 'VAT', advance: 'ZAL', final: 'ROZ', proforma: '' }[kind]
  return { vat: 'KOR', advance: 'KOR_ZAL', final: 'KOR_ROZ' }[corrects?.kind ?? 'vat']
}

const address = ({ country, line1, line2 }: Address): Node => [
  'Adres',
  [['KodKraju', country], ...text('AdresL1', line1, 512), ...text('AdresL2', line2, 512)],
]

function contact(email: string | null, phone: string | null): Node[] {
  const nodes = [...text('Email', email), ...text('Telefon', phone, 16)]
  return nodes.length > 0 ? [['DaneKontaktowe', nodes]] : []
}

function seller({ seller: { nip, name, address: at, email, phone } }: Invoice): Node[] {
  return [['DaneIdentyfikacyjne', [['NIP', nip], ...text('Nazwa', name, 512)]], address(at), ...contact(email, phone)]
}

/** Who it is, and where. */
function identified({ nip, euVat, otherId, name, address: at }: Buyer): Node[] {
  const number: Node[] = nip
    ? [['NIP', nip]]
    : euVat
      ? [
          ['KodUE', euVat.country],
          ['NrVatUE', euVat.number],
        ]
      : otherId
        ? [
            ['KodKraju', otherId.country],
            ['NrID', otherId.number],
          ]
        : [['BrakID', '1']]
  return [['DaneIdentyfikacyjne', [...number, ...text('Nazwa', name, 512)]], ...(at ? [address(at)] : [])]
}

function buyer({ buyer: who }: Invoice): Node[] {
  return [
    ...identified(who),
    ...contact(who.email, who.phone),
    ...text('NrKlienta', who.customerNumber),
    choice('JST', who.localGovernment),
    choice('GV', who.vatGroup),
  ]
}

function sums(invoice: Invoice, rates: RateTotal<InvoiceRate>[], money: (minor: bigint) => string): Node[] {
  return SUM_ORDER.flatMap((vat) => {
    const rate = rates.find((one) => one.vat === vat)
    if (!rate) return []
    const { net, tax } = SUMMED[vat]
    if (!tax) return [[net, money(rate.net)] as Node]
    const zloty = taxInZloty(invoice, rate.tax)
    return [
      [net, money(rate.net)],
      [tax, money(rate.tax)],
      ...when(zloty !== null, [`${tax}W`, minorToDecimal(zloty ?? 0n, 'PLN')]),
    ] as Node[]
  })
}

function annotations(invoice: Invoice): Node[] {
  const has = (rate: InvoiceRate) =>
    [...invoice.lines, ...(invoice.corrects?.lines ?? [])].some(({ vat }) => vat === rate)
  const { exemption } = invoice
  const ground = { act: 'P_19A', directive: 'P_19B', other: 'P_19C' } as const
  return [
    choice('P_16', invoice.cashMethod),
    choice('P_17', invoice.selfBilled),
    choice('P_18', has('oo')),
    choice('P_18A', invoice.splitPayment),
    [
      'Zwolnienie',
      has('zw') && exemption ? [['P_19', '1'], ...text(ground[exemption.by], exemption.text)] : [['P_19N', '1']],
    ],
    ['NoweSrodkiTransportu', [['P_22N', '1']]],
    choice('P_23', false),
    ['PMarzy', [['P_PMarzyN', '1']]],
  ]
}

function correction({ kind, corrects, buyer: present }: Invoice): Node[] {
  if (kind !== 'correction' || !corrects) return []
  return [
    ...text('PrzyczynaKorekty', corrects.reason),
    ['TypKorekty', { as_corrected: '1', now: '2', other: '3' }[corrects.effect]],
    [
      'DaneFaKorygowanej',
      [
        ['DataWystFaKorygowanej', corrects.issuedOn],
        ...text('NrFaKorygowanej', corrects.number),
        ...(corrects.ksef
          ? [['NrKSeF', '1'] as Node, ['NrKSeFFaKorygowanej', corrects.ksef] as Node]
          : [['NrKSeFN', '1'] as Node]),
      ],
    ],
    // The buyer as it was, where the correction is of its data.
    ...when(!sameBuyer(corrects.buyer, present), ['Podmiot2K', identified(corrects.buyer)]),
  ]
}

const sameBuyer = (a: Buyer, b: Buyer) => JSON.stringify(identified(a)) === JSON.stringify(identified(b))

/** A decimal text of at most so many digits after the point, as the schema writes them: no zeros at the end, no bare point. */
function decimals(value: string, places: number): string {
  const [whole = '0', fraction = ''] = value.split('.')
  const kept = fraction.slice(0, places).replace(/0+$/, '')
  const plain = whole.replace(/^(-?)0+(?=\d)/, '$1')
  return kept ? `${plain}.${kept}` : plain
}

/** Lines of the invoice; a correction names each line as it was (StanPrzed), then as it is. */
function rows(invoice: Invoice, money: (minor: bigint) => string): Node[] {
  if (isAdvance(invoice)) return []
  const before = invoice.kind === 'correction' ? (invoice.corrects?.lines ?? []) : []
  return [...rowsOf(invoice, before, money, true), ...rowsOf(invoice, invoice.lines, money, false)].map(
    (row, at): Node => ['FaWiersz', [['NrWierszaFa', String(at + 1)], ...row]],
  )
}

function rowsOf(invoice: Invoice, lines: InvoiceLine[], money: (minor: bigint) => string, before: boolean): Node[][] {
  const totals = invoiceTotals(lines, invoice)
  const gross = invoice.mode === 'gross'
  return lines.map((line, at) => {
    const { value, discount } = totals.lines[at]!
    return [
      ...text('P_7', line.name, 512),
      ...text('Indeks', line.code, 50),
      ...text('PKWiU', line.pkwiu, 50),
      ...text('P_8A', line.unit),
      ['P_8B', decimals(line.quantity, 6)],
      [gross ? 'P_9B' : 'P_9A', decimals(line.unitPrice, 8)],
      ...when(discount > 0n, ['P_10', money(discount)]),
      [gross ? 'P_11A' : 'P_11', money(value)],
      ...when(gross, ['P_11Vat', money(taxOf(value, vatPercent(line.vat), 'gross'))]),
      ['P_12', line.vat],
      ...text('GTU', line.gtu),
      ...when(invoice.rate, ['KursWaluty', decimals(invoice.rate?.value ?? '', 6)]),
      ...when(before, ['StanPrzed', '1']),
    ]
  })
}

/** The order an advance was paid for. */
function order(invoice: Invoice, money: (minor: bigint) => string): Node[] {
  const before = invoice.kind === 'correction' ? (invoice.corrects?.lines ?? []) : []
  const linesOf = (lines: InvoiceLine[], was: boolean): Node[][] => {
    const totals = invoiceTotals(lines, invoice)
    return lines.map((line, at) => {
      const { value } = totals.lines[at]!
      const tax = taxOf(value, vatPercent(line.vat), invoice.mode)
      return [
        ...text('P_7Z', line.name, 512),
        ...text('IndeksZ', line.code, 50),
        ...text('PKWiUZ', line.pkwiu, 50),
        ...text('P_8AZ', line.unit),
        ['P_8BZ', decimals(line.quantity, 6)],
        ...when(invoice.mode === 'net', ['P_9AZ', decimals(line.unitPrice, 8)]),
        ['P_11NettoZ', money(invoice.mode === 'net' ? value : value - tax)],
        ['P_11VatZ', money(tax)],
        ['P_12Z', line.vat],
        ...text('GTUZ', line.gtu),
        ...when(was, ['StanPrzedZ', '1']),
      ]
    })
  }
  const rows = [...linesOf(before, true), ...linesOf(invoice.lines, false)]
  return [
    ['WartoscZamowienia', money(invoiceTotals(invoice.lines, invoice).gross)],
    ...rows.map((row, at): Node => ['ZamowienieWiersz', [['NrWierszaZam', String(at + 1)], ...row]]),
  ]
}

function payment({ payment: { method, dueOn, account, bank, paidOn } }: Invoice): Node[] {
  return [
    ...when(paidOn, ['Zaplacono', '1'], ['DataZaplaty', paidOn ?? '']),
    ...when(dueOn && !paidOn, ['TerminPlatnosci', [['Termin', dueOn ?? '']]]),
    ['FormaPlatnosci', String(PAYMENT_METHODS.indexOf(method) + 1)],
    ...when(account, ['RachunekBankowy', [['NrRB', (account ?? '').replace(/^PL/, '')], ...text('NazwaBanku', bank)]]),
  ]
}

/** Rates whose sums FA(3) has a place for; a rate left out would fall out of an invoice's sums unseen. */
export const summedRates = (): string[] => INVOICE_RATES.filter((rate) => SUM_ORDER.includes(rate))
