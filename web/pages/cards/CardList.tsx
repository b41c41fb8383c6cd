import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { BulkDialog } from '../../components/lists/BulkDialog.tsx'
import { EVERYTHING } from '../../components/lists/filter.ts'
import { ListBar } from '../../components/lists/ListBar.tsx'
import { type Drawn, useColumns } from '../../components/lists/use-columns.tsx'
import type { List } from '../../components/lists/use-list.ts'
import { ListLayout } from '../../components/shell/ListLayout.tsx'
import { Page } from '../../components/shell/Page.tsx'
import { useT } from '../../i18n/words.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Failed } from '../../ui/Failed.tsx'
import { useGo } from '../../ui/GoTo.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useKeys } from '../../ui/use-keys.ts'
import { useSearchState } from '../../ui/use-search.ts'

/** The list as it comes: everybody, by name. */
export const USUAL_CARDS = { sort: 'name', filter: () => EVERYTHING }

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
  list: List
  columns: Drawn<Row>[]
  pathOf: (row: Row) => string
  card: (row: Row) => ReactNode
  empty: string
  /** The form, while the address asks for it. */
  form: (close: () => void) => ReactNode
}

/** A list of cards, of people or of companies: the same ways to search, to sort, to add. */
export function CardList<Row extends { id: string }>(props: Props<Row>) {
  const t = useT()
  const go = useGo()
  const [search, setSearch] = useSearchState()
  const { query, list } = props
  const [selected, setSelected] = useState<Set<string>>(new Set())
  const [bulk, setBulk] = useState(false)
  const { columns, choices, sort, onSort } = useColumns(list, props.columns)
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
      <ListLayout filters={<ListBar list={list} search={t('cards.filter.q')} columns={choices} />}>
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
            columns={columns}
            sort={sort}
            onSort={onSort}
            selected={selected}
            onSelect={setSelected}
            bulk={
              <Button size="xs" variant="filled" onClick={() => setBulk(true)}>
                {t('lists.bulk.change')}
              </Button>
            }
            keyOf={(row) => row.id}
            onOpen={(row) => go(props.pathOf(row))}
            onEnd={query.hasNextPage ? () => void query.fetchNextPage() : undefined}
            loadingMore={query.isFetchingNextPage}
            card={props.card}
            empty={
              list.q || list.changed ? (
                <EmptyState>{t('cards.nothingFound')}</EmptyState>
              ) : (
                <EmptyState action={props.create && <Button onClick={open}>{props.create}</Button>}>
                  {props.empty}
                </EmptyState>
              )
            }
          />
        )}
      </ListLayout>
      {bulk && (
        <BulkDialog
          list={list}
          ids={[...selected]}
          onDone={() => setSelected(new Set())}
          onClose={() => setBulk(false)}
        />
      )}
      {search.new === '1' && props.create && props.form(() => setSearch({ new: undefined }))}
    </Page>
  )
}
