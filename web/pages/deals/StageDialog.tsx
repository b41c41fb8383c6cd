import { Button, Checkbox } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { useLocale, useT, wordsOf } from '../../i18n/words.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { fieldErrors, wordsOfProblem } from '../../ui/problems.ts'
import type { Filling } from './actions.ts'
import { DealFieldInput, type Requirable, sendable, wrongIn } from './DealFieldInput.tsx'
import css from './deals.module.css'
import { type Deal, useDealRefresh, type WayOn } from './queries.ts'

export interface StageQuestion {
  deal: Deal
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
export function StageDialog({ question, onClose }: { question: StageQuestion; onClose: () => void }) {
  const t = useT()
  const form = useId()
  const locale = useLocale()
  const refresh = useDealRefresh()
  const { deal, way, names } = question
  const [values, setValues] = useState<Record<string, string>>({})
  const [ticked, setTicked] = useState<string[]>([])
  const [tried, setTried] = useState(false)
  const { currency } = deal
  const go = useMutation({
    mutationFn: () => {
      const fields = way.missingFields.map((field) => [field, sendable(field, values[field] ?? '', currency)])
      return question.act({
        ...(fields.length > 0 ? { fields: Object.fromEntries(fields) } : {}),
        ...(ticked.length > 0 ? { checks: ticked } : {}),
      })
    },
    onSuccess: () => {
      onClose()
      question.done()
    },
    onSettled: () => refresh(),
  })
  const refused = go.isError ? fieldErrors(go.error) : {}
  const wrong = (field: Requirable) =>
    refused[`fields.${field}`] ?? (tried ? wrongIn(field, values[field] ?? '', currency) : null)
  const unticked = way.openChecks.filter(({ id }) => !ticked.includes(id))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    const complete = way.missingFields.every((field) => !wrongIn(field, values[field] ?? '', currency))
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
          <DealFieldInput
            key={field}
            field={field}
            currency={currency}
            value={values[field] ?? ''}
            error={wrong(field)}
            onChange={(text) => setValues((before) => ({ ...before, [field]: text }))}
          />
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
