import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { api, data } from '../../api/client.ts'
import { useT } from '../../i18n/words.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { wordsOfProblem } from '../../ui/problems.ts'
import { type BulkDoing, type BulkFilter, reachedQuery } from './bulks.ts'
import { useProcessRefresh } from './queries.ts'

type Props = { filter: BulkFilter; doing: BulkDoing; name: string; onClose: () => void }

/** Says how many cases it would be before anything is done to them. */
export function BulkDialog({ filter, doing, name, onClose }: Props) {
  const t = useT()
  const refresh = useProcessRefresh()
  const { data: count, error } = useQuery(reachedQuery(filter, doing))
  const start = useMutation({
    mutationFn: () => data(api.POST('/api/case-actions', { body: { filter, action: { do: doing } } })),
    onSuccess: onClose,
    onSettled: () => refresh(),
  })
  const problem = start.error ?? error
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(`steering.${doing}.title`)}
      actions={
        <>
          {count !== undefined && count > 0 && (
            <Button variant="filled" loading={start.isPending} onClick={() => start.mutate()}>
              {t(`steering.${doing}.do`, { count })}
            </Button>
          )}
          <Button onClick={onClose}>{t(count === 0 ? 'shell.close' : 'ui.cancel')}</Button>
        </>
      }
    >
      <ErrorSummary message={problem ? wordsOfProblem(problem) : null} />
      <p role="status">
        {count === undefined
          ? !error && t('steering.counting')
          : count === 0
            ? t('steering.nobody')
            : t(`steering.${doing}.about`, { count, name })}
      </p>
    </Dialog>
  )
}
