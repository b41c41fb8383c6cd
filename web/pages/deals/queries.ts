import { infiniteQueryOptions, keepPreviousData, queryOptions, useQueryClient } from '@tanstack/react-query'
import { api, data } from '../../api/client.ts'
import type { components } from '../../api/schema.d.ts'
import type { Filter, Part } from '../../components/lists/filter.ts'
import { keyOf, type Listed, paged, pageOf, wordsIn } from '../../components/lists/paged.ts'
import { pipelinesOf } from '../../components/lists/queries.ts'
import type { Search } from '../../ui/use-search.ts'

export type Deal = components['schemas']['Deal']
export type Pipeline = components['schemas']['Pipeline']
export type PipelineStage = components['schemas']['Stage']
export type DealWays = components['schemas']['Ways']
export type WayOn = components['schemas']['WayOn']
export type DealPerson = components['schemas']['DealPerson']
export type LostReason = components['schemas']['LostReason']
export type Forecast = components['schemas']['DealForecast']
export type DealBoard = components['schemas']['DealBoard']

/** Of the board, as the address holds it: 'me' | an id | ''; words. */
export interface DealFilters {
  owner: string
  q: string
}

/** The list as it comes: what is open, of whom the board is narrowed to. */
export function usualDeals({ status = 'open', owner }: Search): Filter {
  const parts: Part[] = []
  if (status !== 'all') parts.push({ field: 'status', op: 'any_of', value: [status] })
  if (owner) parts.push({ field: 'ownerId', op: 'any_of', value: [owner] })
  return { all: parts }
}

const ownerOf = (owner: string, me: string) => (owner === 'me' ? { ownerId: me } : owner ? { ownerId: owner } : {})

export const pipelinesQuery = pipelinesOf('deal')

export const boardQuery = (pipeline: string, { owner, q }: DealFilters, me: string, limit: number) =>
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

export const dealsQuery = (list: Listed, me: string) =>
  infiniteQueryOptions({
    queryKey: ['deals', 'list', ...keyOf(list), me],
    queryFn: ({ pageParam, signal }) =>
      data(
        api.GET('/api/deals', {
          params: {
            query: pageOf(list, pageParam),
          },
          signal,
        }),
      ),
    ...paged,
    enabled: list.ready,
  })

export type DealsOfWhat = { contactId: string } | { companyId: string } | { productId: string }

/** Deals of one card or product, open ones and closed. */
export const dealsOfQuery = (of: DealsOfWhat) =>
  queryOptions({
    queryKey: ['deals', 'of', of],
    queryFn: async () => (await data(api.GET('/api/deals', { params: { query: { ...of, limit: 20 } } }))).items,
  })

export const dealQuery = (id: string) =>
  queryOptions({
    queryKey: ['deals', 'one', id],
    queryFn: () => data(api.GET('/api/deals/{id}', { params: { path: { id } } })),
  })

export type DealLines = components['schemas']['DealLines']
export const linesQuery = (id: string) =>
  queryOptions({
    queryKey: ['deals', 'lines', id],
    queryFn: () => data(api.GET('/api/deals/{id}/lines', { params: { path: { id } } })),
  })

/** The rate a deal of today takes. */
export const offerQuery = (currency: string) =>
  queryOptions({
    queryKey: ['rates', 'offer', currency],
    queryFn: () => data(api.GET('/api/exchange-rates/offer', { params: { query: { currency } } })),
    staleTime: 60_000,
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
    Promise.all(
      ['deals', 'pipelines', 'records', 'my-day', 'counts'].map((key) => client.invalidateQueries({ queryKey: [key] })),
    )
}
