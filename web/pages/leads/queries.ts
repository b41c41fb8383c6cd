import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { LEAD_STATUSES, type LeadStatus } from '../../../pure/leads.ts'
import { api, data } from '../../api/client.ts'
import type { components } from '../../api/schema.d.ts'
import type { Filter, Part } from '../../components/lists/filter.ts'
import { keyOf, type Listed, paged, pageOf, wordsIn } from '../../components/lists/paged.ts'
import type { Search } from '../../ui/use-search.ts'

export type Lead = components['schemas']['Lead']
export type LeadWithRights = Lead & {
  may: string[]
  mostTimes: number | null
  made: { kind: 'deal' | 'contact' | 'company'; id: string; name: string }[]
}

/** What is still to be done something about: the list's own choice. */
export const OPEN = ['new', 'processing', 'waiting'] as const satisfies LeadStatus[]

/** Of the board, as the address holds it: 'me' | 'none' | 'department' | an id; a source; words. */
export interface LeadFilters {
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
    ...wordsIn(q),
  }
}

function statusesOf(status: string): readonly LeadStatus[] {
  if (status === 'all') return []
  const one = LEAD_STATUSES.find((known) => known === status)
  return one ? [one] : OPEN
}

/** The list as it comes: what is still to be done something about, of whom and from where the board is narrowed to. */
export function usualLeads({ status = 'open', owner, source }: Search): Filter {
  const parts: Part[] = []
  const statuses = statusesOf(status)
  if (statuses.length > 0) parts.push({ field: 'status', op: 'any_of', value: [...statuses] })
  if (owner) parts.push({ field: 'ownerId', op: 'any_of', value: [owner === 'department' ? 'my_department' : owner] })
  if (source) parts.push({ field: 'source', op: 'is', value: source })
  return { all: parts }
}

export const leadsQuery = (list: Listed, me: Person) =>
  infiniteQueryOptions({
    queryKey: ['leads', 'list', ...keyOf(list), me.id],
    enabled: list.ready,
    queryFn: ({ pageParam, signal }) =>
      data(
        api.GET('/api/leads', {
          params: {
            query: pageOf(list, pageParam),
          },
          signal,
        }),
      ),
    ...paged,
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
    queryKey: ['leads', 'board', filters, me.id, limit],
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
