import { Button } from '@mantine/core'
import { useT } from '../i18n/words.ts'
import { EmptyState } from './EmptyState.tsx'
import { wordsOfProblem } from './problems.ts'

/** In the place of what could not be loaded. */
export function Failed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const t = useT()
  return (
    <div role="alert">
      <EmptyState action={<Button onClick={onRetry}>{t('ui.retry')}</Button>}>{wordsOfProblem(error)}</EmptyState>
    </div>
  )
}
