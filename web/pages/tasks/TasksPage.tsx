import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
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

const SCOPES = ['mine', 'set_by_me', 'team', 'done'] as const
type Scope = (typeof SCOPES)[number]

const words = {
  mine: 'myDay.tasks.mine',
  set_by_me: 'myDay.tasks.delegated',
  team: 'myDay.tasks.team',
  done: 'tasks.done',
} as const
const empty = {
  mine: 'myDay.tasks.empty',
  set_by_me: 'myDay.tasks.emptyDelegated',
  team: 'myDay.tasks.emptyTeam',
  done: 'tasks.emptyDone',
} as const

export default function TasksPage() {
  const t = useT()
  const { can } = useMe()
  const [search, setSearch] = useSearchState()
  const scope: Scope = SCOPES.find((one) => one === search.scope) ?? 'mine'
  const { ticked, tick } = useTick()
  const query = useInfiniteQuery({
    queryKey: ['tasks', 'page', scope],
    queryFn: ({ pageParam }) =>
      data(
        api.GET('/api/tasks', {
          params: {
            query: {
              scope: scope === 'done' ? 'mine' : scope,
              status: scope === 'done' ? 'done' : 'open',
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
      {query.isPending && <Skeleton rows={10} />}
      {query.isError && <Failed error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && tasks.length === 0 && <EmptyState>{t(empty[scope])}</EmptyState>}
      {scope === 'done' ? (
        <DoneTasks tasks={tasks} ticked={ticked} onTick={tick} />
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
