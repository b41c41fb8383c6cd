import type { ReactNode } from 'react'
import css from './Chip.module.css'
import { cx } from './cx.ts'
import { Icon, type IconType } from './Icon.tsx'

export type Tone = 'plain' | 'red' | 'amb' | 'grn' | 'acc'

/** For status and counts only, not for every value. */
export function Chip({ tone = 'plain', icon, children }: { tone?: Tone; icon?: IconType; children: ReactNode }) {
  return (
    <span className={cx(css.chip, css[tone])}>
      {icon && <Icon of={icon} size={14} />}
      {children}
    </span>
  )
}
