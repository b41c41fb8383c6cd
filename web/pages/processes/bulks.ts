import { queryOptions } from '@tanstack/react-query'
import { api, data } from '../../api/client.ts'

export type BulkDoing = 'retry' | 'skip' | 'cancel'
export interface BulkFilter {
  process: string
  element: string
  code: string
}

const SOON = 1000

/** What was asked for many cases; asked for again as long as some of it is going on. */
export const bulksQuery = queryOptions({
  queryKey: ['processes', 'bulks'],
  queryFn: async () => (await data(api.GET('/api/case-actions'))).items,
  refetchInterval: ({ state }) => (state.data?.some((bulk) => !bulk.finishedAt) ? SOON : false),
})
export type Bulk = Awaited<ReturnType<NonNullable<(typeof bulksQuery)['queryFn']>>>[number]

/** How many cases it would be done to now. */
export const reachedQuery = (filter: BulkFilter, doing: BulkDoing) =>
  queryOptions({
    queryKey: ['bulk-reach', filter, doing],
    queryFn: async () =>
      (await data(api.POST('/api/case-actions', { body: { filter, action: { do: doing }, dryRun: true } }))).total,
    gcTime: 0,
    staleTime: 0,
  })

export const reaches = (bulk: Bulk, filter: BulkFilter): boolean =>
  (Object.keys(filter) as (keyof BulkFilter)[]).every((name) => bulk.filter[name] === filter[name])
