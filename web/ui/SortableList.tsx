import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine'
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { IconGripVertical } from '@tabler/icons-react'
import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { useT } from '../i18n/words.ts'
import { cx } from './cx.ts'
import { Icon } from './Icon.tsx'
import css from './SortableList.module.css'

interface Item {
  id: string
  /** What it is called when its place is read out. */
  name: string
}

type Props<T extends Item> = {
  label: string
  items: T[]
  children: (item: T) => ReactNode
  onOrder: (ids: string[]) => void
}

/** A list whose order people set: by dragging the handle, or with the arrows on it. */
export function SortableList<T extends Item>({ label, items, children, onOrder }: Props<T>) {
  const t = useT()
  const list = useId()
  const [said, setSaid] = useState('')
  const place = (id: string, at: number) => {
    const ids = items.map((item) => item.id)
    const from = ids.indexOf(id)
    if (at < 0 || at >= ids.length || at === from) return
    ids.splice(from, 1)
    ids.splice(at, 0, id)
    setSaid(t('sortable.moved', { name: items[from]?.name ?? '', place: at + 1, count: ids.length }))
    onOrder(ids)
  }
  return (
    <>
      <ul className={css.list} aria-label={label}>
        {items.map((item, at) => (
          <Row key={item.id} list={list} item={item} at={at} onPlace={place}>
            {children(item)}
          </Row>
        ))}
      </ul>
      <span className="hidden-words" aria-live="assertive">
        {said}
      </span>
    </>
  )
}

type RowProps = { list: string; item: Item; at: number; onPlace: (id: string, at: number) => void; children: ReactNode }

function Row({ list, item, at, onPlace, children }: RowProps) {
  const t = useT()
  const row = useRef<HTMLLIElement>(null)
  const handle = useRef<HTMLButtonElement>(null)
  const [over, setOver] = useState(false)
  const latest = useRef({ at, onPlace })
  latest.current = { at, onPlace }
  useEffect(() => {
    if (!row.current || !handle.current) return
    return combine(
      draggable({
        element: row.current,
        dragHandle: handle.current,
        getInitialData: () => ({ sortable: list, id: item.id }),
      }),
      dropTargetForElements({
        element: row.current,
        canDrop: ({ source }) => source.data.sortable === list && source.data.id !== item.id,
        onDragEnter: () => setOver(true),
        onDragLeave: () => setOver(false),
        onDrop: ({ source }) => {
          setOver(false)
          latest.current.onPlace(String(source.data.id), latest.current.at)
        },
      }),
    )
  }, [list, item.id])
  return (
    <li ref={row} className={cx(css.row, over && css.over)}>
      <button
        ref={handle}
        type="button"
        className={css.handle}
        aria-label={t('sortable.handle', { name: item.name })}
        onKeyDown={(event) => {
          const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
          if (!by) return
          event.preventDefault()
          onPlace(item.id, at + by)
        }}
      >
        <Icon of={IconGripVertical} />
      </button>
      {children}
    </li>
  )
}
