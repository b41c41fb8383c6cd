import { Button, Drawer, SegmentedControl } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconLayoutSidebarRight } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useT } from '../../i18n/words.ts'
import { cx } from '../../ui/cx.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { useSearchState } from '../../ui/use-search.ts'
import css from './RecordLayout.module.css'

type Part = 'who' | 'history' | 'side'

type Props = {
  /** Who and what: the fields. */
  who: ReactNode
  /** What happened: the timeline. */
  children: ReactNode
  /** The running processes, tasks, people, files. */
  side: ReactNode
  /** Names of the three parts, for the phone, which shows one at a time. */
  names: Record<Part, string>
  /** Which part a phone shows first. */
  start?: Part
  /** A part of its own that takes the width of the timeline and of the right column while it is shown. */
  work?: { name: string; content: ReactNode }
}

/** A record in three columns; the right one becomes a drawer below 1100 px, and a phone shows one part at a time. */
export function RecordLayout({ who, children, side, names, start = 'history', work }: Props) {
  const t = useT()
  const phone = useMediaQuery('(max-width: 600px)', false, { getInitialValueInEffect: false })
  const tight = useMediaQuery('(max-width: 1100px)', false, { getInitialValueInEffect: false })
  // A link that is to open the line for a new task (`?step=1`) means the part where tasks are.
  const [search, setSearch] = useSearchState()
  const step = search.step === '1'
  const [part, setPart] = useState<Part>(step ? 'side' : start)
  const working = work !== undefined && search.part === 'work'
  const choose = (next: Part | 'work') => {
    if (next !== 'work') setPart(next)
    setSearch({ part: next === 'work' ? 'work' : undefined })
  }
  const [drawer, setDrawer] = useState(step)
  // Hidden and not taken away: what somebody has begun to write in one part is there when he comes back from another.
  const isHidden = (one: Part) => Boolean(phone) && (working ? 'history' : part) !== one
  return (
    <>
      {phone && (
        <div className={css.parts}>
          <SegmentedControl
            fullWidth
            value={working ? 'work' : part}
            onChange={(value) => choose(value as Part | 'work')}
            data={[
              ...(['who', 'history'] as const).map((value) => ({ value, label: names[value] })),
              ...(work ? [{ value: 'work', label: work.name }] : []),
              { value: 'side', label: names.side },
            ]}
          />
        </div>
      )}
      <div className={css.record}>
        <section className={css.who} aria-label={names.who} hidden={isHidden('who')}>
          {who}
        </section>
        <section
          className={cx(css.history, working && css.working)}
          aria-label={working ? work.name : names.history}
          hidden={isHidden('history')}
        >
          {tight && !phone && !working && (
            <Button
              className={css.open}
              leftSection={<Icon of={IconLayoutSidebarRight} />}
              onClick={() => setDrawer(true)}
            >
              {names.side}
            </Button>
          )}
          {work && !phone && (
            <Tabs
              className={css.works}
              label={names.history}
              value={working ? 'work' : 'history'}
              onChange={choose}
              tabs={[
                { key: 'history', label: names.history },
                { key: 'work', label: work.name },
              ]}
            />
          )}
          {working ? work.content : children}
        </section>
        {working ? null : tight && !phone ? (
          <Drawer
            keepMounted
            opened={drawer}
            onClose={() => setDrawer(false)}
            title={names.side}
            closeButtonProps={{ 'aria-label': t('shell.close') }}
          >
            {side}
          </Drawer>
        ) : (
          <aside className={css.side} aria-label={names.side} hidden={isHidden('side')}>
            {side}
          </aside>
        )}
      </div>
    </>
  )
}
