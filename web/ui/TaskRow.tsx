import { IconCheck, IconFlag, IconRepeat } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useMinute } from '../api/clock.ts'
import { useFormat } from '../i18n/format.ts'
import { useT } from '../i18n/words.ts'
import { Avatar } from './Avatar.tsx'
import { cx } from './cx.ts'
import { GoTo } from './GoTo.tsx'
import { Icon } from './Icon.tsx'
import { StatusMark } from './StatusMark.tsx'
import css from './TaskRow.module.css'
import { Token } from './Token.tsx'

export interface TaskItem {
  id: string
  title: string
  /** An instant, or a plain date for "that day". */
  dueAt: string | null
  /** A meeting has a beginning too. */
  startAt?: string | null
  fromProcess: boolean
  done: boolean
  record: { title: string; href: string | null } | null
  /** Ticked off by what happens to its record, not by hand. */
  doneByRecord?: boolean
  priority?: 'low' | 'normal' | 'high'
  repeats?: boolean
  checklist?: { done: number; total: number }
  /** Given by the reader, and whoever has it has not said that he knows of it. */
  unacknowledged?: boolean
  /** Whose it is; shown outside one's own list. */
  assignee?: { id: string; name: string } | null
}

type Props = {
  task: TaskItem
  onToggle: (task: TaskItem) => void
  /** The task's own page or dialog. */
  href?: string | null
  selected?: boolean
  /** In a side panel there is no room for the record, which is the page itself. */
  narrow?: boolean
  showAssignee?: boolean
}

/** Late by the clock: a plain date is late the day after. */
function isLate(dueAt: string, minute: number, today: string): boolean {
  return dueAt.length === 10 ? dueAt < today : Date.parse(dueAt) < minute
}

function useDue(task: TaskItem): ReactNode {
  const t = useT()
  const format = useFormat()
  const minute = useMinute()
  if (!task.dueAt) return null
  const today = new Date(minute).toLocaleDateString('sv', { timeZone: format.reader.zone })
  if (!task.done && isLate(task.dueAt, minute, today)) {
    return <StatusMark status="late">{format.near(task.dueAt)}</StatusMark>
  }
  if (format.isToday(task.dueAt) && task.dueAt.length > 10) {
    return task.startAt
      ? `${format.time(task.startAt)}–${format.time(task.dueAt)}`
      : t('ui.task.until', { time: format.time(task.dueAt) })
  }
  return format.near(task.dueAt, { time: 'never' })
}

/** Small signs behind a title, each with its word for who cannot see it. */
function Marks({ task }: { task: TaskItem }) {
  const t = useT()
  return (
    <span className={css.marks}>
      {task.priority === 'high' && (
        <span className="c-amb" title={t('tasks.priority.high')}>
          <Icon of={IconFlag} size={14} />
          <span className="hidden-words">{t('tasks.priority.high')}</span>
        </span>
      )}
      {task.repeats && (
        <span title={t('tasks.repeats')}>
          <Icon of={IconRepeat} size={14} />
          <span className="hidden-words">{t('tasks.repeats')}</span>
        </span>
      )}
      {task.checklist && task.checklist.total > 0 && (
        <span className="nums" title={t('tasks.checklist')}>
          {task.checklist.done}/{task.checklist.total}
        </span>
      )}
      {task.unacknowledged && <span>{t('tasks.unacknowledged')}</span>}
    </span>
  )
}

export function TaskRow({ task, onToggle, href, selected, narrow, showAssignee }: Props) {
  const t = useT()
  const due = useDue(task)
  return (
    <li className={cx(css.task, narrow && css.narrow, selected && css.selected, task.done && css.done)}>
      <input
        type="checkbox"
        className={css.box}
        checked={task.done}
        onChange={() => onToggle(task)}
        aria-label={t('ui.task.done', { title: task.title })}
      />
      {task.done && (
        <span className={css.tick}>
          <Icon of={IconCheck} size={14} />
        </span>
      )}
      <div className={css.words}>
        <div className={css.title}>
          {href ? (
            <GoTo to={href} className="cut">
              {task.title}
            </GoTo>
          ) : (
            <span className="cut">{task.title}</span>
          )}
          {task.fromProcess && (
            <span className={css.token}>
              <Token size={14} label={t('ui.task.process')} />
            </span>
          )}
          <Marks task={task} />
        </div>
        {!narrow && (
          <div className={cx(css.sub, 'phone-only')}>
            {due}
            {due && task.record && ' · '}
            {task.record?.title}
          </div>
        )}
      </div>
      {!narrow && (
        <div className={cx(css.record, 'desk-only')}>
          {showAssignee && task.assignee && <Avatar id={task.assignee.id} name={task.assignee.name} named />}
          {task.record &&
            (task.record.href ? (
              <GoTo to={task.record.href} className="cut">
                {task.record.title}
              </GoTo>
            ) : (
              <span className="cut">{task.record.title}</span>
            ))}
        </div>
      )}
      <div className={cx(css.due, !narrow && 'desk-only')}>{due}</div>
    </li>
  )
}
