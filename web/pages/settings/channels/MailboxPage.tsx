import { Select, Switch, TextInput } from '@mantine/core'
import { useState } from 'react'
import { mailProvider } from '../../../../pure/mail-providers.ts'
import { useT } from '../../../i18n/words.ts'
import { Section } from '../../../ui/Section.tsx'
import { PasswordField } from '../../first-run/PasswordField.tsx'
import { CertificateFields, PortInput } from '../ServerFields.tsx'
import css from '../Settings.module.css'
import { AccountFrame, AccountPage, BelongingFields, useAccountForm } from './account-form.tsx'
import own from './Channels.module.css'
import type { Account } from './queries.ts'

/** A mailbox: where its letters are fetched and handed over, whose it is, and what a letter of somebody unknown becomes. */
export default function MailboxPage() {
  return (
    <AccountPage
      fresh="settings.mailbox.new"
      any="settings.mailbox"
      form={(account) => <MailboxForm account={account} />}
    />
  )
}

const PORTS = { imap: { tls: 993, starttls: 143, none: 143 }, smtp: { tls: 465, starttls: 587, none: 25 } }
type Security = keyof (typeof PORTS)['imap']
type Side = keyof typeof PORTS

type MailboxSettings = {
  [field in `${Side}Host`]: string
} & { [field in `${Side}Port`]: number } & { [field in `${Side}Security`]: Security } & {
  user: string
  password: string
  smtpUser: string
  smtpPassword: string
  checkCertificate: boolean
  ca: string
  days: string
  sent: boolean
}

const ALL_DAYS = 'all'

function settingsOf(given: Record<string, unknown>): MailboxSettings {
  const words = (key: string, otherwise = '') => (typeof given[key] === 'string' ? (given[key] as string) : otherwise)
  const number = (key: string, otherwise: number) =>
    typeof given[key] === 'number' ? (given[key] as number) : otherwise
  return {
    imapHost: words('imapHost'),
    imapPort: number('imapPort', PORTS.imap.tls),
    imapSecurity: words('imapSecurity', 'tls') as Security,
    smtpHost: words('smtpHost'),
    smtpPort: number('smtpPort', PORTS.smtp.tls),
    smtpSecurity: words('smtpSecurity', 'tls') as Security,
    user: words('user'),
    password: '',
    smtpUser: words('smtpUser'),
    smtpPassword: '',
    checkCertificate: given.checkCertificate !== false,
    ca: words('ca'),
    days: given.days === null ? ALL_DAYS : String(number('days', 30)),
    sent: given.sent !== false,
  }
}

/** A secret left empty stays as it is; the saved one never comes here. */
function toSettings({ password, smtpUser, smtpPassword, ca, days, ...plain }: MailboxSettings) {
  return {
    ...plain,
    ca: ca || null,
    days: days === ALL_DAYS ? null : Number(days),
    ...(password ? { password } : {}),
    ...(smtpUser ? { smtpUser, ...(smtpPassword ? { smtpPassword } : {}) } : { smtpUser: null, smtpPassword: null }),
  }
}

function MailboxForm({ account }: { account: Account | null }) {
  const t = useT()
  const [apart, setApart] = useState(Boolean(account?.settings.smtpUser))
  const of = useAccountForm('mail', account, settingsOf(account?.settings ?? {}), toSettings)
  const { form } = of
  const { settings } = form.values
  const known = mailProvider(form.values.address)

  /** What the address tells is filled in while nobody wrote anything else there. */
  const fillIn = () => {
    const { address, name } = form.values
    const provider = mailProvider(address)
    const { ownPassword: _, ...servers } = provider ?? { ownPassword: false }
    form.setValues({
      name: name || address,
      settings: {
        ...settings,
        user: settings.user || address,
        ...(settings.imapHost === '' && settings.smtpHost === '' ? servers : {}),
      },
    })
  }
  const server = (side: Side) => (
    <div className={own.server}>
      <TextInput
        label={t('settings.mail.host')}
        placeholder={side === 'imap' ? 'imap.example.com' : 'smtp.example.com'}
        autoComplete="off"
        {...form.getInputProps(`settings.${side}Host`)}
      />
      <Select
        label={t('settings.mail.security')}
        allowDeselect={false}
        data={(['tls', 'starttls', 'none'] as const).map((value) => ({
          value,
          label: t(`settings.mail.security.${value}`),
        }))}
        {...form.getInputProps(`settings.${side}Security`)}
        onChange={(value) => {
          const next = value as Security
          const usual = settings[`${side}Port`] === PORTS[side][settings[`${side}Security`]]
          form.setFieldValue(`settings.${side}Security`, next)
          // The port follows while it is the usual one; a port of one's own stays.
          if (usual) form.setFieldValue(`settings.${side}Port`, PORTS[side][next])
        }}
      />
      <PortInput {...form.getInputProps(`settings.${side}Port`)} />
    </div>
  )
  const kept = (secret: string) => (account?.secretsSet.includes(secret) ? t('settings.mail.passwordKept') : '')
  return (
    <AccountFrame
      of={of}
      tried="settings.mailbox.ok"
      about={(field) => (field.startsWith('smtp') ? 'settings.mailbox.atOut' : 'settings.mailbox.atIn')}
    >
      <Section title={t('settings.mailbox.who')}>
        <div className={css.form}>
          <div className={css.pair}>
            <TextInput
              label={t('settings.mailbox.address')}
              type="email"
              placeholder="biuro@example.com"
              autoComplete="off"
              {...form.getInputProps('address')}
              onBlur={fillIn}
            />
            <TextInput label={t('settings.mailbox.name')} maxLength={100} {...form.getInputProps('name')} />
            <TextInput label={t('settings.mail.user')} autoComplete="off" {...form.getInputProps('settings.user')} />
            <PasswordField
              label={t('settings.mail.password')}
              autoComplete="new-password"
              placeholder={kept('password')}
              {...form.getInputProps('settings.password')}
            />
          </div>
          {known?.ownPassword && <p className={css.about}>{t('settings.mailbox.ownPassword')}</p>}
        </div>
      </Section>
      <Section title={t('settings.mailbox.in')}>{server('imap')}</Section>
      <Section title={t('settings.mailbox.out')}>
        <div className={css.form}>
          {server('smtp')}
          <Switch
            label={t('settings.mailbox.apart')}
            checked={apart}
            onChange={({ currentTarget: { checked } }) => {
              setApart(checked)
              if (!checked) form.setFieldValue('settings.smtpUser', '')
            }}
          />
          {apart && (
            <div className={css.pair}>
              <TextInput
                label={t('settings.mail.user')}
                autoComplete="off"
                {...form.getInputProps('settings.smtpUser')}
              />
              <PasswordField
                label={t('settings.mail.password')}
                autoComplete="new-password"
                placeholder={kept('smtpPassword')}
                {...form.getInputProps('settings.smtpPassword')}
              />
            </div>
          )}
          <CertificateFields
            check={form.getInputProps('settings.checkCertificate', { type: 'checkbox' })}
            ca={form.getInputProps('settings.ca')}
            checked={settings.checkCertificate}
          />
        </div>
      </Section>
      <Section title={t('settings.mailbox.what')}>
        <BelongingFields of={of}>
          <Select
            label={t('settings.mailbox.days')}
            description={t('settings.mailbox.daysAbout')}
            allowDeselect={false}
            data={[...new Set(['0', '7', '30', '90', '365', ALL_DAYS, settings.days])].map((value) => ({
              value,
              label:
                value === ALL_DAYS
                  ? t('settings.mailbox.days.all')
                  : t('settings.mailbox.days.last', { count: Number(value) }),
            }))}
            {...form.getInputProps('settings.days')}
          />
          <Switch
            label={t('settings.mailbox.sent')}
            description={t('settings.mailbox.sentAbout')}
            {...form.getInputProps('settings.sent', { type: 'checkbox' })}
          />
        </BelongingFields>
      </Section>
    </AccountFrame>
  )
}
