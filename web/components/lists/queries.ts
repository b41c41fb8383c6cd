import { queryOptions } from '@tanstack/react-query'
import { api, data } from '../../api/client.ts'
import { type FieldKind, listKeyOf } from '../fields/queries.ts'
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
    queryKey: [listKeyOf(kind), 'count', kind, filter, q],
    queryFn: () => data(api.POST('/api/bulk-edits/count', { body: { kind, filter, ...(q ? { q } : {}) } })),
  })

export const bulkQuery = (id: string) =>
  queryOptions({
    queryKey: ['bulk-edits', id],
    queryFn: () => data(api.GET('/api/bulk-edits/{id}', { params: { path: { id } } })),
    refetchInterval: (query) => (query.state.data?.finishedAt ? false : 700),
  })

/** Pipelines of a kind with their stages, as filters, boards and dialogs name them. */
export const pipelinesOf = (kind: ListKind) =>
  queryOptions({
    queryKey: ['pipelines', kind],
    queryFn: async () => (await data(api.GET('/api/pipelines', { params: { query: { kind } } }))).items,
    staleTime: 60_000,
  })
