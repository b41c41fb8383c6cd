import { join } from 'node:path'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import type { Page } from 'playwright-core'
import type { Block, TemplateBody } from '../pure/documents/template.ts'
import { type DocumentValues, typstOf } from '../pure/documents/typst.ts'
import type { Invoice } from '../pure/invoices/invoice.ts'
import { printableInvoice } from '../pure/invoices/printable.ts'
import { invoiceSheet } from '../pure/invoices/sheet.ts'
import { repositoryRoot } from '../server/core/paths.ts'
import { say as words } from '../server/core/problems.ts'
import { shippedTemplates } from '../server/modules/documents/shipped.ts'
import { makeTypesetter } from '../server/modules/documents/typeset.ts'
import { launchBrowser } from '../test/support/browser.ts'
import { atLeast, type Bar, median, type Options, type Result, rounded } from './measure.ts'

const ROUNDS = 3
const LINES = 20
const PAGES = 12
/** Of what a browser is measured by: it takes a hundred times as long. */
const BROWSED = 20

const goods = (no: number) =>
  Array.from({ length: LINES }, (_, at) => ({
    no: String(at + 1),
    name: `Okno PVC ${100 + at} × ${140 + at}, nr ${no}`,
    quantity: String(1 + (at % 7)),
    unit: 'szt.',
    unit_price: '1 249,50 zł',
    vat: '23%',
    value: '8 746,50 zł',
  }))

/** What a deal of twenty lines says; `no` makes each document another one, or the compiler would remember it. */
const valuesOf = (no: number): DocumentValues => ({
  fields: {
    'document.number': `OF/${no}/2026`,
    'customer.name': 'Żółta Łódź sp. z o.o.',
    'deal.net': '174 930,00 zł',
    'deal.tax': '40 233,90 zł',
    'deal.gross': '215 163,90 zł',
  },
  lists: { lines: goods(no) },
})

const page = { locale: 'pl' as const, title: 'Dokument', author: 'Zakład Pomiarowy', pictures: {} }
const bodyOf = (origin: string) => shippedTemplates.find((one) => one.origin === origin)!.body as TemplateBody

function invoiceOf(no: number): Invoice {
  const party = {
    name: 'Żółta Łódź sp. z o.o.',
    address: { country: 'PL', line1: 'ul. Prosta 12', line2: '00-850 Warszawa' },
  }
  return {
    ...{ kind: 'vat', number: `FV ${no}/11/2026`, issuedOn: '2026-11-29', issuedAt: 'Poznań', suppliedOn: null },
    ...{ currency: 'PLN', rate: null, mode: 'net', roundedBy: 'document', exemption: null, splitPayment: false },
    ...{ cashMethod: false, selfBilled: false, paid: null, advances: [], corrects: null, note: '' },
    seller: { nip: '7740001454', email: null, phone: null, ...party },
    buyer: {
      ...{ nip: '5261040828', euVat: null, otherId: null, email: null, phone: null, customerNumber: null },
      ...{ localGovernment: false, vatGroup: false, ...party },
    },
    lines: goods(no).map(({ name, quantity, unit }) => ({
      ...{ name, quantity, unit, unitPrice: '1249.5', vat: '23' as const, code: null, pkwiu: null, gtu: null },
      ...{ discountPercent: null, discountAmount: null },
    })),
    payment: {
      method: 'transfer',
      dueOn: '2026-12-13',
      account: 'PL61109010140000071219812874',
      bank: null,
      paidOn: null,
    },
  }
}

const invoice = (no: number): string =>
  invoiceSheet(printableInvoice(invoiceOf(no), { locale: 'pl', due: 0n }), {
    locale: 'pl',
    words: (word, params) => words('pl', `invoice.print.${word}`, params),
    date: (iso) => iso,
    ...{
      logo: null,
      stamp: null,
      paymentCode: null,
      ksefCode: null,
      ksefNumber: null,
      certificateCode: null,
      draft: false,
    },
  })

/** The contract that comes with Tok, with as many sections after it as fill twelve pages. */
function contract(no: number, sections: number): string {
  const clause = (section: number): Block[] => [
    { type: 'heading', level: 2, text: `§ ${section + 10}. Postanowienia dodatkowe`, align: 'left' },
    ...Array.from(
      { length: 4 },
      (_, at): Block => ({
        ...{ type: 'text', align: 'justify', small: false },
        text: `${at + 1}. Strony ustalają, że {{customer.name}} odbierze przedmiot umowy **${no}** w terminie **${7 + at} dni** od zawiadomienia, a o przeszkodach zawiadomi niezwłocznie, wskazując ich przyczynę i przewidywany czas trwania. Zmiana terminu wymaga zgody obu stron wyrażonej na piśmie pod rygorem nieważności.`,
      }),
    ),
  ]
  const body = bodyOf('goods_contract.pl')
  const blocks = [...body.blocks, ...Array.from({ length: sections }, (_, section) => clause(section)).flat()]
  return typstOf({ ...body, blocks }, valuesOf(no), page)
}

/**
 * Documents as tagged PDF/A by the typesetter (sources written, a process of its own, its watch), beside plain calls of the
 * compiler with the finished source, in turns, one after the other: an offer and an invoice of twenty lines, a contract of twelve
 * pages. Beside the bar stands what a headless Chromium that is running takes for an HTML of the invoice's words.
 */
export async function documents({ quick, size, say }: Options): Promise<Result> {
  const count = size ?? (quick ? 10 : 300)
  const at = new Date('2026-11-29T10:00:00Z')
  const fonts = join(repositoryRoot, 'server/modules/documents/fonts')
  const compiler = NodeCompiler.create({ workspace: fonts, fontArgs: [{ fontPaths: [fonts] }] })
  const typesetter = makeTypesetter()
  const bars: Bar[] = []
  const figures: Result['figures'] = { documents: count }
  let no = 0
  try {
    let sections = 1
    const pagesOf = async () => (await typesetter.pdf({ source: contract(0, sections) }, at)).pages
    while ((await pagesOf()) < PAGES) sections += 1
    const kinds: [string, (no: number) => string][] = [
      ['offer', (one) => typstOf(bodyOf('offer.pl'), valuesOf(one), page)],
      ['invoice', invoice],
      ['contract', (one) => contract(one, sections)],
    ]
    for (const [kind, sourceOf] of kinds) {
      const plain: number[] = []
      const typeset: number[] = []
      for (let round = 1; round <= ROUNDS; round += 1) {
        const sources = Array.from({ length: count }, () => {
          no += 1
          return sourceOf(no)
        })
        plain.push(
          await millis(count, (one) => {
            const { result } = compiler.compile({ mainFileContent: sources[one]! })
            compiler.pdf(result!, { pdfStandard: 'a-2a', creationTimestamp: at.getTime() / 1000 })
            compiler.evictCache(10)
          }),
        )
        typeset.push(
          await millis(count, () => {
            no += 1
            return typesetter.pdf({ source: sourceOf(no) }, at)
          }),
        )
        say(
          `${kind}, round ${round}: plain ${rounded(plain.at(-1)!)} ms, typeset ${rounded(typeset.at(-1)!)} ms a document`,
        )
      }
      bars.push(
        atLeast(`${kind}s a second beside plain calls of the compiler`, median(plain) / median(typeset), 'x', 0.7),
      )
      figures[`${kind}PlainMillis`] = rounded(median(plain))
      figures[`${kind}TypesetMillis`] = rounded(median(typeset))
    }
    figures.contractPages = await pagesOf()
    figures.invoiceChromiumMillis = rounded(await byChromium(quick ? 3 : BROWSED))
  } finally {
    typesetter.stop()
  }
  return { bench: 'documents', bars, figures }
}

/** What one page of a running browser takes for the words of the invoice in a table. */
async function byChromium(count: number): Promise<number> {
  const browser = await launchBrowser()
  try {
    const sheet = await browser.newPage()
    await print(sheet, 0)
    return await millis(count, (one) => print(sheet, one + 1))
  } finally {
    await browser.close()
  }
}

async function print(sheet: Page, no: number): Promise<void> {
  const { number, seller, buyer, lines, rates, gross } = printableInvoice(invoiceOf(no), { locale: 'pl', due: 0n })
  const row = (cells: (string | null)[]) => `<tr>${cells.map((cell) => `<td>${cell ?? ''}</td>`).join('')}</tr>`
  const table = (rows: string[]) =>
    `<table border="1" style="border-collapse:collapse;width:100%">${rows.join('')}</table>`
  await sheet.setContent(`<!doctype html><html lang="pl"><body style="font:9pt Inter,sans-serif"><h1>${number}</h1>
    <p>${[seller, buyer].map(({ name, lines: address }) => [name, ...address].join('<br>')).join('</p><p>')}</p>
    ${table(lines.map((line) => row([line.name, line.quantity, line.unit, line.price, line.vat, line.value])))}
    ${table(rates.map((rate) => row([rate.vat, rate.net, rate.tax, rate.gross])))}<h2>${gross}</h2></body></html>`)
  await sheet.pdf({ format: 'A4', tagged: true })
}

async function millis(count: number, make: (one: number) => unknown): Promise<number> {
  const began = performance.now()
  for (let one = 0; one < count; one += 1) await make(one)
  return (performance.now() - began) / count
}
