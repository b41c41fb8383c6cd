import { Checkbox, Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { api, data } from '../../api/client.ts'
import { RequiredInputs } from '../../components/fields/RequiredInputs.tsx'
import { useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { FormDialog } from '../../ui/FormDialog.tsx'
import { useGo } from '../../ui/GoTo.tsx'
import { fieldErrors } from '../../ui/problems.ts'
import { useTicketRefresh } from './actions.ts'
import { PRIORITIES, type Priority } from './queries.ts'

/** A ticket typed in by hand, of somebody who rang or came by. */
export function NewTicketDialog({ onClose }: { onClose: () => void }) {
  const t = useT()
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
  return (
    <FormDialog title={t('tickets.new')} does={t('tickets.new.do')} form={form} sending={create} onClose={onClose}>
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
    </FormDialog>
  )
}
