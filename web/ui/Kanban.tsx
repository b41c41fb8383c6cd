import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine'
import { draggable, dropTargetForElements, monitorForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { setCustomNativeDragPreview } from '@atlaskit/pragmatic-drag-and-drop/element/set-custom-native-drag-preview'
import { Menu } from '@mantine/core'
import { IconClipboardCheck, IconDotsVertical, IconKeyboard } from '@tabler/icons-react'
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useFormat } from '../i18n/format.ts'
import { useT } from '../i18n/words.ts'
import { cx } from './cx.ts'
import { Icon } from './Icon.tsx'
import css from './Kanban.module.css'

export interface KanbanColumn {
  id: string
  title: string
  count: number
  /** There are more than `count`; nobody counted how many. */
  uncounted?: boolean
  /** Formatted: '241 300,00 zł'. */
  sum?: string
  /** The stage's probability, or "w tym miesiącu". */
  note?: string
  /** What the column asks of a card that comes to it. */
  asks?: string
  /** Cards that are there but not loaded. */
  more?: { count: number; sum: string } | null
}

export interface KanbanItem {
  id: string
  columnId: string
  title: string
}

type Props<Item extends KanbanItem> = {
  label: string
  columns: KanbanColumn[]
  items: Item[]
  card: (item: Item) => ReactNode
  onMove: (item: Item, toColumnId: string) => void
  onOpen: (item: Item) => void
  /** What the stage will ask for and which process will start, shown while the card hangs over it. */
  hint?: (item: Item, columnId: string) => ReactNode
  /** '+ 86 400,00' beside the sum of the column the card hangs over. */
  sumChange?: (item: Item, columnId: string) => string | null
  onMore?: (columnId: string) => void
}

type Lift = { id: string; from: string; over: string; by: 'pointer' | 'keys' }

/** Columns of cards, moved by drag, by keys (M, arrows, space) or by the menu on the phone. */
export function Kanban<Item extends KanbanItem>({
  label,
  columns,
  items,
  card,
  onMove,
  onOpen,
  hint,
  sumChange,
  onMore,
}: Props<Item>) {
  const t = useT()
  const { number } = useFormat()
  const [lift, setLift] = useState<Lift | null>(null)
  const board = useRef<HTMLDivElement>(null)
  const lifted = lift ? items.find((item) => item.id === lift.id) : undefined
  const nameOf = (columnId: string) => columns.find((column) => column.id === columnId)?.title ?? ''

  const latest = useRef({ items, onMove })
  latest.current = { items, onMove }
  useEffect(
    () =>
      monitorForElements({
        canMonitor: ({ source }) => typeof source.data.kanbanCard === 'string',
        onDragStart: ({ source }) => {
          const item = latest.current.items.find((one) => one.id === source.data.kanbanCard)
          if (item) setLift({ id: item.id, from: item.columnId, over: item.columnId, by: 'pointer' })
        },
        onDropTargetChange: ({ location }) => {
          const over = location.current.dropTargets[0]?.data.kanbanColumn
          setLift((now) => now && { ...now, over: typeof over === 'string' ? over : now.from })
        },
        onDrop: ({ source, location }) => {
          setLift(null)
          const over = location.current.dropTargets[0]?.data.kanbanColumn
          const item = latest.current.items.find((one) => one.id === source.data.kanbanCard)
          if (item && typeof over === 'string' && over !== item.columnId) latest.current.onMove(item, over)
        },
      }),
    [],
  )

  const focusCard = (id: string | undefined) =>
    id && board.current?.querySelector<HTMLElement>(`[data-card="${CSS.escape(id)}"]`)?.focus()

  const walk = (item: Item, across: number, down: number) => {
    const at = columns.findIndex((column) => column.id === item.columnId)
    const own = items.filter((one) => one.columnId === item.columnId)
    const place = own.indexOf(item)
    if (down) return focusCard(own[place + down]?.id)
    for (let next = at + across; columns[next]; next += across) {
      const there = items.filter((one) => one.columnId === columns[next]?.id)
      if (there.length > 0) return focusCard(there[Math.min(place, there.length - 1)]?.id)
    }
  }

  const onCardKey = (event: KeyboardEvent, item: Item) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return
    const held = lift?.by === 'keys' && lift.id === item.id ? lift : null
    const shift = (by: number) => {
      const at = columns.findIndex((column) => column.id === held?.over)
      const next = columns[at + by]
      if (held && next) setLift({ ...held, over: next.id })
    }
    const drop = () => {
      if (!held) return
      setLift(null)
      if (held.over !== held.from) onMove(item, held.over)
    }
    const keys: Record<string, () => void> = held
      ? { ArrowLeft: () => shift(-1), ArrowRight: () => shift(1), ' ': drop, Enter: drop, Escape: () => setLift(null) }
      : {
          m: () => setLift({ id: item.id, from: item.columnId, over: item.columnId, by: 'keys' }),
          Enter: () => onOpen(item),
          ArrowLeft: () => walk(item, -1, 0),
          ArrowRight: () => walk(item, 1, 0),
          ArrowUp: () => walk(item, 0, -1),
          ArrowDown: () => walk(item, 0, 1),
        }
    const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key]
    if (!act) return
    event.preventDefault()
    event.stopPropagation()
    act()
  }

  const moving =
    lift && lifted ? t('ui.kanban.moving', { title: lifted.title, from: nameOf(lift.from), to: nameOf(lift.over) }) : ''
  return (
    <div className={css.frame}>
      <div
        ref={board}
        className={css.board}
        role="group"
        aria-label={label}
        // A board without cards has nothing else to be scrolled from by the keyboard.
        tabIndex={items.length === 0 ? 0 : undefined}
        style={{ '--columns': columns.length } as object}
      >
        {columns.map((column) => {
          const target = lift?.over === column.id && lift.from !== column.id && lifted
          return (
            <ColumnFrame key={column.id} column={column} target={Boolean(target)}>
              <header className={css.head}>
                <span className={css.headLine}>
                  <h2>{column.title}</h2>
                  <span className="ink-3 nums">
                    {column.uncounted ? t('ui.kanban.over', { count: number(column.count) }) : number(column.count)}
                  </span>
                  {column.note && <span className={css.note}>{column.note}</span>}
                </span>
                {column.asks && (
                  <span className={css.asks} title={column.asks}>
                    <Icon of={IconClipboardCheck} size={14} />
                    <span className="cut">{column.asks}</span>
                  </span>
                )}
                {column.sum && (
                  <span className={css.sum}>
                    {column.sum} {target && <span className="c-acc w5">{sumChange?.(target, column.id)}</span>}
                  </span>
                )}
              </header>
              <div className={css.cards}>
                {target && (
                  <>
                    {hint && <div className={css.hint}>{hint(target, column.id)}</div>}
                    <div className={cx(css.slot, css.slotTarget)} />
                  </>
                )}
                {items
                  .filter((item) => item.columnId === column.id)
                  .map((item) => (
                    <CardFrame
                      key={item.id}
                      item={item}
                      lifted={lift?.id === item.id ? lift.by : null}
                      onOpen={() => onOpen(item)}
                      onKeyDown={(event) => onCardKey(event, item)}
                      onBlur={() => setLift((now) => (now?.by === 'keys' ? null : now))}
                      menu={
                        <Menu position="bottom-end">
                          <Menu.Target>
                            <button
                              type="button"
                              className={css.menu}
                              aria-label={t('ui.kanban.move', { title: item.title })}
                            >
                              <Icon of={IconDotsVertical} />
                            </button>
                          </Menu.Target>
                          <Menu.Dropdown>
                            {columns
                              .filter((other) => other.id !== column.id)
                              .map((other) => (
                                <Menu.Item key={other.id} onClick={() => onMove(item, other.id)}>
                                  {other.title}
                                </Menu.Item>
                              ))}
                          </Menu.Dropdown>
                        </Menu>
                      }
                    >
                      {card(item)}
                    </CardFrame>
                  ))}
                {column.more && column.more.count > 0 && (
                  <button type="button" className={css.more} onClick={() => onMore?.(column.id)}>
                    {t(
                      column.uncounted
                        ? 'ui.kanban.moreUncounted'
                        : column.more.sum
                          ? 'ui.kanban.more'
                          : 'ui.kanban.moreCount',
                      { ...column.more, count: number(column.more.count) },
                    )}
                  </button>
                )}
                {column.count === 0 && !target && <p className={css.nothing}>{t('ui.kanban.empty')}</p>}
              </div>
            </ColumnFrame>
          )
        })}
      </div>
      <footer className={css.foot}>
        <Icon of={IconKeyboard} size={14} />
        {t('ui.kanban.keys')}
        <kbd>M</kbd> {t('ui.kanban.keys.take')}, <kbd>←</kbd>
        <kbd>→</kbd> {t('ui.kanban.keys.stage')}, <kbd>{t('shell.keys.space')}</kbd> {t('ui.kanban.keys.drop')},{' '}
        <kbd>Esc</kbd> {t('ui.kanban.keys.back')}
        <span className={css.moving} aria-live="assertive">
          {moving}
        </span>
      </footer>
    </div>
  )
}

function ColumnFrame({ column, target, children }: { column: KanbanColumn; target: boolean; children: ReactNode }) {
  const element = useRef<HTMLElement>(null)
  useEffect(() => {
    if (!element.current) return
    return dropTargetForElements({
      element: element.current,
      canDrop: ({ source }) => typeof source.data.kanbanCard === 'string',
      getData: () => ({ kanbanColumn: column.id }),
    })
  }, [column.id])
  return (
    <section ref={element} className={cx(css.column, target && css.target)} aria-label={column.title}>
      {children}
    </section>
  )
}

type CardProps = {
  item: KanbanItem
  lifted: 'pointer' | 'keys' | null
  onOpen: () => void
  onKeyDown: (event: KeyboardEvent) => void
  onBlur: () => void
  menu: ReactNode
  children: ReactNode
}

function CardFrame({ item, lifted, onOpen, onKeyDown, onBlur, menu, children }: CardProps) {
  const element = useRef<HTMLElement>(null)
  useEffect(() => {
    const node = element.current
    if (!node) return
    return combine(
      draggable({
        element: node,
        getInitialData: () => ({ kanbanCard: item.id }),
        onGenerateDragPreview: ({ nativeSetDragImage, location }) => {
          const box = node.getBoundingClientRect()
          setCustomNativeDragPreview({
            nativeSetDragImage,
            getOffset: () => ({
              x: location.initial.input.clientX - box.left,
              y: location.initial.input.clientY - box.top,
            }),
            render: ({ container }) => {
              const copy = node.cloneNode(true) as HTMLElement
              copy.style.width = `${box.width}px`
              copy.classList.add(css.dragged as string)
              container.append(copy)
            },
          })
        },
      }),
    )
  }, [item.id])
  return (
    <article
      ref={element}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a card holds controls, so it cannot be a button, yet keys move it
      tabIndex={0}
      data-card={item.id}
      aria-label={item.title}
      className={cx(css.card, lifted === 'pointer' && css.away, lifted === 'keys' && css.held)}
      onKeyDown={onKeyDown}
      onBlur={onBlur}
      onClick={(event) => {
        if (!(event.target as HTMLElement).closest('a, button')) onOpen()
      }}
    >
      {children}
      {menu}
    </article>
  )
}
