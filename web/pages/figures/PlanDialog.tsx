import { Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQuery } from '@tanstack/react-query'
import { PLAN_MEASURES, PLAN_PERIODS, type PlanMeasure, type PlanPeriod } from '../../../pure/figures.ts'
import { api, data } from '../../api/client.ts'
import { useMe } from '../../api/session.ts'
import { departmentsQuery } from '../../components/lists/choices.ts'
import { colleaguesQuery } from '../../components/record/queries.ts'
import { amountText, readAmount } from '../../i18n/money.ts'
import { useT } from '../../i18n/words.ts'
import { FormDialog } from '../../ui/FormDialog.tsx'
import { fieldErrors } from '../../ui/problems.ts'
import type { Plan } from './queries.ts'
import { useFigureWords } from './words.ts'

const WHOSE = ['company', 'department', 'person'] as const

/** How many, or minor units; undefined for what is none. */
function targetOf(measure: PlanMeasure, text: string, currency: string): number | undefined {
  const read = measure === 'revenue' ? readAmount(text, currency) : Number(text.replace(/\s/g, ''))
  return read && Number.isSafeInteger(read) && read > 0 ? read : undefined
}

type Props = { on: string; onDone: () => Promise<unknown>; onClose: () => void }

export function PlanDialog({ on, onDone, onClose }: Props) {
  const t = useT()
  const words = useFigureWords()
  const { company, can } = useMe()
  const { data: people = [] } = useQuery(colleaguesQuery)
  const { data: departments = [] } = useQuery(departmentsQuery)
  const { data: products } = useQuery({
    queryKey: ['figures', 'products'],
    queryFn: () => data(api.GET('/api/products', { params: { query: { limit: 200 } } })),
  })
  const all = can['plan.create'] === 'all'
  const form = useForm({
    initialValues: {
      measure: 'dealsWon' as PlanMeasure,
      period: 'month' as PlanPeriod,
      on,
      whose: (all ? 'company' : 'person') as (typeof WHOSE)[number],
      personId: null as string | null,
      departmentId: null as string | null,
      productId: null as string | null,
      target: '',
    },
    validate: {
      on: (value) => (value ? null : t('error.field.required')),
      personId: (value, { whose }) => (whose === 'person' && !value ? t('error.field.required') : null),
      departmentId: (value, { whose }) => (whose === 'department' && !value ? t('error.field.required') : null),
      target: (value, { measure }) => (targetOf(measure, value, company.currency) ? null : t('plans.wrong')),
    },
  })
  const { whose, measure } = form.values
  const ofProducts = measure === 'dealsWon' || measure === 'revenue'
  const sending = useMutation({
    mutationFn: (values: typeof form.values) =>
      data(
        api.POST('/api/plans', {
          body: {
            measure: values.measure,
            period: values.period,
            on: values.on,
            personId: values.whose === 'person' ? values.personId : null,
            departmentId: values.whose === 'department' ? values.departmentId : null,
            productId: ofProducts ? values.productId : null,
            target: targetOf(values.measure, values.target, company.currency) ?? 0,
          },
        }),
      ),
    onSuccess: async () => {
      await onDone()
      onClose()
    },
    onError: (problem) => form.setErrors(fieldErrors(problem)),
  })
  return (
    <FormDialog title={t('plans.add')} does={t('plans.save')} form={form} sending={sending} onClose={onClose}>
      <Select
        label={t('plans.measure')}
        allowDeselect={false}
        data={PLAN_MEASURES.map((value) => ({ value, label: words.column(value) }))}
        {...form.getInputProps('measure')}
      />
      <Select
        label={t('plans.whose')}
        allowDeselect={false}
        data={WHOSE.filter((value) => all || value !== 'company').map((value) => ({
          value,
          label: t(`plans.whose.${value}`),
        }))}
        {...form.getInputProps('whose')}
      />
      {whose === 'person' && (
        <Select
          label={t('plans.person')}
          searchable
          data={people.map(({ id, name }) => ({ value: id, label: name }))}
          {...form.getInputProps('personId')}
        />
      )}
      {whose === 'department' && (
        <Select
          label={t('plans.department')}
          searchable
          data={departments.map(({ id, name }) => ({ value: id, label: name }))}
          {...form.getInputProps('departmentId')}
        />
      )}
      {ofProducts && (
        <Select
          label={t('plans.product')}
          placeholder={t('plans.anyProduct')}
          clearable
          searchable
          data={(products?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          {...form.getInputProps('productId')}
        />
      )}
      <Select
        label={t('plans.period')}
        allowDeselect={false}
        data={PLAN_PERIODS.map((value) => ({ value, label: t(`plans.period.${value}`) }))}
        {...form.getInputProps('period')}
      />
      <TextInput label={t('plans.on')} type="date" {...form.getInputProps('on')} />
      <TextInput
        label={measure === 'revenue' ? t('plans.targetMoney', { currency: company.currency }) : t('plans.target')}
        inputMode="decimal"
        autoComplete="off"
        maxLength={20}
        {...form.getInputProps('target')}
      />
    </FormDialog>
  )
}

type TargetProps = { plan: Plan; onDone: () => Promise<unknown>; onClose: () => void }

export function TargetDialog({ plan, onDone, onClose }: TargetProps) {
  const t = useT()
  const { company } = useMe()
  const money = plan.measure === 'revenue'
  const form = useForm({
    initialValues: { target: money ? amountText(plan.target, company.currency) : String(plan.target) },
    validate: { target: (value) => (targetOf(plan.measure, value, company.currency) ? null : t('plans.wrong')) },
  })
  const sending = useMutation({
    mutationFn: ({ target }: typeof form.values) =>
      data(
        api.PATCH('/api/plans/{id}', {
          params: { path: { id: plan.id } },
          headers: { 'if-match': `"${plan.version}"` },
          body: { target: targetOf(plan.measure, target, company.currency) ?? 0 },
        }),
      ),
    onSuccess: async () => {
      await onDone()
      onClose()
    },
    onError: (problem) => form.setErrors(fieldErrors(problem)),
  })
  return (
    <FormDialog title={t('plans.change')} does={t('plans.save')} form={form} sending={sending} onClose={onClose}>
      <TextInput
        label={money ? t('plans.targetMoney', { currency: company.currency }) : t('plans.target')}
        inputMode="decimal"
        autoComplete="off"
        maxLength={20}
        data-autofocus
        {...form.getInputProps('target')}
      />
    </FormDialog>
  )
}
