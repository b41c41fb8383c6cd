import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, data } from '../../api/client.ts'
import { useFormat } from '../../i18n/format.ts'
import { useLocale, useT, wordsOf } from '../../i18n/words.ts'
import { pathOf } from '../../paths.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Failed } from '../../ui/Failed.tsx'
import { GoTo } from '../../ui/GoTo.tsx'
import { notifyProblem } from '../../ui/notify.tsx'
import { Section } from '../../ui/Section.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import css from './processes.module.css'
import { instanceQuery, useProcessRefresh } from './queries.ts'

/** One case: what it waits for, and the way it came. */
export function Case({ id, element, onClose }: { id: string; element?: string; onClose: () => void }) {
  const t = useT()
  const locale = useLocale()
  const format = useFormat()
  const refresh = useProcessRefresh()
  const [ending, setEnding] = useState(false)
  const { data: one, error, refetch } = useQuery(instanceQuery(id))
  const end = async () => {
    await data(api.DELETE('/api/instances/{id}', { params: { path: { id } } })).catch(notifyProblem)
    setEnding(false)
    await refresh()
  }
  if (!one) return error ? <Failed error={error} onRetry={() => void refetch()} /> : <Skeleton rows={6} />
  const record = one.subject && pathOf(one.subject.kind, one.subject.id)
  // Entering and leaving a step are two rows of the history and one thing to a person.
  const way = one.history.filter((step) => step.what !== 'entered').map((step, place) => ({ ...step, place }))
  return (
    <Section
      title={t('processes.case')}
      end={<Button onClick={onClose}>{t('shell.close')}</Button>}
      className={css.case}
    >
      <p className={css.meta}>
        {t('processes.case.since', { when: format.near(one.startedAt), version: one.version })}
        {one.endedAt && ` ${t('processes.case.ended', { when: format.near(one.endedAt) })}`}
        {record && <GoTo to={record}>{t('processes.case.record')}</GoTo>}
      </p>
      <ol className={css.way}>
        {way.map((step) => (
          <li key={step.place} aria-current={step.element.id === element || undefined}>
            <span>{step.element.name[locale]}</span>
            <span className={css.meta}>
              {wordsOf(`processes.what.${step.what}`) ?? step.what}, {format.near(step.at)}
            </span>
          </li>
        ))}
        {one.tokens.map((token) => (
          <li key={token.token} className={css.now} aria-current={token.element.id === element || undefined}>
            <span className="w5">{token.element.name[locale]}</span>
            <span className={css.meta}>
              {token.incident
                ? token.incident.message
                : token.task?.assignee
                  ? t('processes.case.waitsFor', { name: token.task.assignee.name })
                  : t('processes.case.now')}
              {token.timers.map((timer) => `; ${timer.element.name[locale]}: ${format.near(timer.dueAt)}`).join('')}
            </span>
          </li>
        ))}
      </ol>
      {one.maySteer && one.status === 'active' && <Button onClick={() => setEnding(true)}>{t('processes.end')}</Button>}
      {ending && (
        <Dialog
          open
          onClose={() => setEnding(false)}
          title={t('processes.end.title')}
          actions={
            <>
              <Button variant="filled" onClick={() => void end()}>
                {t('processes.end')}
              </Button>
              <Button onClick={() => setEnding(false)}>{t('ui.cancel')}</Button>
            </>
          }
        >
          <p>{t('processes.end.about')}</p>
        </Dialog>
      )}
    </Section>
  )
}
