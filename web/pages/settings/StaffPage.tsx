import { Button, Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { IconUserPlus } from '@tabler/icons-react'
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { useId, useMemo, useState } from 'react'
import { api, data } from '../../api/client.ts'
import { useMe } from '../../api/session.ts'
import { useFormat } from '../../i18n/format.ts'
import { useT } from '../../i18n/words.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { type Column, DataTable } from '../../ui/DataTable.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { Failed } from '../../ui/Failed.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { notifyProblem } from '../../ui/notify.tsx'
import { fieldErrors, wordsOfProblem } from '../../ui/problems.ts'
import { SearchField } from '../../ui/SearchField.tsx'
import { Section } from '../../ui/Section.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useSearchState } from '../../ui/use-search.ts'
import { PersonDialog } from './PersonDialog.tsx'
import {
  departmentsQuery,
  type Employee,
  employeeQuery,
  employeesQuery,
  invitationsQuery,
  ROLES,
  useStaffRefresh,
} from './queries.ts'
import css from './Settings.module.css'
import { Settings } from './Settings.tsx'
import { Secret } from './TokensPage.tsx'

const keyOf = (person: Employee) => person.id

export default function StaffPage() {
  const t = useT()
  const format = useFormat()
  const { can } = useMe()
  const [search, setSearch] = useSearchState()
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    employeesQuery(search.q ?? ''),
  )
  const people = useMemo(() => data?.pages.flatMap((page) => page.items), [data])
  const { data: departments } = useQuery(departmentsQuery)
  const mayInvite = (can['invitation.create'] ?? 'none') !== 'none'
  const nameOf = (id: string | null) => departments?.find((department) => department.id === id)?.name ?? ''
  const status = (person: Employee) =>
    !person.active ? (
      <Chip>{t('settings.staff.off')}</Chip>
    ) : person.absentUntil ? (
      <Chip tone="amb">{t('settings.staff.absent', { until: format.near(person.absentUntil) })}</Chip>
    ) : null
  const columns: Column<Employee>[] = [
    {
      key: 'name',
      head: t('settings.name'),
      width: 'minmax(160px, 1.4fr)',
      cell: (person) => (
        <span className="row">
          <Avatar id={person.id} name={person.name} />
          <span className="cut w5">{person.name}</span>
        </span>
      ),
    },
    { key: 'email', head: t('settings.email'), width: 'minmax(160px, 1.4fr)', cell: (person) => person.email },
    {
      key: 'department',
      head: t('settings.staff.department'),
      width: 'minmax(110px, 1fr)',
      cell: (person) => nameOf(person.departmentId),
    },
    {
      key: 'role',
      head: t('settings.staff.role'),
      width: 'minmax(100px, 0.8fr)',
      cell: (person) => t(`settings.role.${person.role}`),
    },
    { key: 'status', head: t('settings.staff.status'), width: 'minmax(120px, 1fr)', cell: status },
  ]
  const loaded = people?.find((person) => person.id === search.person)
  // Come to by its address, a person may stand further down than the page has been scrolled.
  const { data: fetched } = useQuery({
    ...employeeQuery(search.person ?? ''),
    enabled: people !== undefined && search.person !== undefined && !loaded,
  })
  const opened = loaded ?? (search.person ? fetched : undefined)
  return (
    <Settings
      title={t('settings.staff')}
      right="employee.update"
      wide
      actions={
        mayInvite && (
          <Button
            variant="filled"
            leftSection={<Icon of={IconUserPlus} />}
            onClick={() => setSearch({ invite: '1' }, { push: true })}
          >
            {t('settings.staff.invite')}
          </Button>
        )
      }
    >
      {mayInvite && <Invitations />}
      <Section title={t('settings.staff.people')}>
        <div style={{ marginBottom: 12 }}>
          <SearchField label={t('settings.staff.search')} value={search.q ?? ''} onChange={(q) => setSearch({ q })} />
        </div>
        {!people ? (
          error ? (
            <Failed error={error} onRetry={() => void refetch()} />
          ) : (
            <Skeleton rows={8} />
          )
        ) : (
          <div
            className={css.table}
            style={{
              height: Math.min(640, 44 + Math.max(2, people.length) * 60),
              display: 'flex',
              flexDirection: 'column',
            }}
          >
            <DataTable
              label={t('settings.staff.people')}
              rows={people}
              columns={columns}
              keyOf={keyOf}
              onOpen={(person) => setSearch({ person: person.id }, { push: true })}
              onEnd={hasNextPage ? () => void fetchNextPage() : undefined}
              loadingMore={isFetchingNextPage}
              empty={<EmptyState>{t('settings.staff.nobodyFound')}</EmptyState>}
              card={(person) => (
                <>
                  <span className="row">
                    <Avatar id={person.id} name={person.name} />
                    <span className="cut w5">{person.name}</span>
                    {status(person)}
                  </span>
                  <span className={css.meta}>
                    {[t(`settings.role.${person.role}`), nameOf(person.departmentId)].filter(Boolean).join(' · ')}
                  </span>
                </>
              )}
            />
          </div>
        )}
      </Section>
      {search.invite === '1' && mayInvite && <InviteDialog onClose={() => setSearch({ invite: undefined })} />}
      {opened && <PersonDialog key={opened.id} person={opened} onClose={() => setSearch({ person: undefined })} />}
    </Settings>
  )
}

function Invitations() {
  const t = useT()
  const format = useFormat()
  const refresh = useStaffRefresh()
  const { data: invitations } = useQuery(invitationsQuery)
  const revoke = async (id: string) => {
    await data(api.DELETE('/api/invitations/{id}', { params: { path: { id } } })).catch(notifyProblem)
    await refresh()
  }
  if (!invitations?.length) return null
  return (
    <Section title={t('settings.invitations')} count={invitations.length}>
      <ul className={css.list}>
        {invitations.map((invitation) => (
          <li key={invitation.id} className={css.item}>
            <div>
              <span className="w5">{invitation.name}</span> {invitation.email}
              <div className={css.meta}>
                {invitation.state === 'open'
                  ? t('settings.invitations.until', { when: format.near(invitation.expiresAt) })
                  : t('settings.invitations.expired')}
              </div>
            </div>
            <Button
              aria-label={t('settings.invitations.revokeOne', { name: invitation.name })}
              onClick={() => void revoke(invitation.id)}
            >
              {t('settings.invitations.revoke')}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function InviteDialog({ onClose }: { onClose: () => void }) {
  const t = useT()
  const id = useId()
  const { user } = useMe()
  const refresh = useStaffRefresh()
  const { data: departments } = useQuery(departmentsQuery)
  const [link, setLink] = useState<string | null>(null)
  const form = useForm({
    initialValues: { name: '', email: '', role: 'employee', departmentId: null as string | null },
  })
  const invite = useMutation({
    mutationFn: (values: typeof form.values) =>
      data(api.POST('/api/invitations', { body: { ...values, role: values.role as (typeof ROLES)[number] } })),
    onSuccess: ({ url }) => setLink(url),
    onError: (problem) => form.setErrors(fieldErrors(problem)),
    onSettled: () => refresh(),
  })
  const roles = ROLES.filter((role) => role !== 'owner' || user.role === 'owner')
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('settings.staff.invite')}
      actions={
        link ? (
          <Button variant="filled" onClick={onClose}>
            {t('settings.ready')}
          </Button>
        ) : (
          <>
            <Button type="submit" form={id} variant="filled" loading={invite.isPending}>
              {t('settings.invite.do')}
            </Button>
            <Button onClick={onClose}>{t('ui.cancel')}</Button>
          </>
        )
      }
    >
      {link ? (
        <div className={css.form} role="status">
          <p className={css.about}>{t('settings.invite.sent', { email: form.values.email })}</p>
          <Secret text={link} />
        </div>
      ) : (
        <form id={id} className={css.form} noValidate onSubmit={form.onSubmit((values) => invite.mutate(values))}>
          <ErrorSummary
            message={invite.isError && Object.keys(form.errors).length === 0 ? wordsOfProblem(invite.error) : null}
          />
          <TextInput label={t('settings.name')} data-autofocus maxLength={120} {...form.getInputProps('name')} />
          <TextInput label={t('settings.email')} type="email" maxLength={254} {...form.getInputProps('email')} />
          <Select
            label={t('settings.staff.role')}
            allowDeselect={false}
            data={roles.map((value) => ({ value, label: t(`settings.role.${value}`) }))}
            {...form.getInputProps('role')}
          />
          <Select
            label={t('settings.staff.department')}
            clearable
            data={(departments ?? []).map((one) => ({ value: one.id, label: one.name }))}
            {...form.getInputProps('departmentId')}
          />
        </form>
      )}
    </Dialog>
  )
}
