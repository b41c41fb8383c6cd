import { FileInput, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useT } from '../../i18n/words.ts'
import { FormDialog } from '../../ui/FormDialog.tsx'
import { fieldErrors } from '../../ui/problems.ts'
import { type Contract, useContractActions } from './queries.ts'

/** A scan of what was signed on paper; with it the contract is signed. */
export function ScanDialog({ contract, today, onClose }: { contract: Contract; today: string; onClose: () => void }) {
  const t = useT()
  const { addScan } = useContractActions()
  const form = useForm({
    initialValues: {
      signer: contract.contact?.name ?? contract.company?.name ?? '',
      signedOn: today,
      file: null as File | null,
    },
    validate: {
      signer: (text) => (text.trim() ? null : t('error.field.required')),
      signedOn: (day) => (day ? null : t('error.field.required')),
      file: (file) => (file ? null : t('error.field.required')),
    },
  })
  const send = useMutation({
    mutationFn: ({ file, signer, signedOn }: typeof form.values) =>
      addScan(contract.id, file!, { signer: signer.trim(), signedOn }),
    onSuccess: onClose,
    onError: (problem) => form.setErrors(fieldErrors(problem)),
  })
  return (
    <FormDialog
      title={t('contracts.scan.title', { number: contract.number })}
      does={t('contracts.scan.do')}
      form={form}
      sending={send}
      onClose={onClose}
    >
      <FileInput
        label={t('contracts.scan.file')}
        description={t('contracts.scan.about')}
        accept="application/pdf,image/png,image/jpeg"
        clearable
        {...form.getInputProps('file')}
      />
      <TextInput label={t('contracts.scan.signer')} maxLength={200} {...form.getInputProps('signer')} />
      <TextInput type="date" label={t('contracts.scan.signedOn')} {...form.getInputProps('signedOn')} />
    </FormDialog>
  )
}
