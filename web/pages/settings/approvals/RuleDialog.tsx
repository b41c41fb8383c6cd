import { Button, Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useId } from 'react'
import { api, data } from '../../../api/client.ts'
import { useMe } from '../../../api/session.ts'
import { departmentsQuery } from '../../../components/lists/choices.ts'
import { colleaguesQuery } from '../../../components/record/queries.ts'
import { amountText, readAmount } from '../../../i18n/money.ts'
import { useT } from '../../../i18n/words.ts'
import { Dialog } from '../../../ui/Dialog.tsx'
import { ErrorSummary } from '../../../ui/ErrorSummary.tsx'
import { notifyProblem } from '../../../ui/notify.tsx'
import { fieldErrors, wordsOfProblem } from '../../../ui/problems.ts'
import { version } from '../queries.ts'
import css from '../Settings.module.css'
import { type Rule, rulesQuery } from './queries.ts'

const APPROVERS: Rule['approver'][] = ['supervisor', 'owner_supervisor', 'department_head', 'head_of', 'person', 'role']
const ROLES = ['owner', 'administrator'] as const

export function RuleDialog({ rule, onClose }: { rule: Rule | undefined; onClose: () => void }) {
  const t = useT()
  const id = useId()
  const client = useQueryClient()
  const { data: people = [] } = useQuery(colleaguesQuery)
  const { data: departments = [] } = useQuery(departmentsQuery)
  const { company } = useMe()
  const { currency } = company
  const form = useForm({
    initialValues: {
      approver: rule?.approver ?? 'supervisor',
      personId: rule?.personId ?? null,
      role: rule?.role ?? null,
      headOf: rule?.headOf ?? null,
      amountFrom: amountText(rule?.amountFrom ?? null, currency),
      departmentId: rule?.departmentId ?? null,
    },
    validate: {
      personId: (value, { approver }) => (approver === 'person' && !value ? t('error.field.required') : null),
      role: (value, { approver }) => (approver === 'role' && !value ? t('error.field.required') : null),
      headOf: (value, { approver }) => (approver === 'head_of' && !value ? t('error.field.required') : null),
      amountFrom: (value) => (readAmount(value, currency) === undefined ? t('error.field.amount') : null),
    },
  })
  const settled = {
    onSuccess: onClose,
    onSettled: () => client.invalidateQueries({ queryKey: rulesQuery.queryKey }),
  }
  const params = { path: { id: rule?.id ?? '' } }
  const save = useMutation({
    mutationFn: (values: typeof form.values) => {
      const body = { ...values, amountFrom: readAmount(values.amountFrom, currency) ?? null }
      return rule
        ? data(api.PUT('/api/approval-rules/{id}', { params, headers: version(rule.version), body }))
        : data(api.POST('/api/approval-rules', { body }))
    },
    ...settled,
    onError: (problem) => form.setErrors(fieldErrors(problem)),
  })
  const remove = useMutation({
    mutationFn: () => data(api.POST('/api/approval-rules/{id}/archive', { params })),
    ...settled,
    onError: notifyProblem,
  })
  const named = (items: { id: string; name: string }[]) => items.map((one) => ({ value: one.id, label: one.name }))
  const general = save.isError && Object.keys(form.errors).length === 0
  const { approver } = form.values
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(rule ? 'approvals.edit' : 'approvals.add')}
      actions={
        <>
          <Button type="submit" form={id} variant="filled" loading={save.isPending}>
            {t('ui.save')}
          </Button>
          {rule && (
            <Button loading={remove.isPending} onClick={() => remove.mutate()}>
              {t('approvals.remove')}
            </Button>
          )}
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
        </>
      }
    >
      <form id={id} className={css.form} noValidate onSubmit={form.onSubmit((values) => save.mutate(values))}>
        <ErrorSummary message={general ? wordsOfProblem(save.error) : null} />
        <Select
          label={t('approvals.field.approver')}
          allowDeselect={false}
          data={APPROVERS.map((value) => ({ value, label: t(`approvals.choose.${value}`) }))}
          {...form.getInputProps('approver')}
        />
        {approver === 'person' && (
          <Select
            label={t('approvals.field.person')}
            searchable
            data={named(people)}
            {...form.getInputProps('personId')}
          />
        )}
        {approver === 'role' && (
          <Select
            label={t('approvals.field.role')}
            data={ROLES.map((value) => ({ value, label: t(`approvals.role.${value}`) }))}
            {...form.getInputProps('role')}
          />
        )}
        {approver === 'head_of' && (
          <Select
            label={t('approvals.field.headOf')}
            searchable
            data={named(departments)}
            {...form.getInputProps('headOf')}
          />
        )}
        <TextInput
          label={t('approvals.field.amountFrom', { currency })}
          description={t('approvals.field.amountFrom.about')}
          inputMode="decimal"
          {...form.getInputProps('amountFrom')}
        />
        <Select
          label={t('approvals.field.department')}
          description={t('approvals.field.department.about')}
          clearable
          searchable
          data={named(departments)}
          {...form.getInputProps('departmentId')}
        />
      </form>
    </Dialog>
  )
}
