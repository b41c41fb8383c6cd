import { Select, type SelectProps } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, data } from '../../api/client.ts'
import { useT } from '../../i18n/words.ts'

type Props = Omit<SelectProps, 'data' | 'filter' | 'searchable'> & { kind: 'contact' | 'company' }

/** A contact or a company, found by the server while one types. */
export function CardSelect({ kind, ...select }: Props) {
  const t = useT()
  const [q, setQ] = useState('')
  const [asked] = useDebouncedValue(q, 200)
  const query = { limit: 20, ...(asked ? { q: asked } : {}) }
  const { data: cards = [] } = useQuery({
    queryKey: [kind === 'contact' ? 'contacts' : 'companies', 'find', asked],
    queryFn: async (): Promise<{ id: string; name: string }[]> =>
      kind === 'contact'
        ? (await data(api.GET('/api/contacts', { params: { query } }))).items
        : (await data(api.GET('/api/companies', { params: { query } }))).items,
  })
  return (
    <Select
      clearable
      {...select}
      searchable
      onSearchChange={setQ}
      // The server has searched; what it found is shown as it is.
      filter={({ options }) => options}
      nothingFoundMessage={t('deals.nothingFound')}
      data={cards.map((one) => ({ value: one.id, label: one.name }))}
    />
  )
}
