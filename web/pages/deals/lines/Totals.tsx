import type { PriceMode } from '../../../../pure/vat.ts'
import { useMoney } from '../../../i18n/money.ts'
import { useT } from '../../../i18n/words.ts'
import { cx } from '../../../ui/cx.ts'
import { vatWords } from '../../products/words.ts'
import css from './lines.module.css'

type Minor = bigint | number
type Sums = { net: Minor; tax: Minor; gross: Minor }
type Props = {
  totals: Sums & { rates: (Sums & { vat: string })[] }
  currency: string
  amountFrom: PriceMode
  /** What is said of them. */
  about: string
}

/** What the lines come to, rate by rate, and which of it counts. */
export function Totals({ totals, currency, amountFrom, about }: Props) {
  const t = useT()
  const money = useMoney()
  const cells = (sums: Sums, strong = false) =>
    (['net', 'tax', 'gross'] as const).map((part) => (
      <td key={part} className={cx('nums nowrap', strong && part === amountFrom && 'w6')}>
        {money(sums[part], currency)}
      </td>
    ))
  return (
    <div className={css.held}>
      <div className={css.totals}>
        <table aria-label={t('lines.totals')}>
          <thead>
            <tr>
              <th scope="col">{t('lines.totals.vat')}</th>
              <th scope="col">{t('lines.totals.net')}</th>
              <th scope="col">{t('lines.totals.tax')}</th>
              <th scope="col">{t('lines.totals.gross')}</th>
            </tr>
          </thead>
          <tbody>
            {totals.rates.map((rate) => (
              <tr key={rate.vat}>
                <th scope="row">{vatWords(rate.vat)}</th>
                {cells(rate)}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('lines.totals.all')}</th>
              {cells(totals, true)}
            </tr>
          </tfoot>
        </table>
        <p className="ink-3 t-xs">{about}</p>
      </div>
    </div>
  )
}
