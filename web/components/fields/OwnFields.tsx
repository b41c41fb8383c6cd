import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useMe } from '../../api/session.ts'
import { amountText, readAmount } from '../../i18n/money.ts'
import { currentLocale, useLocale, useT } from '../../i18n/words.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field } from '../../ui/Field.tsx'
import { wordsOfProblem } from '../../ui/problems.ts'
import { Section } from '../../ui/Section.tsx'
import { colleaguesQuery } from '../record/queries.ts'
import { FieldInput } from './FieldInput.tsx'
import { FieldValue } from './FieldValue.tsx'
import { instantOf, wallOf } from './moments.ts'
import { type FieldKind, linkOf, nameOf, type RecordField, registryQuery } from './queries.ts'

type Props = {
  kind: FieldKind
  record: { version: number; custom: Record<string, unknown> }
  editable: boolean
  /** Saves `custom` against the version seen. */
  save: (values: { custom: Record<string, unknown> }, seen: number | undefined) => Promise<unknown>
}

/** The company's own fields of a record, each edited in its place. */
export function OwnFields({ kind, record, editable, save }: Props) {
  const t = useT()
  const { data: registry = [] } = useQuery(registryQuery(kind))
  const own = registry.filter((field) => field.custom)
  if (own.length === 0) return null
  return (
    <Section title={t('fields.own')}>
      {own.map((field) => {
        const props: LineProps = {
          field,
          value: record.custom[nameOf(field)] ?? null,
          version: record.version,
          ...(editable && field.editable
            ? {
                onSave: (value: unknown, seen: number | undefined) =>
                  save({ custom: { [nameOf(field)]: value } }, seen),
              }
            : {}),
        }
        return field.type === 'choices' || linkOf(field) ? (
          <ChosenLine key={field.key} {...props} />
        ) : (
          <Line key={field.key} {...props} />
        )
      })}
    </Section>
  )
}

interface LineProps {
  field: RecordField
  value: unknown
  version: number
  onSave?: (value: unknown, seen: number | undefined) => Promise<unknown>
}

const INPUTS = {
  email: 'email',
  phone: 'tel',
  url: 'text',
  date: 'date',
  moment: 'datetime-local',
  long_text: 'lines',
} as const

function Line({ field, value, version, onSave }: LineProps) {
  const t = useT()
  const locale = useLocale()
  const { company } = useMe()
  const { data: people = [] } = useQuery({ ...colleaguesQuery, enabled: field.type === 'employee' })
  const none = { value: '', label: t('fields.none') }
  const options =
    field.type === 'choice'
      ? field.options
          .filter((option) => !option.archived || option.key === value)
          .map((option) => ({ value: option.key, label: option.label[locale] }))
      : field.type === 'employee'
        ? people.map((person) => ({ value: person.id, label: person.name }))
        : field.type === 'yes_no'
          ? [
              { value: 'true', label: t('record.yes') },
              { value: 'false', label: t('record.no') },
            ]
          : undefined
  const typed =
    value === null
      ? ''
      : field.type === 'money'
        ? amountText(Number(value), company.currency)
        : field.type === 'moment'
          ? wallOf(String(value))
          : field.type === 'number' && currentLocale() === 'pl'
            ? String(value).replace('.', ',')
            : String(value)
  const read = (text: string): unknown => {
    if (text.trim() === '') return null
    if (field.type === 'money') return readAmount(text, company.currency) ?? text
    if (field.type === 'moment') return instantOf(text)
    if (field.type === 'yes_no') return text === 'true'
    return text
  }
  return (
    <Field
      label={field.label[locale]}
      value={typed}
      version={version}
      type={INPUTS[field.type as keyof typeof INPUTS] ?? 'text'}
      apart={field.type === 'url' ? t('settings.change') : undefined}
      {...(options ? { options: field.required ? options : [none, ...options] } : {})}
      {...(field.required && onSave ? { required: t('fields.required') } : {})}
      {...(onSave ? { onSave: (text: string, seen: number | undefined) => onSave(read(text), seen) } : {})}
    >
      {value === null ? null : <FieldValue field={field} value={value} />}
    </Field>
  )
}

/** What is chosen from many is edited in a dialog. */
function ChosenLine({ field, value, version, onSave }: LineProps) {
  const t = useT()
  const id = useId()
  const locale = useLocale()
  const [draft, setDraft] = useState<{ value: unknown; seen: number } | null>(null)
  const [problem, setProblem] = useState<unknown>(null)
  const [saving, setSaving] = useState(false)
  const close = () => {
    setDraft(null)
    setProblem(null)
  }
  const submit = async () => {
    setSaving(true)
    try {
      await onSave?.(draft?.value ?? null, draft?.seen)
      close()
    } catch (error) {
      setProblem(error)
    } finally {
      setSaving(false)
    }
  }
  return (
    <>
      <Field
        label={field.label[locale]}
        value={value === null ? '' : String(value)}
        {...(onSave ? { onOpen: () => setDraft({ value, seen: version }) } : {})}
        apart={linkOf(field) ? t('settings.change') : undefined}
        {...(field.required && onSave ? { required: t('fields.required') } : {})}
      >
        {value === null ? null : <FieldValue field={field} value={value} />}
      </Field>
      {draft && (
        <Dialog
          open
          onClose={close}
          title={field.label[locale]}
          actions={
            <>
              <Button type="submit" form={id} variant="filled" loading={saving}>
                {t('ui.save')}
              </Button>
              <Button onClick={close}>{t('ui.cancel')}</Button>
            </>
          }
        >
          <form
            id={id}
            noValidate
            onSubmit={(event) => {
              event.preventDefault()
              void submit()
            }}
          >
            <FieldInput
              field={field}
              autoFocus
              value={draft.value}
              onChange={(next) => setDraft({ ...draft, value: next })}
              error={problem ? wordsOfProblem(problem) : null}
            />
          </form>
        </Dialog>
      )}
    </>
  )
}
