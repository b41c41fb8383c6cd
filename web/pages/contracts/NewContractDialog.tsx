import { Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, data } from '../../api/client.ts'
import { useMe } from '../../api/session.ts'
import { byFit, type Template, templatesQuery } from '../../components/documents/queries.ts'
import { RecordSelect } from '../../components/fields/RecordSelect.tsx'
import { amountText, readAmount } from '../../i18n/money.ts'
import { useLocale, useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { FormDialog } from '../../ui/FormDialog.tsx'
import { useGo } from '../../ui/GoTo.tsx'
import { fieldErrors } from '../../ui/problems.ts'
import { useContractActions } from './queries.ts'

type Props = {
  onClose: () => void
  /** Of a deal: its customer, value and owner are those of the contract, and its document is prepared at once. */
  deal?: { id: string; title: string; amount: number | null; currency: string; sells: string | null }
}

export function NewContractDialog({ deal, onClose }: Props) {
  const t = useT()
  const go = useGo()
  const locale = useLocale()
  const { refresh } = useContractActions()
  const client = useQueryClient()
  const fittingOf = (templates: Template[]) =>
    byFit(templates, { locale, sells: deal?.sells ?? null }).filter(({ kind }) => kind === 'contract')
  const { data: templates = [] } = useQuery({ ...templatesQuery('deal'), enabled: deal !== undefined })
  const fitting = fittingOf(templates)
  const { company } = useMe()
  const currency = deal?.currency ?? company.currency
  const form = useForm({
    initialValues: {
      title: deal?.title ?? '',
      value: amountText(deal?.amount ?? null, currency),
      companyId: null as string | null,
      templateId: null as string | null,
    },
    validate: {
      title: (title) => (title.trim() ? null : t('error.field.required')),
      value: (value) => (readAmount(value, currency) === undefined ? t('error.field.amount') : null),
    },
  })
  const create = useMutation({
    mutationFn: async ({ title, value, companyId, templateId: chosen }: typeof form.values) => {
      // Whoever presses before the templates have come gets the fitting one all the same.
      const templateId = deal && (chosen ?? fittingOf(await client.ensureQueryData(templatesQuery('deal')))[0]?.id)
      return data(
        api.POST('/api/contracts', {
          body: {
            title: title.trim(),
            value: readAmount(value, currency) ?? null,
            ...(deal ? { dealId: deal.id, ...(templateId ? { templateId } : {}) } : { companyId }),
          },
        }),
      )
    },
    onSuccess: (contract) => {
      void refresh()
      go(paths.contract(contract.id))
    },
    onError: (problem) => form.setErrors(fieldErrors(problem)),
  })
  return (
    <FormDialog title={t('contracts.new')} does={t('contracts.new.do')} form={form} sending={create} onClose={onClose}>
      <TextInput label={t('contracts.field.title')} data-autofocus maxLength={300} {...form.getInputProps('title')} />
      <TextInput
        label={t('contracts.field.valueIn', { currency })}
        description={t('contracts.value.about')}
        inputMode="decimal"
        {...form.getInputProps('value')}
      />
      {!deal && <RecordSelect kind="company" label={t('contracts.company')} {...form.getInputProps('companyId')} />}
      {deal && fitting.length > 0 && (
        <Select
          label={t('documents.template')}
          description={t('documents.prepare.about')}
          allowDeselect={false}
          data={fitting.map(({ id, name }) => ({ value: id, label: name }))}
          {...form.getInputProps('templateId')}
          value={form.values.templateId ?? fitting[0]?.id ?? null}
        />
      )}
    </FormDialog>
  )
}
