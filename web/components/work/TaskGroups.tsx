import { IconAlertTriangle } from '@tabler/icons-react'
import { type KeyboardEvent, useRef } from 'react'
import { dateIn } from '../../../pure/dates.ts'
import { companyZone, useMinute } from '../../api/clock.ts'
import type { components } from '../../api/schema.d.ts'
import { useMe } from '../../api/session.ts'
import { taskTitle } from '../../i18n/task-title.ts'
import { useT } from '../../i18n/words.ts'
import { pathOf, paths } from '../../paths.ts'
import { cx } from '../../ui/cx.ts'
import { useGo, useHasPage } from '../../ui/GoTo.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { type TaskItem, TaskRow } from '../../ui/TaskRow.tsx'
import css from './TaskGroups.module.css'

export type Task = Pick<
  components['schemas']['Task'],
  | 'id'
  | 'status'
  | 'title'
  | 'titleParams'
  | 'dueAt'
  | 'subject'
  | 'assignee'
  | 'byProcess'
  | 'doneByRecord'
  | 'priority'
  | 'repeat'
  | 'checklistDone'
  | 'checklistTotal'
  | 'acknowledgedAt'
  | 'owner'
  | 'delegatedBy'
>

/** A task as its row shows it to this person. */
export function rowOf(task: Task, me: string, done: boolean): TaskItem {
  const giver = task.delegatedBy ?? task.owner
  return {
    id: task.id,
    title: taskTitle(task),
    dueAt: task.dueAt,
    fromProcess: task.byProcess !== null,
    done,
    doneByRecord: task.doneByRecord,
    record: task.subject && { title: task.subject.title, href: pathOf(task.subject.kind, task.subject.id) },
    assignee: task.assignee,
    priority: task.priority,
    repeats: task.repeat !== null,
    checklist: { done: task.checklistDone, total: task.checklistTotal },
    unacknowledged: !done && giver?.id === me && task.assignee?.id !== me && task.acknowledgedAt === null,
  }
}

type Group = { key: 'late' | 'today' | 'coming'; tasks: Task[] }

/** Late by the minute, today by the company's calendar day; what has no date comes last. */
function grouped(tasks: Task[], minute: number): Group[] {
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

type Props = {
  tasks: Task[]
  /** There are more than these, so the last group is not whole. */
  more?: boolean
  showAssignee?: boolean
  ticked: ReadonlySet<string>
  onTick: (task: Task) => unknown
}

/** Tasks under late, today and coming; ticked where they stand. */
export function TaskGroups({ tasks, more, showAssignee, ticked, onTick }: Props) {
  const t = useT()
  const go = useGo()
  const { user } = useMe()
  const minute = useMinute()
  const hasPage = useHasPage()
  const list = useRef<HTMLDivElement>(null)
  const groups = grouped(tasks, minute)

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
    // biome-ignore lint/a11y/noStaticElementInteractions: only passes arrows between the boxes inside
    <div ref={list} onKeyDown={onKeyDown}>
      {groups.map((group) => (
        <div key={group.key}>
          <h3 className={cx(css.group, group.key === 'late' && 'c-red')}>
            {group.key === 'late' && <Icon of={IconAlertTriangle} size={14} />}
            {t(`myDay.tasks.${group.key}`)}
            <span className={cx('nums', group.key !== 'late' && 'ink-3')}>
              {group.tasks.length}
              {more && group === groups.at(-1) && '+'}
            </span>
          </h3>
          <ul>
            {group.tasks.map((task) => {
              const href = task.subject && pathOf(task.subject.kind, task.subject.id)
              return (
                <TaskRow
                  key={task.id}
                  showAssignee={showAssignee}
                  href={paths.task(task.id)}
                  task={rowOf(task, user.id, task.status === 'done' || ticked.has(task.id))}
                  onToggle={() => {
                    // Such a task ends by what happens to its record; that is where the person has to go.
                    if (task.doneByRecord && href && hasPage(href)) go(href)
                    else void onTick(task)
                  }}
                />
              )
            })}
          </ul>
        </div>
      ))}
    </div>
  )
}
