import { Button, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { useT } from '../../i18n/words.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { wordsOfProblem } from '../../ui/problems.ts'
import { loseDeal, useDealActions } from './actions.ts'
import { type Deal, useDealRefresh } from './queries.ts'

export function LoseDialog({ deal, onClose }: { deal: Deal; onClose: () => void }) {
  const t = useT()
  const form = useId()
  const refresh = useDealRefresh()
  const { lost } = useDealActions()
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const lose = useMutation({
    mutationFn: () => loseDeal(deal, reason.trim()),
    onSuccess: () => {
      onClose()
      lost(deal)
    },
    onSettled: () => refresh(),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (reason.trim()) lose.mutate()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('deals.lose.title')}
      actions={
        <>
          <Button type="submit" form={form} variant="filled" loading={lose.isPending}>
            {t('deals.lose.do')}
          </Button>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
        </>
      }
    >
      <form id={form} noValidate onSubmit={submit}>
        <ErrorSummary message={lose.isError ? wordsOfProblem(lose.error) : null} />
        <Textarea
          label={t('deals.lose.reason')}
          data-autofocus
          autosize
          minRows={2}
          maxLength={500}
          value={reason}
          error={tried && !reason.trim() ? t('error.field.required') : null}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </form>
    </Dialog>
  )
}
