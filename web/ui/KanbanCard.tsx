import { IconAlertTriangle, IconArrowRight, IconClipboardCheck, IconClock } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useT } from '../i18n/words.ts'
import { Avatar } from './Avatar.tsx'
import { Chip } from './Chip.tsx'
import { Icon } from './Icon.tsx'
import css from './KanbanCard.module.css'
import { StatusMark } from './StatusMark.tsx'

type Props = {
  title: string
  company: string
  amount?: string
  /** Rest at the stage, once it is over the stage's limit (soon) or twice over it (late). */
  rest?: { words: string; status: 'soon' | 'late' } | null
  /** The next step; null says that there is none, nothing where none is needed. */
  next?: { words: ReactNode; kind: 'plain' | 'late' | 'process' | 'done' } | null | undefined
  owner: { id: string; name: string } | null
  /** What its stage wants and it does not have. */
  wants?: { count: number; words: string } | null
}

export function KanbanCard({ title, company, amount, rest, next, owner, wants }: Props) {
  const t = useT()
  return (
    <div className={css.card}>
      <span className={css.title}>{title}</span>
      <span className={css.company}>{company}</span>
      <span className={css.line}>
        <span className={css.amount}>{amount}</span>
        {wants && (
          <Chip tone="amb" icon={IconClipboardCheck}>
            <span aria-hidden="true">{wants.count}</span>
            <span className="hidden-words">{wants.words}</span>
          </Chip>
        )}
        {rest && (
          <Chip
            tone={rest.status === 'late' ? 'red' : 'amb'}
            icon={rest.status === 'late' ? IconAlertTriangle : IconClock}
          >
            {rest.words}
          </Chip>
        )}
      </span>
      <span className={css.line}>
        {next === null ? (
          <StatusMark status="no_step">{t('ui.noStep')}</StatusMark>
        ) : !next ? null : next.kind === 'plain' ? (
          <span className={css.next}>
            <Icon of={IconArrowRight} size={14} />
            <span className="cut">{next.words}</span>
          </span>
        ) : next.kind === 'late' ? (
          <StatusMark status="late">
            <span className="cut">{next.words}</span>
          </StatusMark>
        ) : (
          <StatusMark status={next.kind === 'process' ? 'runs' : 'done'}>{next.words}</StatusMark>
        )}
        {owner && <Avatar id={owner.id} name={owner.name} named />}
      </span>
    </div>
  )
}
