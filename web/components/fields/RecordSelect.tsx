import type { SelectProps } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { FoundSelect } from './FoundSelect.tsx'
import { type FieldKind, foundQuery, recordNameQuery } from './queries.ts'

type Props = Omit<SelectProps, 'value' | 'onChange' | 'data' | 'filter' | 'searchable'> & {
  kind: FieldKind
  value?: string | null
  onChange?: (id: string | null) => void
}

/** A record of a kind, found by words; the one that is chosen stands there by its name. */
export function RecordSelect({ kind, value, onChange, ...select }: Props) {
  const client = useQueryClient()
  const { data: name = '' } = useQuery({ ...recordNameQuery(kind, value ?? ''), enabled: Boolean(value) })
  return (
    <FoundSelect
      key={kind}
      clearable
      {...select}
      value={value ? { id: value, name } : null}
      query={(q) => foundQuery(kind, q)}
      onChange={(one) => {
        if (one) client.setQueryData(recordNameQuery(kind, one.id).queryKey, one.name)
        onChange?.(one?.id ?? null)
      }}
    />
  )
}
