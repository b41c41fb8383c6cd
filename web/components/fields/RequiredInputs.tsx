import { useQuery } from '@tanstack/react-query'
import { FieldInput } from './FieldInput.tsx'
import { type FieldKind, nameOf, registryQuery } from './queries.ts'

type Props = {
  kind: FieldKind
  value: Record<string, unknown>
  onChange: (value: Record<string, unknown>) => void
  /** Of the form, by path ('custom.region'). */
  errors: Record<string, React.ReactNode>
}

/** In the form of a new record: the company's own fields it cannot be made without. */
export function RequiredInputs({ kind, value, onChange, errors }: Props) {
  const { data: registry = [] } = useQuery(registryQuery(kind))
  return registry
    .filter((field) => field.custom && field.required && field.editable)
    .map((field) => (
      <FieldInput
        key={field.key}
        field={field}
        value={value[nameOf(field)]}
        onChange={(next) => onChange({ ...value, [nameOf(field)]: next })}
        error={errors[field.key]}
      />
    ))
}
