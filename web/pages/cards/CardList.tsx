import { Button, Select } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { ListLayout } from '../../components/shell/ListLayout.tsx'
import { Page } from '../../components/shell/Page.tsx'
import { useT } from '../../i18n/words.ts'
import { type Column, DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Failed } from '../../ui/Failed.tsx'
import { useGo } from '../../ui/GoTo.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useKeys } from '../../ui/use-keys.ts'
import { useSearchState } from '../../ui/use-search.ts'
import type { CardFilters } from './queries.ts'

export function useCardFilters(): CardFilters {
  const [search] = useSearchState()
  return { q: search.q ?? '', sort: search.sort === 'updated' ? 'updated' : 'name' }
}

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

type Props<Row> = {
  title: string
  /** Words of the button that makes one; left out when the person may not. */
  create?: string
  query: Listed<Row>
  columns: Column<Row>[]
  pathOf: (row: Row) => string
  card: (row: Row) => ReactNode
  empty: string
  /** Instead of the usual words where nothing fits what was asked for. */
  nothingFound?: string
  /** What is typed into the field of the search. */
  searchLabel?: string
  /** Further filters, beside the order. */
  filters?: ReactNode
  /** Whether any of them narrows the list. */
  filtered?: boolean
  sorts?: { value: string; label: string }[]
  /** The form, while the address asks for it. */
  form: (close: () => void) => ReactNode
}

/** A list of people, of companies, of products: the same ways to search, to sort, to add. */
export function CardList<Row extends { id: string }>(props: Props<Row>) {
  const t = useT()
  const go = useGo()
  const filters = useCardFilters()
  const [search, setSearch] = useSearchState()
  const { query } = props
  const sorts =
    props.sorts ?? (['name', 'updated'] as const).map((value) => ({ value, label: t(`cards.sort.${value}`) }))
  const open = () => setSearch({ new: '1' }, { push: true })
  useKeys(props.create ? { n: open } : {})
  const rows = query.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Page
      bare
      title={props.title}
      actions={
        props.create && (
          <Button
            variant="filled"
            leftSection={<Icon of={IconPlus} />}
            rightSection={<kbd className="desk-only">N</kbd>}
            onClick={open}
          >
            {props.create}
          </Button>
        )
      }
    >
      <ListLayout
        filters={
          <>
            <SearchField
              label={props.searchLabel ?? t('cards.filter.q')}
              value={filters.q}
              onChange={(q) => setSearch({ q })}
            />
            {props.filters}
            <Select
              size="xs"
              w={176}
              aria-label={t('cards.sort')}
              allowDeselect={false}
              value={search.sort ?? 'name'}
              data={sorts}
              onChange={(sort) => setSearch({ sort: sort === 'name' ? undefined : (sort ?? undefined) })}
            />
          </>
        }
      >
        {query.isPending ? (
          <div style={{ padding: '0 var(--gutter)' }}>
            <Skeleton rows={12} />
          </div>
        ) : query.isError && !query.data ? (
          <Failed error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <DataTable
            label={props.title}
            rows={rows}
            columns={props.columns}
            keyOf={(row) => row.id}
            onOpen={(row) => go(props.pathOf(row))}
            onEnd={query.hasNextPage ? () => void query.fetchNextPage() : undefined}
            loadingMore={query.isFetchingNextPage}
            card={props.card}
            empty={
              filters.q || props.filtered ? (
                <EmptyState>{props.nothingFound ?? t('cards.nothingFound')}</EmptyState>
              ) : (
                <EmptyState action={props.create && <Button onClick={open}>{props.create}</Button>}>
                  {props.empty}
                </EmptyState>
              )
            }
          />
        )}
      </ListLayout>
      {search.new === '1' && props.create && props.form(() => setSearch({ new: undefined }))}
    </Page>
  )
}
