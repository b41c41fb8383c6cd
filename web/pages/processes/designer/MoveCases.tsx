import { Button, Select } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, data } from '../../../api/client.ts'
import { useFormat } from '../../../i18n/format.ts'
import { useT, type WordKey } from '../../../i18n/words.ts'
import { Dialog } from '../../../ui/Dialog.tsx'
import { ErrorSummary } from '../../../ui/ErrorSummary.tsx'
import { Failed } from '../../../ui/Failed.tsx'
import { wordsOfProblem } from '../../../ui/problems.ts'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { useElementNames } from '../Drawing.tsx'
import { processQuery, useProcessRefresh } from '../queries.ts'
import css from './designer.module.css'

interface Props {
  process: string
  from: number
  to: number
  onClose: () => void
}

/** Running cases of a version put into another: where each stands, what goes on in its place, who stays and why. */
export function MoveCases({ process: key, from, to, onClose }: Props) {
  const t = useT()
  const format = useFormat()
  const refresh = useProcessRefresh()
  const { data: process } = useQuery(processQuery(key))
  const names = useElementNames(process)
  const [elements, setElements] = useState<Record<string, string>>({})
  const [problem, setProblem] = useState<unknown>(null)
  const [sending, setSending] = useState(false)
  const query = useQuery({
    queryKey: ['processes', 'migration', key, from, to, elements],
    queryFn: () =>
      data(
        api.POST('/api/processes/{key}/migration-plans', { params: { path: { key } }, body: { from, to, elements } }),
      ),
    placeholderData: keepPreviousData,
    gcTime: 0,
  })
  const { data: plan } = query
  const move = async () => {
    setSending(true)
    try {
      const filter = { process: key, version: from }
      await data(api.POST('/api/case-actions', { body: { filter, action: { do: 'migrate', to, elements } } }))
      await refresh()
      onClose()
    } catch (refused) {
      setProblem(refused)
    } finally {
      setSending(false)
    }
  }
  const nameOf = (id: string) => names.get(id) ?? plan?.targets.find((one) => one.id === id)?.name ?? id
  const isWhole = plan !== undefined && plan.looked >= plan.cases
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('designer.move.title', { from, to })}
      actions={
        <>
          <Button variant="filled" loading={sending} disabled={!plan?.go} onClick={() => void move()}>
            {t('designer.move.do', { count: isWhole ? plan.go : (plan?.cases ?? 0) })}
          </Button>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
        </>
      }
    >
      <div className={css.fields}>
        <p className="ink-2">{t('designer.move.about')}</p>
        {problem !== null && <ErrorSummary message={wordsOfProblem(problem)} />}
        {query.isError && <Failed error={query.error} onRetry={() => void query.refetch()} />}
        {!plan && !query.isError && <Skeleton rows={4} />}
        {plan && (
          <>
            <ul className={css.places}>
              {plan.places.map(({ element, cases, to: target, refusal }) => (
                <li key={element}>
                  <div>
                    <span className="w5">{nameOf(element)}</span>
                    <p className="ink-3">{t('processes.running', { count: cases })}</p>
                  </div>
                  {target === element && !refusal ? (
                    <span className="ink-2">{t('designer.move.same')}</span>
                  ) : (
                    <Select
                      aria-label={t('designer.move.goes', { name: nameOf(element) })}
                      placeholder={t('designer.move.choose')}
                      searchable
                      clearable
                      value={target}
                      error={refusal ? t(`designer.move.refusal.${refusal}` as WordKey) : undefined}
                      data={plan.targets.map(({ id, name }) => ({ value: id, label: name }))}
                      onChange={(next) =>
                        setElements(({ [element]: _, ...others }) => (next ? { ...others, [element]: next } : others))
                      }
                    />
                  )}
                </li>
              ))}
            </ul>
            {!isWhole && (
              <p className="ink-2">
                {t('designer.move.looked', { looked: format.number(plan.looked), cases: format.number(plan.cases) })}
              </p>
            )}
            <p role="status">
              {t('designer.move.go', { count: plan.go })}
              {plan.looked > plan.go && ` ${t('designer.move.stay', { count: plan.looked - plan.go })}`}
            </p>
            {plan.stay.length > 0 && (
              <ul className={css.differences}>
                {plan.stay.map(({ code, element, cases }) => (
                  <li key={`${code} ${element}`} data-change="removed">
                    {t('designer.move.why', {
                      name: nameOf(element),
                      why: t(`designer.move.refusal.${code}` as WordKey),
                      count: cases,
                    })}
                  </li>
                ))}
              </ul>
            )}
          </>
        )}
      </div>
    </Dialog>
  )
}
