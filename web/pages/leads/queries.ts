import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, data } from '../../api/client.ts'
import type { components } from '../../api/schema.d.ts'

export type Lead = components['schemas']['Lead']
export type LeadStatus = Lead['status']
export type LeadWithRights = Lead & {
  may: string[]
  mostTimes: number | null
  made: { kind: 'deal' | 'contact' | 'company'; id: string; name: string }[]
}

export const STATUSES = ['new', 'processing', 'waiting', 'converted', 'rejected'] as const satisfies LeadStatus[]
/** What is still to be done something about: the list's own choice. */
export const OPEN = ['new', 'processing', 'waiting'] as const satisfies LeadStatus[]

/** As the address holds it: 'open' | 'all' | a status; 'me' | 'none' | 'department' | an id; a source; words. */
export interface LeadFilters {
  status: string
  owner: string
  source: string
  q: string
}

export interface Person {
  id: string
  departmentId: string | null
}

function queryOf({ owner, source, q }: LeadFilters, me: Person) {
  return {
    ...(owner === 'me' ? { ownerId: me.id } : {}),
    ...(owner === 'none' ? { unowned: 'true' as const } : {}),
    ...(owner === 'department' && me.departmentId ? { departmentId: me.departmentId } : {}),
    ...(owner && !['me', 'none', 'department'].includes(owner) ? { ownerId: owner } : {}),
    ...(source ? { source } : {}),
    ...(q.trim() ? { q: q.trim() } : {}),
  }
}

function statusesOf(status: string): readonly LeadStatus[] {
  if (status === 'all') return []
  const one = STATUSES.find((known) => known === status)
  return one ? [one] : OPEN
}

const PAGE = 100

export const leadsQuery = (filters: LeadFilters, me: Person) =>
  infiniteQueryOptions({
    queryKey: ['leads', 'list', filters, me.id],
    queryFn: ({ pageParam, signal }) => {
      const statuses = statusesOf(filters.status)
      return data(
        api.GET('/api/leads', {
          params: {
            query: {
              ...queryOf(filters, me),
              ...(statuses.length > 0 ? { status: statuses.join(',') } : {}),
              limit: PAGE,
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
    // Far down the list a hint would fetch every page again; there single rows are mended (LeadList).
    staleTime: (query) => (isDeep(query.state.data) ? 'static' : 30_000),
  })

const DEEP = 5
export const isDeep = (data: { pages: unknown[] } | undefined): boolean => (data?.pages.length ?? 0) > DEEP

/** Cards of a column at first, and at most: what is further down belongs to the list. */
export const COLUMN = 30
export const LONGEST_COLUMN = 100

export const boardQuery = (filters: LeadFilters, me: Person, limit: number) =>
  queryOptions({
    queryKey: ['leads', 'board', { ...filters, status: '' }, me.id, limit],
    queryFn: async ({ signal }) =>
      (await data(api.GET('/api/leads/board', { params: { query: { ...queryOf(filters, me), limit } }, signal })))
        .columns,
    placeholderData: keepPreviousData,
  })

export const leadQuery = (id: string) =>
  queryOptions({
    queryKey: ['leads', 'one', id],
    queryFn: async (): Promise<LeadWithRights> => data(api.GET('/api/leads/{id}', { params: { path: { id } } })),
  })

export const submissionsQuery = (id: string) =>
  queryOptions({
    queryKey: ['leads', 'one', id, 'submissions'],
    queryFn: async () => (await data(api.GET('/api/leads/{id}/submissions', { params: { path: { id } } }))).items,
    staleTime: Number.POSITIVE_INFINITY,
  })

export const sourcesQuery = queryOptions({
  queryKey: ['leads', 'sources'],
  queryFn: async () => (await data(api.GET('/api/leads/sources'))).items,
  staleTime: 60_000,
})

export const conversionQuery = (id: string) =>
  queryOptions({
    queryKey: ['leads', 'one', id, 'conversion'],
    queryFn: () => data(api.GET('/api/leads/{id}/conversion', { params: { path: { id } } })),
    // Matches are looked for each time the dialog opens; while it is open its fields must not be filled anew.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })

export const pipelinesQuery = queryOptions({
  queryKey: ['deals', 'pipelines'],
  queryFn: async () => (await data(api.GET('/api/pipelines'))).items,
  staleTime: 60_000,
})
