import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useId } from 'react'
import { dateIn } from '../../../pure/dates.ts'
import { api, data } from '../../api/client.ts'
import { companyZone, useMinute } from '../../api/clock.ts'
import { amountText, readAmount } from '../../i18n/money.ts'
import { useT } from '../../i18n/words.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { fieldErrors, wordsOfProblem } from '../../ui/problems.ts'
import css from './invoices.module.css'
import { type Invoice, useInvoiceRefresh } from './queries.ts'

export function PaymentDialog({ invoice, onClose }: { invoice: Invoice; onClose: () => void }) {
  const t = useT()
  const id = useId()
  const refresh = useInvoiceRefresh()
  const minute = useMinute()
  const { currency } = invoice
  const form = useForm({
    initialValues: {
      paidOn: dateIn(companyZone(), new Date(minute).toISOString()),
      amount: amountText(invoice.left, currency),
      note: '',
    },
    validate: {
      paidOn: (value) => (value ? null : t('error.field.required')),
      amount: (value) => ((readAmount(value, currency) ?? 0) > 0 ? null : t('error.field.amount')),
    },
  })
  const pay = useMutation({
    mutationFn: ({ paidOn, amount, note }: typeof form.values) =>
      data(
        api.POST('/api/invoices/{id}/payments', {
          params: { path: { id: invoice.id } },
          body: { paidOn, amount: readAmount(amount, currency)!, note },
        }),
      ),
    onSuccess: onClose,
    onError: (problem) => form.setErrors(fieldErrors(problem)),
    onSettled: () => refresh(),
  })
  const general = pay.isError && Object.keys(form.errors).length === 0
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('invoices.pay')}
      actions={
        <>
          <Button type="submit" form={id} variant="filled" loading={pay.isPending}>
            {t('invoices.pay.do')}
          </Button>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
        </>
      }
    >
      <form id={id} noValidate className={css.form} onSubmit={form.onSubmit((values) => pay.mutate(values))}>
        <ErrorSummary message={general ? wordsOfProblem(pay.error) : null} />
        <div className={css.two}>
          <TextInput
            label={t('invoices.pay.amount', { currency })}
            data-autofocus
            inputMode="decimal"
            {...form.getInputProps('amount')}
          />
          <TextInput label={t('invoices.pay.on')} type="date" {...form.getInputProps('paidOn')} />
        </div>
        <TextInput label={t('invoices.pay.note')} maxLength={300} {...form.getInputProps('note')} />
      </form>
    </Dialog>
  )
}
