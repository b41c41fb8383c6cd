import type { ReactNode } from 'react'
import { useFormat } from '../../i18n/format.ts'
import { shortTaskTitle } from '../../i18n/task-title.ts'
import { type Translate, useT, wordsOf } from '../../i18n/words.ts'
import { StatusMark } from '../../ui/StatusMark.tsx'
import type { Lead, LeadWithRights } from './queries.ts'

/** Who asks: the person, the company, or both. */
export const clientOf = (lead: Pick<Lead, 'personName' | 'companyName'>): string =>
  [lead.personName, lead.companyName].filter(Boolean).join(', ')

export const isOpen = (lead: Pick<Lead, 'status'>): boolean => lead.status !== 'converted' && lead.status !== 'rejected'

/** Status as a mark with words; on a rejected lead why. */
export function LeadMark({ lead }: { lead: Lead }): ReactNode {
  const t = useT()
  switch (lead.status) {
    case 'new':
      return <StatusMark status="soon">{t('leads.status.new')}</StatusMark>
    case 'waiting':
      return t('leads.status.waiting')
    case 'converted':
      return <StatusMark status="done">{t('leads.status.converted')}</StatusMark>
    case 'rejected':
      return t('leads.status.rejectedFor', { reason: wordsOf(`reject.${lead.rejectedReason}`) ?? '' })
    default:
      return t('leads.status.processing')
  }
}

/** The next step with its date, or when a waiting lead comes back; a lead in processing without one says so. */
export function NextStep({ lead, minute }: { lead: Lead; minute: number }): ReactNode {
  const t = useT()
  const format = useFormat()
  // While it waits, time stands still: its handling is not late.
  if (lead.status === 'waiting' && lead.waitingUntil) {
    return t('leads.back', { when: format.near(lead.waitingUntil, { time: 'never' }) })
  }
  if (!lead.nextTask) {
    return lead.status === 'processing' ? <StatusMark status="no_step">{t('ui.noStep')}</StatusMark> : null
  }
  const { dueAt } = lead.nextTask
  const title = shortTaskTitle(lead.nextTask)
  const words = dueAt ? `${format.near(dueAt)}: ${title}` : title
  return isLate(lead, minute) ? (
    <StatusMark status="late">
      <span className="cut">{words}</span>
    </StatusMark>
  ) : (
    words
  )
}

export const isLate = ({ status, nextTask }: Lead, minute: number): boolean =>
  status !== 'waiting' && Boolean(nextTask?.dueAt && Date.parse(nextTask.dueAt) < minute)

/** 'Odkładany 2 razy z 3', or how often it may be while it has not been. */
export function waitedWords(
  t: Translate,
  { waitingTimes, mostTimes }: Pick<LeadWithRights, 'waitingTimes' | 'mostTimes'>,
) {
  return mostTimes === null
    ? t('leads.waited', { count: waitingTimes })
    : t('leads.waited.of', { count: waitingTimes, most: mostTimes })
}
