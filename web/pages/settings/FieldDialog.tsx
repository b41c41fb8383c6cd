import { Button, Checkbox, Select, TextInput } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconX } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useId, useRef, useState } from 'react'
import { api, data } from '../../api/client.ts'
import type { FieldKind } from '../../components/fields/queries.ts'
import { useKinds } from '../../components/kinds.ts'
import { useLocale, useT } from '../../i18n/words.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { ManySelect } from '../../ui/ManySelect.tsx'
import { fieldErrors, wordsOfProblem } from '../../ui/problems.ts'
import css from './FieldDialog.module.css'
import { type CustomField, departmentsQuery, ROLES, version } from './queries.ts'

const TYPES = [
  'text',
  'long_text',
  'number',
  'money',
  'date',
  'moment',
  'yes_no',
  'choice',
  'choices',
  'url',
  'email',
  'phone',
  'nip',
  'employee',
  'contact',
  'company',
  'lead',
  'deal',
  'product',
  'record',
] as const satisfies CustomField['type'][]

type Audience = CustomField['seenBy']
type Option = { id: number; key?: string; pl: string; en: string; archived: boolean }
type Props = { kind: FieldKind; field?: CustomField; onArchive?: () => Promise<unknown>; onClose: () => void }

/** A field of the company's own: what it holds, what it is called, who sees it. */
export function FieldDialog({ kind, field, onArchive, onClose }: Props) {
  const t = useT()
  const form = useId()
  const locale = useLocale()
  const client = useQueryClient()
  const [pl, setPl] = useState(field?.label.pl ?? '')
  const [en, setEn] = useState(field?.label.en ?? '')
  const [type, setType] = useState<CustomField['type']>(field?.type ?? 'text')
  const counted = useRef(0)
  const fresh = (option: Partial<Option> = {}): Option => {
    counted.current += 1
    return { id: counted.current, pl: '', en: '', archived: false, ...option }
  }
  const [options, setOptions] = useState<Option[]>(() =>
    field && field.options.length > 0
      ? field.options.map(({ key, label, archived }) => fresh({ key, ...label, archived: archived ?? false }))
      : [fresh(), fresh()],
  )
  const [required, setRequired] = useState(field?.required ?? false)
  const [personal, setPersonal] = useState(field?.personal ?? false)
  const [indexed, setIndexed] = useState(field?.indexed ?? true)
  const [seenBy, setSeenBy] = useState<Audience>(field?.seenBy ?? null)
  const [editedBy, setEditedBy] = useState<Audience>(field?.editedBy ?? null)
  const kinds = useKinds()
  const [target, setTarget] = useState(field?.target ?? null)
  const chooses = type === 'choice' || type === 'choices'
  const save = useMutation({
    mutationFn: () => {
      const body = {
        type,
        target: type === 'record' ? target : null,
        label: { pl: pl.trim(), en: en.trim() || pl.trim() },
        options: chooses
          ? options
              .filter((option) => option.pl.trim())
              .map(({ key, archived, ...words }) => ({
                ...(key ? { key } : {}),
                label: { pl: words.pl.trim(), en: words.en.trim() || words.pl.trim() },
                ...(archived ? { archived } : {}),
              }))
          : [],
        required,
        personal,
        indexed,
        seenBy,
        editedBy,
      }
      return field
        ? data(
            api.PATCH('/api/settings/fields/{id}', {
              params: { path: { id: field.id } },
              headers: version(field.version),
              body,
            }),
          )
        : data(api.POST('/api/settings/fields', { body: { kind, ...body } }))
    },
    onSuccess: onClose,
    onSettled: () => client.invalidateQueries({ queryKey: ['fields'] }),
  })
  const errors = save.isError ? fieldErrors(save.error) : {}
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (pl.trim()) save.mutate()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      size={600}
      title={field ? field.label.pl : t('fields.add')}
      actions={
        <>
          <Button type="submit" form={form} variant="filled" loading={save.isPending} disabled={!pl.trim()}>
            {t(field ? 'ui.save' : 'fields.do')}
          </Button>
          {onArchive && (
            <Button
              onClick={async () => {
                await onArchive()
                onClose()
              }}
            >
              {t('fields.archive')}
            </Button>
          )}
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
        </>
      }
    >
      <form id={form} className={css.form} noValidate onSubmit={submit}>
        <ErrorSummary message={save.isError && Object.keys(errors).length === 0 ? wordsOfProblem(save.error) : null} />
        <div className={css.pair}>
          <TextInput
            label={t('fields.namePl')}
            data-autofocus
            maxLength={80}
            value={pl}
            error={errors['label.pl']}
            onChange={(event) => setPl(event.currentTarget.value)}
          />
          <TextInput
            label={t('fields.nameEn')}
            maxLength={80}
            placeholder={pl}
            value={en}
            error={errors['label.en']}
            onChange={(event) => setEn(event.currentTarget.value)}
          />
        </div>
        <Select
          label={t('fields.type')}
          allowDeselect={false}
          value={type}
          error={errors.type}
          data={TYPES.filter((value) => value !== 'record' || kinds.length > 0).map((value) => ({
            value,
            label: t(`fields.type.${value}`),
          }))}
          onChange={(next) => next && setType(next as CustomField['type'])}
        />
        {type === 'record' && (
          <Select
            label={t('fields.target')}
            value={target}
            error={errors.target}
            data={kinds.map(({ key, plural }) => ({ value: key, label: plural[locale] }))}
            onChange={setTarget}
          />
        )}
        {chooses && (
          <Options
            options={options}
            onChange={setOptions}
            onAdd={() => setOptions([...options, fresh()])}
            error={errors.options}
          />
        )}
        <Checkbox
          label={t('fields.requiredLong')}
          checked={required}
          onChange={(event) => setRequired(event.currentTarget.checked)}
        />
        <Checkbox
          label={t('fields.indexedLong')}
          checked={indexed}
          onChange={(event) => setIndexed(event.currentTarget.checked)}
        />
        <Checkbox
          label={t('fields.personalLong')}
          checked={personal}
          onChange={(event) => setPersonal(event.currentTarget.checked)}
        />
        <Who label={t('fields.seenBy')} value={seenBy} onChange={setSeenBy} />
        <Who label={t('fields.editedBy')} value={editedBy} onChange={setEditedBy} />
      </form>
    </Dialog>
  )
}

type OptionsProps = {
  options: Option[]
  onChange: (options: Option[]) => void
  onAdd: () => void
  error?: string | undefined
}

function Options({ options, onChange, onAdd, error }: OptionsProps) {
  const t = useT()
  const change = (id: number, values: Partial<Option>) =>
    onChange(options.map((option) => (option.id === id ? { ...option, ...values } : option)))
  const swap = (at: number) => {
    const next = [...options]
    ;[next[at - 1], next[at]] = [next[at]!, next[at - 1]!]
    onChange(next)
  }
  return (
    <fieldset className={css.options}>
      <legend>{t('fields.options')}</legend>
      {options.map((option, at) => (
        <div key={option.id} className={css.option}>
          <TextInput
            aria-label={t('fields.optionPl', { n: at + 1 })}
            placeholder="polski"
            maxLength={80}
            value={option.pl}
            onChange={(event) => change(option.id, { pl: event.currentTarget.value })}
          />
          <TextInput
            aria-label={t('fields.optionEn', { n: at + 1 })}
            placeholder={option.pl || 'English'}
            maxLength={80}
            value={option.en}
            onChange={(event) => change(option.id, { en: event.currentTarget.value })}
          />
          <Button aria-label={t('fields.up', { name: option.pl })} disabled={at === 0} onClick={() => swap(at)}>
            <Icon of={IconArrowUp} />
          </Button>
          <Button
            aria-label={t('fields.down', { name: option.pl })}
            disabled={at === options.length - 1}
            onClick={() => swap(at + 1)}
          >
            <Icon of={IconArrowDown} />
          </Button>
          {option.key ? (
            <Button
              className={css.away}
              aria-pressed={option.archived}
              onClick={() => change(option.id, { archived: !option.archived })}
            >
              {t(option.archived ? 'fields.restore' : 'fields.archive')}
            </Button>
          ) : (
            <Button
              aria-label={t('fields.optionRemove', { n: at + 1 })}
              onClick={() => onChange(options.filter(({ id }) => id !== option.id))}
            >
              <Icon of={IconX} />
            </Button>
          )}
        </div>
      ))}
      {error && (
        <p className={css.error} role="alert">
          {error}
        </p>
      )}
      <div>
        <Button onClick={onAdd}>{t('fields.optionAdd')}</Button>
      </div>
    </fieldset>
  )
}

/** Everybody, or only some roles and departments; owners and administrators always. */
function Who({ label, value, onChange }: { label: string; value: Audience; onChange: (value: Audience) => void }) {
  const t = useT()
  const { data: departments = [] } = useQuery(departmentsQuery)
  return (
    <div className={css.who}>
      <Select
        label={label}
        allowDeselect={false}
        value={value === null ? 'all' : 'some'}
        data={[
          { value: 'all', label: t('fields.everybody') },
          { value: 'some', label: t('fields.some') },
        ]}
        onChange={(next) => onChange(next === 'all' ? null : { roles: ['head'], departments: [] })}
      />
      {value && (
        <ManySelect
          label={t('fields.rolesAndDepartments')}
          description={t('fields.leadersToo')}
          searchable
          value={[...value.roles.map((role) => `role:${role}`), ...value.departments.map((id) => `department:${id}`)]}
          data={[
            {
              group: t('fields.roles'),
              items: ROLES.filter((role) => role === 'head' || role === 'employee').map((role) => ({
                value: `role:${role}`,
                label: t(`settings.role.${role}`),
              })),
            },
            {
              group: t('settings.departments'),
              items: departments.map((one) => ({ value: `department:${one.id}`, label: one.name })),
            },
          ]}
          onChange={(chosen) =>
            onChange({
              roles: ROLES.filter((role) => chosen.includes(`role:${role}`)),
              departments: chosen.filter((one) => one.startsWith('department:')).map((one) => one.slice(11)),
            })
          }
        />
      )}
    </div>
  )
}
