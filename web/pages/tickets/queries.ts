import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, data } from '../../api/client.ts'
import type { components } from '../../api/schema.d.ts'

export type Ticket = components['schemas']['Ticket']
export type Status = Ticket['status']
export type Priority = Ticket['priority']

export const QUEUES = ['all', 'mine', 'nobody', 'answer', 'late'] as const
export type Queue = (typeof QUEUES)[number]
export const STATUSES: Status[] = ['new', 'open', 'waiting', 'solved', 'closed']
export const PRIORITIES: Priority[] = ['urgent', 'high', 'normal', 'low']

const OPEN = 'new,open,waiting'

export const ticketsQuery = (asked: { queue: Queue; status: string; q: string }) =>
  infiniteQueryOptions({
    queryKey: ['tickets', 'list', asked],
    queryFn: ({ pageParam, signal }) =>
      data(
        api.GET('/api/tickets', {
          params: {
            query: {
              ...(asked.queue === 'all' ? {} : { queue: asked.queue }),
              ...(asked.queue === 'all' && asked.status !== 'any' ? { status: asked.status || OPEN } : {}),
              ...(asked.q.trim() ? { q: asked.q.trim() } : {}),
              limit: 100,
              after: pageParam,
            },
          },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  })

/** One's own tickets that wait for an answer or a solution, what is due first on top. */
export const dueQuery = queryOptions({
  queryKey: ['tickets', 'due'],
  queryFn: async () =>
    (await data(api.GET('/api/tickets', { params: { query: { queue: 'mine', status: 'new,open', limit: 20 } } })))
      .items,
})

export const ticketQuery = (id: string) =>
  queryOptions({
    queryKey: ['tickets', 'one', id],
    queryFn: () => data(api.GET('/api/tickets/{id}', { params: { path: { id } } })),
  })
export type TicketWithRights = Awaited<ReturnType<NonNullable<ReturnType<typeof ticketQuery>['queryFn']>>>

/** Tickets one may merge into, by words or number. */
export const foundQuery = (q: string) =>
  queryOptions({
    queryKey: ['tickets', 'find', q],
    queryFn: async () =>
      (await data(api.GET('/api/tickets', { params: { query: { limit: 20, ...(q ? { q } : {}), status: OPEN } } })))
        .items,
  })
