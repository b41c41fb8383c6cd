import { ActionIcon, Button, Radio, TextInput } from '@mantine/core'
import { IconChevronLeft, IconChevronRight, IconPlus } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { api, data } from '../../api/client.ts'
import { businessNow, companyZone } from '../../api/clock.ts'
import { useFormat } from '../../i18n/format.ts'
import { useT } from '../../i18n/words.ts'
import { Chip } from '../../ui/Chip.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { daysAhead } from '../../ui/moment.ts'
import { notifyProblem } from '../../ui/notify.tsx'
import { wordsOfProblem } from '../../ui/problems.ts'
import { Section } from '../../ui/Section.tsx'
import { useSearchState } from '../../ui/use-search.ts'
import { readSpans, writeSpans } from './hours.ts'
import { type CompanyDay, daysQuery, useStaffRefresh } from './queries.ts'
import css from './Settings.module.css'
import { Settings } from './Settings.tsx'

export default function CalendarPage() {
  const t = useT()
  const format = useFormat()
  const refresh = useStaffRefresh()
  const [search, setSearch] = useSearchState()
  const thisYear = Number(daysAhead(companyZone(), businessNow(), 0).slice(0, 4))
  const year = Number(search.year) || thisYear
  const { data: days } = useQuery(daysQuery(year))
  const [edited, setEdited] = useState<CompanyDay | 'new' | null>(null)
  const clear = async (day: string) => {
    await data(api.DELETE('/api/company/days/{day}', { params: { path: { day } } })).catch(notifyProblem)
    await refresh()
  }
  const turn = (by: number) => setSearch({ year: String(year + by) })
  return (
    <Settings
      title={t('settings.calendar')}
      right="own_company.update"
      actions={
        <Button variant="filled" leftSection={<Icon of={IconPlus} />} onClick={() => setEdited('new')}>
          {t('settings.calendar.add')}
        </Button>
      }
    >
      <Section
        title={String(year)}
        count={days?.length}
        end={
          <span className="row">
            <ActionIcon aria-label={String(year - 1)} onClick={() => turn(-1)}>
              <Icon of={IconChevronLeft} />
            </ActionIcon>
            <ActionIcon aria-label={String(year + 1)} onClick={() => turn(1)}>
              <Icon of={IconChevronRight} />
            </ActionIcon>
          </span>
        }
      >
        <p className={css.about}>{t('settings.calendar.about')}</p>
        <ul className={css.list}>
          {(days ?? []).map((one) => (
            <li key={one.day} className={css.item}>
              <div>
                <span className="nums">{format.day(`${one.day}T12:00:00Z`)}</span>
                <div className={css.meta}>{one.name}</div>
              </div>
              <Chip tone={one.working ? 'grn' : 'plain'}>
                {one.working
                  ? one.hours
                    ? t('settings.calendar.workingIn', { hours: writeSpans(one.hours) })
                    : t('settings.calendar.working')
                  : t('settings.calendar.free')}
              </Chip>
              {one.source === 'company' && (
                <Button
                  aria-label={t('settings.calendar.clearOne', { day: one.day })}
                  onClick={() => void clear(one.day)}
                >
                  {t('settings.calendar.clear')}
                </Button>
              )}
              <Button aria-label={t('settings.calendar.changeOne', { day: one.day })} onClick={() => setEdited(one)}>
                {t('settings.change')}
              </Button>
            </li>
          ))}
        </ul>
      </Section>
      {edited && <DayDialog day={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </Settings>
  )
}

function DayDialog({ day, onClose }: { day: CompanyDay | null; onClose: () => void }) {
  const t = useT()
  const form = useId()
  const refresh = useStaffRefresh()
  const [date, setDate] = useState(day?.day ?? '')
  const [name, setName] = useState(day?.name ?? '')
  const [working, setWorking] = useState(day?.working ?? false)
  const [hours, setHours] = useState(day?.hours ? writeSpans(day.hours) : '')
  const [tried, setTried] = useState(false)
  const spans = readSpans(hours)
  const save = useMutation({
    mutationFn: () =>
      data(
        api.PUT('/api/company/days/{day}', {
          params: { path: { day: date } },
          body: { name: name.trim(), working, hours: working && spans?.length ? spans : null },
        }),
      ),
    onSuccess: onClose,
    onSettled: () => refresh(),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (date && (!working || spans)) save.mutate()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={day ? t('settings.calendar.changeOne', { day: day.day }) : t('settings.calendar.add')}
      actions={
        <>
          <Button type="submit" form={form} variant="filled" loading={save.isPending}>
            {t('ui.save')}
          </Button>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
        </>
      }
    >
      <form id={form} className={css.form} noValidate onSubmit={submit}>
        <ErrorSummary message={save.isError ? wordsOfProblem(save.error) : null} />
        <TextInput
          type="date"
          label={t('settings.calendar.day')}
          disabled={day !== null}
          value={date}
          error={tried && !date ? t('error.field.required') : null}
          onChange={(event) => setDate(event.currentTarget.value)}
        />
        <TextInput
          label={t('settings.calendar.name')}
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Radio.Group
          label={t('settings.calendar.kind')}
          value={working ? 'working' : 'free'}
          onChange={(value) => setWorking(value === 'working')}
        >
          <div className={css.row}>
            <Radio value="free" label={t('settings.calendar.free')} />
            <Radio value="working" label={t('settings.calendar.working')} />
          </div>
        </Radio.Group>
        {working && (
          <TextInput
            label={t('settings.calendar.hours')}
            description={t('settings.calendar.hoursAbout')}
            placeholder="8:00–16:00"
            value={hours}
            error={tried && spans === null ? t('settings.hours.wrong') : null}
            onChange={(event) => setHours(event.currentTarget.value)}
          />
        )}
      </form>
    </Dialog>
  )
}
