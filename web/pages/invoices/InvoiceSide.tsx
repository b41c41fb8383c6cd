import { ActionIcon } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useFormat } from '../../i18n/format.ts'
import { useMoney } from '../../i18n/money.ts'
import { useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { GoTo } from '../../ui/GoTo.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Section } from '../../ui/Section.tsx'
import { wordLink } from '../../ui/WordButton.tsx'
import css from './invoices.module.css'
import { type Invoice, useInvoiceActions } from './queries.ts'

/** What is missing of a draft; of an issued one what was paid, what is left, and what corrects it. */
export function InvoiceSide({ invoice, mayPay }: { invoice: Invoice; mayPay: boolean }) {
  const t = useT()
  const format = useFormat()
  const money = useMoney()
  const { takeBack } = useInvoiceActions()
  const { currency } = invoice
  const settings = invoice.faults.some(({ path }) => path.startsWith('seller') || path === 'payment.account')
  const sums: [string, number][] = [
    [t('lines.totals.net'), invoice.net],
    [t('lines.totals.tax'), invoice.tax],
    [t('lines.totals.gross'), invoice.gross],
  ]
  return (
    <>
      {invoice.faults.length > 0 && (
        <Section title={t('invoices.faults')}>
          <ul className={css.faults}>
            {invoice.faults.map(({ path, message }) => (
              <li key={path}>
                {placeOf(path, t)}: {message}
              </li>
            ))}
          </ul>
          {settings && (
            <GoTo to={paths.settingsInvoices} className={wordLink}>
              {t('invoices.toSettings')}
            </GoTo>
          )}
        </Section>
      )}
      <Section title={t('invoices.sums')}>
        <table className={css.sums}>
          <tbody>
            {sums.map(([name, sum]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td className="nums">{money(sum, currency)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {invoice.taxBase !== null && (
          <p className={css.about}>{t('invoices.taxInZloty', { tax: money(invoice.taxBase, 'PLN') })}</p>
        )}
        {invoice.sentAt && (
          <p className={css.about}>{t('invoices.sentAt', { when: format.dateTime(invoice.sentAt) })}</p>
        )}
        {invoice.cancelReason && (
          <p className={css.about}>{t('invoices.cancelled', { reason: invoice.cancelReason })}</p>
        )}
      </Section>
      {invoice.payment !== null && (
        <Section title={t('invoices.payments')} count={invoice.payments.length || undefined}>
          <ul className={css.rows}>
            {invoice.payments.map((one) => (
              <li key={one.id}>
                <span className={css.words}>
                  <span className="nums">{money(one.amount, currency)}</span>
                  <span className="t-xs ink-3">{[format.date(one.paidOn), one.note].filter(Boolean).join(' · ')}</span>
                </span>
                {mayPay && (
                  <ActionIcon
                    aria-label={t('invoices.payments.takeBack', { amount: money(one.amount, currency) })}
                    onClick={() => void takeBack(invoice.id, one.id)}
                  >
                    <Icon of={IconX} />
                  </ActionIcon>
                )}
              </li>
            ))}
          </ul>
          <p className={css.about}>
            {invoice.left > 0
              ? t('invoices.left', { amount: money(invoice.left, currency) })
              : t('invoices.nothingLeft')}
          </p>
        </Section>
      )}
      {invoice.corrections.length > 0 && (
        <Section title={t('invoices.corrections')} count={invoice.corrections.length}>
          <ul className={css.rows}>
            {invoice.corrections.map((one) => (
              <li key={one.id}>
                <span className={css.words}>
                  <GoTo to={paths.invoice(one.id)}>{one.number ?? t('invoices.draftOf.correction')}</GoTo>
                </span>
                <span className="nums nowrap">{money(one.gross, currency)}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  )
}

const PLACES = [
  'buyer',
  'seller',
  'lines',
  'payment',
  'exemption',
  'rate',
  'issuedOn',
  'paid',
  'advances',
  'corrects',
] as const

/** Where something is missing, in words: 'lines.2.vat' is the third line. */
function placeOf(path: string, t: ReturnType<typeof useT>): string {
  const [first, at] = path.split('.')
  if (first === 'lines' && at) return t('invoices.place.line', { number: Number(at) + 1 })
  const place = PLACES.find((one) => one === first)
  return place ? t(`invoices.place.${place}`) : t('invoices.one')
}
