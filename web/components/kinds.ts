import { queryOptions, useQuery } from '@tanstack/react-query'
import { api, data } from '../api/client.ts'
import type { components } from '../api/schema.d.ts'

export type Kind = components['schemas']['Kind']

/** Kinds of record of the company's own, as far as this person may read their records. */
export const kindsQuery = queryOptions({
  queryKey: ['kinds', 'used'],
  queryFn: async (): Promise<Kind[]> => (await data(api.GET('/api/kinds'))).items,
  staleTime: 60_000,
})

export const useKinds = (): Kind[] => useQuery(kindsQuery).data ?? []

/** One of them, also one that was put away. */
export const kindQuery = (key: string) =>
  queryOptions({
    queryKey: ['kinds', 'one', key],
    queryFn: (): Promise<Kind> => data(api.GET('/api/kinds/{key}', { params: { path: { key } } })),
    staleTime: 60_000,
  })
