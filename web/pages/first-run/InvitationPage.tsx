import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useEffect } from 'react'
import { api, data } from '../../api/client.ts'
import { useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { GoTo } from '../../ui/GoTo.tsx'
import { fieldErrors, wordsOfProblem } from '../../ui/problems.ts'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { wordLink } from '../../ui/WordButton.tsx'
import { Door } from './Door.tsx'
import { PasswordField } from './PasswordField.tsx'
import css from './SignInForm.module.css'
import { useEnter } from './session-actions.ts'

const LEAST_PASSWORD = 10

interface Invitation {
  email: string
  companyName: string
  name: string
}

export default function InvitationPage() {
  const t = useT()
  const { token = '' } = useParams({ strict: false }) as { token?: string }
  const invitation = useQuery({
    queryKey: ['invitation', token],
    queryFn: async (): Promise<Invitation> =>
      await data(api.GET('/api/invitations/{token}', { params: { path: { token } } })),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
  if (invitation.isError) {
    return (
      <Door title={t('invitation.gone')} lead={wordsOfProblem(invitation.error)}>
        <p>
          <GoTo to={paths.signIn} className={wordLink}>
            {t('forgot.back')}
          </GoTo>
        </p>
      </Door>
    )
  }
  if (!invitation.data) {
    return (
      <Door title="Tok">
        <Skeleton rows={3} />
      </Door>
    )
  }
  return <Accept token={token} invitation={invitation.data} />
}

function Accept({ token, invitation }: { token: string; invitation: Invitation }) {
  const t = useT()
  const enter = useEnter()
  const form = useForm({
    initialValues: { name: invitation.name, password: '' },
    validate: {
      name: (value) => (value.trim() ? null : t('setup.owner.nameNeeded')),
      password: (value) =>
        value.length >= LEAST_PASSWORD
          ? null
          : t('setup.owner.passwordShort', { missing: LEAST_PASSWORD - value.length }),
    },
  })
  const accept = useMutation({
    mutationFn: (body: { name: string; password: string }) =>
      data(api.POST('/api/invitations/{token}/accept', { params: { path: { token } }, body })),
    onSuccess: enter,
    onError: (problem) => form.setErrors(fieldErrors(problem)),
  })
  const { initialize } = form
  useEffect(() => initialize({ name: invitation.name, password: '' }), [initialize, invitation.name])
  return (
    <Door
      title={t('invitation.title', { company: invitation.companyName })}
      lead={t('invitation.lead', { email: invitation.email })}
    >
      <form
        className={css.column}
        noValidate
        onSubmit={form.onSubmit((values) => accept.mutate({ ...values, name: values.name.trim() }))}
      >
        {accept.isError && Object.keys(form.errors).length === 0 && (
          <ErrorSummary message={wordsOfProblem(accept.error)} />
        )}
        {/* For the browser's keeper of passwords: whose password this is. */}
        <input type="hidden" name="username" autoComplete="username" value={invitation.email} />
        <TextInput
          label={t('setup.owner.name')}
          name="name"
          autoComplete="name"
          maxLength={120}
          {...form.getInputProps('name')}
        />
        <PasswordField
          label={t('signIn.password')}
          description={t('setup.owner.passwordNote')}
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          name="password"
          autoComplete="new-password"
          maxLength={128}
          {...form.getInputProps('password')}
        />
        <div>
          <Button type="submit" size="lg" variant="filled" loading={accept.isPending}>
            {t('invitation.submit')}
          </Button>
        </div>
      </form>
    </Door>
  )
}
