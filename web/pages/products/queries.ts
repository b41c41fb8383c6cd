import { infiniteQueryOptions, keepPreviousData, queryOptions, useQueryClient } from '@tanstack/react-query'
import { api, data } from '../../api/client.ts'
import type { components } from '../../api/schema.d.ts'
import { paged, wordsIn } from '../../components/lists/paged.ts'

export type Product = components['schemas']['Product']

/** As the address holds them; '' where nothing is asked for. */
export interface ProductFilters {
  q: string
  kind: string
  state: string
  sort: string
}

const KINDS = ['goods', 'service'] as const
const SORTS = ['name', 'code', 'updated'] as const

export const productsQuery = (filters: ProductFilters) =>
  infiniteQueryOptions({
    queryKey: ['products', 'list', filters],
    queryFn: ({ pageParam, signal }) =>
      data(
        api.GET('/api/products', {
          params: {
            query: {
              ...wordsIn(filters.q),
              kind: KINDS.find((kind) => kind === filters.kind),
              ...(filters.state === 'archived' ? { archived: 'true' as const } : {}),
              sort: SORTS.find((sort) => sort === filters.sort) ?? 'name',
              limit: 100,
              after: pageParam,
            },
          },
          signal,
        }),
      ),
    ...paged,
  })

export const productQuery = (id: string) =>
  queryOptions({
    queryKey: ['products', 'one', id],
    queryFn: () => data(api.GET('/api/products/{id}', { params: { path: { id } } })),
  })

/** What a typed word or code may mean, a dozen at most. */
export const productsFoundQuery = (q: string) =>
  queryOptions({
    queryKey: ['products', 'find', q],
    queryFn: async ({ signal }) =>
      (
        await data(
          api.GET('/api/products', { params: { query: { ...(q ? { q } : {}), sort: 'name', limit: 12 } }, signal }),
        )
      ).items,
    placeholderData: keepPreviousData,
  })

export function useProductRefresh(): () => Promise<unknown> {
  const client = useQueryClient()
  return () => Promise.all(['products', 'records'].map((key) => client.invalidateQueries({ queryKey: [key] })))
}
