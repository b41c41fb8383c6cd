import { IconAlarm } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useSecond } from '../api/clock.ts'
import { useT } from '../i18n/words.ts'
import { cx } from './cx.ts'
import { Icon } from './Icon.tsx'
import css from './TimeRing.module.css'

type Deadline = {
  dueAt: string
  /** The whole time there was, in seconds. */
  total: number
}

export type Urgency = 'calm' | 'warm' | 'hot'

export function useTimeLeft({ dueAt, total }: Deadline): { seconds: number; share: number; urgency: Urgency } {
  const second = useSecond()
  const seconds = Math.ceil(Date.parse(dueAt) / 1000 - second)
  const share = Math.min(1, Math.max(0, seconds / Math.max(1, total)))
  return { seconds, share, urgency: share < 0.2 ? 'hot' : share < 0.6 ? 'warm' : 'calm' }
}

/** 1:52, 2:03:07 */
function clock(seconds: number): string {
  const left = Math.abs(seconds)
  const two = (value: number) => String(value).padStart(2, '0')
  const hours = Math.floor(left / 3600)
  const minutes = Math.floor(left / 60) % 60
  return hours > 0 ? `${hours}:${two(minutes)}:${two(left % 60)}` : `${minutes}:${two(left % 60)}`
}

const DAY = 24 * 3600
/** From here on the hours tell nobody anything. */
const MANY_DAYS = 10

/** The channel's icon inside a ring that runs out. */
export function TimeRing({ dueAt, total, children }: Deadline & { children: ReactNode }) {
  const { share, urgency } = useTimeLeft({ dueAt, total })
  return (
    <span className={cx(css.ring, css[urgency])}>
      <svg viewBox="0 0 36 36" width="36" height="36" aria-hidden>
        <circle cx="18" cy="18" r="16.5" />
        {share > 0 && <circle cx="18" cy="18" r="16.5" pathLength="100" strokeDasharray={`${share * 100} 100`} />}
      </svg>
      {children}
    </span>
  )
}

/** The live time left with its word; says "po czasie" once it has passed. */
export function TimeLeft({ dueAt, total }: Deadline) {
  const t = useT()
  const { seconds, urgency } = useTimeLeft({ dueAt, total })
  const days = Math.floor(Math.abs(seconds) / DAY)
  return (
    <span className={css.left}>
      <span className={cx(css.time, css[urgency])} role="timer">
        {urgency === 'hot' && <Icon of={IconAlarm} />}
        {days === 0
          ? clock(seconds)
          : days < MANY_DAYS
            ? t('ui.claim.days', { days, hours: Math.floor((Math.abs(seconds) % DAY) / 3600) })
            : t('ui.claim.manyDays', { days })}
      </span>
      <span className={css.word}>{t(seconds >= 0 ? 'ui.claim.left' : 'ui.claim.over')}</span>
    </span>
  )
}
