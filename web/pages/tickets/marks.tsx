import { IconArrowDown, IconArrowUp, IconFlame } from '@tabler/icons-react'
import { useMinute } from '../../api/clock.ts'
import { useFormat } from '../../i18n/format.ts'
import { useT } from '../../i18n/words.ts'
import { Chip } from '../../ui/Chip.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { StatusMark } from '../../ui/StatusMark.tsx'
import type { Ticket } from './queries.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** Until when the next thing has to be done: what it is, how long is left, and by a mark with words whether it is late. */
export function DueMark({ ticket, wraps = false }: { ticket: Ticket; wraps?: boolean }) {
  const t = useT()
  const format = useFormat()
  const minute = useMinute()
  if (ticket.status === 'waiting') return <span className="ink-2">{t('tickets.due.waits')}</span>
  if (!ticket.dueAt) return null
  const what = t(
    ticket.answeredAt || ticket.dueAt !== ticket.answerDueAt ? 'tickets.due.solution' : 'tickets.due.answer',
  )
  const left = Date.parse(ticket.dueAt) - minute
  const size = Math.abs(left)
  const lasts =
    size < HOUR_MS
      ? t('tickets.due.minutes', { count: Math.max(1, Math.round(size / 60_000)) })
      : size < DAY_MS
        ? t('tickets.due.hours', { count: Math.round(size / HOUR_MS) })
        : t('tickets.due.days', { count: Math.round(size / DAY_MS) })
  const title = format.dateTime(ticket.dueAt)
  if (left < 0) {
    return (
      <span title={title}>
        <StatusMark status="late" wraps={wraps}>
          {t('tickets.due.late', { what, lasts })}
        </StatusMark>
      </span>
    )
  }
  const words = t('tickets.due.left', { what, lasts })
  return (
    <span title={title}>
      {left < HOUR_MS ? (
        <StatusMark status="soon" wraps={wraps}>
          {words}
        </StatusMark>
      ) : (
        words
      )}
    </span>
  )
}

export function PriorityMark({ priority }: { priority: Ticket['priority'] }) {
  const t = useT()
  const words = t(`tickets.priority.${priority}`)
  if (priority === 'urgent')
    return (
      <Chip tone="red" icon={IconFlame}>
        {words}
      </Chip>
    )
  if (priority === 'normal') return <span className="ink-2">{words}</span>
  return (
    <span className="row ink-2">
      <Icon of={priority === 'high' ? IconArrowUp : IconArrowDown} size={14} />
      {words}
    </span>
  )
}

export function TicketStatus({ ticket }: { ticket: Ticket }) {
  const t = useT()
  const words = t(`tickets.status.${ticket.status}`)
  if (ticket.status === 'solved') return <StatusMark status="done">{words}</StatusMark>
  return ticket.status === 'new' ? <Chip tone="acc">{words}</Chip> : <Chip>{words}</Chip>
}
