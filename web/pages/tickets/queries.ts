import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api, data } from '../../api/client.ts'
import type { components } from '../../api/schema.d.ts'
import type { Filter, Part } from '../../components/lists/filter.ts'
import { keyOf, type Listed, paged, pageOf } from '../../components/lists/paged.ts'
import type { Search } from '../../ui/use-search.ts'

export type Ticket = components['schemas']['Ticket']
export type Status = Ticket['status']
export type Priority = Ticket['priority']

export const QUEUES = ['all', 'mine', 'nobody', 'answer', 'late'] as const
export type Queue = (typeof QUEUES)[number]
export const STATUSES: Status[] = ['new', 'open', 'waiting', 'solved', 'closed']
export const PRIORITIES: Priority[] = ['urgent', 'high', 'normal', 'low']

const OPEN = 'new,open,waiting'
const OPEN_FILTER: Part = { field: 'status', op: 'any_of', value: ['new', 'open', 'waiting'] }
const DUE_FILTER: Part = { field: 'status', op: 'any_of', value: ['new', 'open'] }

const QUEUED: Record<Queue, Part[]> = {
  all: [OPEN_FILTER],
  mine: [OPEN_FILTER, { field: 'ownerId', op: 'any_of', value: ['me'] }],
  nobody: [DUE_FILTER, { field: 'ownerId', op: 'empty' }],
  answer: [DUE_FILTER, { field: 'answeredAt', op: 'empty' }],
  late: [DUE_FILTER, { field: 'dueAt', op: 'passed' }],
}

export const queueIn = ({ status }: Search): Queue => QUEUES.find((one) => one === status) ?? 'all'

/** What is due first comes first. */
export const USUAL_TICKETS = {
  sort: 'dueAt',
  filter: (search: Search): Filter => ({ all: QUEUED[queueIn(search)] }),
}

export const ticketsQuery = (list: Listed) =>
  infiniteQueryOptions({
    queryKey: ['tickets', 'list', ...keyOf(list)],
    enabled: list.ready,
    queryFn: ({ pageParam, signal }) =>
      data(
        api.GET('/api/tickets', {
          params: {
            query: pageOf(list, pageParam),
          },
          signal,
        }),
      ),
    ...paged,
  })

/** Tickets of a person or a company, the latest first. */
export const ticketsOfQuery = (of: { contactId: string } | { companyId: string }) =>
  queryOptions({
    queryKey: ['tickets', 'of', of],
    queryFn: async () =>
      (await data(api.GET('/api/tickets', { params: { query: { ...of, sort: '-createdAt', limit: 50 } } }))).items,
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

/** Tickets another may be merged into, by words or number. */
export const othersQuery = (ticket: Ticket, q: string) =>
  queryOptions({
    queryKey: ['tickets', 'others', ticket.id, q],
    queryFn: async () => {
      const query = { limit: 20, ...(q ? { q } : {}), status: OPEN }
      const { items } = await data(api.GET('/api/tickets', { params: { query } }))
      return items
        .filter(({ id }) => id !== ticket.id)
        .map(({ id, number, title }) => ({ id, number, name: `${number} ${title}` }))
    },
  })
export type Found = { id: string; number: number; name: string }
