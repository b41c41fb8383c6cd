import { Button, Select } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, data } from '../../api/client.ts'
import { useT } from '../../i18n/words.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { wordsOfProblem } from '../../ui/problems.ts'
import { colleaguesQuery } from '../record/queries.ts'
import { type BulkAction, type BulkDoing, type BulkFilter, reachedQuery } from './bulks.ts'

type Props = {
  filter: BulkFilter
  doing: BulkDoing
  /** Of the step, where all that stands there is meant. */
  name?: string
  /** For moving: the step left, and those one may go to. */
  from?: string
  steps?: { value: string; label: string }[]
  onClose: () => void
  onAsked?: () => void
}

/** Says how many cases it would be before anything is done to them. */
export function BulkDialog({ filter, doing, name, from, steps = [], onClose, onAsked }: Props) {
  const t = useT()
  const client = useQueryClient()
  const { data: people = [] } = useQuery({ ...colleaguesQuery, enabled: doing === 'reassign' })
  const [chosen, setChosen] = useState<string | null>(null)
  const [missing, setMissing] = useState(false)
  const action: BulkAction =
    doing === 'reassign'
      ? { do: 'reassign', assigneeId: chosen ?? '' }
      : doing === 'move'
        ? { do: 'move', from: from ?? '', to: chosen ?? '' }
        : { do: doing }
  const asks = doing === 'reassign' || doing === 'move'
  // Whom or whereto is not asked to know how many there are.
  const counted: BulkAction =
    doing === 'reassign' ? { do: 'remind' } : doing === 'move' ? ({ ...action, to: from } as BulkAction) : action
  const { data: count, error } = useQuery(reachedQuery(filter, counted))
  const start = useMutation({
    mutationFn: () => data(api.POST('/api/case-actions', { body: { filter, action } })),
    onSuccess: () => {
      onAsked?.()
      onClose()
    },
    onSettled: () =>
      Promise.all(['processes', 'records', 'counts'].map((key) => client.invalidateQueries({ queryKey: [key] }))),
  })
  const problem = start.error ?? error
  const submit = () => {
    setMissing(asks && !chosen)
    if (!asks || chosen) start.mutate()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(`steering.${doing}.title`)}
      actions={
        <>
          {count !== undefined && count > 0 && (
            <Button variant="filled" loading={start.isPending} onClick={submit}>
              {t(`steering.${doing}.do`, { count })}
            </Button>
          )}
          <Button onClick={onClose}>{t(count === 0 ? 'shell.close' : 'ui.cancel')}</Button>
        </>
      }
    >
      <div className="stack">
        <ErrorSummary message={problem ? wordsOfProblem(problem) : null} />
        <p role="status">
          {count === undefined
            ? !error && t('steering.counting')
            : count === 0
              ? t('steering.nobody')
              : name !== undefined && (doing === 'retry' || doing === 'skip' || doing === 'cancel')
                ? t(`steering.${doing}.about`, { count, name })
                : t(`steering.${doing}.chosen`, { count })}
        </p>
        {asks && (
          <Select
            label={t(doing === 'reassign' ? 'steering.reassign.to' : 'steering.move.to')}
            searchable
            value={chosen}
            onChange={setChosen}
            error={missing && t(doing === 'reassign' ? 'steering.reassign.needed' : 'steering.move.needed')}
            data={doing === 'move' ? steps : people.map(({ id, name: label }) => ({ value: id, label }))}
          />
        )}
      </div>
    </Dialog>
  )
}
