import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useId } from 'react'
import { api, data } from '../../api/client.ts'
import { RequiredInputs } from '../../components/fields/RequiredInputs.tsx'
import { useLocale, useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { useGo } from '../../ui/GoTo.tsx'
import { fieldErrors, wordsOfProblem } from '../../ui/problems.ts'
import { type Kind, useRecordRefresh } from './queries.ts'

/** A record typed in by hand: its name and what it cannot be without. */
export function NewRecordDialog({ kind, onClose }: { kind: Kind; onClose: () => void }) {
  const t = useT()
  const id = useId()
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
  const general = create.isError && Object.keys(form.errors).length === 0
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('records.new', { name: kind.name[locale] })}
      actions={
        <>
          <Button type="submit" form={id} variant="filled" loading={create.isPending}>
            {t('records.new.do')}
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
        <TextInput label={t('records.title')} data-autofocus maxLength={300} {...form.getInputProps('title')} />
        <RequiredInputs
          kind={kind.key}
          value={form.values.custom}
          onChange={(custom) => form.setFieldValue('custom', custom)}
          errors={form.errors}
        />
      </form>
    </Dialog>
  )
}
