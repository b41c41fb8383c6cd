import { infiniteQueryOptions, keepPreviousData, queryOptions, useQueryClient } from '@tanstack/react-query'
import { api, data } from '../../api/client.ts'
import type { components } from '../../api/schema.d.ts'
import { EVERYTHING } from '../../components/lists/filter.ts'
import type { List } from '../../components/lists/use-list.ts'

/** The list as it comes: everybody, by name. */
export const USUAL_CARDS = { sort: 'name', filter: () => EVERYTHING }

export type Contact = components['schemas']['Contact']
export type Company = components['schemas']['Company']
export type Point = { value: string; label?: string }
type CardFilters = Pick<List, 'asked' | 'askedQ' | 'sort' | 'ready'>

const paged = {
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page: { next: string | null }) => page.next ?? undefined,
  placeholderData: keepPreviousData,
}
const keyOf = ({ asked, askedQ, sort }: CardFilters) => [asked, askedQ, sort]
const queryOf = ({ asked, askedQ, sort }: CardFilters, after: string | undefined) => ({
  filter: JSON.stringify(asked),
  ...(askedQ.trim() ? { q: askedQ.trim() } : {}),
  sort,
  limit: 100,
  after,
})

export const contactsQuery = (filters: CardFilters) =>
  infiniteQueryOptions({
    queryKey: ['contacts', 'list', ...keyOf(filters)],
    enabled: filters.ready,
    queryFn: ({ pageParam, signal }) =>
      data(api.GET('/api/contacts', { params: { query: queryOf(filters, pageParam) }, signal })),
    ...paged,
  })
export const companiesQuery = (filters: CardFilters) =>
  infiniteQueryOptions({
    queryKey: ['companies', 'list', ...keyOf(filters)],
    enabled: filters.ready,
    queryFn: ({ pageParam, signal }) =>
      data(api.GET('/api/companies', { params: { query: queryOf(filters, pageParam) }, signal })),
    ...paged,
  })
export const contactQuery = (id: string) =>
  queryOptions({
    queryKey: ['contacts', 'one', id],
    queryFn: () => data(api.GET('/api/contacts/{id}', { params: { path: { id } } })),
  })
export const companyQuery = (id: string) =>
  queryOptions({
    queryKey: ['companies', 'one', id],
    queryFn: () => data(api.GET('/api/companies/{id}', { params: { path: { id } } })),
  })
export const peopleOfQuery = (companyId: string) =>
  queryOptions({
    queryKey: ['contacts', 'of', companyId],
    queryFn: async () =>
      (await data(api.GET('/api/contacts', { params: { query: { companyId, sort: 'name', limit: 50 } } }))).items,
  })

export function useCardRefresh(): () => Promise<unknown> {
  const client = useQueryClient()
  return () =>
    Promise.all(['contacts', 'companies', 'records'].map((key) => client.invalidateQueries({ queryKey: [key] })))
}
