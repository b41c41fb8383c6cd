import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMe } from '../../api/session.ts'
import { useFormat } from '../../i18n/format.ts'
import { useMoney } from '../../i18n/money.ts'
import { useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Failed } from '../../ui/Failed.tsx'
import { GoTo, useGo } from '../../ui/GoTo.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import css from './invoices.module.css'
import { toIssueQuery, useInvoiceActions } from './queries.ts'

/** Won deals and signed contracts nobody invoiced: the money a company forgets to ask for. */
export function ToIssue() {
  const t = useT()
  const go = useGo()
  const format = useFormat()
  const money = useMoney()
  const { can } = useMe()
  const { begin } = useInvoiceActions()
  const { data, error, refetch } = useQuery(toIssueQuery)
  if (!data) return error ? <Failed error={error} onRetry={() => void refetch()} /> : <Skeleton rows={6} />
  if (data.items.length === 0) return <EmptyState>{t('invoices.toIssue.none')}</EmptyState>
  return (
    <ul className={css.waiting} aria-label={t('invoices.tab.toIssue', { count: data.items.length })}>
      {data.items.map((one) => (
        <li key={one.id}>
          <span className={css.words}>
            <GoTo to={one.deal ? paths.deal(one.deal.id) : paths.contract(one.contract!.id)} className="w5 cut">
              {one.title}
            </GoTo>
            <span className="t-xs ink-3 cut">
              {[
                t(`invoices.toIssue.${one.because}`, { when: format.date(one.since) }),
                one.contract?.name,
                one.company?.name,
                one.owner?.name,
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </span>
          <span className="nums nowrap w5">{one.amount === null ? '' : money(one.amount, one.currency)}</span>
          {one.draftId ? (
            <Button onClick={() => go(paths.invoice(one.draftId!))}>{t('invoices.toIssue.draft')}</Button>
          ) : (
            can['invoice.create'] !== 'none' && (
              <Button
                onClick={async () => {
                  const made = await begin(one.deal ? { dealId: one.deal.id } : { contractId: one.contract!.id })
                  if (made) go(paths.invoice(made.id))
                }}
              >
                {t('invoices.issueFor')}
              </Button>
            )
          )}
        </li>
      ))}
    </ul>
  )
}
