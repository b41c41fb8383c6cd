import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { api, data } from '../../api/client.ts'
import { useMe } from '../../api/session.ts'
import { StepForm } from '../../components/record/StepForm.tsx'
import { Page } from '../../components/shell/Page.tsx'
import { TaskGroups } from '../../components/work/TaskGroups.tsx'
import { useTick } from '../../components/work/use-tick.ts'
import { useT } from '../../i18n/words.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Failed } from '../../ui/Failed.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { useKeys } from '../../ui/use-keys.ts'
import { useSearchState } from '../../ui/use-search.ts'
import { DoneTasks } from './DoneTasks.tsx'
import css from './tasks.module.css'

const SCOPES = ['mine', 'set_by_me', 'watched', 'team'] as const
type Scope = (typeof SCOPES)[number]
const TIMES = ['all', 'late', 'today', 'coming', 'done'] as const
type Time = (typeof TIMES)[number]

const words = {
  mine: 'myDay.tasks.mine',
  set_by_me: 'myDay.tasks.delegated',
  watched: 'tasks.watched',
  team: 'myDay.tasks.team',
} as const
const empty = {
  mine: 'myDay.tasks.empty',
  set_by_me: 'myDay.tasks.emptyDelegated',
  watched: 'tasks.emptyWatched',
  team: 'myDay.tasks.emptyTeam',
} as const
const timeWords = {
  all: 'tasks.open',
  late: 'myDay.tasks.late',
  today: 'myDay.tasks.today',
  coming: 'myDay.tasks.coming',
  done: 'tasks.done',
} as const

export default function TasksPage() {
  const t = useT()
  const { can } = useMe()
  const [search, setSearch] = useSearchState()
  const scope: Scope = SCOPES.find((one) => one === search.scope) ?? 'mine'
  const when: Time = TIMES.find((one) => one === search.when) ?? 'all'
  const { ticked, tick } = useTick()
  const { data: counts } = useQuery({
    queryKey: ['tasks', 'counts', scope],
    queryFn: () => data(api.GET('/api/tasks/counts', { params: { query: { scope } } })),
    placeholderData: keepPreviousData,
  })
  const query = useInfiniteQuery({
    queryKey: ['tasks', 'page', scope, when],
    queryFn: ({ pageParam }) =>
      data(
        api.GET('/api/tasks', {
          params: {
            query: {
              scope,
              status: when === 'done' ? 'done' : 'open',
              ...(when === 'all' || when === 'done' ? {} : { time: when }),
              limit: 100,
              after: pageParam,
            },
          },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  })
  const tasks = query.data?.pages.flatMap((page) => page.items) ?? []
  const mayCreate = can['task.create'] !== 'none'
  const create = () => setSearch({ new: '1' }, { push: true })
  useKeys(mayCreate ? { n: create } : {})
  return (
    <Page
      reading
      title={t('shell.nav.tasks')}
      views={
        <Tabs
          label={t('shell.nav.tasks')}
          value={scope}
          onChange={(next) => setSearch({ scope: next === 'mine' ? undefined : next })}
          tabs={SCOPES.map((key) => ({ key, label: t(words[key]) }))}
        />
      }
      actions={
        mayCreate && (
          <Button
            variant="filled"
            leftSection={<Icon of={IconPlus} />}
            rightSection={<kbd className="desk-only">N</kbd>}
            onClick={create}
          >
            {t('tasks.new')}
          </Button>
        )
      }
    >
      <Tabs
        className={css.when}
        label={t('tasks.when')}
        value={when}
        onChange={(next) => setSearch({ when: next === 'all' ? undefined : next })}
        tabs={TIMES.map((key) => {
          const count = key === 'late' || key === 'today' || key === 'coming' ? counts?.[key] : undefined
          return { key, label: count ? `${t(timeWords[key])} ${count}` : t(timeWords[key]) }
        })}
      />
      {query.isPending && <Skeleton rows={10} />}
      {query.isError && <Failed error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && tasks.length === 0 && (
        <EmptyState>
          {t(when === 'done' ? 'tasks.emptyDone' : when === 'all' ? empty[scope] : 'tasks.emptyWhen')}
        </EmptyState>
      )}
      {when === 'done' ? (
        <DoneTasks tasks={tasks} showAssignee={scope !== 'mine'} ticked={ticked} onTick={tick} />
      ) : (
        <TaskGroups
          tasks={tasks}
          more={query.hasNextPage}
          showAssignee={scope !== 'mine'}
          ticked={ticked}
          onTick={tick}
        />
      )}
      {query.hasNextPage && (
        <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('tasks.more')}
        </Button>
      )}
      {search.new === '1' && mayCreate && (
        <Dialog open onClose={() => setSearch({ new: undefined })} title={t('tasks.new')}>
          <StepForm onClose={() => setSearch({ new: undefined })} />
        </Dialog>
      )}
    </Page>
  )
}
