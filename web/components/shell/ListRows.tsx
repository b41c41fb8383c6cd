import { useMemo } from 'react'
import { DataTable } from '../../ui/DataTable.tsx'
import { Failed } from '../../ui/Failed.tsx'
import { useGo } from '../../ui/GoTo.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'

export interface Listed<Row> {
  isPending: boolean
  isError: boolean
  error: unknown
  hasNextPage: boolean
  isFetchingNextPage: boolean
  data?: { pages: { items: Row[] }[] } | undefined
  fetchNextPage(): unknown
  refetch(): unknown
}

type Props<Row> = Omit<Parameters<typeof DataTable<Row>>[0], 'rows' | 'keyOf' | 'onOpen' | 'onEnd' | 'loadingMore'> & {
  query: Listed<Row>
  pathOf: (row: Row) => string
}

const keyOf = ({ id }: { id: string }) => id

/** The rows of a list as they come: what stands there before the first, when they fail, and how further ones are fetched. */
export function ListRows<Row extends { id: string }>({ query, pathOf, ...table }: Props<Row>) {
  const go = useGo()
  const { data } = query
  const rows = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data])
  if (query.isPending) {
    return (
      <div style={{ padding: '0 var(--gutter)' }}>
        <Skeleton rows={12} />
      </div>
    )
  }
  if (query.isError && !data) return <Failed error={query.error} onRetry={() => void query.refetch()} />
  return (
    <DataTable
      {...table}
      rows={rows}
      keyOf={keyOf}
      onOpen={(row) => go(pathOf(row))}
      onEnd={query.hasNextPage ? () => void query.fetchNextPage() : undefined}
      loadingMore={query.isFetchingNextPage}
    />
  )
}
