import { IconCheckbox, IconPhone, IconUsers } from '@tabler/icons-react'
import { useFormat } from '../../i18n/format.ts'
import { useT } from '../../i18n/words.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Icon } from '../../ui/Icon.tsx'
import type { Item } from './queries.ts'
import { titleOf } from './words.ts'

const icons = { meeting: IconUsers, call: IconPhone, task: IconCheckbox }

/** What an item is called for who cannot see where it stands. */
export function useItemLabel() {
  const t = useT()
  const format = useFormat()
  return (item: Item) =>
    t('calendar.item', {
      kind: t(`calendar.kind.${item.kind}`),
      title: titleOf(item),
      when: format.near(item.startsAt, { time: 'always' }),
    })
}

/** The inside of an item wherever it is drawn: what kind, when, what; whose, where several calendars are shown. */
export function ItemWords({ item, shared, time = true }: { item: Item; shared: boolean; time?: boolean }) {
  const format = useFormat()
  return (
    <>
      <Icon of={icons[item.kind]} size={14} />
      {time && <span className="nums">{format.time(item.startsAt)}</span>}
      <span className="cut">{titleOf(item)}</span>
      {shared &&
        item.people.slice(0, 3).map((one) => <Avatar key={one.id} id={one.id} name={one.name} size={22} named />)}
    </>
  )
}
