import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { api, data } from '../../api/client.ts'

// A key that begins with "processes" is refreshed by hints about processes, one with "records" by every hint: a case moves
// with whatever happens to its record.
export const processesQuery = queryOptions({
  queryKey: ['processes', 'list'],
  queryFn: async () => (await data(api.GET('/api/processes'))).items,
})
/** What this person may go on drawing. */
export const draftsQuery = queryOptions({
  queryKey: ['processes', 'drafts'],
  queryFn: async () => (await data(api.GET('/api/process-drafts'))).items,
})
export const processQuery = (key: string) =>
  queryOptions({
    queryKey: ['records', 'process', key],
    queryFn: () => data(api.GET('/api/processes/{key}', { params: { path: { key } } })),
  })
export const incidentsQuery = queryOptions({
  queryKey: ['processes', 'incidents'],
  queryFn: async () => (await data(api.GET('/api/incidents'))).items,
})
export const instanceQuery = (id: string) =>
  queryOptions({
    queryKey: ['records', 'case', id],
    queryFn: () => data(api.GET('/api/instances/{id}', { params: { path: { id } } })),
    // From one timer to the next a case moves without an event that anybody is told of.
    refetchInterval: ({ state }) => (state.data?.status === 'active' ? 20_000 : false),
  })

export type Process = Awaited<ReturnType<NonNullable<ReturnType<typeof processQuery>['queryFn']>>>
export type Case = Awaited<ReturnType<NonNullable<ReturnType<typeof instanceQuery>['queryFn']>>>
export type Incident = Awaited<ReturnType<NonNullable<(typeof incidentsQuery)['queryFn']>>>[number]

export function useProcessRefresh(): () => Promise<unknown> {
  const client = useQueryClient()
  return () =>
    Promise.all(['processes', 'records', 'counts'].map((key) => client.invalidateQueries({ queryKey: [key] })))
}
