import { Button, Select } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useFormat } from '../../i18n/format.ts'
import { taskTitle } from '../../i18n/task-title.ts'
import { useLocale, useT, wordsOf } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Failed } from '../../ui/Failed.tsx'
import { GoTo } from '../../ui/GoTo.tsx'
import { Section } from '../../ui/Section.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { StatusMark } from '../../ui/StatusMark.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { useSearchState } from '../../ui/use-search.ts'
import css from './processes.module.css'
import { CASE_STATES, casesQuery, type Process } from './queries.ts'

const PLACE = 'cases'

/** Brings the list into view, for whoever chose what it shows somewhere else on the page. */
export function showCases(): void {
  document.getElementById(PLACE)?.scrollIntoView({ block: 'nearest' })
}

/** The cases of a process, those begun last first, narrowed by their state and by the step they stand on. */
export function Cases({ process, names }: { process: Process; names: ReadonlyMap<string, string> }) {
  const t = useT()
  const locale = useLocale()
  const format = useFormat()
  const [search, setSearch] = useSearchState()
  const status = CASE_STATES.find((one) => one === search.status)
  const element = search.element || undefined
  const query = useInfiniteQuery(
    casesQuery(process.key, { ...(status ? { status } : {}), ...(element ? { element } : {}) }),
  )
  const cases = query.data?.pages.flatMap((page) => page.items) ?? []
  const filtered = Boolean(status || element)
  return (
    <Section title={t('processes.cases')}>
      <div className={css.filters} id={PLACE}>
        <Tabs
          label={t('processes.cases.state')}
          value={status ?? 'all'}
          onChange={(next) => setSearch({ status: next === 'all' ? undefined : next })}
          tabs={(['all', ...CASE_STATES] as const).map((key) => ({ key, label: t(`processes.cases.${key}`) }))}
        />
        <Select
          size="xs"
          aria-label={t('processes.cases.element')}
          value={element ?? ''}
          allowDeselect={false}
          searchable
          data={[
            { value: '', label: t('processes.cases.anywhere') },
            ...[...names].map(([value, label]) => ({ value, label })),
          ]}
          onChange={(next) => setSearch({ element: next || undefined })}
        />
      </div>
      {query.isPending ? (
        <Skeleton rows={5} />
      ) : query.isError && !query.data ? (
        <Failed error={query.error} onRetry={() => void query.refetch()} />
      ) : cases.length === 0 ? (
        filtered ? (
          <EmptyState
            action={
              <Button onClick={() => setSearch({ status: undefined, element: undefined })}>
                {t('processes.cases.unfilter')}
              </Button>
            }
          >
            {t('processes.cases.noneHere')}
          </EmptyState>
        ) : (
          <EmptyState>{t('processes.cases.none')}</EmptyState>
        )
      ) : (
        <ul className={css.list} aria-label={t('processes.cases')}>
          {cases.map((one) => (
            <li key={one.id}>
              <GoTo to={paths.case(one.id)} className={css.row}>
                <span className="cut w5">
                  {(one.subject && taskTitle(one.subject)) || t('processes.cases.nothing')}
                </span>
                <span className="cut">
                  {one.incident ? (
                    <StatusMark status="incident">
                      {[...one.at.map((at) => at.name[locale]), wordsOf(`error.${one.incident}`)]
                        .filter(Boolean)
                        .join(': ')}
                    </StatusMark>
                  ) : one.status === 'suspended' ? (
                    <StatusMark status="soon">
                      {[t('processes.case.suspended'), ...one.at.map((at) => at.name[locale])].join(': ')}
                    </StatusMark>
                  ) : one.endedAt ? (
                    <StatusMark status={one.status === 'completed' ? 'done' : 'no_step'}>
                      {wordsOf(`processes.case.${one.status}`) ?? one.status}
                    </StatusMark>
                  ) : (
                    one.at.map((at) => at.name[locale]).join(', ')
                  )}
                </span>
                <span className={css.meta}>
                  <span>{t('processes.cases.began', { when: format.near(one.startedAt) })}</span>
                  <span>
                    {one.endedAt
                      ? t('processes.cases.ended.at', { when: format.near(one.endedAt) })
                      : t('processes.cases.moved', { when: format.near(one.movedAt) })}
                  </span>
                </span>
              </GoTo>
            </li>
          ))}
        </ul>
      )}
      {query.hasNextPage && (
        <Button size="sm" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('processes.cases.more')}
        </Button>
      )}
    </Section>
  )
}
