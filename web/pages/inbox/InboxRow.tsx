import type { ReactNode } from 'react'
import { Avatar } from '../../ui/Avatar.tsx'
import { cx } from '../../ui/cx.ts'
import { Icon, type IconType } from '../../ui/Icon.tsx'
import css from './inbox.module.css'

/** What the inbox lists: a conversation today, and whatever else waits for somebody (a missed call). */
export interface InboxItem {
  icon: IconType
  /** What the icon says. */
  iconWords: string
  /** Who waits. */
  name: string
  title: string
  excerpt: string
  /** How long it waits, or when it was last spoken in. */
  when: ReactNode
  owner: { id: string; name: string } | null
  /** Where it lies: a team, a record. */
  place: string
}

type Props = { item: InboxItem; nobody: string; selected: boolean; onOpen: () => void }

export function InboxRow({ item, nobody, selected, onOpen }: Props) {
  return (
    <li>
      <button type="button" className={cx(css.row, selected && css.selected)} aria-pressed={selected} onClick={onOpen}>
        <span className={css.icon} title={item.iconWords}>
          <Icon of={item.icon} size={18} />
          <span className="hidden-words">{item.iconWords}</span>
        </span>
        <span className={css.words}>
          <span className={css.first}>
            <span className="w6 cut">{item.name}</span>
            <span className={css.when}>{item.when}</span>
          </span>
          {item.title && <span className="w5 cut">{item.title}</span>}
          <span className={cx(css.excerpt, 'cut')}>{item.excerpt}</span>
          <span className={css.last}>
            {item.owner ? (
              <Avatar id={item.owner.id} name={item.owner.name} named />
            ) : (
              <span className="c-amb">{nobody}</span>
            )}
            {item.place && <span className="cut">{item.place}</span>}
          </span>
        </span>
      </button>
    </li>
  )
}
