import { Select, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useMe } from '../../api/session.ts'
import { colleaguesQuery } from '../../components/record/queries.ts'
import { useT } from '../../i18n/words.ts'
import { Icon } from '../../ui/Icon.tsx'
import type { Search } from '../../ui/use-search.ts'
import css from './LeadsPage.module.css'
import { type LeadFilters, STATUSES, sourcesQuery } from './queries.ts'
import { sourceWords } from './words.tsx'

const TYPING_MS = 200

type Props = {
  filters: LeadFilters
  onChange: (change: Search) => void
  /** The board has a column for each status. */
  withStatus: boolean
}

export function LeadFilterFields({ filters, onChange, withStatus }: Props) {
  const t = useT()
  const { user, can } = useMe()
  const { data: people = [] } = useQuery(colleaguesQuery)
  const { data: sources = [] } = useQuery(sourcesQuery)
  const [typed, setTyped] = useState(filters.q)
  const sent = useRef(filters.q)
  const search = useDebouncedCallback((q: string) => {
    sent.current = q
    onChange({ q: q || undefined })
  }, TYPING_MS)
  // Changed from outside: back in the history, filters cleared.
  useEffect(() => {
    if (filters.q === sent.current) return
    sent.current = filters.q
    setTyped(filters.q)
  }, [filters.q])
  // Nobody sees leads of other departments who may read only those of his or her own.
  const shown = people.filter((person) => can['lead.read'] === 'all' || person.departmentId === user.departmentId)
  return (
    <>
      <TextInput
        className={css.search}
        size="xs"
        type="search"
        aria-label={t('leads.filter.q')}
        placeholder={t('leads.filter.q')}
        leftSection={<Icon of={IconSearch} />}
        value={typed}
        maxLength={100}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          search(event.currentTarget.value)
        }}
      />
      {withStatus && (
        <Select
          className={css.pick}
          size="xs"
          aria-label={t('record.field.status')}
          value={filters.status}
          allowDeselect={false}
          data={[
            { value: 'open', label: t('leads.filter.open') },
            ...STATUSES.map((status) => ({ value: status, label: t(`leads.status.${status}`) })),
            { value: 'all', label: t('leads.filter.all') },
          ]}
          onChange={(status) => onChange({ status: status === 'open' ? undefined : (status ?? undefined) })}
        />
      )}
      <Select
        className={css.pick}
        size="xs"
        aria-label={t('record.field.ownerId')}
        value={filters.owner}
        allowDeselect={false}
        searchable={shown.length > 8}
        data={[
          { value: '', label: t('leads.filter.everybody') },
          { value: 'me', label: t('leads.filter.mine') },
          ...(user.departmentId && can['lead.read'] === 'all'
            ? [{ value: 'department', label: t('leads.filter.department') }]
            : []),
          { value: 'none', label: t('leads.filter.nobody') },
          ...shown
            .filter((person) => person.id !== user.id)
            .map((person) => ({ value: person.id, label: person.name })),
        ]}
        onChange={(owner) => onChange({ owner: owner ?? undefined })}
      />
      <Select
        className={css.pick}
        size="xs"
        aria-label={t('record.field.source')}
        value={filters.source}
        allowDeselect={false}
        data={[
          { value: '', label: t('leads.filter.anySource') },
          ...sources.map((source) => ({ value: source, label: sourceWords(source) })),
        ]}
        onChange={(source) => onChange({ source: source ?? undefined })}
      />
    </>
  )
}
