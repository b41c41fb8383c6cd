import { Button, Switch, TagsInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, data } from '../../api/client.ts'
import { useMe } from '../../api/session.ts'
import { colleaguesQuery } from '../../components/record/queries.ts'
import { useT } from '../../i18n/words.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field } from '../../ui/Field.tsx'
import { notifyProblem } from '../../ui/notify.tsx'
import { Section } from '../../ui/Section.tsx'
import { Absences } from './Absences.tsx'
import { HoursDialog, hoursInWords, useWeekdays } from './HoursDialog.tsx'
import { companyQuery, departmentsQuery, type Employee, ROLES, useStaffRefresh, version } from './queries.ts'
import css from './Settings.module.css'

type Change = NonNullable<Parameters<typeof send>[2]>

const send = (id: string, seen: number | undefined, body: Partial<Employee>) =>
  data(api.PATCH('/api/employees/{id}', { params: { path: { id } }, headers: version(seen), body }))

/** One person: what a head may change of his people, and what only the owner or an administrator may. */
export function PersonDialog({ person, onClose }: { person: Employee; onClose: () => void }) {
  const t = useT()
  const names = useWeekdays()
  const refresh = useStaffRefresh()
  const { can, user } = useMe()
  const [hours, setHours] = useState(false)
  const { data: departments } = useQuery(departmentsQuery)
  const { data: people } = useQuery(colleaguesQuery)
  const { data: company } = useQuery(companyQuery)
  const manages = can['employee.manage'] === 'all' && (person.role !== 'owner' || user.role === 'owner')
  const updates = can['employee.update'] === 'all' || (can['employee.update'] === 'department' && isMine())
  function isMine() {
    const mine = new Set(departments?.filter((one) => one.headId === user.id).map((one) => one.id))
    for (let grown = true; grown; ) {
      const more = departments?.filter((one) => one.parentId && mine.has(one.parentId) && !mine.has(one.id)) ?? []
      grown = more.length > 0
      for (const one of more) mine.add(one.id)
    }
    return person.departmentId !== null && mine.has(person.departmentId)
  }
  const save = async (set: Change, seen?: number) => {
    try {
      await send(person.id, seen, set)
    } finally {
      await refresh()
    }
  }
  const field = (may: boolean, set: (text: string) => Change) =>
    may ? { onSave: (text: string, seen: number | undefined) => save(set(text), seen) } : {}
  const list = (rows: { id: string; name: string }[] | undefined) => [
    { value: '', label: t('ui.empty') },
    ...(rows ?? []).map(({ id, name }) => ({ value: id, label: name })),
  ]
  const nameOf = (rows: { id: string; name: string }[] | undefined, id: string | null) =>
    rows?.find((row) => row.id === id)?.name ?? t('ui.empty')
  const others = people?.filter((one) => one.id !== person.id)
  const shared = { version: person.version }
  return (
    <Dialog open onClose={onClose} title={person.name} size={600}>
      <Section title={t('settings.person')}>
        <Field label={t('settings.name')} value={person.name} {...shared} {...field(manages, (name) => ({ name }))} />
        <Field label={t('settings.email')} value={person.email} />
        <Field
          label={t('settings.staff.role')}
          value={person.role}
          options={ROLES.filter((role) => role !== 'owner' || user.role === 'owner').map((value) => ({
            value,
            label: t(`settings.role.${value}`),
          }))}
          {...shared}
          {...field(manages, (role) => ({ role: role as Employee['role'] }))}
        >
          {t(`settings.role.${person.role}`)}
        </Field>
        <Field
          label={t('settings.staff.department')}
          value={person.departmentId ?? ''}
          options={list(departments)}
          {...shared}
          {...field(manages, (id) => ({ departmentId: id || null }))}
        >
          {nameOf(departments, person.departmentId)}
        </Field>
        <Field
          label={t('settings.staff.supervisor')}
          value={person.supervisorId ?? ''}
          options={list(others)}
          {...shared}
          {...field(manages, (id) => ({ supervisorId: id || null }))}
        >
          {nameOf(people, person.supervisorId)}
        </Field>
        <Field
          label={t('settings.position')}
          value={person.position}
          {...shared}
          {...field(updates, (position) => ({ position }))}
        />
        <Field
          label={t('settings.phone')}
          type="tel"
          value={person.phone ?? ''}
          {...shared}
          {...field(updates, (phone) => ({ phone: phone.trim() || null }))}
        />
        <Field
          label={t('settings.extension')}
          type="tel"
          value={person.extension ?? ''}
          check={(value) => (/^\d{0,8}$/.test(value.trim()) ? null : t('settings.extension.digits'))}
          {...shared}
          {...field(updates, (extension) => ({ extension: extension.trim() || null }))}
        />
      </Section>
      <Section title={t('settings.staff.skills')}>
        <TagsInput
          aria-label={t('settings.staff.skills')}
          description={t('settings.staff.skillsAbout')}
          disabled={!updates}
          maxTags={50}
          value={person.skills}
          onChange={(skills) => void save({ skills }).catch(notifyProblem)}
        />
      </Section>
      <Section
        title={t('settings.hours')}
        end={updates && <Button onClick={() => setHours(true)}>{t('settings.hours.change')}</Button>}
      >
        <p className={css.about}>
          {person.workHours
            ? hoursInWords(person.workHours, names, t('settings.hours.free'))
            : t('settings.hours.asCompany')}
        </p>
      </Section>
      <Absences employeeId={person.id} />
      {manages && person.id !== user.id && (
        <Section title={t('settings.staff.access')}>
          <Switch
            label={t('settings.staff.active')}
            description={t('settings.staff.activeAbout')}
            checked={person.active}
            onChange={(event) => void save({ active: event.currentTarget.checked }).catch(notifyProblem)}
          />
        </Section>
      )}
      {hours && company && (
        <HoursDialog
          title={t('settings.hours')}
          hours={person.workHours ?? company.workHours}
          usual={t('settings.hours.likeCompany')}
          onSave={(workHours) => save({ workHours }, person.version)}
          onClose={() => setHours(false)}
        />
      )}
    </Dialog>
  )
}
