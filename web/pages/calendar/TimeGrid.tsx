import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine'
import { draggable, dropTargetForElements, monitorForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { disableNativeDragPreview } from '@atlaskit/pragmatic-drag-and-drop/element/disable-native-drag-preview'
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { companyZone, useMinute } from '../../api/clock.ts'
import { useFormat } from '../../i18n/format.ts'
import { useT } from '../../i18n/words.ts'
import { cx } from '../../ui/cx.ts'
import type { Change, Times } from './actions.ts'
import { ItemWords, useItemLabel } from './CalendarItem.tsx'
import css from './calendar.module.css'
import type { Day, Item } from './queries.ts'
import { DAY_MINUTES, dateAt, dateMoved, instantAt, laidOut, minutesOn, SNAP, snapped } from './time.ts'

export const HOUR_HEIGHT = 48
const FIRST_SHOWN_HOUR = 7
const HOURS = Array.from({ length: 24 }, (_, hour) => hour)
const MINUTE_MS = 60_000
const px = (minutes: number) => (minutes * HOUR_HEIGHT) / 60

type Props = {
  days: Day[]
  items: Item[]
  shared: boolean
  onOpen: (item: Item) => void
  onMove: (item: Item, change: Change) => void
  onCreate: (date: string, minutes: number) => void
}

interface Held {
  item: Item
  date: string
  from: number
  to: number
}

/** Where a dragged item would stand: its start moved by the hand, or only its end. */
function heldAt(zone: string, item: Item, data: Record<string, unknown>, date: string, minutes: number): Held {
  const start = minutesOn(zone, dateAt(zone, item.startsAt), item.startsAt)
  const length = Math.max(SNAP, Math.round((Date.parse(item.endsAt) - Date.parse(item.startsAt)) / MINUTE_MS))
  if (data.resize) {
    const to = Math.min(DAY_MINUTES, Math.max(start + SNAP, snapped(minutes)))
    return { item, date: dateAt(zone, item.startsAt), from: start, to }
  }
  const from = Math.min(DAY_MINUTES - SNAP, Math.max(0, snapped(minutes - Number(data.grab))))
  return { item, date, from, to: from + length }
}

function timesOf(zone: string, held: Held): Times {
  const start = instantAt(zone, held.date, held.from)
  return {
    startsAt: new Date(start).toISOString(),
    endsAt: new Date(start + (held.to - held.from) * MINUTE_MS).toISOString(),
  }
}

/** Days side by side with their hours. Items are dragged and pulled longer, or moved by keys (Alt and arrows). */
export function TimeGrid({ days, items, shared, onOpen, onMove, onCreate }: Props) {
  const t = useT()
  const format = useFormat()
  const zone = companyZone()
  const minute = useMinute()
  const scroller = useRef<HTMLDivElement>(null)
  const [held, setHeld] = useState<Held | null>(null)
  const latest = useRef({ items, onMove })
  latest.current = { items, onMove }

  useLayoutEffect(() => {
    scroller.current?.scrollTo({ top: FIRST_SHOWN_HOUR * HOUR_HEIGHT })
  }, [])

  useEffect(() => {
    const find = (data: Record<string, unknown>, location: DropLocation) => {
      const item = latest.current.items.find((one) => one.id === data.calendarItem)
      const target = location.current.dropTargets[0]
      if (!item || !target) return null
      const top = target.element.getBoundingClientRect().top
      const minutes = ((location.current.input.clientY - top) * 60) / HOUR_HEIGHT
      return heldAt(zone, item, data, String(target.data.date), minutes)
    }
    return monitorForElements({
      canMonitor: ({ source }) => typeof source.data.calendarItem === 'string' && source.data.grid === true,
      onDrag: ({ source, location }) => setHeld(find(source.data, location)),
      onDrop: ({ source, location }) => {
        setHeld(null)
        const there = find(source.data, location)
        if (there) latest.current.onMove(there.item, timesOf(zone, there))
      },
    })
  }, [zone])

  const today = dateAt(zone, minute)
  return (
    <div className={css.grid}>
      <div className={css.heads}>
        <span />
        {days.map(({ day, holiday }) => (
          <div key={day} className={cx(css.head, day === today && css.today)}>
            <span>{format.day(`${day}T12:00:00Z`)}</span>
            {holiday && <span className={css.holiday}>{holiday}</span>}
          </div>
        ))}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys */}
      <div ref={scroller} className={css.scroll} tabIndex={0} role="region" aria-label={t('calendar.hours')}>
        <div className={css.hours} style={{ height: px(DAY_MINUTES) }} aria-hidden>
          {HOURS.map((hour) => (
            <span key={hour} style={{ top: px(hour * 60) }}>
              {hour > 0 && `${hour}:00`}
            </span>
          ))}
        </div>
        {days.map((day) => (
          <DayColumn
            key={day.day}
            day={day}
            items={items}
            held={held}
            now={day.day === today ? minutesOn(zone, day.day, new Date(minute).toISOString()) : null}
            shared={shared}
            onOpen={onOpen}
            onMove={onMove}
            onCreate={onCreate}
          />
        ))}
      </div>
    </div>
  )
}

interface DropLocation {
  current: { dropTargets: { element: Element; data: Record<string | symbol, unknown> }[]; input: { clientY: number } }
}

type ColumnProps = Pick<Props, 'items' | 'shared' | 'onOpen' | 'onMove' | 'onCreate'> & {
  day: Day
  held: Held | null
  now: number | null
}

function DayColumn({ day, items, held, now, shared, onOpen, onMove, onCreate }: ColumnProps) {
  const t = useT()
  const format = useFormat()
  const zone = companyZone()
  const column = useRef<HTMLDivElement>(null)
  const date = day.day
  useEffect(() => {
    const element = column.current
    if (!element) return
    return dropTargetForElements({ element, getData: () => ({ date }) })
  }, [date])
  const spans = items
    .map((item) => ({ item, from: minutesOn(zone, date, item.startsAt), to: minutesOn(zone, date, item.endsAt) }))
    .filter(({ from, to }) => to > from)
    .map((span) => ({ ...span, to: Math.max(span.to, span.from + 2 * SNAP) }))
  return (
    <div ref={column} className={css.column} style={{ height: px(DAY_MINUTES) }}>
      {day.working.map(({ from, to }) => {
        const top = minutesOn(zone, date, from)
        return (
          <div
            key={from}
            className={css.working}
            style={{ top: px(top), height: px(minutesOn(zone, date, to) - top) }}
          />
        )
      })}
      {HOURS.map((hour) => (
        <button
          key={hour}
          type="button"
          tabIndex={-1}
          className={css.slot}
          style={{ top: px(hour * 60), height: px(60) }}
          aria-label={t('calendar.newAt', { day: format.day(`${date}T12:00:00Z`), time: `${hour}:00` })}
          onClick={() => onCreate(date, hour * 60)}
        />
      ))}
      {laidOut(spans).map((block) => (
        <GridItem
          key={block.item.id}
          item={block.item}
          faded={held?.item.id === block.item.id}
          shared={shared}
          alone={block.lanes === 1}
          style={{
            top: px(block.from),
            height: px(block.to - block.from) - 2,
            left: `calc(${(100 * block.lane) / block.lanes}% + 2px)`,
            width: `calc(${100 / block.lanes}% - 4px)`,
          }}
          onOpen={onOpen}
          onMove={onMove}
        />
      ))}
      {held?.date === date && (
        <div className={css.ghost} style={{ top: px(held.from), height: px(held.to - held.from) - 2 }} aria-hidden>
          {format.time(timesOf(zone, held).startsAt)}–{format.time(timesOf(zone, held).endsAt)}
        </div>
      )}
      {now !== null && <div className={css.now} style={{ top: px(now) }} aria-hidden />}
    </div>
  )
}

type ItemProps = Pick<Props, 'shared' | 'onOpen' | 'onMove'> & {
  item: Item
  faded: boolean
  /** Nothing stands beside it, so there is room for its time. */
  alone: boolean
  style: { top: number; height: number; left: string; width: string }
}

function GridItem({ item, faded, alone, shared, style, onOpen, onMove }: ItemProps) {
  const zone = companyZone()
  const label = useItemLabel()
  const element = useRef<HTMLButtonElement>(null)
  const handle = useRef<HTMLSpanElement>(null)
  const resizable = item.mayUpdate && item.source === 'appointment'
  const { id, mayUpdate } = item
  useEffect(() => {
    const own = element.current
    if (!own || !mayUpdate) return
    const parts = [
      draggable({
        element: own,
        getInitialData: ({ input, element: dragged }) => ({
          calendarItem: id,
          grid: true,
          grab: ((input.clientY - dragged.getBoundingClientRect().top) * 60) / HOUR_HEIGHT,
        }),
        onGenerateDragPreview: ({ nativeSetDragImage }) => disableNativeDragPreview({ nativeSetDragImage }),
      }),
    ]
    if (resizable && handle.current) {
      parts.push(
        draggable({
          element: handle.current,
          getInitialData: () => ({ calendarItem: id, grid: true, resize: true }),
          onGenerateDragPreview: ({ nativeSetDragImage }) => disableNativeDragPreview({ nativeSetDragImage }),
        }),
      )
    }
    return combine(...parts)
  }, [id, mayUpdate, resizable])

  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.altKey || !mayUpdate) return
    const { key, shiftKey } = event
    if (!movedByKey(zone, item, { key, shiftKey }, resizable)) return
    event.preventDefault()
    onMove(item, (now) => movedByKey(zone, now, { key, shiftKey }, resizable))
  }
  return (
    <button
      ref={element}
      type="button"
      className={cx(css.item, css[item.kind], item.done && css.done, faded && css.faded)}
      style={style}
      aria-label={label(item)}
      aria-keyshortcuts={mayUpdate ? 'Alt+ArrowUp Alt+ArrowDown Alt+ArrowLeft Alt+ArrowRight' : undefined}
      onKeyDown={onKeyDown}
      onClick={() => onOpen(item)}
    >
      <span className={css.words}>
        <ItemWords item={item} shared={shared && alone} time={alone} />
      </span>
      {item.place && <span className={cx(css.place, 'cut')}>{item.place}</span>}
      {resizable && <span ref={handle} className={css.handle} aria-hidden />}
    </button>
  )
}

/** Alt and arrows: a quarter or a day; with Shift the end alone. */
export function movedByKey(
  zone: string,
  item: Item,
  { key, shiftKey }: { key: string; shiftKey: boolean },
  resizable: boolean,
): Times | null {
  const down = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0
  const across = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0
  if (!down && !across) return null
  const [start, end] = [Date.parse(item.startsAt), Date.parse(item.endsAt)]
  const quarter = SNAP * MINUTE_MS
  if (shiftKey) {
    if (!resizable || !down || end + down * quarter <= start) return null
    return { startsAt: item.startsAt, endsAt: new Date(end + down * quarter).toISOString() }
  }
  const date = dateAt(zone, item.startsAt)
  const moved = down
    ? start + down * quarter
    : instantAt(zone, dateMoved(date, across), minutesOn(zone, date, item.startsAt))
  return { startsAt: new Date(moved).toISOString(), endsAt: new Date(moved + end - start).toISOString() }
}
