import { Button } from '@mantine/core'
import { IconAlertTriangle, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useRef, useState } from 'react'
import { dateIn } from '../../../pure/dates.ts'
import { companyZone, useMinute } from '../../api/clock.ts'
import { useTick } from '../../components/work/use-tick.ts'
import { taskTitle } from '../../i18n/task-title.ts'
import { useT } from '../../i18n/words.ts'
import { creating, pathOf, paths } from '../../paths.ts'
import { cx } from '../../ui/cx.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Failed } from '../../ui/Failed.tsx'
import { useGo, useHasPage } from '../../ui/GoTo.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Section } from '../../ui/Section.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { TaskRow } from '../../ui/TaskRow.tsx'
import { scopedTasksQuery, type TaskScope } from './queries.ts'
import css from './Tasks.module.css'
import type { MyDay, MyDayTask } from './types.ts'

const emptyWords = {
  mine: 'myDay.tasks.empty',
  set_by_me: 'myDay.tasks.emptyDelegated',
  team: 'myDay.tasks.emptyTeam',
} as const

type Group = { key: 'late' | 'today' | 'coming'; tasks: MyDayTask[] }

/** Late by the minute, today by the company's calendar day; what has no date comes last. */
function grouped(tasks: MyDayTask[], minute: number): Group[] {
  const zone = companyZone()
  const today = dateIn(zone, new Date(minute).toISOString())
  const groups: Group[] = [
    { key: 'late', tasks: [] },
    { key: 'today', tasks: [] },
    { key: 'coming', tasks: [] },
  ]
  for (const task of tasks) {
    const late = task.dueAt !== null && Date.parse(task.dueAt) < minute
    const isToday = task.dueAt !== null && dateIn(zone, task.dueAt) === today
    groups[late ? 0 : isToday ? 1 : 2]?.tasks.push(task)
  }
  return groups.filter((group) => group.tasks.length > 0)
}

export function Tasks({ day }: { day: MyDay }) {
  const t = useT()
  const go = useGo()
  const minute = useMinute()
  const [scope, setScope] = useState<TaskScope>('mine')
  const scoped = useQuery(scopedTasksQuery(scope))
  const { ticked, tick } = useTick()
  const list = useRef<HTMLDivElement>(null)
  const tasks = scope === 'mine' ? day.tasks : (scoped.data?.items ?? [])
  const loading = scope !== 'mine' && scoped.isPending
  const quiet = scope === 'mine' && day.claims.length === 0
  const hasPage = useHasPage()
  const hasLeads = hasPage(paths.leads)
  const more = scope === 'mine' && day.moreTasks

  // Arrows walk from box to box, as in any list.
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (!step) return
    const boxes = [...(list.current?.querySelectorAll<HTMLInputElement>('input[type="checkbox"]') ?? [])]
    const at = boxes.indexOf(event.target as HTMLInputElement)
    if (at < 0) return
    event.preventDefault()
    boxes[at + step]?.focus()
  }

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
      {/* biome-ignore lint/a11y/noStaticElementInteractions: only passes arrows between the boxes inside */}
      <div ref={list} onKeyDown={onKeyDown}>
        {grouped(tasks, minute).map((group) => (
          <div key={group.key}>
            <h3 className={cx(css.group, group.key === 'late' && 'c-red')}>
              {group.key === 'late' && <Icon of={IconAlertTriangle} size={14} />}
              {t(`myDay.tasks.${group.key}`)}
              <span className={cx('nums', group.key !== 'late' && 'ink-3')}>{group.tasks.length}</span>
            </h3>
            <ul>
              {group.tasks.map((task) => {
                const href = task.subject && pathOf(task.subject.kind, task.subject.id)
                return (
                  <TaskRow
                    key={task.id}
                    showAssignee={scope !== 'mine'}
                    href={href}
                    task={{
                      id: task.id,
                      title: taskTitle(task),
                      dueAt: task.dueAt,
                      fromProcess: task.byProcess !== null,
                      done: task.status === 'done' || ticked.has(task.id),
                      doneByRecord: task.doneByRecord,
                      record: task.subject && { title: task.subject.title, href },
                      assignee: task.assignee,
                    }}
                    onToggle={() => {
                      // Such a task ends by what happens to its record; that is where the person has to go.
                      if (task.doneByRecord && href && hasPage(href)) go(href)
                      else void tick(task)
                    }}
                  />
                )
              })}
            </ul>
          </div>
        ))}
      </div>
    </Section>
  )
}
