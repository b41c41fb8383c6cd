import { Button, Select, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { api, data } from '../../api/client.ts'
import { colleaguesQuery } from '../../components/record/queries.ts'
import { useT } from '../../i18n/words.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { notifyProblem } from '../../ui/notify.tsx'
import { wordsOfProblem } from '../../ui/problems.ts'
import { Section } from '../../ui/Section.tsx'
import { useSearchState } from '../../ui/use-search.ts'
import { type Department, departmentsQuery, useStaffRefresh, version } from './queries.ts'
import css from './Settings.module.css'
import { Settings } from './Settings.tsx'

export interface Branch {
  department: Department
  depth: number
}

/** The tree from top to bottom, each department after the one it belongs to. */
export function branches(departments: Department[], parentId: string | null = null, depth = 0): Branch[] {
  return departments
    .filter((department) => department.parentId === parentId)
    .flatMap((department) => [{ department, depth }, ...branches(departments, department.id, depth + 1)])
}

export default function DepartmentsPage() {
  const t = useT()
  const [search, setSearch] = useSearchState()
  const { data: departments } = useQuery(departmentsQuery)
  const edited = departments?.find((department) => department.id === search.edit)
  return (
    <Settings
      title={t('settings.departments')}
      right="department.update"
      actions={
        <Button
          variant="filled"
          leftSection={<Icon of={IconPlus} />}
          onClick={() => setSearch({ new: '1' }, { push: true })}
        >
          {t('settings.departments.add')}
        </Button>
      }
    >
      <Section title={t('settings.departments.tree')} count={departments?.length}>
        <p className={css.about}>{t('settings.departments.about')}</p>
        <ul className={css.list}>
          {branches(departments ?? []).map(({ department, depth }) => (
            <li key={department.id} className={css.item} style={{ paddingLeft: depth * 24 }}>
              <div>
                <span className="w5">{department.name}</span>
                <div className={css.meta}>
                  {t('settings.departments.people', { count: department.people })} ·{' '}
                  {department.headName
                    ? t('settings.departments.headed', { name: department.headName })
                    : t('settings.departments.headless')}
                </div>
              </div>
              <Button
                aria-label={t('settings.departments.changeOne', { name: department.name })}
                onClick={() => setSearch({ edit: department.id }, { push: true })}
              >
                {t('settings.change')}
              </Button>
            </li>
          ))}
        </ul>
      </Section>
      {departments && (search.new === '1' || edited) && (
        <DepartmentDialog
          key={edited?.id ?? 'new'}
          department={edited}
          departments={departments}
          onClose={() => setSearch({ new: undefined, edit: undefined })}
        />
      )}
    </Settings>
  )
}

type Props = { department?: Department; departments: Department[]; onClose: () => void }

function DepartmentDialog({ department, departments, onClose }: Props) {
  const t = useT()
  const form = useId()
  const refresh = useStaffRefresh()
  const { data: people } = useQuery(colleaguesQuery)
  const [name, setName] = useState(department?.name ?? '')
  const [parentId, setParent] = useState<string | null>(department?.parentId ?? null)
  const [headId, setHead] = useState<string | null>(department?.headId ?? null)
  const save = useMutation({
    mutationFn: async () => {
      const body = { name: name.trim(), parentId, headId }
      if (!department) await data(api.POST('/api/departments', { body }))
      else {
        const params = { path: { id: department.id } }
        await data(api.PATCH('/api/departments/{id}', { params, headers: version(department.version), body }))
      }
    },
    onSuccess: onClose,
    onSettled: () => refresh(),
  })
  const putAway = async () => {
    try {
      await data(api.DELETE('/api/departments/{id}', { params: { path: { id: department!.id } } }))
      onClose()
    } catch (problem) {
      notifyProblem(problem)
    }
    await refresh()
  }
  const below = new Set(department ? branches(departments, department.id).map((one) => one.department.id) : [])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim()) save.mutate()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={department ? department.name : t('settings.departments.add')}
      actions={
        <>
          <Button type="submit" form={form} variant="filled" loading={save.isPending} disabled={!name.trim()}>
            {department ? t('ui.save') : t('settings.departments.do')}
          </Button>
          {department && department.people === 0 && below.size === 0 && (
            <Button onClick={() => void putAway()}>{t('settings.departments.putAway')}</Button>
          )}
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
        </>
      }
    >
      <form id={form} className={css.form} noValidate onSubmit={submit}>
        <ErrorSummary message={save.isError ? wordsOfProblem(save.error) : null} />
        <TextInput
          label={t('settings.departments.name')}
          data-autofocus
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Select
          label={t('settings.departments.parent')}
          placeholder={t('settings.departments.top')}
          clearable
          value={parentId}
          onChange={setParent}
          data={departments
            .filter((one) => one.id !== department?.id && !below.has(one.id))
            .map((one) => ({ value: one.id, label: one.name }))}
        />
        <Select
          label={t('settings.departments.head')}
          description={t('settings.departments.headAbout')}
          clearable
          searchable
          value={headId}
          onChange={setHead}
          data={(people ?? []).map((one) => ({ value: one.id, label: one.name }))}
        />
      </form>
    </Dialog>
  )
}
