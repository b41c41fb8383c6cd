import { Button, SegmentedControl, useMantineColorScheme } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { formatPhone } from '../../../pure/phone.ts'
import { api, data } from '../../api/client.ts'
import { useMe } from '../../api/session.ts'
import { RichText } from '../../components/letters/RichText.tsx'
import { chooseLocale } from '../../components/shell/UserMenu.tsx'
import { useLocale, useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { Failed } from '../../ui/Failed.tsx'
import { Field } from '../../ui/Field.tsx'
import { notify, notifyProblem } from '../../ui/notify.tsx'
import { fieldErrors, wordsOfProblem } from '../../ui/problems.ts'
import { Section } from '../../ui/Section.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { PasswordField } from '../first-run/PasswordField.tsx'
import { Absences } from './Absences.tsx'
import { Notices } from './Notices.tsx'
import { profileQuery, useStaffRefresh } from './queries.ts'
import css from './Settings.module.css'
import { Settings } from './Settings.tsx'

export default function ProfilePage() {
  const t = useT()
  const { user } = useMe()
  const locale = useLocale()
  const refresh = useStaffRefresh()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const { data: profile, error, refetch } = useQuery(profileQuery)
  const save = async (body: Parameters<typeof send>[0]) => {
    try {
      await send(body)
    } finally {
      await refresh()
    }
  }
  return (
    <Settings title={t('settings.profile')}>
      {!profile ? (
        error ? (
          <Failed error={error} onRetry={() => void refetch()} />
        ) : (
          <Skeleton rows={6} />
        )
      ) : (
        <>
          <Section title={t('settings.profile.me')}>
            <Field label={t('settings.name')} value={profile.name} onSave={(name) => save({ name })} />
            <Field label={t('settings.email')} value={profile.email} />
            <Field
              label={t('settings.phone')}
              type="tel"
              value={formatPhone(profile.phone ?? '')}
              onSave={(phone) => save({ phone: phone.trim() || null })}
            />
            <Field label={t('settings.position')} value={profile.position} />
          </Section>
          <Section title={t('settings.profile.look')}>
            <div className={css.form}>
              <SegmentedControl
                aria-label={t('shell.language')}
                value={locale}
                onChange={(value) => void chooseLocale(value as 'pl' | 'en')}
                data={(['pl', 'en'] as const).map((value) => ({ value, label: t(`shell.language.${value}`) }))}
              />
              <SegmentedControl
                aria-label={t('shell.scheme')}
                value={colorScheme}
                onChange={(value) => setColorScheme(value as 'auto' | 'light' | 'dark')}
                data={(['auto', 'light', 'dark'] as const).map((value) => ({
                  value,
                  label: t(`shell.scheme.${value}`),
                }))}
              />
            </div>
          </Section>
          <Notices
            preferences={profile.preferences}
            onSave={(preferences) => save({ preferences }).catch(notifyProblem)}
          />
          <Signature
            saved={profile.preferences.signature}
            onSave={(signature) => save({ preferences: { signature } })}
          />
          <Absences employeeId={user.id} />
          <Password />
        </>
      )}
    </Settings>
  )
}

/** What stands below one's letters. */
function Signature({ saved, onSave }: { saved: unknown; onSave: (html: string | null) => Promise<void> }) {
  const t = useT()
  const [html, setHtml] = useState(typeof saved === 'string' ? saved : '')
  const keep = useMutation({
    mutationFn: () => onSave(html || null),
    onSuccess: () => notify('signature', t('settings.profile.signature.saved')),
    onError: (problem) => notifyProblem(problem, 'signature'),
  })
  return (
    <Section title={t('settings.profile.signature')}>
      <div className={css.form}>
        <p className={css.about}>{t('settings.profile.signature.about')}</p>
        <RichText low label={t('settings.profile.signature')} value={html} onChange={setHtml} />
        <div className={css.row}>
          <Button loading={keep.isPending} onClick={() => keep.mutate()}>
            {t('ui.save')}
          </Button>
        </div>
      </div>
    </Section>
  )
}

const send = (body: { name?: string; phone?: string | null; preferences?: Record<string, unknown> }) =>
  data(api.PATCH('/api/profile', { body }))

function Password() {
  const t = useT()
  const form = useForm({ initialValues: { current: '', password: '' } })
  const change = useMutation({
    mutationFn: (body: typeof form.values) => data(api.POST('/api/password/change', { body })),
    onSuccess: () => {
      form.reset()
      notify('password', t('settings.password.done'))
    },
    onError: (problem) => form.setErrors(fieldErrors(problem)),
  })
  const leaveAll = async () => {
    try {
      await data(api.POST('/api/sign-out-everywhere'))
      window.location.assign(paths.signIn)
    } catch (problem) {
      notifyProblem(problem)
    }
  }
  return (
    <Section title={t('settings.password')}>
      <form className={css.form} onSubmit={form.onSubmit((values) => change.mutate(values))}>
        <ErrorSummary
          message={change.isError && Object.keys(form.errors).length === 0 ? wordsOfProblem(change.error) : null}
        />
        <div className={css.pair}>
          <PasswordField
            label={t('settings.password.current')}
            autoComplete="current-password"
            {...form.getInputProps('current')}
          />
          <PasswordField
            label={t('settings.password.new')}
            autoComplete="new-password"
            {...form.getInputProps('password')}
          />
        </div>
        <div className={css.row}>
          <Button type="submit" loading={change.isPending}>
            {t('settings.password.change')}
          </Button>
          <Button onClick={() => void leaveAll()}>{t('settings.password.leaveAll')}</Button>
        </div>
      </form>
    </Section>
  )
}
