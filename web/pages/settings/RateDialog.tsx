import { Button, Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useId } from 'react'
import { dateIn } from '../../../pure/dates.ts'
import { api, data } from '../../api/client.ts'
import { businessNow } from '../../api/clock.ts'
import { useMe } from '../../api/session.ts'
import { currenciesWith, readDecimal } from '../../i18n/money.ts'
import { useT } from '../../i18n/words.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { fieldErrors, wordsOfProblem } from '../../ui/problems.ts'
import css from './Settings.module.css'

type Props = { onDone: () => Promise<unknown>; onClose: () => void }

/** The rate of one day, typed by hand. */
export function RateDialog({ onDone, onClose }: Props) {
  const t = useT()
  const id = useId()
  const { company } = useMe()
  const foreign = currenciesWith(company.currency).filter((currency) => currency !== company.currency)
  const form = useForm({
    initialValues: {
      currency: foreign[0] ?? '',
      day: dateIn(company.zone, new Date(businessNow()).toISOString()),
      rate: '',
    },
    validate: {
      day: (value) => (value ? null : t('error.field.required')),
      rate: (value) => (Number(readDecimal(value, 8) ?? 0) > 0 ? null : t('settings.rates.wrong')),
    },
  })
  const save = useMutation({
    mutationFn: ({ currency, day, rate }: typeof form.values) =>
      data(
        api.PUT('/api/exchange-rates/{currency}/{day}', {
          params: { path: { currency, day } },
          body: { rate: readDecimal(rate, 8) ?? '' },
        }),
      ),
    onSuccess: async () => {
      await onDone()
      onClose()
    },
    onError: (problem) => form.setErrors(fieldErrors(problem)),
  })
  const general = save.isError && Object.keys(form.errors).length === 0
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('settings.rates.add')}
      actions={
        <>
          <Button type="submit" form={id} variant="filled" loading={save.isPending}>
            {t('settings.rates.do')}
          </Button>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
        </>
      }
    >
      <form id={id} className={css.form} noValidate onSubmit={form.onSubmit((values) => save.mutate(values))}>
        <ErrorSummary message={general ? wordsOfProblem(save.error) : null} />
        <div className={css.pair}>
          <Select
            label={t('settings.rates.currency')}
            allowDeselect={false}
            data={foreign}
            {...form.getInputProps('currency')}
          />
          <TextInput label={t('settings.rates.day')} type="date" {...form.getInputProps('day')} />
        </div>
        <TextInput
          label={t('settings.rates.rateOf', { base: company.currency, currency: form.values.currency })}
          data-autofocus
          inputMode="decimal"
          autoComplete="off"
          maxLength={20}
          {...form.getInputProps('rate')}
        />
      </form>
    </Dialog>
  )
}
