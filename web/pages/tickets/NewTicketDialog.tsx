import { Button, Checkbox, Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useId } from 'react'
import { api, data } from '../../api/client.ts'
import { RequiredInputs } from '../../components/fields/RequiredInputs.tsx'
import { useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { useGo } from '../../ui/GoTo.tsx'
import { fieldErrors, wordsOfProblem } from '../../ui/problems.ts'
import { useTicketRefresh } from './actions.ts'
import { PRIORITIES, type Priority } from './queries.ts'

/** A ticket typed in by hand, of somebody who rang or came by. */
export function NewTicketDialog({ onClose }: { onClose: () => void }) {
  const t = useT()
  const id = useId()
  const go = useGo()
  const refresh = useTicketRefresh()
  const form = useForm({
    initialValues: {
      title: '',
      personName: '',
      priority: 'normal' as Priority,
      mine: false,
      custom: {} as Record<string, unknown>,
    },
    validate: { title: (value) => (value.trim() ? null : t('error.field.required')) },
  })
  const create = useMutation({
    mutationFn: ({ title, personName, ...rest }: typeof form.values) =>
      data(api.POST('/api/tickets', { body: { title: title.trim(), personName: personName.trim(), ...rest } })),
    onSuccess: (ticket) => {
      void refresh()
      go(paths.ticket(ticket.id))
    },
    onError: (problem) => form.setErrors(fieldErrors(problem)),
  })
  const general = create.isError && Object.keys(form.errors).length === 0
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('tickets.new')}
      actions={
        <>
          <Button type="submit" form={id} variant="filled" loading={create.isPending}>
            {t('tickets.new.do')}
          </Button>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
        </>
      }
    >
      <form
        id={id}
        noValidate
        style={{ display: 'grid', gap: 16 }}
        onSubmit={form.onSubmit((values) => create.mutate(values))}
      >
        <ErrorSummary message={general ? wordsOfProblem(create.error) : null} />
        <TextInput label={t('tickets.field.title')} data-autofocus maxLength={300} {...form.getInputProps('title')} />
        <TextInput label={t('tickets.person')} maxLength={200} {...form.getInputProps('personName')} />
        <Select
          label={t('tickets.field.priority')}
          allowDeselect={false}
          data={PRIORITIES.map((value) => ({ value, label: t(`tickets.priority.${value}`) }))}
          {...form.getInputProps('priority')}
        />
        <Checkbox label={t('tickets.new.mine')} {...form.getInputProps('mine', { type: 'checkbox' })} />
        <RequiredInputs
          kind="ticket"
          value={form.values.custom}
          onChange={(custom) => form.setFieldValue('custom', custom)}
          errors={form.errors}
        />
      </form>
    </Dialog>
  )
}
