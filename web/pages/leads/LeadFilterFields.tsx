import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMe } from '../../api/session.ts'
import { colleaguesQuery } from '../../components/record/queries.ts'
import { sourceWords } from '../../i18n/source-words.ts'
import { useT } from '../../i18n/words.ts'
import { SearchField } from '../../ui/SearchField.tsx'
import type { Search } from '../../ui/use-search.ts'
import css from './LeadsPage.module.css'
import { type LeadFilters, sourcesQuery } from './queries.ts'

type Props = {
  filters: LeadFilters
  onChange: (change: Search) => void
}

export function LeadFilterFields({ filters, onChange }: Props) {
  const t = useT()
  const { user, can } = useMe()
  const { data: people = [] } = useQuery(colleaguesQuery)
  const { data: sources = [] } = useQuery(sourcesQuery)
  // Nobody sees leads of other departments who may read only those of his or her own.
  const shown = people.filter((person) => can['lead.read'] === 'all' || person.departmentId === user.departmentId)
  return (
    <>
      <SearchField label={t('leads.filter.q')} value={filters.q} onChange={(q) => onChange({ q })} />
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
