import { Select, type SelectProps } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, type UseQueryOptions, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useT } from '../../i18n/words.ts'

export type Named = { id: string; name: string }
type Props<One extends Named> = Omit<SelectProps, 'value' | 'onChange' | 'data' | 'filter' | 'searchable'> & {
  value: One | null
  onChange: (one: One | null) => void
  /** What is asked of the server for the words typed; none are typed yet for an empty text. */
  query: (q: string) => Pick<UseQueryOptions<One[], Error, One[], string[]>, 'queryKey' | 'queryFn'>
}

/** One of many, found by the server while one types. What is chosen is kept whole: it stays chosen whatever is found next. */
export function FoundSelect<One extends Named>({ value, onChange, query, ...select }: Props<One>) {
  const t = useT()
  const [words, setWords] = useState('')
  const [asked] = useDebouncedValue(words, 200)
  // The name of what is chosen stands in the field, and is nothing to search for.
  const { data: found = [] } = useQuery({
    ...query(asked === value?.name ? '' : asked),
    placeholderData: keepPreviousData,
  })
  const all = value?.name && !found.some(({ id }) => id === value.id) ? [value, ...found] : found
  return (
    <Select
      nothingFoundMessage={t('fields.nothingFound')}
      {...select}
      searchable
      onSearchChange={setWords}
      // The server has searched; what it found is shown as it is.
      filter={({ options }) => options}
      data={all.map(({ id, name }) => ({ value: id, label: name }))}
      value={value?.id ?? null}
      onChange={(id) => onChange(all.find((one) => one.id === id) ?? null)}
    />
  )
}
