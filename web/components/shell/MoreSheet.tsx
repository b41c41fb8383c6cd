import { Button, Drawer, SegmentedControl, useMantineColorScheme } from '@mantine/core'
import { IconLogout, IconUser } from '@tabler/icons-react'
import { useCounts, useMe } from '../../api/session.ts'
import { useLocale, useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { cx } from '../../ui/cx.ts'
import { GoTo, useHasPage } from '../../ui/GoTo.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Beat } from './Beat.tsx'
import css from './MoreSheet.module.css'
import { shownCount, useNavigationEntries } from './navigation.ts'
import { chooseLocale, useSignOut } from './UserMenu.tsx'

/** Everything the rail has and the phone's tab bar has no room for. */
export default function MoreSheet({ onClose }: { onClose: () => void }) {
  const t = useT()
  const me = useMe()
  const counts = useCounts()
  const locale = useLocale()
  const signOut = useSignOut()
  const hasProfile = useHasPage()(paths.settingsProfile)
  const entries = useNavigationEntries()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <Drawer
      opened
      onClose={onClose}
      position="bottom"
      size="auto"
      title={
        <span className="row">
          <Avatar id={me.user.id} name={me.user.name} size={32} />
          {me.user.name}
        </span>
      }
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <nav className={css.list} aria-label={t('shell.menu')}>
        {entries.map((entry) => {
          const count = entry.count ? counts[entry.count] : 0
          return (
            <GoTo key={entry.to} to={entry.to} exact={entry.to === '/'} className={css.item} onClick={onClose}>
              <Icon of={entry.icon} size={20} />
              {entry.label}
              {count > 0 && <span className={cx(css.count, entry.hot && css.hot)}>{shownCount(count)}</span>}
            </GoTo>
          )
        })}
        {hasProfile && (
          <GoTo to={paths.settingsProfile} className={css.item} onClick={onClose}>
            <Icon of={IconUser} size={20} />
            {t('shell.me.profile')}
          </GoTo>
        )}
      </nav>
      <div className={css.choices}>
        <SegmentedControl
          fullWidth
          aria-label={t('shell.language')}
          value={locale}
          onChange={(value) => void chooseLocale(value as 'pl' | 'en')}
          data={[
            { value: 'pl', label: t('shell.language.pl') },
            { value: 'en', label: t('shell.language.en') },
          ]}
        />
        <SegmentedControl
          fullWidth
          aria-label={t('shell.scheme')}
          value={colorScheme}
          onChange={(value) => setColorScheme(value as 'auto' | 'light' | 'dark')}
          data={(['auto', 'light', 'dark'] as const).map((value) => ({ value, label: t(`shell.scheme.${value}`) }))}
        />
        <Button size="xl" fullWidth leftSection={<Icon of={IconLogout} />} onClick={() => void signOut()}>
          {t('shell.me.signOut')}
        </Button>
      </div>
      <Beat narrow={false} />
    </Drawer>
  )
}
