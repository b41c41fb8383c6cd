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
  /** Days chosen with one press; the time stays as it is. */
  quick?: boolean
  id?: string
}

/** A day and a time in the company's zone, in the browser's own fields. */
export function MomentField({ label, value, onChange, error, quick = true, id }: Props) {
  const t = useT()
  const own = useId()
  const zone = companyZone()
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
          {choices.map(({ days, word }) => {
            const date = daysAhead(zone, businessNow(), days)
            return (
              <button
                key={days}
                type="button"
                aria-pressed={value.date === date}
                onClick={() => onChange({ ...value, date })}
              >
                {t(days === 1 && !isTomorrow(zone, businessNow(), date) ? 'ui.moment.monday' : word)}
              </button>
            )
          })}
        </div>
      )}
    </fieldset>
  )
}
