import { Button, Drawer, SegmentedControl } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconLayoutSidebarRight } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useT } from '../../i18n/words.ts'
import { Icon } from '../../ui/Icon.tsx'
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
}

/** A record in three columns; the right one becomes a drawer below 1100 px, and a phone shows one part at a time. */
export function RecordLayout({ who, children, side, names, start = 'history' }: Props) {
  const t = useT()
  const phone = useMediaQuery('(max-width: 600px)', false, { getInitialValueInEffect: false })
  const tight = useMediaQuery('(max-width: 1100px)', false, { getInitialValueInEffect: false })
  // A link that is to open the line for a new task (`?step=1`) means the part where tasks are.
  const step = useSearchState()[0].step === '1'
  const [part, setPart] = useState<Part>(step ? 'side' : start)
  const [drawer, setDrawer] = useState(step)
  if (phone) {
    return (
      <>
        <div className={css.parts}>
          <SegmentedControl
            fullWidth
            value={part}
            onChange={(value) => setPart(value as Part)}
            data={(['who', 'history', 'side'] as const).map((value) => ({ value, label: names[value] }))}
          />
        </div>
        <div className={css.single}>{part === 'who' ? who : part === 'side' ? side : children}</div>
      </>
    )
  }
  return (
    <div className={css.record}>
      <section className={css.who} aria-label={names.who}>
        {who}
      </section>
      <section className={css.history} aria-label={names.history}>
        {tight && (
          <Button
            className={css.open}
            leftSection={<Icon of={IconLayoutSidebarRight} />}
            onClick={() => setDrawer(true)}
          >
            {names.side}
          </Button>
        )}
        {children}
      </section>
      {tight ? (
        <Drawer
          opened={drawer}
          onClose={() => setDrawer(false)}
          title={names.side}
          closeButtonProps={{ 'aria-label': t('shell.close') }}
        >
          {side}
        </Drawer>
      ) : (
        <aside className={css.side} aria-label={names.side}>
          {side}
        </aside>
      )}
    </div>
  )
}
