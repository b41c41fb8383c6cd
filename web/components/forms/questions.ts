import type { RecordField } from '../fields/queries.ts'

export interface Question {
  key: string
  type: string
  label: { pl?: string; en?: string }
  links?: string | null
  options?: { value: string; label: { pl?: string; en?: string } }[]
  required?: boolean
}

/** Types of fields by those of questions, where they are called otherwise. */
const TYPES: Record<string, string> = { amount: 'money', select: 'choice', multi_select: 'choices', checkbox: 'yes_no' }
const SHIPPED = ['employee', 'lead', 'deal', 'contact', 'company', 'product']

const both = ({ pl, en }: { pl?: string; en?: string }) => ({ pl: pl ?? en ?? '', en: en ?? pl ?? '' })

/** A question as inputs and values of fields know it. */
export function asRecordField({ key, type, label, links, options = [], required = false }: Question): RecordField {
  const own = links && !SHIPPED.includes(links) ? links : null
  return {
    key,
    type: (type === 'linked' ? (own ? 'record' : links) : (TYPES[type] ?? type)) as RecordField['type'],
    target: own,
    label: both(label),
    options: options.map((option) => ({ key: option.value, label: both(option.label) })),
    required,
  } as RecordField
}
