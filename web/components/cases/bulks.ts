import { queryOptions } from '@tanstack/react-query'
import { api, data } from '../../api/client.ts'

/** What is done to cases, one or many, by a press; putting variables right is for one alone. */
export const DOINGS = ['remind', 'reassign', 'retry', 'skip', 'move', 'suspend', 'resume', 'cancel'] as const
export type BulkDoing = (typeof DOINGS)[number]
export type BulkAction =
  | { do: Exclude<BulkDoing, 'reassign' | 'move'> }
  | { do: 'reassign'; assigneeId: string }
  | { do: 'move'; from: string; to: string }
export type BulkFilter = { process: string; element: string; code: string } | { ids: string[] }

const SOON = 1000

/** What was asked for many cases; asked for again as long as some of it is going on. */
export const bulksQuery = queryOptions({
  queryKey: ['processes', 'bulks'],
  queryFn: async () => (await data(api.GET('/api/case-actions'))).items,
  refetchInterval: ({ state }) => (state.data?.some((bulk) => !bulk.finishedAt) ? SOON : false),
})
export type Bulk = Awaited<ReturnType<NonNullable<(typeof bulksQuery)['queryFn']>>>[number]

/** How many cases it would be done to now. */
export const reachedQuery = (filter: BulkFilter, action: BulkAction) =>
  queryOptions({
    queryKey: ['bulk-reach', filter, action],
    queryFn: async () => (await data(api.POST('/api/case-actions', { body: { filter, action, dryRun: true } }))).total,
    gcTime: 0,
    staleTime: 0,
  })

export const reaches = (bulk: Bulk, filter: BulkFilter): boolean =>
  Object.entries(filter).every(([name, value]) => bulk.filter[name] === value)
