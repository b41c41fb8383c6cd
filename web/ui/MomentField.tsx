import { TextInput } from '@mantine/core'
import { useId } from 'react'
import { businessNow, companyZone } from '../api/clock.ts'
import { useT } from '../i18n/words.ts'
import css from './MomentField.module.css'
import { daysAhead, isTomorrow, type Wall } from './moment.ts'

const choices = [
  { days: 1, word: 'ui.moment.tomorrow' },
  { days: 3, word: 'ui.moment.days3' },
  { days: 7, word: 'ui.moment.week' },
  { days: 30, word: 'ui.moment.month' },
] as const

type Props = {
  label: string
  value: Wall
  onChange: (value: Wall) => void
  error?: string | null
  /** Chosen with one press: moments of one's own, or (unless false) days, of which the time stays as it is. */
  quick?: boolean | { label: string; wall: Wall }[]
  id?: string
}

/** A day and a time in the company's zone, in the browser's own fields. */
export function MomentField({ label, value, onChange, error, quick = true, id }: Props) {
  const t = useT()
  const own = useId()
  const zone = companyZone()
  const offered = Array.isArray(quick)
    ? quick
    : choices.map(({ days, word }) => {
        const date = daysAhead(zone, businessNow(), days)
        const monday = days === 1 && !isTomorrow(zone, businessNow(), date)
        return { label: t(monday ? 'ui.moment.monday' : word), wall: { ...value, date } }
      })
  return (
    <fieldset style={{ border: 0, padding: 0, margin: 0, minWidth: 0 }}>
      <legend className="hidden-words">{label}</legend>
      <div className={css.fields}>
        <TextInput
          id={id ?? own}
          type="date"
          label={label}
          value={value.date}
          error={error}
          onChange={(event) => onChange({ ...value, date: event.currentTarget.value })}
        />
        <TextInput
          type="time"
          label={t('ui.moment.time')}
          value={value.time}
          onChange={(event) => onChange({ ...value, time: event.currentTarget.value })}
        />
      </div>
      {quick && (
        <div className={css.quick}>
          {offered.map(({ label: words, wall }) => (
            <button
              key={words}
              type="button"
              aria-pressed={value.date === wall.date && value.time === wall.time}
              onClick={() => onChange(wall)}
            >
              {words}
            </button>
          ))}
        </div>
      )}
    </fieldset>
  )
}
