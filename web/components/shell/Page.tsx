import { ActionIcon, Tooltip } from '@mantine/core'
import { IconBell, IconChevronRight, IconSearch } from '@tabler/icons-react'
import { Fragment, type ReactNode, useEffect } from 'react'
import { useCounts } from '../../api/session.ts'
import { useT } from '../../i18n/words.ts'
import { cx } from '../../ui/cx.ts'
import { GoTo } from '../../ui/GoTo.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { NewMenu } from './NewMenu.tsx'
import css from './Page.module.css'
import { useShell } from './shell-context.ts'

export interface PageProps {
  title: string
  /** Beside the title: a date, a chip with the number, a chooser of the pipeline. */
  beside?: ReactNode
  breadcrumbs?: { label: string; to: string }[]
  /** Right end, the primary one before "reject" and "more". On the phone they stand above the tab bar. */
  actions?: ReactNode
  /** Tabs or views, before the actions; on the phone under the header. */
  views?: ReactNode
  /** A line under the header across all columns: the stage bar, the filters. */
  bar?: ReactNode
  /** The right panel behind a line; below 1100 px it follows the content. */
  aside?: ReactNode
  /** The content scrolls and is padded by itself unless the page brings a layout of its own. */
  children: ReactNode
  /** For lists, boards and records, which scroll inside. */
  bare?: boolean
  /** How much of the width reading text takes: settings and forms. */
  reading?: boolean
}

function Bell() {
  const t = useT()
  const counts = useCounts()
  const { openNotifications } = useShell()
  const words = counts.notifications > 0 ? t('shell.bell.count', { count: counts.notifications }) : t('shell.bell')
  return (
    <Tooltip label={words}>
      <ActionIcon className={css.round} aria-label={words} onClick={openNotifications}>
        <span className={css.bell}>
          <Icon of={IconBell} size={18} />
          {counts.notifications > 0 && <span className={css.unread} aria-hidden />}
        </span>
      </ActionIcon>
    </Tooltip>
  )
}

export function Page({
  title,
  beside,
  breadcrumbs = [],
  actions,
  views,
  bar,
  aside,
  children,
  bare,
  reading,
}: PageProps) {
  const t = useT()
  const { openPalette } = useShell()
  useEffect(() => {
    document.title = `${title} · Tok`
  }, [title])
  return (
    <>
      <header className={css.top}>
        {breadcrumbs.length > 0 && (
          <nav className={css.crumbs} aria-label={t('shell.back')}>
            {breadcrumbs.map((crumb) => (
              <Fragment key={crumb.to}>
                <GoTo to={crumb.to}>{crumb.label}</GoTo>
                <Icon of={IconChevronRight} size={14} />
              </Fragment>
            ))}
          </nav>
        )}
        <h1 className="cut">{title}</h1>
        {beside && <div className={css.beside}>{beside}</div>}
        <div className={css.end}>
          {views && <div className="desk-only">{views}</div>}
          {actions && <div className={cx(css.actions, 'desk-only')}>{actions}</div>}
          <Tooltip label={t('shell.search')}>
            <ActionIcon
              className={cx(css.round, Boolean(actions) && 'phone-only')}
              aria-label={t('shell.search')}
              onClick={openPalette}
            >
              <Icon of={IconSearch} size={18} />
            </ActionIcon>
          </Tooltip>
          <Bell />
          {!actions && (
            <div className="desk-only">
              <NewMenu />
            </div>
          )}
        </div>
      </header>
      {views && <div className={cx(css.viewsBelow, 'phone-only')}>{views}</div>}
      {bar}
      {bare ? (
        <div className={css.bare}>{children}</div>
      ) : aside ? (
        <div className={css.withAside}>
          <div className={css.content}>{children}</div>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, by keyboard too */}
          <aside className={css.aside} tabIndex={0}>
            {aside}
          </aside>
        </div>
      ) : (
        <div className={css.content}>{reading ? <div className={css.reading}>{children}</div> : children}</div>
      )}
      {actions && <div className={cx(css.actionsBelow, 'phone-only')}>{actions}</div>}
    </>
  )
}
