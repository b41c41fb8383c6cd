import { Button, Select } from '@mantine/core'
import { IconFilter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { CHANNELS, channelWords } from '../../components/letters/channels.ts'
import { colleaguesQuery } from '../../components/record/queries.ts'
import { useT } from '../../i18n/words.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { useSearchState } from '../../ui/use-search.ts'
import css from './inbox.module.css'

/** Whose conversations, by which channel, of which team; all of it stands in the address. */
export function InboxFilters() {
  const t = useT()
  const [search, setSearch] = useSearchState()
  const { data: people = [] } = useQuery(colleaguesQuery)
  const [more, setMore] = useState(Boolean(search.channel || search.team))
  const teams = new Map<string, string>()
  for (const { departmentId, department } of people) if (departmentId && department) teams.set(departmentId, department)
  return (
    <div className={css.filters}>
      <Tabs
        label={t('inbox.owner')}
        value={search.owner ?? 'all'}
        onChange={(owner) => setSearch({ owner: owner === 'all' ? undefined : owner, open: undefined })}
        tabs={[
          { key: 'all', label: t('inbox.owner.all') },
          { key: 'me', label: t('inbox.owner.me') },
          { key: 'nobody', label: t('inbox.owner.nobody') },
        ]}
      />
      <Button
        size="sm"
        variant="subtle"
        leftSection={<Icon of={IconFilter} />}
        aria-expanded={more}
        onClick={() => setMore(!more)}
      >
        {t('inbox.more')}
      </Button>
      {more && (
        <div className={css.selects}>
          <Select
            aria-label={t('inbox.channel')}
            placeholder={t('inbox.channel.all')}
            clearable
            clearButtonProps={{ 'aria-label': t('inbox.channel.all') }}
            data={CHANNELS.map((value) => ({ value, label: channelWords(value) }))}
            value={search.channel ?? null}
            onChange={(channel) => setSearch({ channel: channel ?? undefined, open: undefined })}
          />
          <Select
            aria-label={t('inbox.team')}
            placeholder={t('inbox.team.all')}
            clearable
            clearButtonProps={{ 'aria-label': t('inbox.team.all') }}
            data={[...teams].map(([value, label]) => ({ value, label }))}
            value={search.team ?? null}
            onChange={(team) => setSearch({ team: team ?? undefined, open: undefined })}
          />
        </div>
      )}
    </div>
  )
}
