import { Tooltip } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useRouterState } from '@tanstack/react-router'
import { Fragment, useEffect, useRef } from 'react'
import { useCounts, useMe } from '../../api/session.ts'
import { useT } from '../../i18n/words.ts'
import { cx } from '../../ui/cx.ts'
import { GoTo } from '../../ui/GoTo.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Keys } from '../../ui/Keys.tsx'
import { Logo } from '../../ui/Token.tsx'
import { Beat } from './Beat.tsx'
import { shownCount, useNavigationEntries } from './navigation.ts'
import css from './Rail.module.css'
import { useShell } from './shell-context.ts'
import { UserMenu } from './UserMenu.tsx'

export function Rail() {
  const t = useT()
  const me = useMe()
  const counts = useCounts()
  const { openPalette } = useShell()
  const entries = useNavigationEntries()
  const narrow = useMediaQuery('(max-width: 1199px)', false, { getInitialValueInEffect: false })
  const rail = useRef<HTMLElement>(null)
  const path = useRouterState({ select: (state) => state.location.pathname })
  // biome-ignore lint/correctness/useExhaustiveDependencies: where one is, is seen on every page, also on a low screen.
  useEffect(() => {
    rail.current?.querySelector('[aria-current="page"]')?.scrollIntoView({ block: 'nearest' })
  }, [path, entries.length, narrow])
  return (
    <nav ref={rail} className={css.rail} aria-label={t('shell.menu')}>
      <div className={css.brand}>
        <Logo />
        <span className={css.words}>
          Tok <small className="cut">{me.company.name}</small>
        </span>
      </div>
      <Tooltip label={t('shell.search')} position="right" disabled={!narrow}>
        <button type="button" className={cx(css.item, css.find)} onClick={openPalette} aria-label={t('shell.search')}>
          <Icon of={IconSearch} size={narrow ? 18 : 16} />
          <span className={css.words}>{t('shell.search')}</span>
          <span className={cx(css.count, css.words)}>
            <Keys keys="Ctrl K" />
          </span>
        </button>
      </Tooltip>
      {entries.map((entry, at) => {
        const count = entry.count ? counts[entry.count] : 0
        const starts = entry.group && entry.group !== entries[at - 1]?.group
        return (
          <Fragment key={entry.to}>
            {starts && entry.group && (
              <>
                <h2 className={cx(css.group, css.words)}>{entry.group}</h2>
                <hr className={css.rule} />
              </>
            )}
            <Tooltip label={entry.label} position="right" disabled={!narrow}>
              <GoTo to={entry.to} exact={entry.to === '/'} className={css.item}>
                <Icon of={entry.icon} size={narrow ? 18 : 16} />
                <span className={css.label}>{entry.label}</span>
                {count > 0 && <span className={cx(css.count, entry.hot && css.hot)}>{shownCount(count)}</span>}
              </GoTo>
            </Tooltip>
          </Fragment>
        )
      })}
      <div className={css.end}>
        <Beat narrow={narrow ?? false} />
        <UserMenu narrow={narrow ?? false} />
      </div>
    </nav>
  )
}
