import { infiniteQueryOptions, keepPreviousData, queryOptions, useQueryClient } from '@tanstack/react-query'
import { api, data } from '../../api/client.ts'
import type { components } from '../../api/schema.d.ts'

export type Deal = components['schemas']['Deal']
export type Pipeline = components['schemas']['Pipeline']
export type PipelineStage = components['schemas']['Stage']
export type DealWays = components['schemas']['DealWays']
export type WayOn = components['schemas']['DealWayOn']
export type DealPerson = components['schemas']['DealPerson']
export type LostReason = components['schemas']['LostReason']
export type Forecast = components['schemas']['DealForecast']
export type DealBoard = components['schemas']['DealBoard']

/** As the address holds it: 'open' | 'won' | 'lost' | 'all'; 'me' | an id | ''; words. */
export interface DealFilters {
  status: string
  owner: string
  q: string
}

const STATUSES = ['open', 'won', 'lost'] as const
const ownerOf = (owner: string, me: string) => (owner === 'me' ? { ownerId: me } : owner ? { ownerId: owner } : {})
const wordsIn = (q: string) => (q.trim() ? { q: q.trim() } : {})

export const pipelinesQuery = queryOptions({
  queryKey: ['deals', 'pipelines'],
  queryFn: async () => (await data(api.GET('/api/pipelines'))).items,
  staleTime: 60_000,
})

export const boardQuery = (pipeline: string, { owner, q }: Omit<DealFilters, 'status'>, me: string, limit: number) =>
  queryOptions({
    queryKey: ['deals', 'board', pipeline, owner, q, me, limit],
    queryFn: async ({ signal }) =>
      data(
        api.GET('/api/deals/board', {
          params: { query: { ...(pipeline ? { pipeline } : {}), ...ownerOf(owner, me), ...wordsIn(q), limit } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  })

export const dealsQuery = (filters: DealFilters, me: string) =>
  infiniteQueryOptions({
    queryKey: ['deals', 'list', filters, me],
    queryFn: ({ pageParam, signal }) => {
      const status = filters.status === 'all' ? undefined : (STATUSES.find((one) => one === filters.status) ?? 'open')
      return data(
        api.GET('/api/deals', {
          params: {
            query: {
              ...(status ? { status } : {}),
              ...ownerOf(filters.owner, me),
              ...wordsIn(filters.q),
              sort: 'created' as const,
              limit: 100,
              after: pageParam,
            },
          },
          signal,
        }),
      )
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  })

/** Deals of one card, open ones and closed. */
export const dealsOfQuery = (of: { contactId: string } | { companyId: string }) =>
  queryOptions({
    queryKey: ['deals', 'of', of],
    queryFn: async () =>
      (await data(api.GET('/api/deals', { params: { query: { ...of, sort: 'created', limit: 20 } } }))).items,
  })

export const dealQuery = (id: string) =>
  queryOptions({
    queryKey: ['deals', 'one', id],
    queryFn: () => data(api.GET('/api/deals/{id}', { params: { path: { id } } })),
  })

/** Where it may go from its stage, and what each way asks for. */
export const waysQuery = (id: string) =>
  queryOptions({
    queryKey: ['deals', 'ways', id],
    queryFn: () => data(api.GET('/api/deals/{id}/ways', { params: { path: { id } } })),
  })

export const dealPeopleQuery = (id: string) =>
  queryOptions({
    queryKey: ['deals', 'people', id],
    queryFn: async () => (await data(api.GET('/api/deals/{id}/people', { params: { path: { id } } }))).items,
  })

export const lostReasonsQuery = queryOptions({
  queryKey: ['deals', 'lost-reasons'],
  queryFn: async () => (await data(api.GET('/api/lost-reasons'))).items,
  staleTime: 60_000,
})

export const forecastQuery = (asked: { pipeline: string; owner: string; department: string }, me: string) =>
  queryOptions({
    queryKey: ['deals', 'forecast', asked, me],
    queryFn: async ({ signal }) =>
      data(
        api.GET('/api/deals/forecast', {
          params: {
            query: {
              ...(asked.pipeline ? { pipelineId: asked.pipeline } : {}),
              ...(asked.department ? { departmentId: asked.department } : {}),
              ...ownerOf(asked.owner, me),
            },
          },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  })

export function useDealRefresh(): () => Promise<unknown> {
  const client = useQueryClient()
  return () =>
    Promise.all(['deals', 'records', 'my-day', 'counts'].map((key) => client.invalidateQueries({ queryKey: [key] })))
}
