import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { TaskGroups } from '../../components/work/TaskGroups.tsx'
import { useTick } from '../../components/work/use-tick.ts'
import { useT } from '../../i18n/words.ts'
import { creating, paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Failed } from '../../ui/Failed.tsx'
import { GoTo, useGo, useHasPage } from '../../ui/GoTo.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Section } from '../../ui/Section.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { wordLink } from '../../ui/WordButton.tsx'
import { scopedTasksQuery, type TaskScope } from './queries.ts'
import type { MyDay } from './types.ts'

const emptyWords = {
  mine: 'myDay.tasks.empty',
  set_by_me: 'myDay.tasks.emptyDelegated',
  watched: 'tasks.emptyWatched',
  team: 'myDay.tasks.emptyTeam',
} as const

export function Tasks({ day }: { day: MyDay }) {
  const t = useT()
  const go = useGo()
  const [scope, setScope] = useState<TaskScope>('mine')
  const scoped = useQuery(scopedTasksQuery(scope))
  const { ticked, tick } = useTick()
  const tasks = scope === 'mine' ? day.tasks : (scoped.data?.items ?? [])
  const loading = scope !== 'mine' && scoped.isPending
  const quiet = scope === 'mine' && day.claims.length === 0
  const hasPage = useHasPage()
  const hasLeads = hasPage(paths.leads)
  const more = scope === 'mine' ? day.moreTasks : Boolean(scoped.data?.next)

  return (
    <Section
      title={t('myDay.tasks')}
      count={more ? undefined : tasks.length}
      end={
        <Tabs
          className="desk-only"
          label={t('myDay.tasks')}
          value={scope}
          onChange={setScope}
          tabs={[
            { key: 'mine', label: t('myDay.tasks.mine') },
            { key: 'set_by_me', label: t('myDay.tasks.delegated') },
            { key: 'watched', label: t('tasks.watched') },
            { key: 'team', label: t('myDay.tasks.team') },
          ]}
        />
      }
    >
      {loading && <Skeleton />}
      {scope !== 'mine' && scoped.isError && <Failed error={scoped.error} onRetry={() => void scoped.refetch()} />}
      {!loading && tasks.length === 0 && (
        <EmptyState
          action={
            quiet &&
            hasLeads && (
              <Button onClick={() => go(creating(paths.leads))} leftSection={<Icon of={IconPlus} />}>
                {t('myDay.quiet.new')}
              </Button>
            )
          }
        >
          {quiet ? t('myDay.quiet') : t(emptyWords[scope])}
        </EmptyState>
      )}
      <TaskGroups tasks={tasks} more={more} showAssignee={scope !== 'mine'} ticked={ticked} onTick={tick} />
      {more && hasPage(paths.tasks) && (
        <GoTo to={scope === 'mine' ? paths.tasks : `${paths.tasks}?scope=${scope}`} className={wordLink}>
          {t('myDay.tasks.all')}
        </GoTo>
      )}
    </Section>
  )
}
