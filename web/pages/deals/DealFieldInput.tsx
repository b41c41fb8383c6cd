import { Select, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { RecordSelect } from '../../components/fields/RecordSelect.tsx'
import { colleaguesQuery } from '../../components/record/queries.ts'
import { readAmount } from '../../i18n/money.ts'
import { useT, wordsOf } from '../../i18n/words.ts'
import type { Deal } from './queries.ts'

export type Requirable = Deal['missingFields'][number]

/** What one calls a field of a deal. */
export const fieldName = (field: string): string =>
  wordsOf(`deals.field.${field}`) ?? wordsOf(`record.field.${field}`) ?? field

/** Whether what was typed can be sent for this field; else the words under it. */
export function wrongIn(field: string, text: string, currency: string): string | null {
  if (!text.trim()) return wordsOf('error.field.required')
  if (field === 'amount' && readAmount(text, currency) === undefined) return wordsOf('error.field.amount')
  return null
}

/** What was typed, as the API takes it. */
export function sendable(field: string, text: string, currency: string): unknown {
  if (field === 'amount') return readAmount(text, currency) ?? null
  if (field === 'rate') return text.trim().replace(',', '.')
  return text.trim()
}

type Props = {
  field: string
  currency: string
  value: string
  error?: string | null
  onChange: (text: string) => void
}

/** The input for one field a stage asks for, whatever its type. */
export function DealFieldInput({ field, currency, value, error, onChange }: Props) {
  const t = useT()
  const { data: people = [] } = useQuery({ ...colleaguesQuery, enabled: field === 'ownerId' })
  const shared = { label: fieldName(field), error }
  const text = {
    ...shared,
    value,
    onChange: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value),
  }
  switch (field) {
    case 'companyId':
    case 'contactId':
      return (
        <RecordSelect
          {...shared}
          kind={field === 'companyId' ? 'company' : 'contact'}
          value={value || null}
          onChange={(id) => onChange(id ?? '')}
        />
      )
    case 'ownerId':
      return (
        <Select
          {...shared}
          searchable
          value={value || null}
          onChange={(id) => onChange(id ?? '')}
          data={people.map((one) => ({ value: one.id, label: one.name }))}
        />
      )
    case 'expectedOn':
      return <TextInput {...text} type="date" />
    case 'note':
      return <Textarea {...text} autosize minRows={2} maxLength={20_000} />
    case 'amount':
      return <TextInput {...text} label={`${shared.label} (${currency})`} inputMode="decimal" />
    case 'rate':
      return <TextInput {...text} inputMode="decimal" description={t('deals.rate.about', { currency })} />
    default:
      return <TextInput {...text} maxLength={60} />
  }
}
