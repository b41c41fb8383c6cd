import { Button, Checkbox } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, Fragment, useId, useState } from 'react'
import { useLocale, useT, wordsOf } from '../../i18n/words.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { fieldErrors, wordsOfProblem } from '../../ui/problems.ts'
import css from './stages.module.css'
import type { Filling, StageFields, WayOn } from './types.ts'

export interface StageQuestion {
  /** Of the record. */
  id: string
  fields: StageFields
  title: string
  /** The name of the button: where it goes. */
  button: string
  way: Pick<WayOn, 'barred' | 'who' | 'missingFields' | 'openChecks' | 'skipped'>
  /** The stages between which it would go, for the words of what is barred. */
  names: { fromName: string; toName: string }
  act: (filling: Filling) => Promise<unknown>
  done: () => void
}

/** Only what is missing on the way; filled in and gone on by one press. A way that is barred says why. */
export function StageDialog({
  question,
  onSettled,
  onClose,
}: {
  question: StageQuestion
  onSettled: () => unknown
  onClose: () => void
}) {
  const t = useT()
  const form = useId()
  const locale = useLocale()
  const { fields, way, names } = question
  const [values, setValues] = useState<Record<string, unknown>>({})
  const [ticked, setTicked] = useState<string[]>([])
  const [tried, setTried] = useState(false)
  const go = useMutation({
    mutationFn: () => {
      const filled = Object.fromEntries(way.missingFields.map((field) => [field, values[field]]))
      return question.act({
        ...(way.missingFields.length > 0 ? { fields: fields.body(filled) } : {}),
        ...(ticked.length > 0 ? { checks: ticked } : {}),
      })
    },
    onSuccess: () => {
      onClose()
      question.done()
    },
    onSettled,
  })
  const refused = go.isError ? fieldErrors(go.error) : {}
  const wrong = (field: string) => refused[`fields.${field}`] ?? (tried ? fields.wrong(field, values[field]) : null)
  const unticked = way.openChecks.filter(({ id }) => !ticked.includes(id))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    const complete = way.missingFields.every((field) => !fields.wrong(field, values[field]))
    if (complete && unticked.length === 0) go.mutate()
  }
  const shown = new Set([
    ...way.missingFields.map((field) => `fields.${field}`),
    ...way.openChecks.map(({ id }) => `checks.${id}`),
  ])
  const elsewhere = go.isError && !Object.keys(refused).some((path) => shown.has(path))
  if (way.barred) {
    return (
      <Dialog
        open
        onClose={onClose}
        title={question.title}
        actions={<Button onClick={onClose}>{t('shell.close')}</Button>}
      >
        <p>{wordsOf(`error.${way.barred}`, { ...names, who: way.who ?? '' })}</p>
      </Dialog>
    )
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={question.title}
      actions={
        <>
          <Button type="submit" form={form} variant="filled" loading={go.isPending}>
            {question.button}
          </Button>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
        </>
      }
    >
      <form id={form} noValidate className={css.form} onSubmit={submit}>
        <ErrorSummary message={elsewhere ? wordsOfProblem(go.error) : null} />
        {way.skipped.length > 0 && (
          <p className="ink-2">
            {t('deals.skips', {
              count: way.skipped.length,
              stages: way.skipped.map(({ name }) => name[locale]).join(', '),
            })}
          </p>
        )}
        {way.missingFields.map((field) => (
          <Fragment key={field}>
            {fields.input(field, {
              value: values[field],
              error: wrong(field),
              onChange: (value) => setValues((before) => ({ ...before, [field]: value })),
            })}
          </Fragment>
        ))}
        {way.openChecks.length > 0 && (
          <Checkbox.Group
            label={t('deals.checklist')}
            value={ticked}
            onChange={setTicked}
            error={tried && unticked.length > 0 ? t('deals.checklist.all') : null}
          >
            <div className={css.checks}>
              {way.openChecks.map(({ id, name }) => (
                <Checkbox key={id} value={id} label={name[locale]} />
              ))}
            </div>
          </Checkbox.Group>
        )}
      </form>
    </Dialog>
  )
}
