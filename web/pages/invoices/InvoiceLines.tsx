import { INVOICE_RATES, type InvoiceRate, invoiceRateOf, invoiceTotals } from '../../../pure/invoices/invoice.ts'
import type { PricedLine } from '../../../pure/vat.ts'
import { decimalText, useMoney, usePrice } from '../../i18n/money.ts'
import { useT } from '../../i18n/words.ts'
import { Section } from '../../ui/Section.tsx'
import type { Sheet } from '../deals/lines/draft.ts'
import { LinesEditor } from '../deals/lines/LinesEditor.tsx'
import { Totals } from '../deals/lines/Totals.tsx'
import { vatWords } from '../products/words.ts'
import css from './invoices.module.css'
import { type Invoice, useInvoiceActions } from './queries.ts'

const sheetOf = (invoice: Invoice): Sheet => ({
  id: invoice.id,
  version: invoice.version,
  priceMode: invoice.mode,
  currency: invoice.currency,
  lines: invoice.lines.map((line, at) => ({ ...line, id: `${invoice.id}:${at}`, kind: 'goods' })),
})

/** What an invoice is for: of a draft to be written, of an issued one as it stands. */
export function InvoiceLines({ invoice, editable }: { invoice: Invoice; editable: boolean }) {
  const t = useT()
  const { save } = useInvoiceActions()
  const correction = invoice.kind === 'correction'
  if (!editable)
    return (
      <>
        {correction && <Shown invoice={invoice} lines={invoice.linesBefore} title={t('invoices.lines.before')} />}
        <Shown
          invoice={invoice}
          lines={invoice.lines}
          title={t(correction ? 'invoices.lines.after' : 'invoices.lines')}
        />
        <Totals
          totals={invoice}
          currency={invoice.currency}
          amountFrom="gross"
          about={t(correction ? 'invoices.about.correction' : `invoices.about.${invoice.roundedBy}`)}
        />
      </>
    )
  return (
    <>
      {correction && <Shown invoice={invoice} lines={invoice.linesBefore} title={t('invoices.lines.before')} />}
      <LinesEditor
        sheet={sheetOf(invoice)}
        words={{
          title: t(correction ? 'invoices.lines.after' : 'invoices.lines'),
          empty: t('invoices.lines.empty'),
          save: t('invoices.lines.save'),
        }}
        rates={INVOICE_RATES}
        rateOf={(product) => invoiceRateOf(product.vat)}
        zero={correction}
        totalsOf={(lines, mode, currency) =>
          invoiceTotals(
            lines as (PricedLine<InvoiceRate> & { name: string; code: null; pkwiu: null; gtu: null; unit: string })[],
            {
              mode,
              currency,
              roundedBy: invoice.roundedBy,
            },
          )
        }
        counts={() => ({ amountFrom: 'gross', about: t(`invoices.about.${invoice.roundedBy}`) })}
        save={async ({ seen, priceMode, currency }, lines) =>
          sheetOf(
            await save(
              invoice,
              {
                mode: priceMode,
                ...(currency === invoice.currency ? {} : { currency, accountId: null }),
                lines: lines.map(({ line, read }) => ({
                  productId: line.productId,
                  name: line.name.trim(),
                  code: line.code,
                  pkwiu: line.pkwiu,
                  gtu: line.gtu,
                  unit: line.unit.trim(),
                  ...read,
                  vat: read.vat as InvoiceRate,
                })),
              },
              seen,
            ),
          )
        }
      />
    </>
  )
}

function Shown({ invoice, lines, title }: { invoice: Invoice; lines: Invoice['lines']; title: string }) {
  const money = useMoney()
  const price = usePrice()
  const t = useT()
  const { currency } = invoice
  return (
    <Section title={title} count={lines.length || undefined}>
      <ul className={css.rows}>
        {lines.map((line, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines that stand have no other name and never move
          <li key={at}>
            <span className={css.words}>
              <span>{line.name}</span>
              <span className="ink-3 t-xs nums">
                {decimalText(line.quantity)} {line.unit} × {price(line.unitPrice, currency)}
                {line.discountPercent && `, −${decimalText(line.discountPercent)}%`}
                {line.discountAmount ? `, −${money(line.discountAmount, currency)}` : ''}, {t('lines.head.vat')}{' '}
                {vatWords(line.vat)}
                {line.gtu && `, ${line.gtu}`}
              </span>
            </span>
            <span className="w5 nums nowrap">{money(line.value, currency)}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
