import { draggable, dropTargetForElements, monitorForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { companyZone, useMinute } from '../../api/clock.ts'
import { useFormat } from '../../i18n/format.ts'
import { useT } from '../../i18n/words.ts'
import { cx } from '../../ui/cx.ts'
import type { Change } from './actions.ts'
import { ItemWords, useItemLabel } from './CalendarItem.tsx'
import css from './calendar.module.css'
import type { Day, Item } from './queries.ts'
import { movedByKey } from './TimeGrid.tsx'
import { dateAt, instantAt, minutesOn } from './time.ts'

const MOST_SHOWN = 4

type Props = {
  month: string
  days: Day[]
  items: Item[]
  shared: boolean
  onOpen: (item: Item) => void
  onMove: (item: Item, change: Change) => void
  onDay: (date: string) => void
  /** Where seven columns are narrow: the days with how much is in them. */
  compact: boolean
}

/** A month by whole weeks; an item is dragged to another day and keeps its hour. */
export function MonthGrid({ month, days, items, shared, onOpen, onMove, onDay, compact }: Props) {
  const t = useT()
  const format = useFormat()
  const zone = companyZone()
  const today = dateAt(zone, useMinute())
  const [over, setOver] = useState<string | null>(null)
  const latest = useRef({ items, onMove })
  latest.current = { items, onMove }
  useEffect(
    () =>
      monitorForElements({
        canMonitor: ({ source }) => typeof source.data.calendarItem === 'string' && source.data.grid !== true,
        onDropTargetChange: ({ location }) => {
          const date = location.current.dropTargets[0]?.data.date
          setOver(typeof date === 'string' ? date : null)
        },
        onDrop: ({ source, location }) => {
          setOver(null)
          const date = location.current.dropTargets[0]?.data.date
          const item = latest.current.items.find((one) => one.id === source.data.calendarItem)
          if (!item || typeof date !== 'string') return
          const start = instantAt(zone, date, minutesOn(zone, dateAt(zone, item.startsAt), item.startsAt))
          const length = Date.parse(item.endsAt) - Date.parse(item.startsAt)
          latest.current.onMove(item, {
            startsAt: new Date(start).toISOString(),
            endsAt: new Date(start + length).toISOString(),
          })
        },
      }),
    [zone],
  )
  return (
    <div className={css.month}>
      {days.map((day) => {
        const own = items.filter((item) => dateAt(zone, item.startsAt) === day.day)
        const more = own.length - MOST_SHOWN
        const kind = cx(
          css.cell,
          day.working.length === 0 && css.free,
          day.day === over && css.over,
          day.day.slice(0, 7) !== month && css.outside,
        )
        if (compact) {
          return (
            <button
              key={day.day}
              type="button"
              className={cx(kind, css.small)}
              aria-label={t('calendar.day', {
                day: format.day(`${day.day}T12:00:00Z`),
                holiday: day.holiday ?? 'none',
                count: own.length,
              })}
              onClick={() => onDay(day.day)}
            >
              <span className={cx(css.date, day.day === today && css.today)}>{Number(day.day.slice(8))}</span>
              {own.length > 0 && <span className={cx(css.count, 'nums')}>{own.length}</span>}
            </button>
          )
        }
        return (
          <MonthDay key={day.day} date={day.day} className={kind}>
            <button
              type="button"
              className={cx(css.date, day.day === today && css.today)}
              onClick={() => onDay(day.day)}
            >
              {format.day(`${day.day}T12:00:00Z`)}
            </button>
            {day.holiday && <span className={css.holiday}>{day.holiday}</span>}
            {own.slice(0, MOST_SHOWN).map((item) => (
              <MonthItem key={item.id} item={item} shared={shared} onOpen={onOpen} onMove={onMove} />
            ))}
            {more > 0 && (
              <button type="button" className={css.more} onClick={() => onDay(day.day)}>
                {t('calendar.more', { count: more })}
              </button>
            )}
          </MonthDay>
        )
      })}
    </div>
  )
}

function MonthDay({ date, className, children }: { date: string; className: string; children: React.ReactNode }) {
  const element = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!element.current) return
    return dropTargetForElements({ element: element.current, getData: () => ({ date }) })
  }, [date])
  return (
    <div ref={element} className={className}>
      {children}
    </div>
  )
}

function MonthItem({ item, shared, onOpen, onMove }: Pick<Props, 'shared' | 'onOpen' | 'onMove'> & { item: Item }) {
  const zone = companyZone()
  const label = useItemLabel()
  const element = useRef<HTMLButtonElement>(null)
  const { id, mayUpdate } = item
  useEffect(() => {
    if (!element.current || !mayUpdate) return
    return draggable({ element: element.current, getInitialData: () => ({ calendarItem: id }) })
  }, [id, mayUpdate])
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.altKey || !mayUpdate || event.shiftKey) return
    const { key, shiftKey } = event
    if (!movedByKey(zone, item, { key, shiftKey }, false)) return
    event.preventDefault()
    onMove(item, (now) => movedByKey(zone, now, { key, shiftKey }, false))
  }
  return (
    <button
      ref={element}
      type="button"
      className={cx(css.line, css[item.kind], item.done && css.done)}
      aria-label={label(item)}
      onKeyDown={onKeyDown}
      onClick={() => onOpen(item)}
    >
      <ItemWords item={item} shared={shared} />
    </button>
  )
}
