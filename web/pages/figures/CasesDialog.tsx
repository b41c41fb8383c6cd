import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useFormat } from '../../i18n/format.ts'
import { taskTitle } from '../../i18n/task-title.ts'
import { useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Failed } from '../../ui/Failed.tsx'
import { GoTo } from '../../ui/GoTo.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import css from './figures.module.css'
import { type AskedOfProcess, casesBehindQuery, type OfCases } from './queries.ts'
import { useFigureWords } from './words.ts'

type Props = { asked: AskedOfProcess; cell: OfCases; title: string; onClose: () => void }

/** The cases behind a number of a process, the longest first. */
export function CasesDialog({ asked, cell, title, onClose }: Props) {
  const t = useT()
  const format = useFormat()
  const words = useFigureWords()
  const query = useInfiniteQuery(casesBehindQuery(asked, cell))
  const pages = query.data?.pages ?? []
  return (
    <Dialog open onClose={onClose} title={title} size={640}>
      {query.isPending ? (
        <Skeleton rows={5} />
      ) : query.isError ? (
        <Failed error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <>
          <p className="t-s ink-2">{t('figures.records', { count: pages[0]?.count ?? 0 })}</p>
          <ul className={css.records}>
            {pages.flatMap((page) =>
              page.items.map((item) => (
                <li key={item.id}>
                  <GoTo to={paths.case(item.case)} className="cut">
                    {(item.subject && taskTitle(item.subject)) || t('processes.cases.nothing')}
                  </GoTo>
                  <span className="nums ink-2">
                    {words.value('minutes', item.minutes)} · {format.near(item.at)}
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
