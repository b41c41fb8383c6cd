import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { validateXML } from 'xmllint-wasm'
import { claimByHand, lineByHand, minorOf, zlotyByHand } from '../../test/support/invoice-sums.ts'
import { anyInvoice, BUYER, invoiceOf, lineOf } from '../../test/support/invoices.ts'
import { fa3, summedRates } from './fa3.ts'
import { claimOf, faultsOf, INVOICE_RATES, type Invoice, type InvoiceRate } from './invoice.ts'

/** Made-up invoices; so many of them go to xmllint at once. */
const [MANY, BATCH] = [1_000, 250]
const at = new Date('2026-11-28T10:00:00.123Z')

describe('FA(3)', () => {
  it('has a place for the sums of every rate', () => {
    expect(summedRates()).toEqual([...INVOICE_RATES])
  })

  it('writes whole seconds, the number and the sums as they are', () => {
    const xml = fa3(invoiceOf({ lines: [lineOf({ quantity: '2', unitPrice: '1249.5' })] }), at)
    expect(xml).toContain('<DataWytworzeniaFa>2026-11-28T10:00:00Z</DataWytworzeniaFa>')
    expect(xml).toContain('<P_2>FV 1/11/2026</P_2>')
    expect(xml).toContain('<P_13_1>2499.00</P_13_1><P_14_1>574.77</P_14_1><P_15>3073.77</P_15>')
    expect(xml.startsWith('<Faktura xmlns="http://crd.gov.pl/wzor/2025/06/25/13775/">')).toBe(true)
  })

  it('leaves nothing of the text be read as markup, and drops what XML cannot hold', () => {
    const xml = fa3(invoiceOf({ lines: [lineOf({ name: 'A & <b>\u0007"c"</b>' })] }), at)
    expect(xml).toContain('<P_7>A &amp; &lt;b&gt;&quot;c&quot;&lt;/b&gt;</P_7>')
  })

  it('is not made of a proforma', () => {
    expect(() => fa3(invoiceOf({ kind: 'proforma' }), at)).toThrow('invoice_not_structured')
  })
})

describe('sums in FA(3), whatever the invoice is', () => {
  const PLACE: Record<InvoiceRate, { net: string; tax?: string }> = {
    ...{ '23': { net: '1', tax: '1' }, '8': { net: '2', tax: '2' }, '5': { net: '3', tax: '3' } },
    ...{ '0 KR': { net: '6_1' }, '0 WDT': { net: '6_2' }, '0 EX': { net: '6_3' }, zw: { net: '7' } },
    ...{ 'np I': { net: '8' }, 'np II': { net: '9' }, oo: { net: '10' } },
  }

  it('are to the grosz those of an independent calculation', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(anyInvoice, (invoice) => {
        expect(faultsOf(invoice, '2026-11-28').filter(({ code }) => code !== 'invoice.advances_above_total')).toEqual(
          [],
        )
        const xml = fa3(invoice, at)
        const { currency, mode } = invoice
        const all = (name: string) =>
          [...xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map(([, text]) => minorOf(text!, currency))
        const claim = claimByHand(invoice)
        for (const vat of INVOICE_RATES) {
          const part = claim.get(vat)
          const { net, tax } = PLACE[vat]
          expect([vat, all(`P_13_${net}`)]).toEqual([vat, part ? [part.net] : []])
          if (!tax) continue
          expect([vat, all(`P_14_${tax}`)]).toEqual([vat, part ? [part.tax] : []])
          const zloty = part && invoice.rate ? [zlotyByHand(part.tax, invoice)] : []
          const inZloty = [...xml.matchAll(new RegExp(`<P_14_${tax}W>([^<]*)<`, 'g'))].map(([, n]) =>
            minorOf(n!, 'PLN'),
          )
          expect([vat, inZloty]).toEqual([vat, zloty])
        }
        const total = [...claim.values()].reduce((sum, { gross }) => sum + gross, 0n)
        expect(all('P_15')).toEqual([total])
        if (all('WartoscZamowienia').length > 0) return
        const lines = [...(invoice.corrects?.lines ?? []), ...invoice.lines]
        expect(all(mode === 'net' ? 'P_11' : 'P_11A')).toEqual(lines.map((line) => lineByHand(line, currency)))
      }),
      { numRuns: MANY },
    )
  })
})

/*
 * The Ministry's schema is not part of this repository: it is looked for beside it (../shared/ksef/schema, or where
 * TOK_KSEF_SCHEMA says).
 */
const folder = process.env.TOK_KSEF_SCHEMA ?? join(import.meta.dirname, '../../../shared/ksef/schema')
const schemas = existsSync(folder) ? schemasIn(folder) : null

function schemasIn(where: string) {
  const base = join(where, 'bazowe')
  const file = (path: string, name: string) => ({
    fileName: name,
    contents: readFileSync(path, 'utf8').replace(/schemaLocation="[^"]*\/([^"/]+\.xsd)"/g, 'schemaLocation="$1"'),
  })
  const main = readdirSync(where).find((name) => name.startsWith('schemat_FA(3)'))!
  return {
    schema: file(join(where, main), 'fa3.xsd'),
    preload: readdirSync(base).map((name) => file(join(base, name), name)),
  }
}

async function problems(...invoices: Invoice[]): Promise<string[]> {
  const xml = invoices.map((invoice, n) => ({ fileName: `${n}.xml`, contents: fa3(invoice, at) }))
  const { errors } = await validateXML({ xml, ...schemas!, initialMemoryPages: 1024, maxMemoryPages: 4096 })
  return errors.map(({ rawMessage }) => rawMessage)
}

describe.skipIf(!schemas)('FA(3) by the schema of the Ministry (skipped where it is not found)', () => {
  const exemption = { by: 'act', text: 'art. 113 ust. 1 ustawy o VAT' } as const
  const rate = { value: '4.32150000', on: '2026-11-27', table: '230/A/NBP/2026' }
  const nobody = { ...BUYER, nip: null }
  const corrects: Invoice['corrects'] & {} = {
    ...{ number: 'FV 1/10/2026', issuedOn: '2026-10-05', ksef: null, buyer: BUYER, paid: null },
    ...{ kind: 'vat', lines: [lineOf()], reason: 'Zwrot towaru', effect: 'now' },
  }
  const advance = invoiceOf({ kind: 'advance', lines: [lineOf(), lineOf({ vat: '8' })], paid: 50_00n })
  const cases: Record<string, Invoice> = {
    plain: invoiceOf(),
    'gross prices': invoiceOf({ mode: 'gross', lines: [lineOf({ discountPercent: '12.5' })] }),
    exempt: invoiceOf({ lines: [lineOf({ vat: 'zw' })], exemption }),
    'exempt by the directive': invoiceOf({
      lines: [lineOf({ vat: 'zw' })],
      exemption: { ...exemption, by: 'directive' },
    }),
    'reverse charge': invoiceOf({ lines: [lineOf({ vat: 'oo' })] }),
    'to the Union': invoiceOf({
      lines: [lineOf({ vat: '0 WDT' }), lineOf({ vat: 'np II' })],
      buyer: { ...nobody, euVat: { country: 'DE', number: '123456789' } },
      currency: 'EUR',
      rate,
    }),
    export: invoiceOf({
      lines: [lineOf({ vat: '0 EX' })],
      buyer: {
        ...nobody,
        otherId: { country: 'US', number: '12-3456789' },
        address: { country: 'US', line1: 'Elm St 1', line2: null },
      },
    }),
    'to a consumer': invoiceOf({ buyer: { ...nobody, address: null, email: null } }),
    'in a currency': invoiceOf({
      currency: 'EUR',
      rate,
      lines: [lineOf(), lineOf({ vat: '8' }), lineOf({ vat: '5' })],
    }),
    'split payment': invoiceOf({ splitPayment: true, cashMethod: true }),
    paid: invoiceOf({ payment: { method: 'cash', dueOn: null, account: null, bank: null, paidOn: '2026-11-28' } }),
    'delivered before': invoiceOf({ suppliedOn: '2026-11-20', note: 'Dziękujemy & zapraszamy' }),
    'to the town hall': invoiceOf({
      buyer: { ...BUYER, localGovernment: true, vatGroup: true, customerNumber: 'K-77' },
    }),
    advance,
    'advance in a currency': { ...advance, currency: 'EUR', rate },
    final: invoiceOf({
      kind: 'final',
      lines: advance.lines,
      advances: [
        { number: 'ZAL 1/2026', ksef: null, rates: claimOf(advance).rates },
        { number: 'ZAL 2/2026', ksef: '9999999999-20261128-ABCDEF123456-7F', rates: [] },
      ],
    }),
    correction: invoiceOf({ kind: 'correction', corrects, lines: [lineOf({ quantity: '0' })] }),
    'correction of the buyer': invoiceOf({
      kind: 'correction',
      corrects: { ...corrects, buyer: { ...BUYER, name: 'Termika' } },
    }),
    'correction of an advance': invoiceOf({
      kind: 'correction',
      paid: 20_00n,
      corrects: { ...corrects, kind: 'advance', paid: 50_00n },
    }),
    'correction of a final one': invoiceOf({ kind: 'correction', corrects: { ...corrects, kind: 'final' } }),
  }
  it('is valid for every kind of invoice', async () => {
    expect(await problems(...Object.values(cases))).toEqual([])
  })

  it('is refused by it where it is wrong', async () => {
    expect(await problems(invoiceOf({ issuedOn: '28.11.2026' }))).not.toEqual([])
  })

  it('is valid whatever the invoice is', { timeout: 60_000 }, async () => {
    const many = fc.sample(anyInvoice, { numRuns: MANY, seed: 20_261_128 })
    for (let at = 0; at < MANY; at += BATCH) expect(await problems(...many.slice(at, at + BATCH))).toEqual([])
  })
})
