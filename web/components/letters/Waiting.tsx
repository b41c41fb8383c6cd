import { IconClock } from '@tabler/icons-react'
import { useMinute } from '../../api/clock.ts'
import { useT } from '../../i18n/words.ts'
import { cx } from '../../ui/cx.ts'
import { Icon } from '../../ui/Icon.tsx'
import css from './letters.module.css'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** How long somebody waits for an answer, counted on as the clock goes. */
export function Waiting({ since }: { since: string }) {
  const t = useT()
  const waited = Math.max(0, useMinute() - Date.parse(since))
  const [count, unit] =
    waited < HOUR ? [waited / 60_000, 'm'] : waited < DAY ? [waited / HOUR, 'h'] : [waited / DAY, 'd']
  return (
    <span className={cx(css.waiting, waited >= DAY ? 'c-red' : waited >= 4 * HOUR && 'c-amb')}>
      <Icon of={IconClock} size={14} />
      {t('inbox.waits', { count: Math.max(1, Math.floor(count)), unit })}
    </span>
  )
}
