import {
  IconAlertOctagon,
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconClock,
  IconPencil,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import { Icon, type IconType } from './Icon.tsx'
import css from './StatusMark.module.css'
import { Token } from './Token.tsx'

export type Status = 'late' | 'incident' | 'soon' | 'draft' | 'done' | 'no_step' | 'runs'

const marks: Record<Exclude<Status, 'runs'>, { icon: IconType; tone: string }> = {
  late: { icon: IconAlertTriangle, tone: 'red' },
  incident: { icon: IconAlertOctagon, tone: 'red' },
  soon: { icon: IconClock, tone: 'amb' },
  draft: { icon: IconPencil, tone: 'amb' },
  done: { icon: IconCircleCheck, tone: 'grn' },
  no_step: { icon: IconCircleDashed, tone: 'red' },
}

type Props = {
  status: Status
  /** In a narrow place the words take several lines. */
  wraps?: boolean
  children: ReactNode
}

/** A status is never a colour alone: its mark and its words come together. */
export function StatusMark({ status, wraps = false, children }: Props) {
  if (status === 'runs') {
    return (
      <span className={cx(css.mark, 'c-acc')}>
        <Token size={14} />
        {children}
      </span>
    )
  }
  const { icon, tone } = marks[status]
  return (
    <span className={cx(css.mark, wraps && css.wraps, `c-${tone}`)}>
      <Icon of={icon} size={14} />
      {children}
    </span>
  )
}
