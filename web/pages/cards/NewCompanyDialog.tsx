import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useId } from 'react'
import { isEmail } from '../../../pure/email.ts'
import { isNip } from '../../../pure/nip.ts'
import { isPhone } from '../../../pure/phone.ts'
import { api, data } from '../../api/client.ts'
import { RequiredInputs } from '../../components/fields/RequiredInputs.tsx'
import { useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { useGo } from '../../ui/GoTo.tsx'
import { fieldErrors, wordsOfProblem } from '../../ui/problems.ts'
import css from './cards.module.css'
import { Known } from './Known.tsx'
import { onFields } from './NewContactDialog.tsx'
import { useCardRefresh } from './queries.ts'

export function NewCompanyDialog({ onClose }: { onClose: () => void }) {
  const t = useT()
  const id = useId()
  const go = useGo()
  const refresh = useCardRefresh()
  const form = useForm({
    initialValues: {
      custom: {} as Record<string, unknown>,
      name: '',
      nip: '',
      address: '',
      website: '',
      email: '',
      phone: '',
    },
    validateInputOnBlur: ['nip', 'email', 'phone'],
    validate: {
      name: (value) => (value.trim() ? null : t('error.field.required')),
      nip: (value) => (!value.trim() || isNip(value) ? null : t('error.field.nip')),
      email: (value) => (!value.trim() || isEmail(value) ? null : t('error.field.email')),
      phone: (value) => (!value.trim() || isPhone(value) ? null : t('error.field.phone')),
    },
  })
  const create = useMutation({
    mutationFn: ({ email, phone, nip, ...rest }: typeof form.values) =>
      data(
        api.POST('/api/companies', {
          body: {
            ...rest,
            nip: nip.trim() || null,
            emails: email.trim() ? [{ value: email }] : [],
            phones: phone.trim() ? [{ value: phone }] : [],
          },
        }),
      ),
    onSuccess: (company) => {
      void refresh()
      go(paths.company(company.id))
    },
    onError: (problem) => form.setErrors(onFields(fieldErrors(problem))),
  })
  const { name, nip, email, phone } = form.values
  const general = create.isError && Object.keys(form.errors).length === 0
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('cards.company.new')}
      actions={
        <>
          <Button type="submit" form={id} variant="filled" loading={create.isPending}>
            {t('cards.company.do')}
          </Button>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
        </>
      }
    >
      <form id={id} className={css.form} noValidate onSubmit={form.onSubmit((values) => create.mutate(values))}>
        <ErrorSummary message={general ? wordsOfProblem(create.error) : null} />
        <TextInput label={t('cards.company.name')} data-autofocus maxLength={300} {...form.getInputProps('name')} />
        <div className={css.pair}>
          <TextInput label="NIP" inputMode="numeric" maxLength={20} {...form.getInputProps('nip')} />
          <TextInput label={t('cards.website')} maxLength={300} {...form.getInputProps('website')} />
          <TextInput label={t('record.field.phone')} type="tel" maxLength={40} {...form.getInputProps('phone')} />
          <TextInput label={t('record.field.email')} type="email" maxLength={320} {...form.getInputProps('email')} />
        </div>
        <TextInput label={t('cards.address')} maxLength={1000} {...form.getInputProps('address')} />
        <RequiredInputs
          kind="company"
          value={form.values.custom}
          onChange={(custom) => form.setFieldValue('custom', custom)}
          errors={form.errors}
        />
        <Known typed={{ personName: '', companyName: name, email, phone, nip }} />
      </form>
    </Dialog>
  )
}
