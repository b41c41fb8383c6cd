import { TextInput } from '@mantine/core'
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconArrowBackUpDouble,
  IconArrowsSplit2,
  IconBell,
  IconChecks,
  IconCircle,
  IconCircleDot,
  IconCircleX,
  IconClock,
  IconDatabaseEdit,
  IconGitFork,
  IconHourglass,
  IconMail,
  IconPlayerPlay,
  IconPuzzle,
  IconRoute,
  IconSubtask,
  IconUserCheck,
} from '@tabler/icons-react'
import { useState } from 'react'
import type { StepOffer } from '../../../../pure/process-design/offers.ts'
import { foldText } from '../../../../pure/search-text.ts'
import { useLocale, useT } from '../../../i18n/words.ts'
import { Icon } from '../../../ui/Icon.tsx'
import css from './designer.module.css'
import type { Part } from './drawing.ts'
import type { Catalogue } from './queries.ts'

const PARTS: { part: Part; icon: typeof IconBell }[] = [
  { part: 'task', icon: IconUserCheck },
  { part: 'wait', icon: IconClock },
  { part: 'await', icon: IconCircleDot },
  { part: 'until', icon: IconChecks },
  { part: 'late', icon: IconHourglass },
  { part: 'failed', icon: IconAlertTriangle },
  { part: 'decision', icon: IconGitFork },
  { part: 'parallel', icon: IconArrowsSplit2 },
  { part: 'call', icon: IconRoute },
  { part: 'undo', icon: IconArrowBackUp },
  { part: 'undoAll', icon: IconArrowBackUpDouble },
  { part: 'start', icon: IconPlayerPlay },
  { part: 'end', icon: IconCircle },
  { part: 'stop', icon: IconCircleX },
]
const GROUPS = ['customer', 'tell', 'task', 'record', 'other'] as const
const ICONS: Record<StepOffer['group'], typeof IconBell> = {
  customer: IconMail,
  tell: IconBell,
  task: IconSubtask,
  record: IconDatabaseEdit,
  other: IconPuzzle,
}

type Added = Part | { step: string; offer: StepOffer }

interface Props {
  catalogue: Catalogue | undefined
  /** Of the records the process is about; steps for others come only when they are looked for. */
  kind: string
  onAdd: (added: Added, name: string) => void
}

/** All that can be put into a process, in plain words; pressed, it stands behind the step that is selected. */
export function Palette({ catalogue, kind, onAdd }: Props) {
  const t = useT()
  const locale = useLocale()
  const [q, setQ] = useState('')
  const asked = foldText(q.trim())
  const matches = (name: string) => foldText(name).includes(asked)
  const parts = PARTS.map((one) => ({ ...one, name: t(`designer.part.${one.part}`) })).filter(({ name }) =>
    matches(name),
  )
  const offers = (catalogue?.steps ?? []).flatMap(({ type, offers: all }) =>
    all.map((offer) => ({ type, offer, name: offer.name[locale] })),
  )
  const shown = offers.filter(
    ({ offer, name }) => matches(name) && (asked !== '' || !offer.kinds || offer.kinds.includes(kind)),
  )
  const groups = GROUPS.map((group) => ({ group, items: shown.filter(({ offer }) => offer.group === group) })).filter(
    ({ items }) => items.length > 0,
  )
  return (
    <nav className={css.palette} aria-label={t('designer.palette')}>
      <TextInput
        type="search"
        aria-label={t('designer.search')}
        placeholder={t('designer.search')}
        value={q}
        onChange={(event) => setQ(event.currentTarget.value)}
      />
      {parts.length > 0 && (
        <section aria-label={t('designer.group.flow')}>
          <h3>{t('designer.group.flow')}</h3>
          {parts.map(({ part, icon, name }) => (
            <button key={part} type="button" className={css.offer} onClick={() => onAdd(part, name)}>
              <Icon of={icon} />
              {name}
            </button>
          ))}
        </section>
      )}
      {groups.map(({ group, items }) => (
        <section key={group} aria-label={t(`designer.group.${group}`)}>
          <h3>{t(`designer.group.${group}`)}</h3>
          {items.map(({ type, offer, name }) => (
            <button key={name} type="button" className={css.offer} onClick={() => onAdd({ step: type, offer }, name)}>
              <Icon of={ICONS[group]} />
              {name}
            </button>
          ))}
        </section>
      ))}
      {parts.length + groups.length === 0 && <p className="ink-3">{t('designer.nothingFound')}</p>}
    </nav>
  )
}
