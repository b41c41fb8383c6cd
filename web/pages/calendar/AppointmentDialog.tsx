import { Button, MultiSelect, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useDeferredValue, useId, useState } from 'react'
import { describeDuration } from '../../../pure/durations.ts'
import { api, data } from '../../api/client.ts'
import { companyZone } from '../../api/clock.ts'
import { useMe } from '../../api/session.ts'
import { colleaguesQuery, type SubjectKind } from '../../components/record/queries.ts'
import { useFormat } from '../../i18n/format.ts'
import { useLocale, useT } from '../../i18n/words.ts'
import { pathOf } from '../../paths.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { Failed } from '../../ui/Failed.tsx'
import { GoTo } from '../../ui/GoTo.tsx'
import { ManySelect } from '../../ui/ManySelect.tsx'
import { MomentField } from '../../ui/MomentField.tsx'
import { instantOf, type Wall, wallOf } from '../../ui/moment.ts'
import { notifyProblem, notifyUndo } from '../../ui/notify.tsx'
import { fieldErrors, wordsOfProblem } from '../../ui/problems.ts'
import { Skeleton } from '../../ui/Skeleton.tsx'
import css from './calendar.module.css'
import { type Appointment, appointmentQuery, contactsFound } from './queries.ts'

export interface Draft {
  start: Wall
  about: { kind: SubjectKind; id: string } | null
}

const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000
const REMINDERS = ['process', 'none', 'PT5M', 'PT15M', 'PT1H', 'P1D', 'P1D,PT15M']

/** A meeting or a call that is there already; the form once it is known. */
export function KnownAppointment({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useT()
  const { data: appointment, error, refetch } = useQuery(appointmentQuery(id))
  if (appointment) return <AppointmentDialog key={appointment.version} appointment={appointment} onClose={onClose} />
  return (
    <Dialog open onClose={onClose} title={t('calendar.kind.meeting')}>
      {error ? <Failed error={error} onRetry={() => void refetch()} /> : <Skeleton rows={6} />}
    </Dialog>
  )
}

type Props = { onClose: () => void } & (
  | { appointment: Appointment; draft?: undefined }
  | { appointment?: undefined; draft: Draft }
)

/** Arranges or changes a meeting or a call; who may not change it reads it here. */
export function AppointmentDialog({ appointment, draft, onClose }: Props) {
  const t = useT()
  const locale = useLocale()
  const form = useId()
  const zone = companyZone()
  const { user } = useMe()
  const client = useQueryClient()
  const { data: colleagues = [] } = useQuery(colleaguesQuery)
  const editable = !appointment || (appointment.status === 'planned' && appointment.may.includes('update'))
  const [kind, setKind] = useState<'meeting' | 'call'>(appointment?.kind ?? 'meeting')
  const [title, setTitle] = useState(appointment?.title ?? '')
  const [start, setStart] = useState<Wall>(appointment ? wallOf(zone, appointment.startsAt) : draft!.start)
  const [minutes, setMinutes] = useState(
    appointment ? (Date.parse(appointment.endsAt) - Date.parse(appointment.startsAt)) / MINUTE_MS : 60,
  )
  const [place, setPlace] = useState(appointment?.place ?? '')
  const [body, setBody] = useState(appointment?.body ?? '')
  const [employeeIds, setEmployeeIds] = useState(appointment?.employees.map((one) => one.id) ?? [user.id])
  const [contacts, setContacts] = useState(
    () => new Map((appointment?.contacts ?? []).map((one) => [one.id, one.name] as const)),
  )
  const [contactWords, setContactWords] = useState('')
  const { data: found = [] } = useQuery({ ...contactsFound(useDeferredValue(contactWords)), enabled: editable })
  const remindBefore = appointment?.remindBefore ?? null
  const [reminders, setReminders] = useState(remindBefore === null ? 'process' : remindBefore.join(',') || 'none')
  const [missing, setMissing] = useState(false)
  const [wrong, setWrong] = useState<string | null>(null)
  const refresh = () => client.invalidateQueries({ queryKey: ['calendar'] })

  const save = useMutation({
    mutationFn: (startsAt: string) => {
      const values = {
        kind,
        title: title.trim(),
        body,
        place: place.trim(),
        startsAt,
        endsAt: new Date(Date.parse(startsAt) + minutes * MINUTE_MS).toISOString(),
        employeeIds,
        contactIds: [...contacts.keys()],
        remindBefore: reminders === 'process' ? null : reminders === 'none' ? [] : reminders.split(','),
      }
      return appointment
        ? data(
            api.PATCH('/api/appointments/{id}', {
              params: { path: { id: appointment.id } },
              headers: { 'if-match': `"${appointment.version}"` },
              body: values,
            }),
          )
        : data(api.POST('/api/appointments', { body: { ...values, subject: draft?.about ?? null } }))
    },
    onSuccess: onClose,
    onSettled: refresh,
  })
  const errors = save.isError ? fieldErrors(save.error) : {}
  const general = save.isError && Object.keys(errors).length === 0 ? wordsOfProblem(save.error) : null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const startsAt = instantOf(zone, start)
    setMissing(!title.trim())
    setWrong(startsAt ? null : t('leads.putOff.needed'))
    if (title.trim() && startsAt) save.mutate(startsAt)
  }
  const callOff = async () => {
    if (!appointment) return
    const params = { params: { path: { id: appointment.id } } }
    const about = `calendar-${appointment.id}`
    try {
      await data(api.DELETE('/api/appointments/{id}', params))
      onClose()
      notifyUndo({
        about,
        message: t('calendar.calledOff', { title: appointment.title }),
        undo: async () => {
          await data(api.POST('/api/appointments/{id}/restoration', params)).catch((problem) =>
            notifyProblem(problem, about),
          )
          await refresh()
        },
      })
    } catch (problem) {
      notifyProblem(problem, about)
    }
    await refresh()
  }
  if (appointment && !editable) return <ReadOnly appointment={appointment} onClose={onClose} />
  const lengths = [...new Set([15, 30, 45, 60, 90, 120, 180, 240, 480, minutes])].sort((a, b) => a - b)
  const offered = new Map([...contacts, ...found.map((one) => [one.id, one.name] as const)])
  return (
    <Dialog
      open
      onClose={onClose}
      size={560}
      title={t(appointment ? 'calendar.edit' : 'calendar.new')}
      actions={
        <>
          <Button type="submit" form={form} variant="filled" loading={save.isPending}>
            {t(appointment ? 'ui.save' : 'calendar.do')}
          </Button>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          {appointment?.may.includes('cancel') && (
            <Button onClick={() => void callOff()}>{t('calendar.callOff')}</Button>
          )}
        </>
      }
    >
      <form id={form} className={css.form} noValidate onSubmit={submit}>
        <ErrorSummary message={general} />
        <SegmentedControl
          aria-label={t('calendar.kind')}
          value={kind}
          onChange={(value) => setKind(value as 'meeting' | 'call')}
          data={(['meeting', 'call'] as const).map((value) => ({ value, label: t(`calendar.kind.${value}`) }))}
        />
        <TextInput
          label={t('calendar.title')}
          value={title}
          maxLength={300}
          data-autofocus
          error={missing && !title.trim() ? t('error.field.required') : errors.title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <div className={css.when}>
          <MomentField
            label={t('calendar.start')}
            value={start}
            onChange={setStart}
            quick={false}
            error={wrong ?? errors.startsAt}
          />
          <Select
            label={t('calendar.length')}
            data={lengths.map((one) => ({ value: String(one), label: describeDuration(lengthOf(one), locale) }))}
            value={String(minutes)}
            onChange={(value) => value && setMinutes(Number(value))}
            allowDeselect={false}
            error={errors.endsAt}
          />
        </div>
        <TextInput
          label={t('calendar.place')}
          value={place}
          maxLength={300}
          error={errors.place}
          onChange={(event) => setPlace(event.currentTarget.value)}
        />
        <ManySelect
          label={t('calendar.employees')}
          data={colleagues.map((person) => ({ value: person.id, label: person.name }))}
          value={employeeIds}
          onChange={setEmployeeIds}
          searchable
          error={errors.employeeIds}
        />
        <MultiSelect
          label={t('calendar.contacts')}
          data={[...offered].map(([value, label]) => ({ value, label }))}
          value={[...contacts.keys()]}
          onChange={(ids) => setContacts(new Map(ids.map((id) => [id, offered.get(id) ?? ''])))}
          searchable
          searchValue={contactWords}
          onSearchChange={setContactWords}
          filter={({ options }) => options}
          nothingFoundMessage={t('leads.assign.nobody')}
          error={errors.contactIds}
        />
        <Select
          label={t('tasks.remind')}
          data={[...new Set([...REMINDERS, reminders])].map((value) => ({
            value,
            label:
              value === 'process'
                ? t('tasks.remind.process')
                : value === 'none'
                  ? t('tasks.remind.none')
                  : value
                      .split(',')
                      .map((one) => describeDuration(one, locale))
                      .join(', '),
          }))}
          value={reminders}
          onChange={(value) => value && setReminders(value)}
          allowDeselect={false}
        />
        <Textarea
          label={t('record.field.body')}
          value={body}
          maxLength={10_000}
          autosize
          minRows={2}
          onChange={(event) => setBody(event.currentTarget.value)}
        />
        {appointment?.subject && <About subject={appointment.subject} />}
      </form>
    </Dialog>
  )
}

/** Hours where they are whole: '1 godzina i 30 minut'. */
function lengthOf(minutes: number): string {
  const hours = Math.floor((minutes * MINUTE_MS) / HOUR_MS)
  const rest = minutes - hours * 60
  return `PT${hours ? `${hours}H` : ''}${rest || !hours ? `${rest}M` : ''}`
}

function About({ subject }: { subject: NonNullable<Appointment['subject']> }) {
  const t = useT()
  const path = pathOf(subject.kind, subject.id)
  return (
    <p className={css.note}>
      {t('tasks.record')}: {path ? <GoTo to={path}>{subject.title}</GoTo> : subject.title}
    </p>
  )
}

function ReadOnly({ appointment, onClose }: { appointment: Appointment; onClose: () => void }) {
  const t = useT()
  const format = useFormat()
  const rows: [string, string][] = [
    [
      t('calendar.start'),
      `${format.near(appointment.startsAt, { time: 'always' })}–${format.time(appointment.endsAt)}`,
    ],
    [t('calendar.place'), appointment.place],
    [t('calendar.owner'), appointment.owner?.name ?? ''],
    [t('calendar.employees'), appointment.employees.map((one) => one.name).join(', ')],
    [t('calendar.contacts'), appointment.contacts.map((one) => one.name).join(', ')],
    [t('record.field.body'), appointment.body],
  ]
  return (
    <Dialog
      open
      onClose={onClose}
      title={appointment.title}
      actions={<Button onClick={onClose}>{t('shell.close')}</Button>}
    >
      <dl className={css.read}>
        {rows
          .filter(([, value]) => value)
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      {appointment.status === 'cancelled' && <p className={css.note}>{t('error.appointment.cancelled')}</p>}
      {appointment.subject && <About subject={appointment.subject} />}
    </Dialog>
  )
}
