import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useId } from 'react'
import { isEmail } from '../../../pure/email.ts'
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
import { useCardRefresh } from './queries.ts'

type Props = { companyId?: string; phone?: string | undefined; onClose: () => void }

export function NewContactDialog({ companyId, phone: number = '', onClose }: Props) {
  const t = useT()
  const id = useId()
  const go = useGo()
  const refresh = useCardRefresh()
  const form = useForm({
    initialValues: {
      custom: {} as Record<string, unknown>,
      firstName: '',
      lastName: '',
      position: '',
      email: '',
      phone: number,
    },
    validateInputOnBlur: ['email', 'phone'],
    validate: {
      lastName: (value, { firstName }) => (value.trim() || firstName.trim() ? null : t('error.field.required')),
      email: (value) => (!value.trim() || isEmail(value) ? null : t('error.field.email')),
      phone: (value) => (!value.trim() || isPhone(value) ? null : t('error.field.phone')),
    },
  })
  const create = useMutation({
    mutationFn: ({ email, phone, ...names }: typeof form.values) =>
      data(
        api.POST('/api/contacts', {
          body: {
            ...names,
            ...(companyId ? { companyId } : {}),
            emails: email.trim() ? [{ value: email }] : [],
            phones: phone.trim() ? [{ value: phone }] : [],
          },
        }),
      ),
    onSuccess: (contact) => {
      void refresh()
      if (companyId) onClose()
      else go(paths.contact(contact.id))
    },
    onError: (problem) => form.setErrors(onFields(fieldErrors(problem))),
  })
  const { firstName, lastName, email, phone } = form.values
  const general = create.isError && Object.keys(form.errors).length === 0
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('cards.contact.new')}
      actions={
        <>
          <Button type="submit" form={id} variant="filled" loading={create.isPending}>
            {t('cards.contact.do')}
          </Button>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
        </>
      }
    >
      <form id={id} className={css.form} noValidate onSubmit={form.onSubmit((values) => create.mutate(values))}>
        <ErrorSummary message={general ? wordsOfProblem(create.error) : null} />
        <div className={css.pair}>
          <TextInput
            label={t('cards.firstName')}
            data-autofocus
            autoComplete="off"
            maxLength={100}
            {...form.getInputProps('firstName')}
          />
          <TextInput
            label={t('cards.lastName')}
            autoComplete="off"
            maxLength={200}
            {...form.getInputProps('lastName')}
          />
          <TextInput label={t('settings.position')} maxLength={200} {...form.getInputProps('position')} />
          <TextInput
            label={t('record.field.phone')}
            type="tel"
            autoComplete="off"
            maxLength={40}
            {...form.getInputProps('phone')}
          />
        </div>
        <TextInput
          label={t('record.field.email')}
          type="email"
          autoComplete="off"
          maxLength={320}
          {...form.getInputProps('email')}
        />
        <RequiredInputs
          kind="contact"
          value={form.values.custom}
          onChange={(custom) => form.setFieldValue('custom', custom)}
          errors={form.errors}
        />
        <Known typed={{ personName: `${firstName} ${lastName}`.trim(), companyName: '', email, phone, nip: '' }} />
      </form>
    </Dialog>
  )
}

/** What the server says of 'emails.0.value' belongs to the one field of e-mail here. */
export const onFields = (errors: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(errors).map(([path, words]) => [path.replace(/^(email|phone)s(\.\d+)?(\.value)?$/, '$1'), words]),
  )
