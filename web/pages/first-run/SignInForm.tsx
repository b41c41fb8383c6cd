import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { GoTo } from '../../ui/GoTo.tsx'
import { wordsOfProblem } from '../../ui/problems.ts'
import { wordLink } from '../../ui/WordButton.tsx'
import { PasswordField } from './PasswordField.tsx'
import css from './SignInForm.module.css'
import { useSignIn } from './session-actions.ts'

/** `main` when signing in is what the page is for; beside the first choice it stays quiet. */
export function SignInForm({ main }: { main?: boolean }) {
  const t = useT()
  const signIn = useSignIn()
  const form = useForm({
    initialValues: { email: '', password: '' },
    validate: {
      email: (value) => (value.trim() ? null : t('signIn.emailNeeded')),
      password: (value) => (value ? null : t('signIn.passwordNeeded')),
    },
  })
  return (
    <form
      className={main ? css.column : css.form}
      noValidate
      onSubmit={form.onSubmit((values) => signIn.mutate({ email: values.email.trim(), password: values.password }))}
    >
      {signIn.isError && <ErrorSummary message={wordsOfProblem(signIn.error)} />}
      <div className={css.fields}>
        <TextInput
          label={t('signIn.email')}
          type="email"
          name="email"
          autoComplete="username"
          autoFocus={main}
          {...form.getInputProps('email')}
        />
        <PasswordField
          label={t('signIn.password')}
          name="password"
          autoComplete="current-password"
          aside={
            <GoTo to={paths.forgot} className={wordLink}>
              {t('signIn.forgot')}
            </GoTo>
          }
          {...form.getInputProps('password')}
        />
      </div>
      <div>
        <Button type="submit" size="lg" variant={main ? 'filled' : 'default'} loading={signIn.isPending}>
          {t('signIn.submit')}
        </Button>
      </div>
    </form>
  )
}
