import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine'
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { IconGripVertical } from '@tabler/icons-react'
import { type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
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
  /** Saves the order; until it has settled the list shows it as it was set. */
  onOrder: (ids: string[]) => Promise<unknown>
}

/** A list whose order people set: by dragging the handle, or with the arrows on it. */
export function SortableList<T extends Item>({ label, items, children, onOrder }: Props<T>) {
  const t = useT()
  const list = useId()
  const handles = useRef<HTMLUListElement>(null)
  const held = useRef<string | null>(null)
  const [said, setSaid] = useState('')
  const [order, setOrder] = useState<string[] | null>(null)
  const unsaved = useRef<string[] | null>(null)
  const saving = useRef(false)
  const latest = useRef(onOrder)
  latest.current = onOrder
  const shown = order ? [...items].sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id)) : items
  // A row that changes its place in the page loses the focus.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each time the order is set anew
  useLayoutEffect(() => {
    if (held.current) handles.current?.querySelector<HTMLElement>(`[data-handle="${held.current}"]`)?.focus()
    held.current = null
  }, [order])
  const place = (id: string, at: number, byKeys = false) => {
    const ids = shown.map((item) => item.id)
    const from = ids.indexOf(id)
    if (at < 0 || at >= ids.length || at === from) return
    ids.splice(from, 1)
    ids.splice(at, 0, id)
    if (byKeys) held.current = id
    setSaid(t('sortable.moved', { name: shown[from]?.name ?? '', place: at + 1, count: ids.length }))
    setOrder(ids)
    unsaved.current = ids
    if (!saving.current) void save()
  }
  // One after the other: two on their way at once might arrive in the other order.
  const save = async () => {
    saving.current = true
    try {
      while (unsaved.current) {
        const ids = unsaved.current
        unsaved.current = null
        await latest.current(ids)
      }
    } finally {
      saving.current = false
      unsaved.current = null
      setOrder(null)
    }
  }
  return (
    <>
      <ul ref={handles} className={css.list} aria-label={label}>
        {shown.map((item, at) => (
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

type RowProps = {
  list: string
  item: Item
  at: number
  onPlace: (id: string, at: number, byKeys?: boolean) => void
  children: ReactNode
}

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
        data-handle={item.id}
        aria-label={t('sortable.handle', { name: item.name })}
        onKeyDown={(event) => {
          const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
          if (!by) return
          event.preventDefault()
          onPlace(item.id, at + by, true)
        }}
      >
        <Icon of={IconGripVertical} />
      </button>
      {children}
    </li>
  )
}
