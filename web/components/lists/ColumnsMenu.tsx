import { Button, Checkbox, Popover } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconColumns } from '@tabler/icons-react'
import { useT } from '../../i18n/words.ts'
import { Icon } from '../../ui/Icon.tsx'
import css from './lists.module.css'
import type { List } from './use-list.ts'

export interface ColumnChoice {
  key: string
  head: string
  /** Shown in the list as it comes. */
  usual: boolean
}

/** Which columns, and in which order. */
export function ColumnsMenu({ list, columns }: { list: List; columns: ColumnChoice[] }) {
  const t = useT()
  const shown =
    list.columns?.filter((key) => columns.some((one) => one.key === key)) ??
    columns.filter(({ usual }) => usual).map(({ key }) => key)
  const rest = columns.filter(({ key }) => !shown.includes(key))
  const head = (key: string) => columns.find((one) => one.key === key)?.head ?? key
  const swap = (at: number) => {
    const next = [...shown]
    ;[next[at - 1], next[at]] = [next[at]!, next[at - 1]!]
    list.change({ columns: next })
  }
  return (
    <Popover position="bottom-end" width={340} trapFocus shadow="md" withinPortal>
      <Popover.Target>
        <Button size="xs" className="desk-only" leftSection={<Icon of={IconColumns} />}>
          {t('lists.columns')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('lists.columns')}>
        <div className={css.columns}>
          {shown.map((key, at) => (
            <div key={key} className={css.column}>
              <Checkbox
                label={head(key)}
                checked
                disabled={shown.length === 1}
                onChange={() => list.change({ columns: shown.filter((one) => one !== key) })}
              />
              <Button
                size="xs"
                aria-label={t('fields.up', { name: head(key) })}
                disabled={at === 0}
                onClick={() => swap(at)}
              >
                <Icon of={IconArrowUp} size={14} />
              </Button>
              <Button
                size="xs"
                aria-label={t('fields.down', { name: head(key) })}
                disabled={at === shown.length - 1}
                onClick={() => swap(at + 1)}
              >
                <Icon of={IconArrowDown} size={14} />
              </Button>
            </div>
          ))}
          {rest.map(({ key, head: words }) => (
            <div key={key} className={css.column}>
              <Checkbox label={words} checked={false} onChange={() => list.change({ columns: [...shown, key] })} />
            </div>
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}
