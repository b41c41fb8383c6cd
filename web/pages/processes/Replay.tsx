import { ActionIcon, Button } from '@mantine/core'
import {
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerSkipBack,
  IconPlayerSkipForward,
  IconPlayerTrackNext,
} from '@tabler/icons-react'
import { useEffect, useMemo, useState } from 'react'
import type { Mark } from '../../components/diagram/marks.ts'
import { type Frame, framesOf } from '../../components/diagram/replay.ts'
import { useFormat } from '../../i18n/format.ts'
import { useLocale, useT, wordsOf } from '../../i18n/words.ts'
import { Icon } from '../../ui/Icon.tsx'
import css from './processes.module.css'
import type { Case } from './queries.ts'

type Line = Case['history'][number]

/** A short way is walked slowly, a long one within about half a minute. */
const PACE = { slowest: 1100, fastest: 120, whole: 30_000 }

export interface Replay {
  frames: Frame<Line>[]
  /** The frame that is shown; null while the case is shown as it stands now. */
  at: number | null
  playing: boolean
  show: (at: number | null) => void
  play: (playing: boolean) => void
}

/** The way of a case again, from its beginning, as fast as a person can follow. */
export function useReplay(one: Case): Replay {
  const frames = useMemo(() => framesOf(one.history), [one.history])
  const [at, setAt] = useState<number | null>(null)
  const [playing, setPlaying] = useState(false)
  const last = frames.length - 1
  useEffect(() => {
    if (!playing || at === null) return
    if (at >= last) return setPlaying(false)
    const pause = Math.min(PACE.slowest, Math.max(PACE.fastest, PACE.whole / frames.length))
    const timer = setTimeout(() => setAt(at + 1), pause)
    return () => clearTimeout(timer)
  }, [playing, at, last, frames.length])
  return {
    frames,
    at: at === null ? null : Math.min(at, last),
    playing,
    show(next) {
      setPlaying(false)
      setAt(next)
    },
    play(next) {
      if (next && (at === null || at >= last)) setAt(0)
      setPlaying(next)
    },
  }
}

/** What is painted on the drawing while the way is shown again. */
export function useReplayMarks(frame: Frame<Line> | undefined): Mark[] {
  const t = useT()
  const locale = useLocale()
  return useMemo(() => {
    if (!frame) return []
    const { standing, left, stopped, step } = frame
    const marks = new Map<string, Mark>()
    const told = (element: string, state: string) =>
      element === step.element.id ? t('processes.case.told', { name: step.element.name[locale], state }) : state
    for (const [element, what] of left) {
      const words = told(element, wordsOf(`processes.what.${what}`) ?? what)
      marks.set(element, { element, words, state: what === 'cancelled' ? 'cancelled' : 'done' })
    }
    for (const element of standing) {
      const count = (marks.get(element)?.count ?? 0) + 1
      const words = told(element, t('processes.case.now'))
      marks.set(element, { element, words, count, state: 'now', incident: stopped.has(element) })
    }
    return [...marks.values()]
  }, [frame, locale, t])
}

/** Play, pause, one step on or back, and a slider over the whole way; beside them what happened when. */
export function ReplayBar({ replay }: { replay: Replay }) {
  const t = useT()
  const locale = useLocale()
  const format = useFormat()
  const { frames, at, playing, show, play } = replay
  if (frames.length === 0) return null
  if (at === null) {
    return (
      <Button className={css.replayStart} leftSection={<Icon of={IconPlayerPlay} />} onClick={() => play(true)}>
        {t('processes.replay')}
      </Button>
    )
  }
  const { step } = frames[at]!
  const what = wordsOf(`processes.what.${step.what}`) ?? step.what
  const when = format.near(step.at, { time: 'always' })
  const words = t('processes.replay.at', {
    step: at + 1,
    steps: frames.length,
    name: step.element.name[locale],
    what,
    when,
  })
  const buttons = [
    ['processes.replay.back', IconPlayerSkipBack, () => show(Math.max(0, at - 1)), at === 0],
    [
      playing ? 'processes.replay.pause' : 'processes.replay.play',
      playing ? IconPlayerPause : IconPlayerPlay,
      () => play(!playing),
      false,
    ],
    [
      'processes.replay.on',
      IconPlayerSkipForward,
      () => show(Math.min(frames.length - 1, at + 1)),
      at === frames.length - 1,
    ],
  ] as const
  return (
    <div className={css.replay} role="group" aria-label={t('processes.replay')}>
      {buttons.map(([key, icon, act, disabled]) => (
        <ActionIcon key={key} aria-label={t(key)} title={t(key)} disabled={disabled} onClick={act}>
          <Icon of={icon} />
        </ActionIcon>
      ))}
      <input
        type="range"
        aria-label={t('processes.replay.moment')}
        aria-valuetext={words}
        min={0}
        max={frames.length - 1}
        value={at}
        onChange={(event) => show(Number(event.currentTarget.value))}
      />
      <Button leftSection={<Icon of={IconPlayerTrackNext} />} onClick={() => show(null)}>
        {t('processes.replay.now')}
      </Button>
      <p className={css.replayWords} aria-live={playing ? 'off' : 'polite'}>
        {words}
      </p>
    </div>
  )
}
