import { Fragment, type ReactNode, useId, useState } from 'react'
import { useFormat } from '../i18n/format.ts'
import { useT } from '../i18n/words.ts'
import { cx } from './cx.ts'
import { GoTo } from './GoTo.tsx'
import { Icon, type IconType } from './Icon.tsx'
import css from './Timeline.module.css'
import { Token } from './Token.tsx'
import { WordButton, wordLink } from './WordButton.tsx'

/** Why a process did something. */
export interface Why {
  process: string
  version: number
  startedBy: string
  step: string
  /** By what it was decided, further rows of words. */
  further?: { term: string; words: ReactNode }[]
  diagramHref?: string | null
  onUndo?: () => void
}

export interface TimelineItem {
  id: string
  at: string
  /** Left out for what a process did: the token stands there. */
  icon?: IconType
  automatic: boolean
  /** One sentence, the actor first. */
  sentence: ReactNode
  /** Only words people wrote. */
  body?: ReactNode
  why?: Why | null
}

export function WhyBlock({ why }: { why: Why }) {
  const t = useT()
  return (
    <div className={css.why}>
      <dl>
        <dt>{t('ui.why.process')}</dt>
        <dd>{t('ui.why.version', { name: why.process, version: why.version })}</dd>
        <dt>{t('ui.why.started')}</dt>
        <dd>{why.startedBy}</dd>
        <dt>{t('ui.why.step')}</dt>
        <dd>{why.step}</dd>
        {why.further?.map(({ term, words }) => (
          <Fragment key={term}>
            <dt>{term}</dt>
            <dd>{words}</dd>
          </Fragment>
        ))}
      </dl>
      {(why.diagramHref || why.onUndo) && (
        <div className={css.whyLinks}>
          {why.diagramHref && (
            <GoTo to={why.diagramHref} className={wordLink}>
              {t('ui.why.diagram')}
            </GoTo>
          )}
          {why.onUndo && <WordButton onClick={why.onUndo}>{t('ui.why.undo')}</WordButton>}
        </div>
      )}
    </div>
  )
}

export function TimelineEntry({ item }: { item: TimelineItem }) {
  const t = useT()
  const format = useFormat()
  const id = useId()
  const [open, setOpen] = useState(false)
  return (
    <li className={cx(css.entry, item.automatic && css.automatic)}>
      <span className={css.disc}>{item.icon ? <Icon of={item.icon} /> : <Token />}</span>
      <time className={css.when} dateTime={item.at}>
        {format.time(item.at)}
      </time>
      {item.sentence}
      {item.why && (
        <>
          {' '}
          <WordButton aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
            {t('ui.why')}
          </WordButton>
        </>
      )}
      {item.body && <div className={css.body}>{item.body}</div>}
      {item.why && open && (
        <div id={id}>
          <WhyBlock why={item.why} />
        </div>
      )}
    </li>
  )
}

/** Everything that happened to a record, the newest first, under lines of days. */
export function Timeline({ items, end }: { items: TimelineItem[]; end?: ReactNode }) {
  const t = useT()
  const format = useFormat()
  let day = ''
  return (
    <>
      <ol className={css.timeline}>
        {items.map((item) => {
          const date = format.date(item.at)
          const first = date !== day
          day = date
          return (
            <Fragment key={item.id}>
              {first && (
                <li className={css.day}>
                  {format.isToday(item.at) ? t('ui.today', { day: format.day(item.at) }) : format.day(item.at)}
                </li>
              )}
              <TimelineEntry item={item} />
            </Fragment>
          )
        })}
      </ol>
      {end}
    </>
  )
}
