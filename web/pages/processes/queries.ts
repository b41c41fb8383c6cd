import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { api, data } from '../../api/client.ts'

// The key begins with "processes", which every live hint about a case refreshes.
export const processesQuery = queryOptions({
  queryKey: ['processes', 'list'],
  queryFn: async () => (await data(api.GET('/api/processes'))).items,
})
export const processQuery = (key: string) =>
  queryOptions({
    queryKey: ['processes', 'one', key],
    queryFn: () => data(api.GET('/api/processes/{key}', { params: { path: { key } } })),
  })
export const incidentsQuery = queryOptions({
  queryKey: ['processes', 'incidents'],
  queryFn: async () => (await data(api.GET('/api/incidents'))).items,
})
export const instanceQuery = (id: string) =>
  queryOptions({
    queryKey: ['processes', 'instance', id],
    queryFn: () => data(api.GET('/api/instances/{id}', { params: { path: { id } } })),
  })

export type Process = Awaited<ReturnType<NonNullable<ReturnType<typeof processQuery>['queryFn']>>>
export type Incident = Awaited<ReturnType<NonNullable<(typeof incidentsQuery)['queryFn']>>>[number]

export function useProcessRefresh(): () => Promise<unknown> {
  const client = useQueryClient()
  return () =>
    Promise.all(['processes', 'records', 'counts'].map((key) => client.invalidateQueries({ queryKey: [key] })))
}
