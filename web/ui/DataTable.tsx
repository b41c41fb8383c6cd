import { Checkbox } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { useT } from '../i18n/words.ts'
import { cx } from './cx.ts'
import css from './DataTable.module.css'
import { Icon } from './Icon.tsx'

export interface Column<Row> {
  key: string
  head: string
  /** A track of CSS grid: '2fr', '120px', 'minmax(160px, 1fr)'. */
  width: string
  cell: (row: Row) => ReactNode
  align?: 'right'
  sortable?: boolean
}

export interface Sort {
  key: string
  direction: 'asc' | 'desc'
}

type Props<Row> = {
  label: string
  rows: Row[]
  columns: Column<Row>[]
  keyOf: (row: Row) => string
  onOpen?: (row: Row) => void
  /** Near the end of what is loaded: fetch the next page. */
  onEnd?: () => void
  loadingMore?: boolean
  /** How many there are in all, when known. */
  total?: number
  selected?: ReadonlySet<string>
  onSelect?: (selected: Set<string>) => void
  /** What can be done with the selected rows. */
  bulk?: ReactNode
  sort?: Sort
  onSort?: (sort: Sort) => void
  rowHeight?: number
  /** A row as a card on the phone; the first two columns when left out. */
  card?: (row: Row) => ReactNode
  cardHeight?: number
  /** Instead of rows, when there are none. */
  empty?: ReactNode
}

const AHEAD = 12

export function DataTable<Row>({
  label,
  rows,
  columns,
  keyOf,
  onOpen,
  onEnd,
  loadingMore,
  total,
  selected,
  onSelect,
  bulk,
  sort,
  onSort,
  rowHeight = 36,
  card,
  cardHeight = 60,
  empty,
}: Props<Row>) {
  const t = useT()
  const id = useId()
  const phone = useMediaQuery('(max-width: 600px)', false, { getInitialValueInEffect: false })
  const scroller = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState(0)
  const height = phone ? cardHeight : rowHeight
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: AHEAD,
  })
  // Heights are known, so a change of layout must throw the old ones away.
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured again when the height changes, for no other reason
  useEffect(() => virtual.measure(), [height])

  const visible = virtual.getVirtualItems()
  const last = visible.at(-1)?.index ?? -1
  const asked = useRef(-1)
  useEffect(() => {
    // Asked once for each length: an answer that brings nothing more must not be asked for again and again.
    if (!onEnd || loadingMore || rows.length === 0 || last < rows.length - AHEAD || asked.current === rows.length)
      return
    asked.current = rows.length
    onEnd()
  }, [last, rows.length, loadingMore, onEnd])
  useEffect(() => {
    if (active >= rows.length) setActive(Math.max(0, rows.length - 1))
  }, [active, rows.length])

  const toggle = (row: Row) => {
    if (!onSelect) return
    const next = new Set(selected)
    const key = keyOf(row)
    if (!next.delete(key)) next.add(key)
    onSelect(next)
  }
  const move = (to: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, to))
    setActive(next)
    virtual.scrollToIndex(next)
  }
  const page = () => Math.max(1, Math.floor((scroller.current?.clientHeight ?? height) / height) - 2)
  const steps: Record<string, () => void> = {
    ArrowDown: () => move(active + 1),
    ArrowUp: () => move(active - 1),
    j: () => move(active + 1),
    k: () => move(active - 1),
    PageDown: () => move(active + page()),
    PageUp: () => move(active - page()),
    Home: () => move(0),
    End: () => move(rows.length - 1),
    Enter: () => rows[active] && onOpen?.(rows[active] as Row),
    ' ': () => rows[active] && toggle(rows[active] as Row),
    x: () => rows[active] && toggle(rows[active] as Row),
    Escape: () => selected?.size && onSelect?.(new Set()),
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // Controls inside a row keep their own keys.
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return
    const step = steps[event.key]
    if (!step) return
    event.preventDefault()
    step()
  }

  if (rows.length === 0 && !loadingMore && empty) return <div className={css.none}>{empty}</div>

  // As wide as its columns at least: more of them than fit are scrolled to.
  const least = columns.reduce(
    (sum, { width }) => sum + Number(/(\d+)px/.exec(width)?.[1] ?? 96) + 16,
    onSelect ? 76 : 32,
  )
  const minWidth = phone ? undefined : least
  const tracks = `${onSelect ? '28px ' : ''}${columns.map((column) => column.width).join(' ')}`
  const all = onSelect && rows.length > 0 && rows.every((row) => selected?.has(keyOf(row)))
  return (
    <div className={css.frame}>
      <div
        ref={scroller}
        className={css.scroller}
        role="grid"
        aria-label={label}
        aria-rowcount={(total ?? rows.length) + 1}
        aria-multiselectable={onSelect ? true : undefined}
        aria-activedescendant={rows.length > 0 ? `${id}-${active}` : undefined}
        aria-busy={loadingMore}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <div
          className={cx(css.head, phone && css.hiddenHead)}
          role="row"
          tabIndex={-1}
          style={{ gridTemplateColumns: tracks, minWidth }}
        >
          {onSelect && (
            <span role="columnheader" tabIndex={-1} className={css.tick}>
              <Checkbox
                aria-label={t('ui.table.select')}
                tabIndex={-1}
                checked={Boolean(all)}
                indeterminate={!all && Boolean(selected?.size)}
                onChange={() => onSelect(all ? new Set() : new Set(rows.map(keyOf)))}
              />
            </span>
          )}
          {columns.map((column) => {
            const sorted = sort?.key === column.key ? sort.direction : null
            return (
              <span
                key={column.key}
                role="columnheader"
                tabIndex={-1}
                className={cx(css.cell, column.align === 'right' && css.right)}
                aria-sort={sorted ? (sorted === 'asc' ? 'ascending' : 'descending') : undefined}
              >
                {column.sortable && onSort ? (
                  <button
                    type="button"
                    aria-label={t('ui.table.sort', { label: column.head })}
                    onClick={() => onSort({ key: column.key, direction: sorted === 'asc' ? 'desc' : 'asc' })}
                  >
                    {column.head}
                    {sorted && <Icon of={sorted === 'asc' ? IconArrowUp : IconArrowDown} size={14} />}
                  </button>
                ) : (
                  column.head
                )}
              </span>
            )
          })}
        </div>
        <div className={css.rows} role="presentation" style={{ height: virtual.getTotalSize(), minWidth }}>
          {visible.map(({ index, start }) => {
            const row = rows[index] as Row
            const key = keyOf(row)
            const chosen = selected?.has(key) ?? false
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the grid has the keys of all rows
              <div
                key={key}
                id={`${id}-${index}`}
                role="row"
                tabIndex={-1}
                aria-rowindex={index + 2}
                aria-selected={onSelect ? chosen : undefined}
                className={cx(css.row, index === active && css.active, chosen && css.chosen, onOpen && css.opens)}
                style={{ transform: `translateY(${start}px)`, height, gridTemplateColumns: phone ? undefined : tracks }}
                onClick={(event) => {
                  setActive(index)
                  if (!(event.target as HTMLElement).closest('a, button, input, label')) onOpen?.(row)
                }}
              >
                {onSelect && !phone && (
                  <span role="gridcell" className={css.tick} tabIndex={-1}>
                    <Checkbox
                      aria-label={t('ui.table.select')}
                      tabIndex={-1}
                      checked={chosen}
                      onChange={() => toggle(row)}
                    />
                  </span>
                )}
                {phone && card ? (
                  <span role="gridcell" className={css.card} tabIndex={-1}>
                    {card(row)}
                  </span>
                ) : (
                  (phone ? columns.slice(0, 2) : columns).map((column) => (
                    <span
                      key={column.key}
                      role="gridcell"
                      tabIndex={-1}
                      className={cx(css.cell, column.align === 'right' && css.right)}
                    >
                      {column.cell(row)}
                    </span>
                  ))
                )}
              </div>
            )
          })}
        </div>
        {loadingMore && (
          <p className={css.more} role="status">
            {t('ui.table.more')}
          </p>
        )}
      </div>
      {onSelect && Boolean(selected?.size) && (
        <div className={css.bulk}>
          <span className="w5">{t('ui.table.selected', { count: selected?.size })}</span>
          <button type="button" className={css.clear} onClick={() => onSelect(new Set())}>
            {t('ui.table.clear')}
          </button>
          <span className="grow" />
          {bulk}
        </div>
      )}
    </div>
  )
}
