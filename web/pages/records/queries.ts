import { infiniteQueryOptions, keepPreviousData, queryOptions, useQueryClient } from '@tanstack/react-query'
import { api, data } from '../../api/client.ts'
import type { components } from '../../api/schema.d.ts'
import type { Filter } from '../../components/lists/filter.ts'
import { keyOf, type Listed, paged, pageOf, wordsIn } from '../../components/lists/paged.ts'
import type { Search } from '../../ui/use-search.ts'

export type Kind = components['schemas']['Kind']
export type OwnRecord = components['schemas']['Record']

/** What the board is narrowed to: 'me' | an id | ''; words. */
export interface RecordFilters {
  owner: string
  q: string
}

/** The list as it comes: what is open, of whom the board is narrowed to. */
export function usualRecords({ owner }: Search): Filter {
  return {
    all: [{ field: 'closedAt', op: 'empty' }, ...(owner ? [{ field: 'ownerId', op: 'any_of', value: [owner] }] : [])],
  }
}

const ownerOf = (owner: string, me: string) => (owner === 'me' ? { ownerId: me } : owner ? { ownerId: owner } : {})

export const recordsQuery = (kind: string, list: Listed, me: string) =>
  infiniteQueryOptions({
    queryKey: ['own-records', 'list', kind, ...keyOf(list), me],
    queryFn: ({ pageParam, signal }) =>
      data(
        api.GET('/api/records/{kind}', {
          params: {
            path: { kind },
            query: pageOf(list, pageParam),
          },
          signal,
        }),
      ),
    ...paged,
    enabled: list.ready,
  })

export const boardQuery = (
  kind: string,
  asked: { pipeline: string; filters: RecordFilters },
  me: string,
  limit: number,
) =>
  queryOptions({
    queryKey: ['own-records', 'board', kind, asked, me, limit],
    queryFn: ({ signal }) =>
      data(
        api.GET('/api/records/{kind}/board', {
          params: {
            path: { kind },
            query: {
              ...(asked.pipeline ? { pipeline: asked.pipeline } : {}),
              ...ownerOf(asked.filters.owner, me),
              ...wordsIn(asked.filters.q),
              limit,
            },
          },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  })

/** Whatever its kind. */
const anyKind = (id: string) => ({ params: { path: { kind: 'record', id } } })

export const recordQuery = (id: string) =>
  queryOptions({
    queryKey: ['own-records', 'one', id],
    queryFn: () => data(api.GET('/api/records/{kind}/{id}', anyKind(id))),
  })

export const filledInQuery = (id: string) =>
  queryOptions({
    queryKey: ['own-records', 'filled-in', id],
    queryFn: async () => (await data(api.GET('/api/records/{kind}/{id}/submissions', anyKind(id)))).items,
    staleTime: Number.POSITIVE_INFINITY,
  })

export const waysQuery = (id: string) =>
  queryOptions({
    queryKey: ['own-records', 'ways', id],
    queryFn: () => data(api.GET('/api/records/{kind}/{id}/ways', anyKind(id))),
  })

export function useRecordRefresh(): () => Promise<unknown> {
  const client = useQueryClient()
  return () =>
    Promise.all(['own-records', 'records', 'my-day'].map((key) => client.invalidateQueries({ queryKey: [key] })))
}
