import { Button } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { api, data } from '../../api/client.ts'
import { useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { GoTo, useGo } from '../../ui/GoTo.tsx'
import { wordsOfProblem } from '../../ui/problems.ts'
import { wordLink } from '../../ui/WordButton.tsx'
import { Door } from './Door.tsx'
import { PasswordField } from './PasswordField.tsx'
import css from './SignInForm.module.css'

const LEAST_PASSWORD = 10

export default function ResetPage() {
  const t = useT()
  const go = useGo()
  const { token = '' } = useParams({ strict: false }) as { token?: string }
  const form = useForm({
    initialValues: { password: '' },
    validate: {
      password: (value) =>
        value.length >= LEAST_PASSWORD
          ? null
          : t('setup.owner.passwordShort', { missing: LEAST_PASSWORD - value.length }),
    },
  })
  const reset = useMutation({
    mutationFn: (password: string) => data(api.POST('/api/password/reset', { body: { token, password } })),
    onSuccess: () => go(paths.signIn, { replace: true }),
  })
  return (
    <Door title={t('reset.title')} lead={t('reset.lead')}>
      <form className={css.column} noValidate onSubmit={form.onSubmit((values) => reset.mutate(values.password))}>
        {reset.isError && <ErrorSummary message={wordsOfProblem(reset.error)} />}
        <PasswordField
          label={t('reset.password')}
          description={t('setup.owner.passwordNote')}
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          name="password"
          autoComplete="new-password"
          autoFocus
          maxLength={128}
          {...form.getInputProps('password')}
        />
        <div>
          <Button type="submit" size="lg" variant="filled" loading={reset.isPending}>
            {t('reset.submit')}
          </Button>
        </div>
        {reset.isError && (
          <GoTo to={paths.forgot} className={wordLink}>
            {t('reset.again')}
          </GoTo>
        )}
      </form>
    </Door>
  )
}
