import { Button, Select, Textarea } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { useLocale, useT } from '../../i18n/words.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { wordsOfProblem } from '../../ui/problems.ts'
import { loseDeal, useDealActions } from './actions.ts'
import css from './deals.module.css'
import { type Deal, lostReasonsQuery, useDealRefresh } from './queries.ts'

export function LoseDialog({ deal, onClose }: { deal: Deal; onClose: () => void }) {
  const t = useT()
  const form = useId()
  const refresh = useDealRefresh()
  const { lost } = useDealActions()
  const locale = useLocale()
  const { data: reasons = [] } = useQuery(lostReasonsQuery)
  const [reasonId, setReasonId] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const lose = useMutation({
    mutationFn: () => loseDeal(deal, { ...(reasonId ? { reasonId } : {}), reason: reason.trim() }),
    onSuccess: () => {
      onClose()
      lost(deal)
    },
    onSettled: () => refresh(),
  })
  const given = reasonId !== null || reason.trim() !== ''
  const missing = tried && !given ? t('error.field.required') : null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (given) lose.mutate()
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
      <form id={form} noValidate className={css.form} onSubmit={submit}>
        <ErrorSummary message={lose.isError ? wordsOfProblem(lose.error) : null} />
        {reasons.length > 0 && (
          <Select
            label={t('deals.lose.reason')}
            data-autofocus
            clearable
            value={reasonId}
            error={missing}
            onChange={setReasonId}
            data={reasons.map((one) => ({ value: one.id, label: one.name[locale] }))}
          />
        )}
        <Textarea
          label={t(reasons.length > 0 ? 'deals.lose.words' : 'deals.lose.reason')}
          data-autofocus={reasons.length === 0 || undefined}
          autosize
          minRows={2}
          maxLength={500}
          value={reason}
          error={reasons.length > 0 ? null : missing}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </form>
    </Dialog>
  )
}
