import { Button, Select } from '@mantine/core'
import { IconLayoutKanban, IconList, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useDeferredValue } from 'react'
import { useMe } from '../../api/session.ts'
import { FillMenu } from '../../components/forms/FillMenu.tsx'
import { kindQuery } from '../../components/kinds.ts'
import { pipelinesOf } from '../../components/lists/queries.ts'
import { colleaguesQuery } from '../../components/record/queries.ts'
import { ListLayout } from '../../components/shell/ListLayout.tsx'
import { Page } from '../../components/shell/Page.tsx'
import { useLocale, useT } from '../../i18n/words.ts'
import { Failed } from '../../ui/Failed.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { useKeys } from '../../ui/use-keys.ts'
import { useSearchState } from '../../ui/use-search.ts'
import { NewRecordDialog } from './NewRecordDialog.tsx'
import type { Kind } from './queries.ts'
import { RecordBoard } from './RecordBoard.tsx'
import { RecordList } from './RecordList.tsx'

/** The records of a kind of the company's own, as a board of its stages or as a list. */
export default function RecordsPage() {
  const t = useT()
  const { kind = '' } = useParams({ strict: false }) as { kind?: string }
  const { data, error, refetch } = useQuery(kindQuery(kind))
  if (!data) {
    return (
      <Page title={t('records.kinds')}>
        {error ? <Failed error={error} onRetry={() => void refetch()} /> : <Skeleton rows={10} />}
      </Page>
    )
  }
  return <Known key={data.key} kind={data} />
}

function Known({ kind }: { kind: Kind }) {
  const t = useT()
  const locale = useLocale()
  const { user } = useMe()
  const [search, setSearch] = useSearchState()
  const { data: people = [] } = useQuery(colleaguesQuery)
  const { data: pipelines = [] } = useQuery(pipelinesOf(kind.key))
  const view = search.view === 'list' ? 'list' : 'board'
  const filters = { owner: search.owner ?? '', q: search.q ?? '' }
  const asked = useDeferredValue(filters)
  const mayCreate = kind.can.create !== 'none' && !kind.archived
  const create = () => setSearch({ new: '1' }, { push: true })
  useKeys(mayCreate ? { n: create } : {})
  const tab = (icon: typeof IconList, words: string) => (
    <>
      <Icon of={icon} />
      {words}
    </>
  )
  return (
    <Page
      bare
      title={kind.plural[locale]}
      views={
        <Tabs
          label={t('records.view')}
          value={view}
          onChange={(next) => setSearch({ view: next === 'board' ? undefined : next })}
          tabs={[
            { key: 'board', label: tab(IconLayoutKanban, t('deals.view.board')) },
            { key: 'list', label: tab(IconList, t('deals.view.list')) },
          ]}
        />
      }
      actions={
        <>
          {!kind.archived && <FillMenu kind={kind.key} />}
          {mayCreate && (
            <Button
              variant="filled"
              leftSection={<Icon of={IconPlus} />}
              rightSection={<kbd className="desk-only">N</kbd>}
              onClick={create}
            >
              {t('records.add')}
            </Button>
          )}
        </>
      }
    >
      {view === 'list' ? (
        <RecordList kind={kind} />
      ) : (
        <ListLayout
          filters={
            <>
              <SearchField label={t('records.search')} value={filters.q} onChange={(q) => setSearch({ q })} />
              {pipelines.length > 1 && (
                <Select
                  size="xs"
                  w={180}
                  aria-label={t('deals.pipeline')}
                  allowDeselect={false}
                  value={search.pipeline ?? pipelines[0]!.id}
                  data={pipelines.map((one) => ({ value: one.id, label: one.name[locale] }))}
                  onChange={(pipeline) => setSearch({ pipeline: pipeline ?? undefined })}
                />
              )}
              <Select
                size="xs"
                w={168}
                aria-label={t('record.field.ownerId')}
                allowDeselect={false}
                searchable={people.length > 8}
                value={filters.owner}
                data={[
                  { value: '', label: t('leads.filter.everybody') },
                  { value: 'me', label: t('leads.filter.mine') },
                  ...people.filter((one) => one.id !== user.id).map((one) => ({ value: one.id, label: one.name })),
                ]}
                onChange={(owner) => setSearch({ owner: owner ?? undefined })}
              />
            </>
          }
        >
          <RecordBoard
            kind={kind}
            pipeline={search.pipeline ?? ''}
            filters={asked}
            onList={() => setSearch({ view: 'list' }, { push: true })}
          />
        </ListLayout>
      )}
      {search.new === '1' && mayCreate && <NewRecordDialog kind={kind} onClose={() => setSearch({ new: undefined })} />}
    </Page>
  )
}
