import { Button, NumberInput, Select, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { FREQUENCIES, type Frequency, firstDays } from '../../../pure/recurrence.ts'
import { companyZone } from '../../api/clock.ts'
import { useFormat } from '../../i18n/format.ts'
import { useT } from '../../i18n/words.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { wallOf } from '../../ui/moment.ts'
import { wordsOfProblem } from '../../ui/problems.ts'
import { useTaskActions } from './actions.ts'
import type { Repeat, TaskPage } from './queries.ts'
import css from './tasks.module.css'

const SHOWN = 4
type End = 'never' | 'until' | 'count'

/** How a task comes again, and when it stops; the first dates are shown. */
export function RepeatDialog({ task, onClose }: { task: TaskPage; onClose: () => void }) {
  const t = useT()
  const format = useFormat()
  const form = useId()
  const { save } = useTaskActions()
  const first = task.dueAt ? wallOf(companyZone(), task.dueAt).date : null
  const [freq, setFreq] = useState<Frequency | 'never'>(task.repeat?.freq ?? 'weekly')
  const [interval, setInterval] = useState(task.repeat?.interval ?? 1)
  const [end, setEnd] = useState<End>(task.repeat?.until ? 'until' : task.repeat?.count ? 'count' : 'never')
  const [until, setUntil] = useState(task.repeat?.until ?? '')
  const [count, setCount] = useState(task.repeat?.count ?? 10)
  const [wrong, setWrong] = useState<string | null>(null)
  const rule: Repeat | null =
    freq === 'never'
      ? null
      : { freq, interval, until: end === 'until' ? until || null : null, count: end === 'count' ? count : null }
  const keep = useMutation({
    mutationFn: () => save(task, { repeat: rule }, task.version),
    onSuccess: onClose,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setWrong(end === 'until' && !until && rule ? t('error.field.required') : null)
    if (end !== 'until' || until || !rule) keep.mutate()
  }
  const days = rule && first && (end !== 'until' || until) ? firstDays(rule, first, SHOWN) : []
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('tasks.repeat')}
      actions={
        <>
          <Button type="submit" form={form} variant="filled" loading={keep.isPending}>
            {t('ui.save')}
          </Button>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
        </>
      }
    >
      <form id={form} className={css.form} noValidate onSubmit={submit}>
        <ErrorSummary message={keep.isError ? wordsOfProblem(keep.error) : null} />
        <div className={css.pair}>
          <Select
            label={t('tasks.repeat.how')}
            data={(['never', ...FREQUENCIES] as const).map((value) => ({ value, label: t(`tasks.repeat.${value}`) }))}
            value={freq}
            onChange={(value) => value && setFreq(value as Frequency)}
            allowDeselect={false}
          />
          {rule && (
            <NumberInput
              label={t(`tasks.repeat.every.${rule.freq}`)}
              min={1}
              max={99}
              allowDecimal={false}
              value={interval}
              onChange={(value) => setInterval(Math.max(1, Number(value) || 1))}
            />
          )}
        </div>
        {rule && (
          <div className={css.pair}>
            <Select
              label={t('tasks.repeat.end')}
              data={(['never', 'until', 'count'] as const).map((value) => ({
                value,
                label: t(`tasks.repeat.end.${value}`),
              }))}
              value={end}
              onChange={(value) => value && setEnd(value as End)}
              allowDeselect={false}
            />
            {end === 'until' && (
              <TextInput
                type="date"
                label={t('tasks.repeat.until')}
                value={until}
                error={wrong}
                onChange={(event) => setUntil(event.currentTarget.value)}
              />
            )}
            {end === 'count' && (
              <NumberInput
                label={t('tasks.repeat.count')}
                min={1}
                max={1000}
                allowDecimal={false}
                value={count}
                onChange={(value) => setCount(Math.max(1, Number(value) || 1))}
              />
            )}
          </div>
        )}
        {days.length > 0 && (
          <p className={css.note}>{t('tasks.repeat.days', { days: days.map((day) => format.near(day)).join(', ') })}</p>
        )}
        <p className={css.note}>{t('tasks.repeat.note')}</p>
      </form>
    </Dialog>
  )
}
