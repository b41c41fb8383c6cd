import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useId, useState } from 'react'
import { useLocale, useT } from '../../i18n/words.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { wordsOfProblem } from '../../ui/problems.ts'
import { readSpans, WEEK, weekOf, writeSpans } from './hours.ts'
import type { WeekHours } from './queries.ts'
import css from './Settings.module.css'

export function useWeekdays(): string[] {
  const locale = useLocale()
  const name = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' })
  // 1 January 2024 was a Monday.
  return WEEK.map((day) => name.format(Date.UTC(2024, 0, day)))
}

type Props = {
  title: string
  hours: WeekHours
  onSave: (hours: WeekHours | null) => Promise<unknown>
  /** Words of the button that goes back to the company's hours. */
  usual?: string
  onClose: () => void
}

/** The hours of a week, a line a day; a day left empty is free. */
export function HoursDialog({ title, hours, onSave, usual, onClose }: Props) {
  const t = useT()
  const form = useId()
  const names = useWeekdays()
  const [texts, setTexts] = useState<Record<string, string>>(() =>
    Object.fromEntries(WEEK.map((day) => [day, writeSpans(hours[day])])),
  )
  const [tried, setTried] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const [saving, setSaving] = useState(false)
  const save = async (week: WeekHours | null) => {
    setSaving(true)
    try {
      await onSave(week)
      onClose()
    } catch (error) {
      setProblem(error)
    } finally {
      setSaving(false)
    }
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    const week = weekOf(texts)
    if (week) void save(week)
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      actions={
        <>
          <Button type="submit" form={form} variant="filled" loading={saving}>
            {t('ui.save')}
          </Button>
          {usual && <Button onClick={() => void save(null)}>{usual}</Button>}
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
        </>
      }
    >
      <form id={form} className={css.form} noValidate onSubmit={submit}>
        {problem !== null && <ErrorSummary message={wordsOfProblem(problem)} />}
        <p className={css.about}>{t('settings.hours.about')}</p>
        <div className={css.hours}>
          {WEEK.map((day) => (
            <HourLine
              key={day}
              name={names[day - 1]!}
              value={texts[day] ?? ''}
              wrong={tried && readSpans(texts[day] ?? '') === null}
              onChange={(value) => setTexts((now) => ({ ...now, [day]: value }))}
            />
          ))}
        </div>
      </form>
    </Dialog>
  )
}

function HourLine(props: { name: string; value: string; wrong: boolean; onChange: (value: string) => void }) {
  const t = useT()
  const id = useId()
  return (
    <>
      <label htmlFor={id}>{props.name}</label>
      <TextInput
        id={id}
        value={props.value}
        placeholder={t('settings.hours.free')}
        error={props.wrong ? t('settings.hours.wrong') : null}
        onChange={(event) => props.onChange(event.currentTarget.value)}
      />
    </>
  )
}

/** 'pon.–pt. 8:00–16:00' would need grammar; a line a kind of day says it plainly. */
export function hoursInWords(hours: WeekHours, names: string[], free: string): string {
  const lines: { days: number[]; text: string }[] = []
  for (const day of WEEK) {
    const text = writeSpans(hours[day]) || free
    const last = lines.at(-1)
    if (last?.text === text) last.days.push(day)
    else lines.push({ days: [day], text })
  }
  return lines
    .map(({ days, text }) => {
      const [first, last] = [names[days[0]! - 1], names[days.at(-1)! - 1]]
      return `${days.length > 1 ? `${first} – ${last}` : first}: ${text}`
    })
    .join('; ')
}
