import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { api, data } from '../../api/client.ts'
import { useFormat } from '../../i18n/format.ts'
import { useT } from '../../i18n/words.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { wordsOfProblem } from '../../ui/problems.ts'
import { StatusMark } from '../../ui/StatusMark.tsx'
import css from './processes.module.css'
import { type Process, useProcessRefresh } from './queries.ts'

/** The starts that the guard holds wait for a person: since when, how many, and the two answers. */
export function Held({ process }: { process: Process }) {
  const t = useT()
  const format = useFormat()
  const refresh = useProcessRefresh()
  const [asking, setAsking] = useState(false)
  const decide = useMutation({
    mutationFn: (decision: 'start' | 'discard') =>
      data(
        api.POST('/api/processes/{key}/held-starts', {
          params: { path: { key: process.key } },
          body: { decision },
        }),
      ),
    onSettled: () => {
      setAsking(false)
      return refresh()
    },
  })
  const { heldAt, heldStarts: count, startsAnHour, mayChange } = process
  if (!heldAt) return null
  const title = t(mayChange ? 'steering.held' : 'steering.held.others')
  return (
    <section className={css.held} aria-label={title}>
      <div className={css.heldWords}>
        <h2>
          <StatusMark status="soon">{title}</StatusMark>
        </h2>
        <p>
          {t('steering.held.about', {
            when: format.near(heldAt, { time: 'always' }),
            limit: startsAnHour,
          })}{' '}
          <span className="w5">{t('steering.held.count', { count })}</span>
        </p>
        {mayChange && <StartLimit process={process} />}
        <ErrorSummary message={decide.isError ? wordsOfProblem(decide.error) : null} />
      </div>
      {mayChange && (
        <span className={css.buttons}>
          <Button variant="filled" loading={decide.isPending && !asking} onClick={() => decide.mutate('start')}>
            {t(count > 0 ? 'steering.held.start' : 'steering.held.unhold')}
          </Button>
          {count > 0 && <Button onClick={() => setAsking(true)}>{t('steering.held.discard')}</Button>}
        </span>
      )}
      {asking && (
        <Dialog
          open
          onClose={() => setAsking(false)}
          title={t('steering.held.discard.title')}
          actions={
            <>
              <Button variant="filled" loading={decide.isPending} onClick={() => decide.mutate('discard')}>
                {t('steering.held.discard.do', { count })}
              </Button>
              <Button onClick={() => setAsking(false)}>{t('ui.cancel')}</Button>
            </>
          }
        >
          <p>{t('steering.held.discard.about', { count })}</p>
        </Dialog>
      )}
    </section>
  )
}

const MOST = 10_000_000

/** How many cases may begin within an hour before a person is asked. */
export function StartLimit({ process }: { process: Process }) {
  const t = useT()
  const format = useFormat()
  const id = useId()
  const refresh = useProcessRefresh()
  const [draft, setDraft] = useState<string | null>(null)
  const [error, setError] = useState<string | null>(null)
  const save = useMutation({
    mutationFn: (startsAnHour: number) =>
      data(api.PUT('/api/processes/{key}/guard', { params: { path: { key: process.key } }, body: { startsAnHour } })),
    onSuccess: async () => {
      await refresh()
      setDraft(null)
    },
    onError: (problem) => setError(wordsOfProblem(problem)),
  })
  if (!process.mayChange) {
    return (
      <p className={css.meta}>
        {t('steering.limit')}: {format.number(process.startsAnHour)}
      </p>
    )
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const limit = Number(draft)
    if (!Number.isInteger(limit) || limit < 1 || limit > MOST) return setError(t('steering.limit.wrong'))
    setError(null)
    save.mutate(limit)
  }
  const changed = draft !== null && draft !== String(process.startsAnHour)
  return (
    <form className={css.limit} noValidate onSubmit={submit}>
      <label htmlFor={id}>{t('steering.limit')}</label>
      <input
        id={id}
        className={css.blank}
        type="number"
        min={1}
        max={MOST}
        value={draft ?? process.startsAnHour}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-error` : undefined}
        onChange={(event) => setDraft(event.currentTarget.value)}
      />
      {changed && (
        <Button type="submit" loading={save.isPending}>
          {t('ui.save')}
        </Button>
      )}
      {error && (
        <span id={`${id}-error`} role="alert" className={css.wrong}>
          {error}
        </span>
      )}
    </form>
  )
}
