import { Button, Progress } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { api, data } from '../../api/client.ts'
import { Page } from '../../components/shell/Page.tsx'
import { useLocale, useT, wordsOf } from '../../i18n/words.ts'
import { pathOf, paths } from '../../paths.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { Failed } from '../../ui/Failed.tsx'
import { GoTo, useGo } from '../../ui/GoTo.tsx'
import { wordsOfProblem } from '../../ui/problems.ts'
import { Section } from '../../ui/Section.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import css from './imports.module.css'
import { PlanForm } from './PlanForm.tsx'
import { importQuery, isWorking } from './queries.ts'

const LISTS: Record<string, string> = {
  lead: paths.leads,
  deal: paths.deals,
  contact: paths.contacts,
  company: paths.companies,
}

/** One file: which column fills which field, what a check finds, how far it has come, and the way back. */
export default function ImportPage() {
  const t = useT()
  const go = useGo()
  const locale = useLocale()
  const client = useQueryClient()
  const { id } = useParams({ strict: false }) as { id: string }
  const query = useQuery(importQuery(id))
  const [undoing, setUndoing] = useState(false)
  const { data: file } = query
  const phase = file?.phase
  const refresh = () => client.invalidateQueries({ queryKey: ['imports', id] })
  useEffect(() => {
    if (phase !== 'finished' && phase !== 'undone') return
    for (const key of ['leads', 'deals', 'contacts', 'companies', 'records'])
      void client.invalidateQueries({ queryKey: [key] })
  }, [phase, client])
  const path = { params: { path: { id } } }
  const act = useMutation({
    mutationFn: async (verb: 'start' | 'stop' | 'undo' | 'discard') => {
      setUndoing(false)
      if (verb === 'start') await data(api.POST('/api/imports/{id}/start', path))
      else if (verb === 'stop') await data(api.POST('/api/imports/{id}/stop', path))
      else if (verb === 'undo') await data(api.POST('/api/imports/{id}/undo', path))
      else {
        await data(api.DELETE('/api/imports/{id}', path))
        await client.invalidateQueries({ queryKey: ['imports'], exact: true })
        go(paths.imports)
        return
      }
      await refresh()
    },
    onError: refresh,
  })
  const labels = new Map(file?.fields.map((field) => [field.key, field.label[locale]]))
  return (
    <Page title={file?.fileName ?? t('imports.title')} breadcrumbs={[{ label: t('imports.title'), to: paths.imports }]}>
      {query.isError && !file && <Failed error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <Skeleton rows={8} />}
      {file && phase && (
        <div className={css.page}>
          <ErrorSummary message={act.error ? wordsOfProblem(act.error) : null} />
          {(phase === 'draft' || phase === 'checked') && (
            <PlanForm
              key={`${file.encoding} ${file.delimiter} ${phase}`}
              file={file}
              onChecked={refresh}
              onDiscard={() => act.mutate('discard')}
            />
          )}
          {phase !== 'draft' && (
            <Section title={t(file.stopped ? 'imports.stopped' : `imports.phase.${phase}`)}>
              <div className={css.stack}>
                <div className={css.form} role="status">
                  {isWorking(phase) && (
                    <>
                      <Progress
                        value={
                          (100 * (phase === 'undoing' ? file.undone + file.kept : file.done)) /
                          Math.max(1, phase === 'undoing' ? file.made + file.updated : file.total)
                        }
                        aria-label={t(`imports.phase.${phase}`)}
                      />
                      {phase !== 'undoing' && <p>{t('imports.progress', { done: file.done, total: file.total })}</p>}
                    </>
                  )}
                  <p>
                    {t(phase === 'checking' || phase === 'checked' ? 'imports.checkedResult' : 'imports.result', {
                      made: file.made,
                      updated: file.updated,
                      skipped: file.skipped,
                      refused: file.refused,
                    })}
                  </p>
                  {(phase === 'undoing' || phase === 'undone') && (
                    <p>{t('imports.undoResult', { undone: file.undone, kept: file.kept })}</p>
                  )}
                </div>
                <div className={css.row}>
                  {phase === 'checked' && (
                    <Button
                      variant="filled"
                      disabled={file.made + file.updated === 0}
                      loading={act.isPending}
                      onClick={() => act.mutate('start')}
                    >
                      {t('imports.start')}
                    </Button>
                  )}
                  {(phase === 'checking' || phase === 'running') && (
                    <Button onClick={() => act.mutate('stop')}>{t('imports.stop')}</Button>
                  )}
                  {phase === 'finished' && (
                    <Button variant="filled" onClick={() => go(LISTS[file.kind] ?? paths.records(file.kind))}>
                      {t('imports.toList')}
                    </Button>
                  )}
                  {file.refused > 0 && (
                    <Button component="a" href={`/api/imports/${id}/errors`} download>
                      {t('imports.errors')}
                    </Button>
                  )}
                  {file.undoable && <Button onClick={() => setUndoing(true)}>{t('imports.undo')}</Button>}
                </div>
              </div>
            </Section>
          )}
          {file.refusals.length > 0 && (
            <Section title={t('imports.refusals')}>
              <ul className={css.list}>
                {file.refusals.map((one) => (
                  <li key={one.row}>
                    <span>
                      {one.field && <span className="w5">{labels.get(one.field) ?? one.field}: </span>}
                      {wordsOf(`error.${one.code}`, one.params ?? {}) ?? one.code}
                    </span>
                    <span className="ink-3 nowrap">{t('imports.row', { row: one.row })}</span>
                  </li>
                ))}
              </ul>
            </Section>
          )}
          {file.keptRecords.length > 0 && (
            <Section title={t('imports.kept')}>
              <ul className={css.list}>
                {file.keptRecords.map((one) => (
                  <li key={one.id}>
                    <GoTo to={pathOf(file.kind in LISTS ? file.kind : 'record', one.id) ?? ''}>
                      {one.name ?? t('fields.noAccess')}
                    </GoTo>
                  </li>
                ))}
              </ul>
            </Section>
          )}
        </div>
      )}
      <Dialog
        open={undoing}
        onClose={() => setUndoing(false)}
        title={t('imports.undo')}
        actions={
          <>
            <Button variant="filled" onClick={() => act.mutate('undo')}>
              {t('imports.undo')}
            </Button>
            <Button onClick={() => setUndoing(false)}>{t('ui.cancel')}</Button>
          </>
        }
      >
        <p>{t('imports.undo.sure')}</p>
      </Dialog>
    </Page>
  )
}
