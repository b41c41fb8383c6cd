import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Failed } from '../../ui/Failed.tsx'
import { useGo } from '../../ui/GoTo.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useKeys } from '../../ui/use-keys.ts'
import { useSearchState } from '../../ui/use-search.ts'
import { ListLayout } from './ListLayout.tsx'
import { Page } from './Page.tsx'

interface Listed<Row> {
  isPending: boolean
  isError: boolean
  error: unknown
  hasNextPage: boolean
  isFetchingNextPage: boolean
  data?: { pages: { items: Row[] }[] } | undefined
  fetchNextPage(): unknown
  refetch(): unknown
}

export interface ListPageProps<Row> {
  title: string
  /** Words of the button that makes one; left out when the person may not. */
  create?: string
  query: Listed<Row>
  pathOf: (row: Row) => string
  card: (row: Row) => ReactNode
  /** The form, while the address asks for it. */
  form: (close: () => void) => ReactNode
  empty: string
}

type Table<Row> = Omit<
  Parameters<typeof DataTable<Row>>[0],
  'label' | 'rows' | 'keyOf' | 'onOpen' | 'onEnd' | 'loadingMore' | 'card' | 'empty'
>

/** A list as a page: what narrows it, its rows as they come, and the way to add one. */
export function ListPage<Row extends { id: string }>({
  title,
  create,
  query,
  pathOf,
  card,
  form,
  empty,
  filters,
  narrowed,
  nothingFound,
  table,
  children,
}: ListPageProps<Row> & {
  filters: ReactNode
  /** Whether anything narrows the list: then an empty one says so. */
  narrowed: boolean
  nothingFound: string
  table: Table<Row>
  children?: ReactNode
}) {
  const go = useGo()
  const [search, setSearch] = useSearchState()
  const open = () => setSearch({ new: '1' }, { push: true })
  useKeys(create ? { n: open } : {})
  const { data } = query
  return (
    <Page
      bare
      title={title}
      actions={
        create && (
          <Button
            variant="filled"
            leftSection={<Icon of={IconPlus} />}
            rightSection={<kbd className="desk-only">N</kbd>}
            onClick={open}
          >
            {create}
          </Button>
        )
      }
    >
      <ListLayout filters={filters}>
        {query.isPending ? (
          <div style={{ padding: '0 var(--gutter)' }}>
            <Skeleton rows={12} />
          </div>
        ) : query.isError && !data ? (
          <Failed error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <DataTable
            {...table}
            label={title}
            rows={data?.pages.flatMap((page) => page.items) ?? []}
            keyOf={(row) => row.id}
            onOpen={(row) => go(pathOf(row))}
            onEnd={query.hasNextPage ? () => void query.fetchNextPage() : undefined}
            loadingMore={query.isFetchingNextPage}
            card={card}
            empty={
              narrowed ? (
                <EmptyState>{nothingFound}</EmptyState>
              ) : (
                <EmptyState action={create && <Button onClick={open}>{create}</Button>}>{empty}</EmptyState>
              )
            }
          />
        )}
      </ListLayout>
      {children}
      {search.new === '1' && create && form(() => setSearch({ new: undefined }))}
    </Page>
  )
}
