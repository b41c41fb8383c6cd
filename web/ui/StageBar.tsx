import { IconCheck } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { useT } from '../i18n/words.ts'
import { cx } from './cx.ts'
import { Icon } from './Icon.tsx'
import css from './StageBar.module.css'
import { Token } from './Token.tsx'

export interface Stage {
  id: string
  name: string
  state: 'done' | 'now' | 'coming'
  /** How long it took, or which day it is: '8 min', '3. dzień'. */
  note?: string
}

/** Chevrons of a record's stages. With `onChoose` each is a button that moves the record there. */
export function StageBar({ stages, onChoose }: { stages: Stage[]; onChoose?: (stage: Stage) => void }) {
  const t = useT()
  const bar = useRef<HTMLOListElement>(null)
  const now = stages.find((stage) => stage.state === 'now')?.id
  // On a phone the bar is wider than the screen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, and again when the stage changes
  useEffect(() => {
    bar.current?.querySelector('[aria-current]')?.scrollIntoView({ inline: 'center', block: 'nearest' })
  }, [now])
  return (
    <ol ref={bar} className={css.bar} aria-label={t('ui.stages')} tabIndex={onChoose ? undefined : 0}>
      {stages.map((stage) => {
        const words = (
          <>
            {stage.state === 'done' && <Icon of={IconCheck} size={14} />}
            {stage.state === 'now' && <Token size={14} />}
            <span className="cut">{stage.name}</span>
            {stage.state !== 'coming' && <span className="hidden-words">, {t(`ui.stage.${stage.state}`)}</span>}
            {stage.note && <span className={css.note}>{stage.note}</span>}
          </>
        )
        return (
          <li key={stage.id} className={css.item} aria-current={stage.state === 'now' ? 'step' : undefined}>
            {onChoose && stage.state !== 'now' ? (
              <button type="button" className={cx(css.stage, css[stage.state])} onClick={() => onChoose(stage)}>
                {words}
              </button>
            ) : (
              <span className={cx(css.stage, css[stage.state])}>{words}</span>
            )}
          </li>
        )
      })}
    </ol>
  )
}
