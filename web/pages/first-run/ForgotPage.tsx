import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { isEmail } from '../../../pure/email.ts'
import { api, data } from '../../api/client.ts'
import { useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { GoTo } from '../../ui/GoTo.tsx'
import { wordsOfProblem } from '../../ui/problems.ts'
import { wordLink } from '../../ui/WordButton.tsx'
import { Door } from './Door.tsx'
import css from './SignInForm.module.css'

export default function ForgotPage() {
  const t = useT()
  const form = useForm({
    initialValues: { email: '' },
    validate: { email: (value) => (isEmail(value) ? null : t('setup.owner.emailWrong')) },
  })
  const ask = useMutation({
    mutationFn: (email: string) => data(api.POST('/api/password/forgot', { body: { email } })),
  })
  const back = (
    <GoTo to={paths.signIn} className={wordLink}>
      {t('forgot.back')}
    </GoTo>
  )
  if (ask.isSuccess) {
    // The same words whether or not there is such an account: an address must not tell.
    return (
      <Door title={t('forgot.sent.title')} lead={t('forgot.sent', { email: ask.variables })}>
        <p>{back}</p>
      </Door>
    )
  }
  return (
    <Door title={t('forgot.title')} lead={t('forgot.lead')}>
      <form className={css.column} noValidate onSubmit={form.onSubmit((values) => ask.mutate(values.email.trim()))}>
        {ask.isError && <ErrorSummary message={wordsOfProblem(ask.error)} />}
        <TextInput
          label={t('signIn.email')}
          type="email"
          name="email"
          autoComplete="username"
          autoFocus
          {...form.getInputProps('email')}
        />
        <div>
          <Button type="submit" size="lg" variant="filled" loading={ask.isPending}>
            {t('forgot.submit')}
          </Button>
        </div>
        {back}
      </form>
    </Door>
  )
}
