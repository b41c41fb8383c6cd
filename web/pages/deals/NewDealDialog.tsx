import { Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQuery } from '@tanstack/react-query'
import { api, data } from '../../api/client.ts'
import { useMe } from '../../api/session.ts'
import { RecordSelect } from '../../components/fields/RecordSelect.tsx'
import { RequiredInputs } from '../../components/fields/RequiredInputs.tsx'
import { readAmount } from '../../i18n/money.ts'
import { useLocale, useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { FormDialog } from '../../ui/FormDialog.tsx'
import { useGo } from '../../ui/GoTo.tsx'
import { fieldErrors } from '../../ui/problems.ts'
import { MoneyFields } from '../leads/MoneyFields.tsx'
import { pipelinesQuery, useDealRefresh } from './queries.ts'

type Props = { contactId?: string; companyId?: string; onClose: () => void }

/** A deal typed in by hand; from a card it begins with that card. */
export function NewDealDialog({ contactId, companyId, onClose }: Props) {
  const t = useT()
  const go = useGo()
  const locale = useLocale()
  const { company } = useMe()
  const refresh = useDealRefresh()
  const { data: pipelines = [] } = useQuery(pipelinesQuery)
  const known = contactId !== undefined || companyId !== undefined
  const form = useForm({
    initialValues: {
      custom: {} as Record<string, unknown>,
      title: '',
      amount: '',
      currency: company.currency,
      stageId: null as string | null,
      companyId: companyId ?? (null as string | null),
    },
    validate: {
      title: (value) => (value.trim() ? null : t('error.field.required')),
      amount: (value, { currency }) => (readAmount(value, currency) === undefined ? t('error.field.amount') : null),
    },
  })
  const create = useMutation({
    mutationFn: ({ title, amount, currency, stageId, custom, companyId: chosen }: typeof form.values) => {
      const pipeline = pipelines.find((one) => one.stages.some((stage) => stage.id === stageId))
      return data(
        api.POST('/api/deals', {
          body: {
            title: title.trim(),
            amount: readAmount(amount, currency) ?? null,
            currency,
            ...(stageId && pipeline ? { stageId, pipelineId: pipeline.id } : {}),
            companyId: chosen,
            custom,
            ...(contactId ? { contactId } : {}),
          },
        }),
      )
    },
    onSuccess: (deal) => {
      void refresh()
      go(paths.deal(deal.id))
    },
    onError: (problem) => form.setErrors(fieldErrors(problem)),
  })
  return (
    <FormDialog title={t('deals.new')} does={t('deals.new.do')} form={form} sending={create} onClose={onClose}>
      <TextInput label={t('deals.title')} data-autofocus maxLength={300} {...form.getInputProps('title')} />
      <MoneyFields
        label={t('record.field.amount')}
        amount={form.values.amount}
        currency={form.values.currency}
        error={typeof form.errors.amount === 'string' ? form.errors.amount : null}
        onAmount={(amount) => form.setFieldValue('amount', amount)}
        onCurrency={(currency) => form.setFieldValue('currency', currency)}
      />
      <Select
        label={t('deals.stage')}
        placeholder={pipelines[0]?.stages[0]?.name[locale]}
        clearable
        data={pipelines.map((pipeline) => ({
          group: pipeline.name[locale],
          items: pipeline.stages.map((stage) => ({ value: stage.id, label: stage.name[locale] })),
        }))}
        {...form.getInputProps('stageId')}
      />
      <RequiredInputs
        kind="deal"
        value={form.values.custom}
        onChange={(custom) => form.setFieldValue('custom', custom)}
        errors={form.errors}
      />
      {!known && (
        <RecordSelect kind="company" label={t('record.field.companyName')} {...form.getInputProps('companyId')} />
      )}
    </FormDialog>
  )
}
