import { Button, Menu } from '@mantine/core'
import {
  IconAlertTriangle,
  IconBrandTelegram,
  IconBrandWhatsapp,
  IconCircleCheck,
  IconDeviceMobileMessage,
  IconMail,
  IconMessages,
  IconPlayerPause,
  IconPlus,
  type Icon as TablerIcon,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useMe } from '../../../api/session.ts'
import { useFormat } from '../../../i18n/format.ts'
import { useT, type WordKey } from '../../../i18n/words.ts'
import { paths } from '../../../paths.ts'
import { Chip } from '../../../ui/Chip.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Failed } from '../../../ui/Failed.tsx'
import { GoTo, useGo } from '../../../ui/GoTo.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { Section } from '../../../ui/Section.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import css from '../Settings.module.css'
import { Settings } from '../Settings.tsx'
import own from './Channels.module.css'
import { QuietHours } from './QuietHours.tsx'
import { type Account, accountsQuery } from './queries.ts'

/** Channels that have a form: who adds one names it here. */
const CHANNELS: { key: string; icon: TablerIcon; word: WordKey; edit: (id: string) => string }[] = [
  { key: 'mail', icon: IconMail, word: 'settings.channels.mail', edit: paths.settingsMailbox },
  { key: 'sms', icon: IconDeviceMobileMessage, word: 'settings.sms', edit: paths.settingsSms },
  { key: 'telegram', icon: IconBrandTelegram, word: 'settings.telegram', edit: paths.settingsTelegram },
  { key: 'whatsapp', icon: IconBrandWhatsapp, word: 'settings.whatsapp', edit: paths.settingsWhatsapp },
  { key: 'chat', icon: IconMessages, word: 'settings.chat', edit: paths.settingsChat },
]

/** Mailboxes, numbers and bots of the company and one's own, and whether each works. */
export default function ChannelsPage() {
  const t = useT()
  const { can } = useMe()
  const { data: accounts, error, refetch } = useQuery(accountsQuery)
  const mayAdd = (can['channel_account.create'] ?? 'none') !== 'none'
  const go = useGo()
  const add = mayAdd && (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <Button variant="filled" leftSection={<Icon of={IconPlus} />}>
          {t('settings.channels.add')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {CHANNELS.map(({ key, icon, word, edit }) => (
          <Menu.Item key={key} leftSection={<Icon of={icon} />} onClick={() => go(edit('new'))}>
            {t(word)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
  return (
    <Settings title={t('settings.channels')} actions={accounts && accounts.length > 0 && add}>
      {accounts === undefined ? (
        error ? (
          <Failed error={error} onRetry={() => void refetch()} />
        ) : (
          <Skeleton rows={4} />
        )
      ) : accounts.length === 0 ? (
        <EmptyState action={add || undefined}>{t('settings.channels.none')}</EmptyState>
      ) : (
        <Section title={t('settings.channels.accounts')} count={accounts.length}>
          <ul className={css.list}>
            {accounts.map((account) => (
              <AccountItem key={account.id} account={account} />
            ))}
          </ul>
        </Section>
      )}
      <QuietHours />
    </Settings>
  )
}

function AccountItem({ account }: { account: Account }) {
  const t = useT()
  const { can, user } = useMe()
  const channel = CHANNELS.find(({ key }) => key === account.channel)
  const right = can['channel_account.update'] ?? 'none'
  const mayEdit = channel && right !== 'none' && (right !== 'own' || account.owner?.id === user.id)
  return (
    <li className={css.item}>
      <div className={own.account}>
        <span>
          <span className="w5">{account.name}</span> <span className={own.address}>{account.address}</span>
        </span>
        <span className={css.meta}>
          {channel && `${t(channel.word)} · `}
          {account.owner
            ? t('settings.channels.of', { name: account.owner.name })
            : account.department
              ? t('settings.channels.ofDepartment', { name: account.department.name })
              : t('settings.channels.ofAll')}
          {' · '}
          {t(`settings.channels.becomes.${account.unknownBecomes}`)}
        </span>
        <Health account={account} />
      </div>
      {mayEdit && (
        <Button
          component={GoTo}
          to={channel.edit(account.id)}
          aria-label={t('settings.channels.editOne', { name: account.name })}
        >
          {t('settings.channels.edit')}
        </Button>
      )}
    </li>
  )
}

export function Health({ account: { active, trouble, receiving } }: { account: Account }) {
  const t = useT()
  const format = useFormat()
  if (!active) return <Chip icon={IconPlayerPause}>{t('settings.channels.off')}</Chip>
  if (!trouble)
    return receiving ? (
      <span className={own.health}>
        <Chip tone="grn" icon={IconCircleCheck}>
          {t('settings.channels.works')}
        </Chip>
      </span>
    ) : (
      <Chip>{t('settings.channels.begins')}</Chip>
    )
  return (
    <span className={own.health}>
      <Chip tone="red" icon={IconAlertTriangle}>
        {t('settings.channels.since', { when: format.near(trouble.since) })}
      </Chip>
      <span>{trouble.words}</span>
      {trouble.detail && <code className={own.detail}>{trouble.detail}</code>}
    </span>
  )
}
