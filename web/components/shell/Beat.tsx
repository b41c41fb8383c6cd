import { Tooltip } from '@mantine/core'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { api, data } from '../../api/client.ts'
import { useSecond } from '../../api/clock.ts'
import { useT } from '../../i18n/words.ts'
import { cx } from '../../ui/cx.ts'
import { Token } from '../../ui/Token.tsx'
import css from './Beat.module.css'

interface BeatAnswer {
  secondsAgo: number | null
  latenessMs: number
  running: number
}

const beatQuery = queryOptions({
  queryKey: ['beat'],
  queryFn: async (): Promise<BeatAnswer> => await data(api.GET('/api/beat')),
  refetchInterval: 15_000,
  retry: false,
})

const LATE_MILLIS = 10_000
const STOPPED_SECONDS = 60

/** The processes' clock: that it ticks is the promise the whole app rests on, so it is always in sight. */
export function Beat({ narrow }: { narrow: boolean }) {
  const t = useT()
  const { data: beat, dataUpdatedAt } = useQuery(beatQuery)
  useSecond()
  if (!beat) return null
  const ago =
    beat.secondsAgo === null ? null : beat.secondsAgo + Math.max(0, Math.round((Date.now() - dataUpdatedAt) / 1000))
  const state = ago === null || ago > STOPPED_SECONDS ? 'stopped' : beat.latenessMs > LATE_MILLIS ? 'late' : 'on_time'
  const words = t(`shell.beat.${state}`, { seconds: Math.round(beat.latenessMs / 1000) })
  const since =
    ago === null
      ? ''
      : ago < 120
        ? t('shell.beat.ago.seconds', { count: ago })
        : t('shell.beat.ago.minutes', { count: Math.floor(ago / 60) })
  return (
    <Tooltip label={words} position="right" disabled={!narrow}>
      <div className={cx(css.beat, narrow && css.narrow)}>
        <span className={css[state]}>
          <Token size={14} label={narrow ? words : undefined} />
        </span>
        {!narrow && (
          <span>
            {words}
            <br />
            <span className="nums">
              {[t('shell.beat.running', { count: beat.running }), since].filter(Boolean).join(', ')}
            </span>
          </span>
        )}
      </div>
    </Tooltip>
  )
}
