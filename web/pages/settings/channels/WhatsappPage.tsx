import { TextInput } from '@mantine/core'
import { useT } from '../../../i18n/words.ts'
import { paths } from '../../../paths.ts'
import { Section } from '../../../ui/Section.tsx'
import { PasswordField } from '../../first-run/PasswordField.tsx'
import css from '../Settings.module.css'
import { Secret } from '../TokensPage.tsx'
import { AccountFrame, AccountPage, BelongingFields, useAccountForm } from './account-form.tsx'
import type { Account } from './queries.ts'

/** A number on the WhatsApp Cloud API: its keys, what Meta is to be told, and the template for later. */
export default function WhatsappPage() {
  return (
    <AccountPage
      fresh="settings.whatsapp.new"
      any="settings.whatsapp"
      form={(account) => <WhatsappForm account={account} />}
    />
  )
}

const FIELDS = ['phoneNumberId', 'token', 'appSecret', 'verifyToken', 'template', 'templateLanguage', 'url'] as const
type WhatsappSettings = Record<(typeof FIELDS)[number], string>

/** Fields left empty are left out: a secret stays, a setting is what it usually is. */
function toSettings({ template, ...settings }: WhatsappSettings) {
  const given = Object.entries(settings).map(([key, value]) => [key, value.trim()])
  return { ...Object.fromEntries(given.filter(([, value]) => value)), template: template.trim() || null }
}

const newVerifyToken = () => crypto.getRandomValues(new Uint8Array(16)).reduce((all, one) => all + one.toString(16), '')

function WhatsappForm({ account }: { account: Account | null }) {
  const t = useT()
  const { settings = {}, secretsSet = [], webhookUrl = null } = account ?? {}
  const initial = Object.fromEntries(FIELDS.map((key) => [key, settings[key] ? String(settings[key]) : '']))
  const of = useAccountForm(
    'whatsapp',
    account,
    { ...initial, verifyToken: initial.verifyToken || newVerifyToken() } as WhatsappSettings,
    toSettings,
    // The address for Meta is known only now.
    paths.settingsWhatsapp,
  )
  const { form } = of
  const text = (key: (typeof FIELDS)[number], placeholder = '') => ({
    autoComplete: 'off',
    placeholder,
    ...form.getInputProps(`settings.${key}`),
  })
  const secret = (key: 'token' | 'appSecret') => ({
    ...text(key, secretsSet.includes(key) ? t('settings.account.kept') : ''),
    autoComplete: 'new-password',
  })
  return (
    <AccountFrame of={of} tried="settings.whatsapp.ok">
      <Section title={t('settings.whatsapp.number')}>
        <div className={css.form}>
          <p className={css.about}>{t('settings.whatsapp.about')}</p>
          <div className={css.pair}>
            <TextInput
              label={t('settings.whatsapp.address')}
              type="tel"
              placeholder="+48 22 123 45 67"
              autoComplete="off"
              {...form.getInputProps('address')}
              onBlur={() => form.values.name || form.setFieldValue('name', form.values.address)}
            />
            <TextInput label={t('settings.account.name')} maxLength={100} {...form.getInputProps('name')} />
            <TextInput label={t('settings.whatsapp.phoneNumberId')} inputMode="numeric" {...text('phoneNumberId')} />
            <PasswordField label={t('settings.whatsapp.appSecret')} {...secret('appSecret')} />
          </div>
          <PasswordField label={t('settings.whatsapp.token')} {...secret('token')} />
        </div>
      </Section>
      <Section title={t('settings.whatsapp.webhook')}>
        <div className={css.form}>
          <p className={css.about}>
            {t(webhookUrl ? 'settings.whatsapp.webhookAbout' : 'settings.whatsapp.webhookLater')}
          </p>
          {webhookUrl && <Secret text={webhookUrl} />}
          {webhookUrl && <Secret text={form.values.settings.verifyToken} />}
        </div>
      </Section>
      <Section title={t('settings.whatsapp.templates')}>
        <div className={css.form}>
          <p className={css.about}>{t('settings.whatsapp.templatesAbout')}</p>
          <div className={css.pair}>
            <TextInput label={t('settings.whatsapp.template')} {...text('template')} />
            <TextInput label={t('settings.whatsapp.templateLanguage')} {...text('templateLanguage', 'pl')} />
          </div>
        </div>
      </Section>
      <Section title={t('settings.account.what')}>
        <BelongingFields of={of} />
      </Section>
    </AccountFrame>
  )
}
