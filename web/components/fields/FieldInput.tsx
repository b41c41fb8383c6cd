import { MultiSelect, Select, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useMe } from '../../api/session.ts'
import { amountText, readAmount } from '../../i18n/money.ts'
import { useLocale, useT } from '../../i18n/words.ts'
import { colleaguesQuery } from '../record/queries.ts'
import { instantOf, wallOf } from './moments.ts'
import { linkOf, type RecordField } from './queries.ts'
import { RecordSelect } from './RecordSelect.tsx'

type Props = {
  field: RecordField
  label?: string
  /** As the API takes it. */
  value: unknown
  onChange: (value: unknown) => void
  error?: React.ReactNode
  autoFocus?: boolean
}

const KEYBOARDS = { number: 'decimal', money: 'decimal', nip: 'numeric' } as const

/** The input of a field by its type, in forms. What cannot be read is sent as it was typed: the server says what is wrong. */
export function FieldInput({ field, value, onChange, error, autoFocus, label: given }: Props) {
  const t = useT()
  const locale = useLocale()
  const label = given ?? field.label[locale]
  const common = { label, error, ...(autoFocus ? { 'data-autofocus': true } : {}) }
  const { type } = field
  const text = value === null || value === undefined ? '' : String(value)
  const options = field.options
    .filter((option) => !option.archived || [value].flat().includes(option.key))
    .map((option) => ({ value: option.key, label: option.label[locale] }))
  switch (type) {
    case 'long_text':
      return (
        <Textarea
          {...common}
          autosize
          minRows={2}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )
    case 'money':
      return <Amount {...common} value={value} onChange={onChange} />
    case 'date':
      return (
        <TextInput
          {...common}
          type="date"
          value={text}
          onChange={(event) => onChange(event.currentTarget.value || null)}
        />
      )
    case 'moment':
      return (
        <TextInput
          {...common}
          type="datetime-local"
          value={wallOf(text || null)}
          onChange={(event) => onChange(instantOf(event.currentTarget.value))}
        />
      )
    case 'yes_no':
      return (
        <Select
          {...common}
          clearable
          value={value === true ? 'yes' : value === false ? 'no' : null}
          data={[
            { value: 'yes', label: t('record.yes') },
            { value: 'no', label: t('record.no') },
          ]}
          onChange={(chosen) => onChange(chosen === null ? null : chosen === 'yes')}
        />
      )
    case 'choice':
    case 'locale':
      return (
        <Select
          {...common}
          clearable
          searchable={options.length > 8}
          value={text || null}
          data={options}
          onChange={onChange}
        />
      )
    case 'choices':
      return (
        <MultiSelect
          {...common}
          searchable={options.length > 8}
          value={(value as string[] | null) ?? []}
          data={options}
          onChange={(chosen) => onChange(chosen.length > 0 ? chosen : null)}
        />
      )
    case 'employee':
      return <PersonSelect {...common} value={text || null} onChange={onChange} />
    default: {
      const link = linkOf(field)
      if (link) return <RecordSelect {...common} kind={link} value={text || null} onChange={onChange} />
      return (
        <TextInput
          {...common}
          type={type === 'email' ? 'email' : type === 'phone' ? 'tel' : type === 'url' ? 'url' : 'text'}
          inputMode={KEYBOARDS[type as keyof typeof KEYBOARDS]}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value || null)}
        />
      )
    }
  }
}

type One = { label: string; error?: React.ReactNode; value: string | null; onChange: (value: string | null) => void }

function PersonSelect({ value, onChange, ...rest }: One) {
  const { data: people = [] } = useQuery(colleaguesQuery)
  return (
    <Select
      {...rest}
      clearable
      searchable
      value={value}
      data={people.map((person) => ({ value: person.id, label: person.name }))}
      onChange={onChange}
    />
  )
}

function Amount({
  value,
  onChange,
  label,
  ...rest
}: {
  value: unknown
  onChange: (value: unknown) => void
  label: string
  error?: React.ReactNode
}) {
  const { company } = useMe()
  const [text, setText] = useState(() => (typeof value === 'number' ? amountText(value, company.currency) : ''))
  return (
    <TextInput
      {...rest}
      label={`${label} (${company.currency})`}
      inputMode="decimal"
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value)
        const read = readAmount(event.currentTarget.value, company.currency)
        onChange(read === undefined ? event.currentTarget.value : read)
      }}
    />
  )
}
