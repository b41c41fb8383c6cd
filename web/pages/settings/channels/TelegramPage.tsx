import { SegmentedControl, TextInput } from '@mantine/core'
import { useT } from '../../../i18n/words.ts'
import { Section } from '../../../ui/Section.tsx'
import { PasswordField } from '../../first-run/PasswordField.tsx'
import css from '../Settings.module.css'
import { AccountFrame, AccountPage, BelongingFields, useAccountForm } from './account-form.tsx'
import type { Account } from './queries.ts'

/** A bot of Telegram: its token, how its messages come, and whose they are. */
export default function TelegramPage() {
  return (
    <AccountPage
      fresh="settings.telegram.new"
      any="settings.telegram"
      form={(account) => <TelegramForm account={account} />}
    />
  )
}

interface TelegramSettings {
  token: string
  receive: string
  url: string
}

const toSettings = ({ token, receive, url }: TelegramSettings) => ({
  receive,
  url: url.trim() || undefined,
  ...(token ? { token: token.trim() } : {}),
})

function TelegramForm({ account }: { account: Account | null }) {
  const t = useT()
  const { settings = {}, secretsSet = [] } = account ?? {}
  const of = useAccountForm(
    'telegram',
    account,
    { token: '', receive: String(settings.receive ?? 'polling'), url: String(settings.url ?? '') },
    toSettings,
  )
  const { form } = of
  const { receive } = form.values.settings
  return (
    <AccountFrame of={of} tried="settings.telegram.ok">
      <Section title={t('settings.telegram.bot')}>
        <div className={css.form}>
          <p className={css.about}>{t('settings.telegram.about')}</p>
          <div className={css.pair}>
            <TextInput
              label={t('settings.telegram.address')}
              placeholder="@firma_bot"
              autoComplete="off"
              {...form.getInputProps('address')}
              onBlur={() => form.values.name || form.setFieldValue('name', form.values.address)}
            />
            <TextInput label={t('settings.account.name')} maxLength={100} {...form.getInputProps('name')} />
          </div>
          <PasswordField
            label={t('settings.telegram.token')}
            autoComplete="new-password"
            placeholder={secretsSet.includes('token') ? t('settings.account.kept') : '123456789:AA…'}
            {...form.getInputProps('settings.token')}
          />
        </div>
      </Section>
      <Section title={t('settings.telegram.receive')}>
        <div className={css.form}>
          <div className={css.row}>
            <SegmentedControl
              aria-label={t('settings.telegram.receive')}
              data={(['polling', 'webhook'] as const).map((value) => ({
                value,
                label: t(`settings.telegram.receive.${value}`),
              }))}
              {...form.getInputProps('settings.receive')}
            />
          </div>
          <p className={css.about}>
            {t(receive === 'webhook' ? 'settings.telegram.webhookAbout' : 'settings.telegram.pollingAbout')}
          </p>
          <TextInput
            label={t('settings.telegram.url')}
            description={t('settings.telegram.urlAbout')}
            placeholder="https://api.telegram.org"
            autoComplete="off"
            {...form.getInputProps('settings.url')}
          />
        </div>
      </Section>
      <Section title={t('settings.account.what')}>
        <BelongingFields of={of} />
      </Section>
    </AccountFrame>
  )
}
