import { Button, Select, Switch, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useT } from '../../../i18n/words.ts'
import { paths } from '../../../paths.ts'
import { Section } from '../../../ui/Section.tsx'
import { PasswordField } from '../../first-run/PasswordField.tsx'
import { CertificateFields, PortInput } from '../ServerFields.tsx'
import css from '../Settings.module.css'
import { Secret } from '../TokensPage.tsx'
import { type AccountForm, AccountFrame, AccountPage, BelongingFields, useAccountForm } from './account-form.tsx'
import type { Account } from './queries.ts'

/** Where SMS are handed over: SMSAPI, Twilio, or an operator's server by SMPP. */
export default function SmsPage() {
  return <AccountPage fresh="settings.sms.new" any="settings.sms" form={(account) => <SmsForm account={account} />} />
}

const PROVIDERS = ['smsapi', 'smpp', 'twilio'] as const
type Provider = (typeof PROVIDERS)[number]

const USUAL = {
  provider: 'smsapi' as Provider,
  withoutPolish: false,
  // SMSAPI
  token: '',
  callbackKey: '',
  url: '',
  // Twilio
  accountSid: '',
  authToken: '',
  messagingServiceSid: '',
  // SMPP
  host: '',
  port: 2775,
  security: 'tls',
  checkCertificate: true,
  ca: '',
  systemId: '',
  password: '',
  systemType: '',
  longTexts: 'udh',
  receiptIds: 'same',
  window: 10,
}
type SmsSettings = typeof USUAL

const OF: Record<Provider, readonly (keyof SmsSettings)[]> = {
  smsapi: ['token', 'callbackKey', 'url'],
  twilio: ['accountSid', 'authToken', 'messagingServiceSid', 'url'],
  smpp: [
    ...(['host', 'port', 'security', 'checkCertificate', 'ca', 'systemId', 'password', 'systemType'] as const),
    ...(['longTexts', 'receiptIds', 'window'] as const),
  ],
}
/** Left empty they are sent as nothing; all others are left out, so that a secret stays and a setting is what it usually is. */
const EMPTIED = new Set<string>(['ca', 'messagingServiceSid'])

function toSettings(settings: SmsSettings): Record<string, unknown> {
  const { provider, withoutPolish } = settings
  const given = OF[provider].map((key): [string, unknown] => {
    const value = settings[key]
    const text = typeof value === 'string' ? value.trim() : value
    return [key, text === '' && EMPTIED.has(key) ? null : text]
  })
  return { provider, withoutPolish, ...Object.fromEntries(given.filter(([, value]) => value !== '')) }
}

/** What kept settings say, as the form holds it. */
const settingsOf = (kept: Record<string, unknown>): SmsSettings => ({
  ...USUAL,
  ...Object.fromEntries(Object.entries(kept).filter(([key, value]) => key in USUAL && value !== null)),
})

const newKey = () =>
  [...crypto.getRandomValues(new Uint8Array(24))].map((one) => one.toString(16).padStart(2, '0')).join('')

type Form = AccountForm<SmsSettings>

function SmsForm({ account }: { account: Account | null }) {
  const t = useT()
  const [kept] = useState(() => settingsOf(account?.settings ?? { callbackKey: newKey() }))
  const of = useAccountForm('sms', account, kept, toSettings, paths.settingsSms)
  const { form } = of
  const { provider } = form.values.settings
  const parts: Record<Provider, ReactNode> = {
    smsapi: <SmsapiFields of={of} />,
    twilio: <TwilioFields of={of} />,
    smpp: <SmppFields of={of} />,
  }
  return (
    <AccountFrame of={of} tried="settings.sms.ok">
      <Section title={t('settings.sms.at')}>
        <div className={css.form}>
          <div className={css.pair}>
            <Select
              label={t('settings.sms.provider')}
              allowDeselect={false}
              disabled={account !== null}
              data={PROVIDERS.map((value) => ({ value, label: t(`settings.sms.provider.${value}`) }))}
              {...form.getInputProps('settings.provider')}
            />
          </div>
          <p className={css.about}>{t(`settings.sms.about.${provider}`)}</p>
          <div className={css.pair}>
            <TextInput
              label={t('settings.sms.address')}
              description={t('settings.sms.addressAbout')}
              placeholder="FIRMA"
              autoComplete="off"
              {...form.getInputProps('address')}
              onBlur={() => form.values.name || form.setFieldValue('name', form.values.address)}
            />
            <TextInput label={t('settings.account.name')} maxLength={100} {...form.getInputProps('name')} />
          </div>
          {parts[provider]}
          <Switch
            label={t('settings.sms.withoutPolish')}
            description={t('settings.sms.withoutPolishAbout')}
            {...form.getInputProps('settings.withoutPolish', { type: 'checkbox' })}
          />
        </div>
      </Section>
      {provider === 'smsapi' && <Answers of={of} />}
      {provider === 'twilio' && account?.webhookUrl && (
        <Section title={t('settings.sms.answers')}>
          <div className={css.form}>
            <p className={css.about}>{t('settings.sms.answers.twilio')}</p>
            <Secret text={account.webhookUrl} />
          </div>
        </Section>
      )}
      <Section title={t('settings.account.what')}>
        <BelongingFields of={of} />
      </Section>
    </AccountFrame>
  )
}

/** What a field of the form is given, by the name of its setting. */
function useInputs({ form, account }: Form) {
  const t = useT()
  const text = (key: keyof SmsSettings) => ({ autoComplete: 'off', ...form.getInputProps(`settings.${key}`) })
  const secret = (key: 'token' | 'authToken' | 'password') => ({
    ...text(key),
    autoComplete: 'new-password',
    placeholder: account?.secretsSet.includes(key) ? t('settings.account.kept') : '',
  })
  return { t, text, secret }
}

function SmsapiFields({ of }: { of: Form }) {
  const { t, text, secret } = useInputs(of)
  return (
    <div className={css.pair}>
      <PasswordField label={t('settings.sms.token')} {...secret('token')} />
      <TextInput label={t('settings.sms.url')} placeholder="https://api.smsapi.pl" {...text('url')} />
    </div>
  )
}

function TwilioFields({ of }: { of: Form }) {
  const { t, text, secret } = useInputs(of)
  return (
    <div className={css.pair}>
      <TextInput label="Account SID" placeholder="AC…" {...text('accountSid')} />
      <PasswordField label="Auth Token" {...secret('authToken')} />
      <TextInput
        label="Messaging Service SID"
        description={t('settings.sms.serviceAbout')}
        placeholder="MG…"
        {...text('messagingServiceSid')}
      />
      <TextInput label={t('settings.sms.url')} placeholder="https://api.twilio.com" {...text('url')} />
    </div>
  )
}

function SmppFields({ of }: { of: Form }) {
  const { t, text, secret } = useInputs(of)
  const { form } = of
  const choice = (key: 'security' | 'longTexts' | 'receiptIds', values: readonly string[]) => (
    <Select
      label={t(`settings.sms.${key}`)}
      allowDeselect={false}
      data={values.map((value) => ({ value, label: t(`settings.sms.${key}.${value}` as 'settings.sms.security.tls') }))}
      {...form.getInputProps(`settings.${key}`)}
    />
  )
  return (
    <>
      <div className={css.pair}>
        <TextInput label={t('settings.mail.host')} placeholder="smpp.example.com" {...text('host')} />
        <PortInput {...form.getInputProps('settings.port')} />
        {choice('security', ['tls', 'none'])}
        <TextInput label="system_type" {...text('systemType')} />
        <TextInput label="system_id" {...text('systemId')} />
        <PasswordField label={t('settings.sms.password')} {...secret('password')} />
        {choice('longTexts', ['udh', 'sar', 'payload'])}
        {choice('receiptIds', ['same', 'hex_to_decimal', 'decimal_to_hex'])}
      </div>
      {form.values.settings.security === 'tls' && (
        <CertificateFields
          check={form.getInputProps('settings.checkCertificate', { type: 'checkbox' })}
          ca={form.getInputProps('settings.ca')}
          checked={form.values.settings.checkCertificate}
        />
      )}
    </>
  )
}

/** Where SMSAPI posts answers to: an address with a key of its own, shown only while the key is new. */
function Answers({ of: { account, form } }: { of: Form }) {
  const t = useT()
  const key = form.values.settings.callbackKey
  return (
    <Section title={t('settings.sms.answers')}>
      <div className={css.form}>
        <p className={css.about}>{t(account ? 'settings.sms.answers.smsapi' : 'settings.sms.answers.later')}</p>
        {account?.webhookUrl && key && (
          <>
            <Secret text={`${account.webhookUrl}?key=${key}`} />
            <p className={css.about}>{t('settings.sms.answers.save')}</p>
          </>
        )}
        {account && !key && (
          <div className={css.row}>
            <Button onClick={() => form.setFieldValue('settings.callbackKey', newKey())}>
              {t('settings.sms.answers.make')}
            </Button>
          </div>
        )}
      </div>
    </Section>
  )
}
