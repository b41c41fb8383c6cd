import { ActionIcon, Button } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconCalendarShare, IconChevronLeft, IconChevronRight, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { companyZone, useMinute } from '../../api/clock.ts'
import { useMe } from '../../api/session.ts'
import { colleaguesQuery, type SubjectKind } from '../../components/record/queries.ts'
import { Page } from '../../components/shell/Page.tsx'
import { useFormat } from '../../i18n/format.ts'
import { useLocale, useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { Failed } from '../../ui/Failed.tsx'
import { useGo } from '../../ui/GoTo.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { ManySelect } from '../../ui/ManySelect.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { useKeys } from '../../ui/use-keys.ts'
import { useSearchState } from '../../ui/use-search.ts'
import { Agenda } from './Agenda.tsx'
import { AppointmentDialog, type Draft, KnownAppointment } from './AppointmentDialog.tsx'
import { useMove } from './actions.ts'
import css from './calendar.module.css'
import { FeedDialog } from './FeedDialog.tsx'
import { MonthGrid } from './MonthGrid.tsx'
import { calendarQuery, type Item } from './queries.ts'
import { TimeGrid } from './TimeGrid.tsx'
import { dateAt, dateMoved, dayStart, daysOf, minutesOn, step, VIEWS, type View } from './time.ts'

const HOUR = 60
const isDate = (text: string | undefined): text is string => /^\d{4}-\d{2}-\d{2}$/.test(text ?? '')
const SUBJECTS: SubjectKind[] = ['lead', 'deal', 'contact', 'company', 'ticket', 'invoice', 'contract', 'record']

/** 'deal:01890000-…' as the address has it. */
function aboutOf(text: string | undefined): Draft['about'] {
  const [kind, id] = (text ?? '').split(':')
  const known = SUBJECTS.find((one) => one === kind)
  return known && id ? { kind: known, id } : null
}

export default function CalendarPage() {
  const t = useT()
  const go = useGo()
  const format = useFormat()
  const locale = useLocale()
  const zone = companyZone()
  const minute = useMinute()
  const { user } = useMe()
  const phone = useMediaQuery('(max-width: 600px)', false, { getInitialValueInEffect: false })
  const [search, setSearch] = useSearchState()
  const [draft, setDraft] = useState<Draft | null>(null)
  const [feed, setFeed] = useState(false)
  const move = useMove()
  const { data: colleagues = [] } = useQuery(colleaguesQuery)

  const today = dateAt(zone, minute)
  const view: View = VIEWS.find((one) => one === search.view) ?? (phone ? 'list' : 'week')
  const date = isDate(search.date) ? search.date : today
  const dates = daysOf(view, date)
  const from = new Date(dayStart(zone, dates[0]!)).toISOString()
  const to = new Date(dayStart(zone, dateMoved(dates.at(-1)!, 1))).toISOString()
  const people = search.people || user.id
  const query = useQuery(calendarQuery(from, to, people))
  const chosen = people.split(',')

  const turn = (by: 1 | -1) => setSearch({ date: step(view, date, by) })
  const create = (day: string, minutes: number) => {
    const time = `${String(Math.floor(minutes / HOUR)).padStart(2, '0')}:${String(minutes % HOUR).padStart(2, '0')}`
    setDraft({ start: { date: day, time }, about: null })
  }
  const minutes = minutesOn(zone, today, new Date(minute).toISOString())
  const nextHour = Math.min(23, Math.floor(minutes / HOUR) + 1) * HOUR
  const soon = () => create(date < today ? today : date, nextHour)
  const open = (item: Item) =>
    item.source === 'task' ? go(paths.task(item.id)) : setSearch({ open: item.id }, { push: true })
  useKeys({ n: soon, ArrowLeft: () => turn(-1), ArrowRight: () => turn(1) })

  const asked: Draft | null =
    draft ?? (search.new === '1' ? { start: { date: today, time: '12:00' }, about: aboutOf(search.about) } : null)
  const closeDraft = () => {
    setDraft(null)
    setSearch({ new: undefined, about: undefined })
  }
  const month = new Intl.DateTimeFormat(locale === 'pl' ? 'pl' : 'en-GB', {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  })
  const heading =
    view === 'day'
      ? format.day(`${date}T12:00:00Z`)
      : view === 'month'
        ? month.format(Date.parse(`${date}T12:00:00Z`))
        : `${format.date(dates[0]!)} – ${format.date(dates.at(-1)!)}`
  const shown = query.data
  const shared = chosen.length > 1 || chosen[0] !== user.id
  const parts = { items: shown?.items ?? [], days: shown?.days ?? [], shared, onOpen: open, onMove: move }
  return (
    <Page
      bare
      title={t('shell.nav.calendar')}
      beside={<span className="nums">{heading}</span>}
      views={
        <Tabs
          label={t('calendar.view')}
          value={view}
          onChange={(next) => setSearch({ view: next })}
          // Seven columns are too narrow for a phone.
          tabs={VIEWS.filter((key) => !phone || key !== 'week').map((key) => ({
            key,
            label: t(`calendar.view.${key}`),
          }))}
        />
      }
      actions={
        <Button
          variant="filled"
          leftSection={<Icon of={IconPlus} />}
          rightSection={<kbd className="desk-only">N</kbd>}
          onClick={soon}
        >
          {t('calendar.new')}
        </Button>
      }
    >
      <div className={css.page}>
        <div className={css.bar}>
          <span className={css.turn}>
            <ActionIcon aria-label={t('calendar.back')} onClick={() => turn(-1)}>
              <Icon of={IconChevronLeft} />
            </ActionIcon>
            <Button onClick={() => setSearch({ date: undefined })}>{t('calendar.today')}</Button>
            <ActionIcon aria-label={t('calendar.on')} onClick={() => turn(1)}>
              <Icon of={IconChevronRight} />
            </ActionIcon>
          </span>
          <ManySelect
            className={css.people}
            aria-label={t('calendar.people')}
            placeholder={t('calendar.people')}
            data={colleagues.map((person) => ({ value: person.id, label: person.name }))}
            value={chosen}
            maxValues={10}
            searchable
            onChange={(ids) =>
              setSearch({ people: ids.length === 0 || ids.join() === user.id ? undefined : ids.join() })
            }
          />
          <Button leftSection={<Icon of={IconCalendarShare} />} onClick={() => setFeed(true)}>
            {t('calendar.feed.short')}
          </Button>
        </div>
        {!shown &&
          (query.error ? <Failed error={query.error} onRetry={() => void query.refetch()} /> : <Skeleton rows={10} />)}
        {shown?.more && <p className={css.note}>{t('calendar.tooMany')}</p>}
        {shown && (view === 'day' || view === 'week') && <TimeGrid {...parts} onCreate={create} />}
        {shown && view === 'month' && (
          <MonthGrid
            {...parts}
            month={date.slice(0, 7)}
            compact={phone ?? false}
            onDay={(day) => setSearch({ view: phone ? 'list' : 'day', date: day }, { push: true })}
          />
        )}
        {shown && view === 'list' && <Agenda {...parts} />}
        {shown && view !== 'list' && <p className={`${css.keys} desk-only`}>{t('calendar.keys')}</p>}
      </div>
      {asked && <AppointmentDialog draft={asked} onClose={closeDraft} />}
      {search.open && <KnownAppointment id={search.open} onClose={() => setSearch({ open: undefined })} />}
      {feed && <FeedDialog onClose={() => setFeed(false)} />}
    </Page>
  )
}
