import { IconMenu2, IconPlus } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useT, withWords } from '../../i18n/words.ts'
import { GoTo } from '../../ui/GoTo.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { NewMenu } from './NewMenu.tsx'
import { useNavigationEntries } from './navigation.ts'
import css from './TabBar.module.css'

const MoreSheet = lazy(withWords(() => import('./MoreSheet.tsx')))

/** The phone's foot: five places, plus in the middle. */
export function TabBar() {
  const t = useT()
  const tabs = useNavigationEntries().filter((entry) => entry.tab)
  const [more, setMore] = useState(false)
  const tab = (at: number) => {
    const entry = tabs[at]
    if (!entry) return <span />
    return (
      <GoTo to={entry.to} exact={entry.to === '/'} className={css.tab}>
        <Icon of={entry.icon} size={22} />
        {entry.label}
      </GoTo>
    )
  }
  return (
    <nav className={css.bar} aria-label={t('shell.tabs')}>
      {tab(0)}
      {tab(1)}
      <NewMenu
        hotkey={false}
        target={
          <button type="button" className={css.plus} aria-label={t('shell.new')}>
            <Icon of={IconPlus} size={22} />
          </button>
        }
      />
      {tab(2)}
      <button type="button" className={css.tab} aria-haspopup="dialog" onClick={() => setMore(true)}>
        <Icon of={IconMenu2} size={22} />
        {t('shell.more')}
      </button>
      {more && (
        <Suspense>
          <MoreSheet onClose={() => setMore(false)} />
        </Suspense>
      )}
    </nav>
  )
}
