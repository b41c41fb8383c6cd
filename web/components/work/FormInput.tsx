import { Checkbox, NumberInput, Radio, Textarea, TextInput } from '@mantine/core'
import type { FormField } from '../../../pure/process-design/forms.ts'

interface Props {
  field: FormField
  value: unknown
  error?: string
  onChange: (value: unknown) => void
}

/** One question of the form of a task. */
export function FormInput({ field: { type, label, values, validate }, value, error, onChange }: Props) {
  const required = validate?.required
  if (type === 'checkbox') {
    return (
      <Checkbox
        label={label}
        error={error}
        checked={value === true}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    )
  }
  if (type === 'radio' || type === 'select') {
    return (
      <Radio.Group label={label} required={required} error={error} value={String(value ?? '')} onChange={onChange}>
        <div style={{ display: 'grid', gap: 8, paddingTop: 4 }}>
          {values?.map((one) => (
            <Radio key={one.value} value={one.value} label={one.label} />
          ))}
        </div>
      </Radio.Group>
    )
  }
  if (type === 'number') {
    return (
      <NumberInput
        label={label}
        required={required}
        error={error}
        value={(value as number) ?? ''}
        onChange={onChange}
      />
    )
  }
  const shared = {
    label,
    required,
    error,
    value: String(value ?? ''),
    onChange: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value),
  }
  if (type === 'textarea') return <Textarea {...shared} autosize minRows={2} />
  return <TextInput {...shared} type={type === 'datetime' ? 'date' : 'text'} />
}
