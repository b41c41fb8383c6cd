import { Menu, useMantineColorScheme } from '@mantine/core'
import {
  IconCheck,
  IconChevronUp,
  IconDeviceDesktop,
  IconLanguage,
  IconLogout,
  IconMoon,
  IconSun,
  IconUser,
} from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { api, data } from '../../api/client.ts'
import { useMe } from '../../api/session.ts'
import { type Locale, switchLocale, useLocale, useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { cx } from '../../ui/cx.ts'
import { useGo, useHasPage } from '../../ui/GoTo.tsx'
import { Icon, type IconType } from '../../ui/Icon.tsx'
import { notifyProblem } from '../../ui/notify.tsx'
import css from './UserMenu.module.css'

const schemes = [
  { key: 'auto', icon: IconDeviceDesktop },
  { key: 'light', icon: IconSun },
  { key: 'dark', icon: IconMoon },
] as const

export function useSignOut(): () => Promise<void> {
  const queryClient = useQueryClient()
  return async () => {
    try {
      await data(api.POST('/api/sign-out'))
      queryClient.clear()
      // A full load: nothing of the last person may stay in memory.
      window.location.assign(paths.signIn)
    } catch (problem) {
      notifyProblem(problem)
    }
  }
}

export async function chooseLocale(locale: Locale): Promise<void> {
  await switchLocale(locale)
  // The server writes mails and notifications in the same language.
  await data(api.PATCH('/api/profile', { body: { locale } })).catch(notifyProblem)
}

/** Profile, language, look and the way out; the same list hangs in the rail and in the phone's sheet. */
export function UserMenuItems() {
  const t = useT()
  const go = useGo()
  const locale = useLocale()
  const signOut = useSignOut()
  const hasProfile = useHasPage()(paths.settingsProfile)
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const chosen = (yes: boolean): ReactNode => yes && <Icon of={IconCheck} size={14} />
  const icon = (of: IconType): ReactNode => <Icon of={of} />
  return (
    <>
      {hasProfile && (
        <Menu.Item leftSection={icon(IconUser)} onClick={() => go(paths.settingsProfile)}>
          {t('shell.me.profile')}
        </Menu.Item>
      )}
      <Menu.Label>{t('shell.language')}</Menu.Label>
      {(['pl', 'en'] as const).map((key) => (
        <Menu.Item
          key={key}
          lang={key}
          leftSection={icon(IconLanguage)}
          rightSection={chosen(locale === key)}
          aria-current={locale === key}
          onClick={() => void chooseLocale(key)}
        >
          {t(`shell.language.${key}`)}
        </Menu.Item>
      ))}
      <Menu.Label>{t('shell.scheme')}</Menu.Label>
      {schemes.map(({ key, icon: drawing }) => (
        <Menu.Item
          key={key}
          leftSection={icon(drawing)}
          rightSection={chosen(colorScheme === key)}
          aria-current={colorScheme === key}
          onClick={() => setColorScheme(key)}
        >
          {t(`shell.scheme.${key}`)}
        </Menu.Item>
      ))}
      <Menu.Divider />
      <Menu.Item leftSection={icon(IconLogout)} onClick={() => void signOut()}>
        {t('shell.me.signOut')}
      </Menu.Item>
    </>
  )
}

export function UserMenu({ narrow }: { narrow: boolean }) {
  const t = useT()
  const { user } = useMe()
  return (
    <Menu position={narrow ? 'right-end' : 'top-start'} width={216}>
      <Menu.Target>
        <button
          type="button"
          className={cx(css.me, narrow && css.narrow)}
          aria-label={t('shell.me', { name: user.name })}
        >
          <Avatar id={user.id} name={user.name} />
          {!narrow && (
            <>
              <span className="cut">{user.name}</span>
              <span className={css.arrow}>
                <Icon of={IconChevronUp} size={14} />
              </span>
            </>
          )}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <UserMenuItems />
      </Menu.Dropdown>
    </Menu>
  )
}
