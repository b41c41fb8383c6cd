import { Button, Select, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { FREQUENCIES, type Frequency } from '../../../pure/recurrence.ts'
import { api, data } from '../../api/client.ts'
import { businessNow, companyZone } from '../../api/clock.ts'
import { useMe } from '../../api/session.ts'
import { useT } from '../../i18n/words.ts'
import { cx } from '../../ui/cx.ts'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { MomentField } from '../../ui/MomentField.tsx'
import { daysAhead, instantOf } from '../../ui/moment.ts'
import { fieldErrors, wordsOfProblem } from '../../ui/problems.ts'
import { useRefresh } from '../work/use-refresh.ts'
import { colleaguesQuery, type SubjectKind } from './queries.ts'
import css from './RecordTasks.module.css'

const MORNING = '09:00'
const PRIORITIES = ['low', 'normal', 'high'] as const
type Priority = (typeof PRIORITIES)[number]

type Props = { about?: { kind: SubjectKind; id: string }; onClose: () => void }

/** A new task, about a record or by itself: what, by when, for whom. */
export function StepForm({ about, onClose }: Props) {
  const t = useT()
  const { user, can } = useMe()
  const refresh = useRefresh()
  const colleagues = useQuery(colleaguesQuery)
  const zone = companyZone()
  const [title, setTitle] = useState('')
  const [due, setDue] = useState({ date: daysAhead(zone, businessNow(), 1), time: MORNING })
  const [assigneeId, setAssigneeId] = useState(user.id)
  const [priority, setPriority] = useState<Priority>('normal')
  const [freq, setFreq] = useState<Frequency | 'never'>('never')
  const [missing, setMissing] = useState(false)
  const add = useMutation({
    mutationFn: () =>
      data(
        api.POST('/api/tasks', {
          body: {
            title: title.trim(),
            assigneeId,
            dueAt: instantOf(zone, due),
            priority,
            ...(freq === 'never' ? {} : { repeat: { freq } }),
            ...(about ? { subject: about } : {}),
          },
        }),
      ),
    onSuccess: async () => {
      await refresh()
      onClose()
    },
  })
  const errors = add.isError ? fieldErrors(add.error) : {}
  const general = add.isError && Object.keys(errors).length === 0 ? wordsOfProblem(add.error) : null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setMissing(!title.trim())
    if (title.trim()) add.mutate()
  }
  // Whoever may set tasks only for himself or herself is not offered anybody else.
  const others = can['task.create'] !== 'own'
  const people = (colleagues.data ?? [])
    .filter(
      (person) => can['task.create'] === 'all' || person.departmentId === user.departmentId || person.id === user.id,
    )
    .map((person) => ({
      value: person.id,
      label: person.away ? t('record.person.away', { name: person.name }) : person.name,
    }))
  return (
    <form
      className={cx(css.form, about && css.boxed)}
      noValidate
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose()
      }}
    >
      <ErrorSummary message={general} />
      <TextInput
        label={t('record.tasks.title')}
        placeholder={t('record.tasks.placeholder')}
        value={title}
        maxLength={300}
        autoFocus
        data-autofocus
        error={missing ? t('error.field.required') : errors.title}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <MomentField label={t('record.tasks.due')} value={due} onChange={setDue} error={errors.dueAt} />
      {others && (
        <Select
          label={t('record.tasks.who')}
          data={people}
          value={assigneeId}
          onChange={(value) => value && setAssigneeId(value)}
          allowDeselect={false}
          searchable
          error={errors.assigneeId}
        />
      )}
      {!about && (
        <div className={css.pair}>
          <Select
            label={t('tasks.priority')}
            data={PRIORITIES.map((value) => ({ value, label: t(`tasks.priority.${value}`) }))}
            value={priority}
            onChange={(value) => value && setPriority(value as Priority)}
            allowDeselect={false}
          />
          <Select
            label={t('tasks.repeat')}
            data={(['never', ...FREQUENCIES] as const).map((value) => ({ value, label: t(`tasks.repeat.${value}`) }))}
            value={freq}
            onChange={(value) => value && setFreq(value as Frequency)}
            allowDeselect={false}
          />
        </div>
      )}
      <div className={css.foot}>
        <Button type="submit" size="sm" variant="filled" loading={add.isPending}>
          {t('record.tasks.save')}
        </Button>
        <Button size="sm" onClick={onClose}>
          {t('ui.cancel')}
        </Button>
      </div>
    </form>
  )
}
