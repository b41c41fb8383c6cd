import { IconPackage, IconTool } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type PricedLine, type PriceMode, totalsOf, VAT_CODES, type VatCode } from '../../../../pure/vat.ts'
import { api, data } from '../../../api/client.ts'
import { decimalText, useMoney, usePrice } from '../../../i18n/money.ts'
import { translate, useT } from '../../../i18n/words.ts'
import { paths } from '../../../paths.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Failed } from '../../../ui/Failed.tsx'
import { GoTo } from '../../../ui/GoTo.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { Section } from '../../../ui/Section.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { vatWords } from '../../products/words.ts'
import { companyQuery } from '../../settings/queries.ts'
import { type Deal, linesQuery, type DealLines as Served, useDealRefresh } from '../queries.ts'
import type { Sheet } from './draft.ts'
import { LinesEditor } from './LinesEditor.tsx'
import css from './lines.module.css'
import { Totals } from './Totals.tsx'

type Props = { deal: Deal; editable: boolean }

/** What a deal sells. */
export function DealLines({ deal, editable }: Props) {
  const { data: served, error, refetch } = useQuery(linesQuery(deal.id))
  if (!served) return error ? <Failed error={error} onRetry={() => void refetch()} /> : <Skeleton rows={6} />
  return editable ? <Editor key={deal.id} served={served} /> : <Shown served={served} />
}

const sheetOf = (served: Served): Sheet => ({ ...served, id: served.dealId })

function Editor({ served }: { served: Served }) {
  const t = useT()
  const client = useQueryClient()
  const refresh = useDealRefresh()
  const { data: company } = useQuery(companyQuery)
  return (
    <LinesEditor
      sheet={sheetOf(served)}
      words={{ title: t('lines.title'), empty: t('lines.empty'), save: t('lines.save') }}
      rates={VAT_CODES}
      rateOf={(product) => product.vat}
      kinds
      totalsOf={(lines, mode, currency) => totalsOf(lines as PricedLine[], mode, currency)}
      counts={(dirty, mode) => {
        const amountFrom = (dirty ? null : served.amountFrom) ?? company?.dealAmount ?? 'net'
        return { amountFrom, about: about(amountFrom, mode) }
      }}
      save={async ({ seen, priceMode, currency }, lines) => {
        try {
          const answer = await data(
            api.PUT('/api/deals/{id}/lines', {
              params: { path: { id: served.dealId } },
              headers: { 'if-match': `"${seen}"` },
              body: {
                priceMode,
                currency,
                lines: lines.map(({ line, read }) => ({
                  ...(line.id ? { id: line.id } : {}),
                  productId: line.productId,
                  name: line.name.trim(),
                  kind: line.kind,
                  unit: line.unit.trim(),
                  ...read,
                  vat: read.vat as VatCode,
                })),
              },
            }),
          )
          client.setQueryData(linesQuery(served.dealId).queryKey, answer)
          return sheetOf(answer)
        } finally {
          await refresh()
        }
      }}
    />
  )
}

/** Which total is the amount of the deal, and how they are reckoned. */
const about = (amountFrom: PriceMode, mode: PriceMode) =>
  `${translate(`lines.amount.${amountFrom}`)} ${translate(`lines.about.${mode}`)}`

/** Lines of a closed deal, or of one that is another's to change. */
function Shown({ served }: { served: Served }) {
  const t = useT()
  const money = useMoney()
  const price = usePrice()
  const { lines, currency, priceMode } = served
  const amountFrom = served.amountFrom ?? 'net'
  return (
    <Section title={t('lines.title')} count={lines.length || undefined}>
      {lines.length === 0 ? (
        <EmptyState>{t('lines.none')}</EmptyState>
      ) : (
        <div className={css.frame}>
          <ul className={css.list}>
            {lines.map((line) => (
              <li key={line.id} className={css.shown}>
                <Icon of={line.kind === 'goods' ? IconPackage : IconTool} />
                <span className={css.words}>
                  {line.productId ? (
                    <GoTo to={paths.product(line.productId)}>{line.name}</GoTo>
                  ) : (
                    <span>{line.name}</span>
                  )}
                  <span className="ink-3 t-xs nums">
                    {decimalText(line.quantity)} {line.unit} × {price(line.unitPrice, currency)}
                    {line.discountPercent && `, −${decimalText(line.discountPercent)}%`}
                    {line.discountAmount && `, −${money(line.discountAmount, currency)}`}, {t('lines.head.vat')}{' '}
                    {vatWords(line.vat)}
                  </span>
                </span>
                <span className="w5 nums nowrap">{money(line.value, currency)}</span>
              </li>
            ))}
          </ul>
          <Totals totals={served} currency={currency} amountFrom={amountFrom} about={about(amountFrom, priceMode)} />
        </div>
      )}
    </Section>
  )
}
