import { Button, Select, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { api, data } from '../../api/client.ts'
import { registryQuery } from '../../components/fields/queries.ts'
import type { Kind } from '../../components/kinds.ts'
import { useLocale, useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { Chip } from '../../ui/Chip.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { GoTo, useGo } from '../../ui/GoTo.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { notifyProblem } from '../../ui/notify.tsx'
import { fieldErrors, wordsOfProblem } from '../../ui/problems.ts'
import { Section } from '../../ui/Section.tsx'
import { SortableList } from '../../ui/SortableList.tsx'
import { useSearchState } from '../../ui/use-search.ts'
import { NameInputs, useNames } from './NameInputs.tsx'
import { departmentsQuery, version } from './queries.ts'
import css from './Settings.module.css'
import { Settings } from './Settings.tsx'

const everyKind = queryOptions({
  queryKey: ['kinds', 'all'],
  queryFn: async () => (await data(api.GET('/api/kinds', { params: { query: { all: 'true' } } }))).items,
})

/** Kinds of record of the company's own: what they are called, numbered, who may do what; their fields and stages. */
export default function KindsPage() {
  const t = useT()
  const go = useGo()
  const locale = useLocale()
  const client = useQueryClient()
  const [search, setSearch] = useSearchState()
  const { data: kinds } = useQuery(everyKind)
  const used = (kinds ?? []).filter((kind) => !kind.archived)
  const away = (kinds ?? []).filter((kind) => kind.archived)
  const edited = used.find(({ key }) => key === search.edit)
  const run = async (call: () => Promise<unknown>) => {
    await call().catch(notifyProblem)
    await client.invalidateQueries({ queryKey: ['kinds'] })
  }
  const close = () => setSearch({ new: undefined, edit: undefined })
  return (
    <Settings
      title={t('settings.kinds')}
      right="kind.update"
      actions={
        <Button
          variant="filled"
          leftSection={<Icon of={IconPlus} />}
          onClick={() => setSearch({ new: '1' }, { push: true })}
        >
          {t('kinds.add')}
        </Button>
      }
    >
      <p className={css.about}>{t('kinds.about')}</p>
      <Section title={t('kinds.used')} count={used.length}>
        {kinds && used.length === 0 && <EmptyState>{t('kinds.empty')}</EmptyState>}
        <SortableList
          label={t('kinds.used')}
          items={used.map((kind) => ({ id: kind.key, name: kind.plural[locale], kind }))}
          onOrder={(keys) => run(() => data(api.PUT('/api/kinds/order', { body: { keys } })))}
        >
          {({ name, kind }) => (
            <div className={css.item} style={{ flex: 1, borderTop: 0, padding: 0 }}>
              <div>
                <span className="w5">{name}</span> <Chip>{kind.key}</Chip>
                <div className={css.meta}>
                  {[kind.department?.name, kind.numberPattern].filter(Boolean).join(' · ')}
                </div>
                <div className={css.meta}>
                  <GoTo to={`${paths.settingsFields}?kind=${kind.key}`}>{t('kinds.fields')}</GoTo>
                  {' · '}
                  <GoTo to={`${paths.settingsPipelines}?kind=${kind.key}`}>{t('kinds.stages')}</GoTo>
                  {' · '}
                  <GoTo to={paths.records(kind.key)}>{t('kinds.open')}</GoTo>
                </div>
              </div>
              <Button
                aria-label={t('kinds.change', { name })}
                onClick={() => setSearch({ edit: kind.key }, { push: true })}
              >
                {t('settings.change')}
              </Button>
            </div>
          )}
        </SortableList>
      </Section>
      {away.length > 0 && (
        <Section title={t('pipelines.archived')} count={away.length}>
          <ul className={css.list}>
            {away.map((kind) => (
              <li key={kind.key} className={css.item}>
                <span>{kind.plural[locale]}</span>
                <Button
                  aria-label={t('kinds.restoreOne', { name: kind.plural[locale] })}
                  onClick={() =>
                    void run(() =>
                      data(api.POST('/api/kinds/{key}/restoration', { params: { path: { key: kind.key } } })),
                    )
                  }
                >
                  {t('pipelines.restore')}
                </Button>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {(search.new === '1' || edited) && (
        <KindDialog
          key={edited?.key ?? 'new'}
          kind={edited}
          onMade={(kind) => go(`${paths.settingsFields}?kind=${kind.key}`)}
          onArchive={(kind) =>
            run(() => data(api.POST('/api/kinds/{key}/archive', { params: { path: { key: kind.key } } })))
          }
          onClose={close}
        />
      )}
    </Settings>
  )
}

type Rights = NonNullable<Kind['rights']>
const ACTIONS = ['read', 'create', 'update', 'delete'] as const
const SCOPES = ['none', 'own', 'department', 'all'] as const
const USUAL: Rights = {
  head: { read: 'department', create: 'department', update: 'department', delete: 'department' },
  employee: { read: 'department', create: 'department', update: 'own', delete: 'none' },
}

type Props = {
  kind?: Kind | undefined
  onMade: (kind: Kind) => void
  onArchive: (kind: Kind) => Promise<unknown>
  onClose: () => void
}

function KindDialog({ kind, onMade, onArchive, onClose }: Props) {
  const t = useT()
  const form = useId()
  const locale = useLocale()
  const client = useQueryClient()
  const { data: departments = [] } = useQuery(departmentsQuery)
  const { data: registry = [] } = useQuery({ ...registryQuery(kind?.key ?? ''), enabled: kind !== undefined })
  const one = useNames(kind?.name)
  const all = useNames(kind?.plural)
  const [departmentId, setDepartment] = useState(kind?.department?.id ?? null)
  const [numberPattern, setPattern] = useState(kind?.numberPattern ?? '')
  const [sumField, setSumField] = useState(kind?.sumField ?? null)
  const [rights, setRights] = useState(kind?.rights ?? USUAL)
  const save = useMutation({
    mutationFn: () => {
      const body = { name: one.value, plural: all.value, departmentId, rights }
      const pattern = numberPattern.trim()
      if (!kind) {
        return data(api.POST('/api/kinds', { body: { ...body, ...(pattern ? { numberPattern: pattern } : {}) } }))
      }
      return data(
        api.PATCH('/api/kinds/{key}', {
          params: { path: { key: kind.key } },
          headers: version(kind.version),
          body: { ...body, numberPattern: pattern, sumField },
        }),
      )
    },
    onSuccess: (saved) => {
      onClose()
      // A new kind has no fields yet: that is where one goes on.
      if (!kind) onMade(saved)
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['kinds'] }),
  })
  const errors = save.isError ? fieldErrors(save.error) : {}
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const complete = [one.complete(), all.complete()]
    if (complete.every(Boolean)) save.mutate()
  }
  const moneyFields = registry.filter((field) => field.custom && field.type === 'money')
  return (
    <Dialog
      open
      onClose={onClose}
      size={600}
      title={kind ? kind.plural[locale] : t('kinds.add')}
      actions={
        <>
          <Button type="submit" form={form} variant="filled" loading={save.isPending}>
            {t(kind ? 'ui.save' : 'kinds.add.do')}
          </Button>
          {kind && (
            <Button
              onClick={async () => {
                await onArchive(kind)
                onClose()
              }}
            >
              {t('pipelines.archive')}
            </Button>
          )}
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
        </>
      }
    >
      <form id={form} className={css.form} noValidate onSubmit={submit}>
        <ErrorSummary message={save.isError && Object.keys(errors).length === 0 ? wordsOfProblem(save.error) : null} />
        <fieldset className={css.choices}>
          <legend>{t('kinds.name')}</legend>
          <NameInputs names={one} />
        </fieldset>
        <fieldset className={css.choices}>
          <legend>{t('kinds.plural')}</legend>
          <NameInputs names={all} />
        </fieldset>
        <Select
          label={t('kinds.department')}
          description={t('kinds.department.about')}
          clearable
          placeholder={t('kinds.department.none')}
          value={departmentId}
          error={errors.departmentId}
          data={departments.map((department) => ({ value: department.id, label: department.name }))}
          onChange={setDepartment}
        />
        <TextInput
          label={t('kinds.numbers')}
          description={t('kinds.numbers.about')}
          placeholder="ZAK/{YYYY}/{NNNN}"
          maxLength={40}
          value={numberPattern}
          error={errors.numberPattern}
          onChange={(event) => setPattern(event.currentTarget.value)}
        />
        {moneyFields.length > 0 && (
          <Select
            label={t('kinds.sum')}
            clearable
            placeholder={t('kinds.sum.none')}
            value={sumField}
            error={errors.sumField}
            data={moneyFields.map((field) => ({
              value: field.key.slice('custom.'.length),
              label: field.label[locale],
            }))}
            onChange={setSumField}
          />
        )}
        {(['employee', 'head'] as const).map((role) => (
          <fieldset key={role} className={css.choices}>
            <legend>{t(`kinds.rights.${role}`)}</legend>
            <div className={css.fields}>
              {ACTIONS.map((action) => (
                <Select
                  key={action}
                  label={t(`kinds.rights.${action}`)}
                  allowDeselect={false}
                  value={rights[role][action]}
                  data={SCOPES.map((scope) => ({ value: scope, label: t(`kinds.scope.${scope}`) }))}
                  onChange={(scope) =>
                    setRights({ ...rights, [role]: { ...rights[role], [action]: scope as (typeof SCOPES)[number] } })
                  }
                />
              ))}
            </div>
          </fieldset>
        ))}
        <p className={css.about}>{t('kinds.rights.about')}</p>
      </form>
    </Dialog>
  )
}
