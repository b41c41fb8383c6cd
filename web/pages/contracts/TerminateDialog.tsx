import { Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useT } from '../../i18n/words.ts'
import { FormDialog } from '../../ui/FormDialog.tsx'
import { fieldErrors } from '../../ui/problems.ts'
import { type Contract, useContractActions } from './queries.ts'

type Props = { contract: Contract; today: string; onClose: () => void }

export function TerminateDialog({ contract, today, onClose }: Props) {
  const t = useT()
  const { terminate } = useContractActions()
  const form = useForm({
    initialValues: { reason: '', endedOn: today },
    validate: {
      reason: (text) => (text.trim() ? null : t('error.field.required')),
      endedOn: (day) => (day ? null : t('error.field.required')),
    },
  })
  const send = useMutation({
    mutationFn: ({ reason, endedOn }: typeof form.values) => terminate(contract.id, { reason: reason.trim(), endedOn }),
    onSuccess: onClose,
    onError: (problem) => form.setErrors(fieldErrors(problem)),
  })
  return (
    <FormDialog
      title={t('contracts.terminate.title', { number: contract.number })}
      does={t('contracts.terminate.do')}
      form={form}
      sending={send}
      onClose={onClose}
    >
      <Textarea
        label={t('contracts.terminate.reason')}
        data-autofocus
        autosize
        minRows={2}
        maxLength={2000}
        {...form.getInputProps('reason')}
      />
      <TextInput type="date" label={t('contracts.terminate.endedOn')} {...form.getInputProps('endedOn')} />
    </FormDialog>
  )
}
