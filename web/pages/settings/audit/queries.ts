import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api, data } from '../../../api/client.ts'
import type { components } from '../../../api/schema.d.ts'
import type { Entry } from '../../../components/record/queries.ts'

export type LoggedEvent = components['schemas']['LoggedEvent']

export const auditQuery = (filter: Record<string, string>) =>
  infiniteQueryOptions({
    queryKey: ['audit', filter],
    queryFn: ({ pageParam }) =>
      data(api.GET('/api/audit', { params: { query: { ...filter, limit: 100, after: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })

export const sealsQuery = queryOptions({
  queryKey: ['audit', 'seals'],
  queryFn: () => data(api.GET('/api/audit/seals')),
  refetchInterval: 10_000,
})

/** As the timelines tell it. */
export const entryOf = (event: LoggedEvent): Entry => ({ ...event, call: null, message: null, note: null, task: null })
