import { infiniteQueryOptions, queryOptions, useQueryClient } from '@tanstack/react-query'
import { api, data } from '../../api/client.ts'
import type { components } from '../../api/schema.d.ts'
import { EVERYTHING } from '../../components/lists/filter.ts'
import { keyOf, type Listed, paged, pageOf } from '../../components/lists/paged.ts'

/** The list as it comes: everybody, by name. */
export const USUAL_CARDS = { sort: 'name', filter: () => EVERYTHING }

export type Contact = components['schemas']['Contact']
export type Company = components['schemas']['Company']
export type Point = { value: string; label?: string }

export const contactsQuery = (filters: Listed) =>
  infiniteQueryOptions({
    queryKey: ['contacts', 'list', ...keyOf(filters)],
    enabled: filters.ready,
    queryFn: ({ pageParam, signal }) =>
      data(api.GET('/api/contacts', { params: { query: pageOf(filters, pageParam) }, signal })),
    ...paged,
  })
export const companiesQuery = (filters: Listed) =>
  infiniteQueryOptions({
    queryKey: ['companies', 'list', ...keyOf(filters)],
    enabled: filters.ready,
    queryFn: ({ pageParam, signal }) =>
      data(api.GET('/api/companies', { params: { query: pageOf(filters, pageParam) }, signal })),
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
