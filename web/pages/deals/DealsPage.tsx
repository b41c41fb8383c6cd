import { Button, Select } from '@mantine/core'
import { IconChartBar, IconLayoutKanban, IconList, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import { useMe } from '../../api/session.ts'
import { colleaguesQuery } from '../../components/record/queries.ts'
import { ListLayout } from '../../components/shell/ListLayout.tsx'
import { Page } from '../../components/shell/Page.tsx'
import { useLocale, useT } from '../../i18n/words.ts'
import { Icon } from '../../ui/Icon.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { useKeys } from '../../ui/use-keys.ts'
import { useSearchState } from '../../ui/use-search.ts'
import { departmentsQuery } from '../settings/queries.ts'
import { DealBoard } from './DealBoard.tsx'
import { DealForecast } from './DealForecast.tsx'
import { DealList } from './DealList.tsx'
import { NewDealDialog } from './NewDealDialog.tsx'
import { pipelinesQuery } from './queries.ts'

export default function DealsPage() {
  const t = useT()
  const locale = useLocale()
  const { user, can } = useMe()
  const [search, setSearch] = useSearchState()
  const { data: people = [] } = useQuery(colleaguesQuery)
  const { data: pipelines = [] } = useQuery(pipelinesQuery)
  const view = search.view === 'list' || search.view === 'forecast' ? search.view : 'board'
  const { data: departments = [] } = useQuery({ ...departmentsQuery, enabled: view === 'forecast' })
  const filters = { owner: search.owner ?? '', q: search.q ?? '' }
  const asked = useDeferredValue(filters)
  const mayCreate = can['deal.create'] !== 'none'
  const create = () => setSearch({ new: '1' }, { push: true })
  useKeys(mayCreate ? { n: create } : {})
  const shown = people.filter((person) => can['deal.read'] === 'all' || person.departmentId === user.departmentId)
  const tab = (icon: typeof IconList, words: string) => (
    <>
      <Icon of={icon} />
      {words}
    </>
  )
  return (
    <Page
      bare
      title={t('shell.nav.deals')}
      views={
        <Tabs
          label={t('deals.view')}
          value={view}
          onChange={(next) => setSearch({ view: next === 'board' ? undefined : next })}
          tabs={[
            { key: 'board', label: tab(IconLayoutKanban, t('deals.view.board')) },
            { key: 'list', label: tab(IconList, t('deals.view.list')) },
            { key: 'forecast', label: tab(IconChartBar, t('deals.view.forecast')) },
          ]}
        />
      }
      actions={
        mayCreate && (
          <Button
            variant="filled"
            leftSection={<Icon of={IconPlus} />}
            rightSection={<kbd className="desk-only">N</kbd>}
            onClick={create}
          >
            {t('deals.new')}
          </Button>
        )
      }
    >
      {view === 'list' ? (
        <DealList />
      ) : (
        <ListLayout
          filters={
            <>
              {view === 'board' && (
                <SearchField label={t('deals.filter.q')} value={filters.q} onChange={(q) => setSearch({ q })} />
              )}
              {pipelines.length > 1 && (
                <Select
                  size="xs"
                  w={180}
                  aria-label={t('deals.pipeline')}
                  allowDeselect={false}
                  value={search.pipeline ?? (view === 'forecast' ? '' : pipelines[0]!.id)}
                  data={[
                    ...(view === 'forecast' ? [{ value: '', label: t('deals.pipeline.all') }] : []),
                    ...pipelines.map((one) => ({ value: one.id, label: one.name[locale] })),
                  ]}
                  onChange={(pipeline) => setSearch({ pipeline: pipeline ?? undefined })}
                />
              )}
              {view === 'forecast' && departments.length > 1 && can['deal.read'] === 'all' && (
                <Select
                  size="xs"
                  w={168}
                  aria-label={t('deals.department')}
                  allowDeselect={false}
                  value={search.department ?? ''}
                  data={[
                    { value: '', label: t('deals.department.all') },
                    ...departments.map((one) => ({ value: one.id, label: one.name })),
                  ]}
                  onChange={(department) => setSearch({ department: department || undefined })}
                />
              )}
              <Select
                size="xs"
                w={168}
                aria-label={t('record.field.ownerId')}
                allowDeselect={false}
                searchable={shown.length > 8}
                value={filters.owner}
                data={[
                  { value: '', label: t('leads.filter.everybody') },
                  { value: 'me', label: t('leads.filter.mine') },
                  ...shown.filter((one) => one.id !== user.id).map((one) => ({ value: one.id, label: one.name })),
                ]}
                onChange={(owner) => setSearch({ owner: owner ?? undefined })}
              />
            </>
          }
        >
          {view === 'forecast' ? (
            <DealForecast pipeline={search.pipeline ?? ''} owner={filters.owner} department={search.department ?? ''} />
          ) : (
            <DealBoard
              pipeline={search.pipeline ?? ''}
              filters={asked}
              onList={() => setSearch({ view: 'list' }, { push: true })}
            />
          )}
        </ListLayout>
      )}
      {search.new === '1' && mayCreate && <NewDealDialog onClose={() => setSearch({ new: undefined })} />}
    </Page>
  )
}
