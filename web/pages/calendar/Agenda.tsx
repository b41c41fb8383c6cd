import { companyZone } from '../../api/clock.ts'
import { useFormat } from '../../i18n/format.ts'
import { useT } from '../../i18n/words.ts'
import { cx } from '../../ui/cx.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ItemWords, useItemLabel } from './CalendarItem.tsx'
import css from './calendar.module.css'
import type { Day, Item } from './queries.ts'
import { dateAt } from './time.ts'

type Props = { days: Day[]; items: Item[]; shared: boolean; onOpen: (item: Item) => void }

/** Day by day, one under the other: what a phone shows. */
export function Agenda({ days, items, shared, onOpen }: Props) {
  const t = useT()
  const format = useFormat()
  const zone = companyZone()
  const label = useItemLabel()
  const shown = days
    .map((day) => ({ ...day, items: items.filter((item) => dateAt(zone, item.startsAt) === day.day) }))
    .filter((day) => day.items.length > 0 || day.holiday)
  if (shown.length === 0) return <EmptyState>{t('calendar.empty')}</EmptyState>
  return (
    <div className={css.agenda}>
      {shown.map((day) => (
        <section key={day.day} aria-label={format.day(`${day.day}T12:00:00Z`)}>
          <h2 className={css.agendaDay}>
            {format.day(`${day.day}T12:00:00Z`)}
            {day.holiday && <span className={css.holiday}>{day.holiday}</span>}
          </h2>
          <ul>
            {day.items.map((item) => (
              <li key={item.id}>
                <button
                  type="button"
                  className={cx(css.agendaItem, item.done && css.done)}
                  aria-label={label(item)}
                  onClick={() => onOpen(item)}
                >
                  <span className={cx(css.agendaTime, 'nums')}>
                    {format.time(item.startsAt)}
                    {item.source === 'appointment' && `–${format.time(item.endsAt)}`}
                  </span>
                  <span className={css.agendaWords}>
                    <ItemWords item={item} shared={shared} time={false} />
                  </span>
                  {item.place && <span className={cx(css.place, 'cut')}>{item.place}</span>}
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}
