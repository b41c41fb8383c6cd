import { Button, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { api, data } from '../../api/client.ts'
import { useT } from '../../i18n/words.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { wordsOfProblem } from '../../ui/problems.ts'
import css from './invoices.module.css'
import { type Invoice, useInvoiceRefresh } from './queries.ts'

export function CancelDialog({ invoice, onClose }: { invoice: Invoice; onClose: () => void }) {
  const t = useT()
  const id = useId()
  const refresh = useInvoiceRefresh()
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const cancel = useMutation({
    mutationFn: () =>
      data(
        api.POST('/api/invoices/{id}/cancellation', {
          params: { path: { id: invoice.id } },
          body: { reason: reason.trim() },
        }),
      ),
    onSuccess: onClose,
    onSettled: () => refresh(),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (reason.trim()) cancel.mutate()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('invoices.cancel.title', { number: invoice.number ?? '' })}
      actions={
        <>
          <Button type="submit" form={id} variant="filled" loading={cancel.isPending}>
            {t('invoices.cancel')}
          </Button>
          <Button onClick={onClose}>{t('invoices.cancel.not')}</Button>
        </>
      }
    >
      <form id={id} noValidate className={css.form} onSubmit={submit}>
        <ErrorSummary message={cancel.isError ? wordsOfProblem(cancel.error) : null} />
        <p className={css.about}>{t('invoices.cancel.about')}</p>
        <Textarea
          label={t('invoices.cancel.reason')}
          data-autofocus
          autosize
          minRows={2}
          maxLength={300}
          value={reason}
          error={tried && !reason.trim() ? t('error.field.required') : null}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </form>
    </Dialog>
  )
}
