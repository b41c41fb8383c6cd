import { Button, Select } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { problemOfError } from '../../api/problem.ts'
import { useLocale, useT, wordsOf } from '../../i18n/words.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { fieldErrors, wordsOfProblem } from '../../ui/problems.ts'
import { type Pipeline, useDealRefresh } from '../deals/queries.ts'
import css from './Settings.module.css'

type Away = {
  title: string
  /** Where its deals may go. */
  targets: Pipeline[]
  archive: (body: { moveTo?: string }) => Promise<unknown>
  onClose: () => void
}

/** Takes a stage or a pipeline away; only when there are open deals it asks where they go. */
export function MoveAway({ title, targets, archive, onClose }: Away) {
  const t = useT()
  const locale = useLocale()
  const refresh = useDealRefresh()
  const [to, setTo] = useState<string | null>(null)
  const go = useMutation({
    mutationFn: () => archive(to ? { moveTo: to } : {}),
    onSuccess: onClose,
    onSettled: () => refresh(),
  })
  const problem = problemOfError(go.error)
  const asked = go.isError && problem.code === 'stage.in_use'
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      actions={
        <>
          <Button variant="filled" loading={go.isPending} onClick={() => go.mutate()}>
            {t(asked ? 'pipelines.moveDeals.do' : 'pipelines.archive')}
          </Button>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
        </>
      }
    >
      <div className={css.form}>
        <ErrorSummary
          message={
            go.isError ? (asked ? wordsOf('error.stage.in_use', problem.params) : wordsOfProblem(go.error)) : null
          }
        />
        {asked && (
          <Select
            label={t('pipelines.moveDeals.to')}
            value={to}
            onChange={setTo}
            error={to ? fieldErrors(go.error).moveTo : null}
            data={targets.map((pipeline) => ({
              group: pipeline.name[locale],
              items: pipeline.stages.map((stage) => ({ value: stage.id, label: stage.name[locale] })),
            }))}
          />
        )}
      </div>
    </Dialog>
  )
}
