import { useFormat } from '../../i18n/format.ts'
import { useT } from '../../i18n/words.ts'
import css from './CallBody.module.css'
import { CallLink } from './CallLink.tsx'
import { type Call, talkedFor } from './queries.ts'

/** What there is of a call under its line on a timeline: with whom, how long, the note, the sound. */
export function CallBody({ call, dated }: { call: Call; dated?: boolean }) {
  const t = useT()
  const format = useFormat()
  const facts = [
    dated && format.near(call.startedAt, { time: 'always' }),
    call.employee?.name,
    call.state === 'missed' && t(call.direction === 'out' ? 'calls.noAnswer' : 'calls.missed'),
    call.seconds !== null && t('calls.talked', { time: talkedFor(call.seconds) }),
    call.endUnheard && t('calls.endUnheard'),
  ].filter(Boolean)
  return (
    <div className={css.body}>
      <div className={css.facts}>
        {call.number ? <CallLink number={call.number} /> : <span>{t('calls.withheld')}</span>}
        {facts.map((fact) => (
          <span key={String(fact)}>{fact}</span>
        ))}
      </div>
      {call.note && <p className={css.note}>{call.note}</p>}
      {call.recording && <Recording call={call} />}
    </div>
  )
}

/** The sound of a call; nothing of it is fetched before somebody wants to hear it. */
export function Recording({ call }: { call: Call }) {
  const t = useT()
  return (
    // biome-ignore lint/a11y/useMediaCaption: nobody has written down what was said
    <audio
      className={css.sound}
      controls
      preload="none"
      src={`/api/calls/${call.id}/recording`}
      aria-label={t('calls.recording')}
    />
  )
}
