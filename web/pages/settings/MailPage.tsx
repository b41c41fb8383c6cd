import { Button, Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, data } from '../../api/client.ts'
import type { components } from '../../api/schema.d.ts'
import { useMe } from '../../api/session.ts'
import { useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { Chip } from '../../ui/Chip.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { Failed } from '../../ui/Failed.tsx'
import { GoTo } from '../../ui/GoTo.tsx'
import { notify, notifyProblem } from '../../ui/notify.tsx'
import { fieldErrors, wordsOfProblem } from '../../ui/problems.ts'
import { Section } from '../../ui/Section.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { wordLink } from '../../ui/WordButton.tsx'
import { PasswordField } from '../first-run/PasswordField.tsx'
import { type MailSettings, mailQuery, version } from './queries.ts'
import { CertificateFields, PortInput } from './ServerFields.tsx'
import css from './Settings.module.css'
import { Settings } from './Settings.tsx'

export default function MailPage() {
  const t = useT()
  const { data: settings, error, refetch } = useQuery(mailQuery)
  return (
    <Settings title={t('settings.mail')} right="mail_settings.read">
      {settings ? (
        <MailForm key={settings.version} settings={settings} />
      ) : error ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton rows={8} />
      )}
    </Settings>
  )
}

const PORTS = { starttls: 587, tls: 465, none: 25 }

function MailForm({ settings }: { settings: MailSettings }) {
  const t = useT()
  const { user } = useMe()
  const client = useQueryClient()
  const refresh = () => client.invalidateQueries({ queryKey: ['mail'] })
  const [result, setResult] = useState<components['schemas']['MailTestResult'] | null>(null)
  const form = useForm({
    initialValues: {
      host: settings.host,
      port: settings.port || PORTS.starttls,
      security: settings.security,
      user: settings.user ?? '',
      password: '',
      fromAddress: settings.fromAddress,
      fromName: settings.fromName,
      checkCertificate: settings.checkCertificate,
      ca: settings.ca ?? '',
    },
  })
  const save = useMutation({
    mutationFn: ({ user, password, ca, ...values }: typeof form.values) =>
      data(
        api.PUT('/api/settings/mail', {
          headers: version(settings.version),
          // A password left empty stays as it is; the saved one never comes here.
          body: { ...values, user: user || null, ca: ca || null, ...(password ? { password } : {}) },
        }),
      ),
    onSuccess: () => notify('mail', t('settings.mail.saved')),
    onError: (problem) => form.setErrors(fieldErrors(problem)),
    onSettled: refresh,
  })
  const test = useMutation({
    mutationFn: () => data(api.POST('/api/settings/mail/test', { body: { to: user.email } })),
    onSuccess: setResult,
    onError: (problem) => notifyProblem(problem),
    onSettled: refresh,
  })
  const sendKept = useMutation({
    mutationFn: () => data(api.POST('/api/outgoing-mails/send-kept')),
    onError: (problem) => notifyProblem(problem),
    onSettled: refresh,
  })
  return (
    <>
      {!settings.configured && <p className={css.about}>{t('settings.mail.none')}</p>}
      {settings.waiting && (
        <div className={css.result} role="status">
          <Chip tone="red">{t('settings.mail.test.failed')}</Chip>
          <span>{t('settings.mail.waiting', { count: settings.waiting.count })}</span>
          <span>{settings.waiting.trouble.explanation}</span>
          <GoTo to={`${paths.settingsOutgoing}?state=queued`} className={wordLink}>
            {t('settings.mail.waiting.show')}
          </GoTo>
        </div>
      )}
      {settings.kept > 0 && (
        <div className={css.result}>
          <span>{t('settings.mail.kept', { count: settings.kept })}</span>
          <span className={css.row}>
            {settings.configured && (
              <Button variant="filled" loading={sendKept.isPending} onClick={() => sendKept.mutate()}>
                {t('settings.mail.sendKept')}
              </Button>
            )}
            <GoTo to={paths.settingsOutgoing} className={wordLink}>
              {t('settings.outgoing')}
            </GoTo>
          </span>
        </div>
      )}
      <Section title={t('settings.mail.server')}>
        <form className={css.form} noValidate onSubmit={form.onSubmit((values) => save.mutate(values))}>
          <ErrorSummary
            message={save.isError && Object.keys(form.errors).length === 0 ? wordsOfProblem(save.error) : null}
          />
          <TextInput
            label={t('settings.mail.host')}
            placeholder="smtp.example.com"
            autoComplete="off"
            {...form.getInputProps('host')}
          />
          <div className={css.pair}>
            <Select
              label={t('settings.mail.security')}
              allowDeselect={false}
              data={(['starttls', 'tls', 'none'] as const).map((value) => ({
                value,
                label: t(`settings.mail.security.${value}`),
              }))}
              value={form.values.security}
              onChange={(value) => {
                const next = value as keyof typeof PORTS
                // The port follows while it is the usual one; a port of one's own stays.
                const usual = form.values.port === PORTS[form.values.security]
                form.setValues({ security: next, ...(usual ? { port: PORTS[next] } : {}) })
              }}
            />
            <PortInput {...form.getInputProps('port')} />
            <TextInput label={t('settings.mail.user')} autoComplete="off" {...form.getInputProps('user')} />
            <PasswordField
              label={t('settings.mail.password')}
              autoComplete="new-password"
              placeholder={settings.hasPassword ? t('settings.mail.passwordKept') : ''}
              {...form.getInputProps('password')}
            />
            <TextInput label={t('settings.mail.fromAddress')} type="email" {...form.getInputProps('fromAddress')} />
            <TextInput label={t('settings.mail.fromName')} {...form.getInputProps('fromName')} />
          </div>
          {form.values.security !== 'none' && (
            <CertificateFields
              check={form.getInputProps('checkCertificate', { type: 'checkbox' })}
              ca={form.getInputProps('ca')}
              checked={form.values.checkCertificate}
            />
          )}
          <div className={css.row}>
            <Button type="submit" variant="filled" loading={save.isPending}>
              {t('ui.save')}
            </Button>
            <Button
              disabled={!settings.configured || form.isDirty()}
              loading={test.isPending}
              onClick={() => test.mutate()}
            >
              {t('settings.mail.test')}
            </Button>
          </div>
        </form>
        {result && (
          <div className={css.result} role="status">
            <Chip tone={result.ok ? 'grn' : 'red'}>
              {t(result.ok ? 'settings.mail.test.ok' : 'settings.mail.test.failed')}
            </Chip>
            <span>{result.explanation}</span>
            {result.serverAnswer && <code>{result.serverAnswer}</code>}
          </div>
        )}
      </Section>
    </>
  )
}
