import { Button } from '@mantine/core'
import { IconLayoutKanban, IconList, IconPlus } from '@tabler/icons-react'
import { Suspense, useDeferredValue } from 'react'
import { useMe } from '../../api/session.ts'
import { ListLayout } from '../../components/shell/ListLayout.tsx'
import { Page } from '../../components/shell/Page.tsx'
import { useT } from '../../i18n/words.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { soon } from '../../ui/soon.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { useKeys } from '../../ui/use-keys.ts'
import { useSearchState } from '../../ui/use-search.ts'
import { LeadFilterFields } from './LeadFilterFields.tsx'
import { LeadList } from './LeadList.tsx'
import type { LeadFilters } from './queries.ts'

// With them come drag and drop, and the reading of telephone numbers.
const LeadBoard = soon(async () => (await import('./LeadBoard.tsx')).LeadBoard)
const NewLeadDialog = soon(async () => (await import('./NewLeadDialog.tsx')).NewLeadDialog)

export default function LeadsPage() {
  const t = useT()
  const { can } = useMe()
  const [search, setSearch] = useSearchState()
  const board = search.view === 'board'
  const filters: LeadFilters = {
    owner: search.owner ?? '',
    source: search.source ?? '',
    q: search.q ?? '',
  }
  // The list may lag behind the field somebody is typing in, never the field itself.
  const asked = useDeferredValue(filters)
  const mayCreate = can['lead.create'] !== 'none'
  const create = () => setSearch({ new: '1' }, { push: true })
  useKeys(mayCreate ? { n: create } : {})
  return (
    <Page
      bare
      title={t('shell.nav.leads')}
      views={
        <Tabs
          label={t('leads.view')}
          value={board ? 'board' : 'list'}
          onChange={(view) => setSearch({ view: view === 'board' ? 'board' : undefined })}
          tabs={[
            {
              key: 'list',
              label: (
                <>
                  <Icon of={IconList} />
                  {t('leads.view.list')}
                </>
              ),
            },
            {
              key: 'board',
              label: (
                <>
                  <Icon of={IconLayoutKanban} />
                  {t('leads.view.board')}
                </>
              ),
            },
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
            {t('leads.new')}
          </Button>
        )
      }
    >
      {board ? (
        <ListLayout filters={<LeadFilterFields filters={filters} onChange={setSearch} />}>
          <Suspense fallback={<Skeleton rows={12} />}>
            <LeadBoard filters={asked} onList={(status) => setSearch({ view: undefined, status }, { push: true })} />
          </Suspense>
        </ListLayout>
      ) : (
        <LeadList onCreate={mayCreate ? create : undefined} />
      )}
      {search.new === '1' && mayCreate && (
        <Suspense>
          <NewLeadDialog onClose={() => setSearch({ new: undefined })} />
        </Suspense>
      )}
    </Page>
  )
}
