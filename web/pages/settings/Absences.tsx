import { Button, Select, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { api, data } from '../../api/client.ts'
import { businessNow, companyZone } from '../../api/clock.ts'
import { colleaguesQuery } from '../../components/record/queries.ts'
import { useFormat } from '../../i18n/format.ts'
import { useT } from '../../i18n/words.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { MomentField } from '../../ui/MomentField.tsx'
import { daysAhead, instantOf, type Wall } from '../../ui/moment.ts'
import { notifyProblem, notifyUndo } from '../../ui/notify.tsx'
import { wordsOfProblem } from '../../ui/problems.ts'
import { Section } from '../../ui/Section.tsx'
import { type Absence, absencesQuery, useStaffRefresh } from './queries.ts'
import css from './Settings.module.css'

/** When a person is away and who stands in; requests, tasks and decisions go there by themselves. */
export function Absences({ employeeId }: { employeeId: string }) {
  const t = useT()
  const format = useFormat()
  const refresh = useStaffRefresh()
  const [adding, setAdding] = useState(false)
  const { data: absences } = useQuery(absencesQuery)
  const own = (absences ?? []).filter((absence) => absence.employeeId === employeeId)
  const remove = async (absence: Absence) => {
    try {
      await data(api.DELETE('/api/absences/{id}', { params: { path: { id: absence.id } } }))
      notifyUndo({
        about: `absence-${absence.id}`,
        message: t('settings.absence.removed'),
        undo: async () => {
          const { from, to, substituteId, note } = absence
          await data(api.POST('/api/absences', { body: { employeeId, from, to, substituteId, note } })).catch(
            notifyProblem,
          )
          await refresh()
        },
      })
    } catch (problem) {
      notifyProblem(problem)
    }
    await refresh()
  }
  return (
    <Section
      title={t('settings.absence')}
      end={<Button onClick={() => setAdding(true)}>{t('settings.absence.add')}</Button>}
    >
      {own.length === 0 ? (
        <p className={css.about}>{t('settings.absence.none')}</p>
      ) : (
        <ul className={css.list}>
          {own.map((absence) => (
            <li key={absence.id} className={css.item}>
              <div>
                {format.dateTime(absence.from)} – {format.dateTime(absence.to)}
                <div className={css.meta}>
                  {absence.substituteName
                    ? t('settings.absence.substituted', { name: absence.substituteName })
                    : t('settings.absence.nobody')}
                  {absence.note && ` · ${absence.note}`}
                </div>
              </div>
              {absence.removable && (
                <Button onClick={() => void remove(absence)}>{t('settings.absence.remove')}</Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {adding && <AbsenceDialog employeeId={employeeId} onClose={() => setAdding(false)} />}
    </Section>
  )
}

function AbsenceDialog({ employeeId, onClose }: { employeeId: string; onClose: () => void }) {
  const t = useT()
  const form = useId()
  const zone = companyZone()
  const refresh = useStaffRefresh()
  const { data: people } = useQuery(colleaguesQuery)
  const tomorrow = daysAhead(zone, businessNow(), 1)
  const [from, setFrom] = useState<Wall>({ date: tomorrow, time: '00:00' })
  const [to, setTo] = useState<Wall>({ date: tomorrow, time: '23:59' })
  const [substituteId, setSubstitute] = useState<string | null>(null)
  const [note, setNote] = useState('')
  const create = useMutation({
    mutationFn: (moments: { from: string; to: string }) =>
      data(api.POST('/api/absences', { body: { employeeId, ...moments, substituteId, note } })),
    onSuccess: onClose,
    onSettled: () => refresh(),
  })
  const begins = instantOf(zone, from)
  const ends = instantOf(zone, to)
  const wrong = begins && ends && begins >= ends ? t('settings.absence.endsBefore') : null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (begins && ends && !wrong) create.mutate({ from: begins, to: ends })
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('settings.absence.title')}
      actions={
        <>
          <Button type="submit" form={form} variant="filled" loading={create.isPending}>
            {t('settings.absence.do')}
          </Button>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
        </>
      }
    >
      <form id={form} className={css.form} noValidate onSubmit={submit}>
        <ErrorSummary message={create.isError ? wordsOfProblem(create.error) : null} />
        <MomentField label={t('settings.absence.from')} value={from} onChange={setFrom} quick={false} />
        <MomentField label={t('settings.absence.to')} value={to} onChange={setTo} quick={false} error={wrong} />
        <Select
          label={t('settings.absence.substitute')}
          description={t('settings.absence.substituteAbout')}
          clearable
          searchable
          value={substituteId}
          onChange={setSubstitute}
          data={(people ?? [])
            .filter((person) => person.id !== employeeId)
            .map((person) => ({ value: person.id, label: person.name }))}
        />
        <TextInput
          label={t('settings.absence.note')}
          maxLength={500}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      </form>
    </Dialog>
  )
}
