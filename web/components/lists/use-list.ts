import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useMemo } from 'react'
import { type Search, useSearchState } from '../../ui/use-search.ts'
import { type RecordField, registryQuery } from '../fields/queries.ts'
import { askable, type Filter, readFilter, type View } from './filter.ts'
import { type ListKind, viewsQuery } from './queries.ts'

export interface List {
  kind: ListKind
  fields: RecordField[]
  views: View[]
  /** The saved view that is open; null: the list as it comes. */
  view: View | null
  filter: Filter
  /** Without what is half typed: what is asked, with a little patience. */
  asked: Filter
  q: string
  askedQ: string
  sort: string
  /** Keys in order; null: the usual columns. */
  columns: string[] | null
  /** Something differs from the saved view. */
  changed: boolean
  ready: boolean
  change: (values: {
    filter?: Filter | undefined
    sort?: string | undefined
    columns?: string[] | undefined
    q?: string
  }) => void
  open: (view: View | null) => void
}

type Usual = {
  sort: string
  /** What the list shows when neither the address nor a view says what; from what else the address may say. */
  filter: (search: Search) => Filter
}

/** The state of a list: from the address, else from the saved view, else the usual. */
export function useList(kind: ListKind, usual: Usual): List {
  const [search, setSearch] = useSearchState()
  const { data: fields } = useQuery(registryQuery(kind))
  const { data: views } = useQuery(viewsQuery(kind))
  // "none" is the list as it comes, for whoever has a view of his own to open with.
  const view =
    (search.saved === 'none'
      ? null
      : search.saved
        ? views?.find((one) => one.id === search.saved)
        : search.status || search.owner || search.source
          ? null
          : views?.find((one) => one.isDefault)) ?? null
  const known = useMemo(() => new Set((fields ?? []).map((field) => field.key)), [fields])
  const filter = readFilter(search.filter) ?? (view ? (view.filter as Filter) : usual.filter(search))
  const keyed = JSON.stringify(filter)
  const asked = useMemo(() => askable(JSON.parse(keyed) as Filter, fields ?? []), [keyed, fields])
  const wanted = search.sort ?? view?.sort ?? usual.sort
  const sort = known.has(wanted.replace(/^-/, '')) ? wanted : usual.sort
  const columns = search.columns ? search.columns.split(',') : (view?.columns ?? null)
  const q = search.q ?? ''
  return {
    kind,
    fields: fields ?? [],
    views: views ?? [],
    view,
    filter,
    asked: useDeferredValue(asked),
    q,
    askedQ: useDeferredValue(q),
    sort,
    columns,
    changed: Boolean(search.filter || search.sort || search.columns),
    ready: fields !== undefined && views !== undefined,
    change: (values) =>
      setSearch({
        ...('filter' in values ? { filter: values.filter && JSON.stringify(values.filter) } : {}),
        ...('sort' in values ? { sort: values.sort } : {}),
        ...('columns' in values ? { columns: values.columns?.join(',') } : {}),
        ...('q' in values ? { q: values.q } : {}),
        // What the board narrows by becomes a part of the filter once the filter is changed.
        ...('filter' in values ? { status: undefined, owner: undefined, source: undefined } : {}),
      }),
    open: (next) =>
      setSearch(
        {
          saved: next ? next.id : views?.some((one) => one.isDefault) ? 'none' : undefined,
          filter: undefined,
          sort: undefined,
          columns: undefined,
          status: undefined,
          owner: undefined,
          source: undefined,
        },
        { push: true },
      ),
  }
}
