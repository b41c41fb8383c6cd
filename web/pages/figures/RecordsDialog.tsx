import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { ReportKey } from '../../../pure/figures.ts'
import { useMe } from '../../api/session.ts'
import { useFormat } from '../../i18n/format.ts'
import { useMoney } from '../../i18n/money.ts'
import { useT } from '../../i18n/words.ts'
import { pathOf } from '../../paths.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Failed } from '../../ui/Failed.tsx'
import { GoTo } from '../../ui/GoTo.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import css from './figures.module.css'
import { type Asked, type OfCell, recordsQuery } from './queries.ts'
import { useFigureWords } from './words.ts'

type Props = { report: ReportKey; asked: Asked; cell: OfCell; title: string; onClose: () => void }

/** The very records a number counts. */
export function RecordsDialog({ report, asked, cell, title, onClose }: Props) {
  const t = useT()
  const format = useFormat()
  const money = useMoney()
  const words = useFigureWords()
  const { company } = useMe()
  const query = useInfiniteQuery(recordsQuery(report, asked, cell))
  const pages = query.data?.pages ?? []
  const first = pages[0]
  return (
    <Dialog open onClose={onClose} title={title} size={640}>
      {query.isPending ? (
        <Skeleton rows={5} />
      ) : query.isError ? (
        <Failed error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <>
          <p className="t-s ink-2">{t('figures.records', { count: first?.count ?? 0 })}</p>
          <ul className={css.records}>
            {pages.flatMap((page) =>
              page.items.map((item) => (
                <li key={item.id}>
                  <GoTo to={pathOf(page.kind, item.id) ?? ''} className="cut">
                    {item.name || t('figures.records.unnamed')}
                  </GoTo>
                  <span className="nums ink-2">
                    {[
                      item.amount > 0 && page.kind !== 'call' ? money(item.amount, company.currency) : '',
                      item.minutes === null ? '' : words.value('minutes', item.minutes),
                      format.date(item.day),
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                  </span>
                </li>
              )),
            )}
          </ul>
          {query.hasNextPage && (
            <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              {t('figures.records.more')}
            </Button>
          )}
        </>
      )}
    </Dialog>
  )
}
