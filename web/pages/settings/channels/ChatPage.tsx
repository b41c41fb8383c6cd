import { ColorInput, Select, Textarea, TextInput } from '@mantine/core'
import { useT } from '../../../i18n/words.ts'
import { paths } from '../../../paths.ts'
import { Section } from '../../../ui/Section.tsx'
import css from '../Settings.module.css'
import { Secret } from '../TokensPage.tsx'
import { AccountFrame, AccountPage, BelongingFields, useAccountForm } from './account-form.tsx'
import type { Account } from './queries.ts'

/** The window on the company's web site: what it says, how it looks, and the line that puts it there. */
export default function ChatPage() {
  return (
    <AccountPage fresh="settings.chat.new" any="settings.chat" form={(account) => <ChatForm account={account} />} />
  )
}

const CHOICES = {
  hours: ['working', 'always'],
  language: ['auto', 'pl', 'en'],
  theme: ['auto', 'light', 'dark'],
  side: ['right', 'left'],
} as const

interface ChatSettings extends Record<keyof typeof CHOICES, string> {
  greeting: { pl: string; en: string }
  colour: string
  allowedOrigins: string
}

const toSettings = ({ allowedOrigins, ...settings }: ChatSettings) => ({
  ...settings,
  allowedOrigins: allowedOrigins.split(/\s+/).filter(Boolean),
})

function settingsOf(given: Partial<Record<string, unknown>>): ChatSettings {
  const { pl = '', en = '' } = (given.greeting ?? {}) as Partial<ChatSettings['greeting']>
  const words = (key: string, otherwise: string) => String(given[key] ?? otherwise)
  return {
    greeting: { pl, en },
    colour: words('colour', '#0b5f76'),
    hours: words('hours', 'working'),
    language: words('language', 'auto'),
    theme: words('theme', 'auto'),
    side: words('side', 'right'),
    allowedOrigins: ((given.allowedOrigins ?? []) as string[]).join('\n'),
  }
}

function ChatForm({ account }: { account: Account | null }) {
  const t = useT()
  // Its line for the web site is known only once it is saved.
  const of = useAccountForm('chat', account, settingsOf(account?.settings ?? {}), toSettings, paths.settingsChat)
  const { form } = of
  const choice = (key: keyof typeof CHOICES) => (
    <Select
      label={t(`settings.chat.${key}`)}
      allowDeselect={false}
      data={CHOICES[key].map((value) => ({ value, label: t(`settings.chat.${key}.${value}` as 'settings.chat.side') }))}
      {...form.getInputProps(`settings.${key}`)}
    />
  )
  const wrongOrigin = Object.entries(form.errors).find(([path]) => path.startsWith('settings.allowedOrigins'))?.[1]
  const page = account && `${window.location.origin}/chat/${account.id}`
  return (
    <AccountFrame of={of} tried={null}>
      <Section title={t('settings.chat.snippet')}>
        <div className={css.form}>
          <p className={css.about}>{t(page ? 'settings.chat.snippetAbout' : 'settings.chat.snippetLater')}</p>
          {page && <Secret text={`<script src="${page}.js" async></script>`} />}
          {page && (
            <p className={css.about}>
              <a href={page} target="_blank" rel="noreferrer">
                {t('settings.chat.see')}
              </a>
            </p>
          )}
        </div>
      </Section>
      <Section title={t('settings.chat.window')}>
        <div className={css.form}>
          <div className={css.pair}>
            <TextInput
              label={t('settings.chat.address')}
              placeholder="www.firma.pl"
              autoComplete="off"
              {...form.getInputProps('address')}
            />
            <TextInput label={t('settings.chat.name')} maxLength={100} {...form.getInputProps('name')} />
            <Textarea
              label={t('settings.chat.greetingPl')}
              placeholder={t('settings.chat.greetingUsual')}
              autosize
              minRows={2}
              maxLength={300}
              {...form.getInputProps('settings.greeting.pl')}
            />
            <Textarea
              label={t('settings.chat.greetingEn')}
              placeholder={t('settings.chat.greetingUsual')}
              autosize
              minRows={2}
              maxLength={300}
              {...form.getInputProps('settings.greeting.en')}
            />
            {choice('hours')}
            {choice('language')}
            <ColorInput
              label={t('settings.chat.colour')}
              format="hex"
              withEyeDropper={false}
              {...form.getInputProps('settings.colour')}
            />
            {choice('theme')}
            {choice('side')}
          </div>
          <Textarea
            label={t('settings.chat.origins')}
            description={t('settings.chat.originsAbout')}
            placeholder="https://www.firma.pl"
            autosize
            minRows={2}
            {...form.getInputProps('settings.allowedOrigins')}
            error={wrongOrigin}
          />
        </div>
      </Section>
      <Section title={t('settings.account.what')}>
        <BelongingFields of={of} mayBePersonal={false} />
      </Section>
    </AccountFrame>
  )
}
