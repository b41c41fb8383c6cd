import { Outlet, useRouterState } from '@tanstack/react-router'
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useConnected, useLiveConnection } from '../../api/live.ts'
import { listenToPresses } from '../../api/presses.ts'
import { useMe } from '../../api/session.ts'
import { useT, withWords } from '../../i18n/words.ts'
import { useGo } from '../../ui/GoTo.tsx'
import { useKeys } from '../../ui/use-keys.ts'
import { useNavigationEntries } from './navigation.ts'
import { Rail } from './Rail.tsx'
import css from './Shell.module.css'
import { type ShellActions, ShellContext } from './shell-context.ts'
import { TabBar } from './TabBar.tsx'

// Opened by a press at the earliest: no reason to be in the first script.
const Palette = lazy(withWords(() => import('./Palette.tsx')))
const NotificationDrawer = lazy(withWords(() => import('./NotificationDrawer.tsx')))
const KeysHelp = lazy(withWords(() => import('./KeysHelp.tsx')))
const CallPopups = lazy(() => import('../calls/CallPopups.tsx'))
const DemoBar = lazy(withWords(() => import('./DemoBar.tsx')))

type Open = 'palette' | 'notifications' | 'help' | null
const SECOND_KEY_MILLIS = 1200

export default function Shell() {
  const t = useT()
  const go = useGo()
  const me = useMe()
  const connected = useConnected()
  const entries = useNavigationEntries()
  const [open, setOpen] = useState<Open>(null)
  const pathname = useRouterState({ select: (state) => state.location.pathname })
  useLiveConnection()
  useEffect(() => listenToPresses(go), [go])

  // What is typed while the palette is still coming belongs to it: a page's own keys would accept a request at once.
  const ahead = useRef<string | null>(null)
  const showPalette = useCallback(() => {
    ahead.current = ''
    setOpen('palette')
  }, [])
  const takeAhead = useCallback(() => {
    const typed = ahead.current ?? ''
    ahead.current = null
    return typed
  }, [])
  useEffect(() => {
    if (open !== 'palette') ahead.current = null
  }, [open])
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (ahead.current === null || event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return
      ahead.current += event.key
      event.preventDefault()
      event.stopImmediatePropagation()
    }
    window.addEventListener('keydown', listen, { capture: true })
    return () => window.removeEventListener('keydown', listen, { capture: true })
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever hangs over the page closes when the page changes
  useEffect(() => setOpen(null), [pathname])

  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return
      event.preventDefault()
      if (open === 'palette') setOpen(null)
      else showPalette()
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [open, showPalette])

  const going = useRef(0)
  const keys: Record<string, () => void> = {
    g: () => {
      going.current = Date.now()
    },
    '?': () => setOpen('help'),
    '/': showPalette,
  }
  for (const entry of entries) {
    if (entry.letter)
      keys[entry.letter] = () => {
        if (Date.now() - going.current < SECOND_KEY_MILLIS) go(entry.to)
        going.current = 0
      }
  }
  useKeys(keys)

  const actions = useMemo<ShellActions>(
    () => ({
      openPalette: showPalette,
      openNotifications: () => setOpen('notifications'),
      openHelp: () => setOpen('help'),
    }),
    [showPalette],
  )
  const close = () => setOpen(null)

  return (
    <ShellContext value={actions}>
      <div className={css.shell}>
        <a
          className={css.skip}
          href="#content"
          onClick={(event) => {
            event.preventDefault()
            document.getElementById('content')?.focus()
          }}
        >
          {t('shell.skip')}
        </a>
        {me.demo && (
          <Suspense fallback={<div className={css.demo} />}>
            <div className={css.demo}>
              <DemoBar />
            </div>
          </Suspense>
        )}
        <Rail />
        <main className={css.main} id="content" tabIndex={-1}>
          {!connected && (
            <p className={css.offline} role="status">
              {t('shell.offline')}
            </p>
          )}
          <Outlet />
        </main>
        <TabBar />
      </div>
      <Suspense>
        <CallPopups />
      </Suspense>
      <Suspense>
        {open === 'palette' && <Palette onClose={close} takeTyped={takeAhead} />}
        {open === 'notifications' && <NotificationDrawer onClose={close} />}
        {open === 'help' && <KeysHelp onClose={close} />}
      </Suspense>
    </ShellContext>
  )
}
