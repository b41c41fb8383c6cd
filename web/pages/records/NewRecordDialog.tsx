import { TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { api, data } from '../../api/client.ts'
import { RequiredInputs } from '../../components/fields/RequiredInputs.tsx'
import { useLocale, useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { FormDialog } from '../../ui/FormDialog.tsx'
import { useGo } from '../../ui/GoTo.tsx'
import { fieldErrors } from '../../ui/problems.ts'
import { type Kind, useRecordRefresh } from './queries.ts'

/** A record typed in by hand: its name and what it cannot be without. */
export function NewRecordDialog({ kind, onClose }: { kind: Kind; onClose: () => void }) {
  const t = useT()
  const go = useGo()
  const locale = useLocale()
  const refresh = useRecordRefresh()
  const form = useForm({
    initialValues: { title: '', custom: {} as Record<string, unknown> },
    validate: { title: (value) => (value.trim() ? null : t('error.field.required')) },
  })
  const create = useMutation({
    mutationFn: ({ title, custom }: typeof form.values) =>
      data(
        api.POST('/api/records/{kind}', {
          params: { path: { kind: kind.key } },
          body: { title: title.trim(), custom },
        }),
      ),
    onSuccess: (record) => {
      void refresh()
      go(paths.record(record.id))
    },
    onError: (problem) => form.setErrors(fieldErrors(problem)),
  })
  return (
    <FormDialog
      title={t('records.new', { name: kind.name[locale] })}
      does={t('records.new.do')}
      form={form}
      sending={create}
      onClose={onClose}
    >
      <TextInput label={t('records.title')} data-autofocus maxLength={300} {...form.getInputProps('title')} />
      <RequiredInputs
        kind={kind.key}
        value={form.values.custom}
        onChange={(custom) => form.setFieldValue('custom', custom)}
        errors={form.errors}
      />
    </FormDialog>
  )
}
