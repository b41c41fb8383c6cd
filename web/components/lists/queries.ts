import { queryOptions } from '@tanstack/react-query'
import { api, data } from '../../api/client.ts'
import type { FieldKind } from '../fields/queries.ts'
import type { Filter, View } from './filter.ts'

export type ListKind = FieldKind

export const viewsQuery = (kind: ListKind) =>
  queryOptions({
    queryKey: ['views', kind],
    queryFn: async (): Promise<View[]> => (await data(api.GET('/api/views', { params: { query: { kind } } }))).items,
    staleTime: 60_000,
  })

export const countQuery = (kind: ListKind, filter: Filter, q: string) =>
  queryOptions({
    queryKey: [kind === 'company' ? 'companies' : `${kind}s`, 'count', filter, q],
    queryFn: () => data(api.POST('/api/bulk-edits/count', { body: { kind, filter, ...(q ? { q } : {}) } })),
  })

export const bulkQuery = (id: string) =>
  queryOptions({
    queryKey: ['bulk-edits', id],
    queryFn: () => data(api.GET('/api/bulk-edits/{id}', { params: { path: { id } } })),
    refetchInterval: (query) => (query.state.data?.finishedAt ? false : 700),
  })

/** Pipelines with their stages, as a filter names them. */
export const pipelinesQuery = queryOptions({
  queryKey: ['deals', 'pipelines'],
  queryFn: async () => (await data(api.GET('/api/pipelines'))).items,
  staleTime: 60_000,
})
