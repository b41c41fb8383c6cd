import { infiniteQueryOptions } from '@tanstack/react-query'
import { api, data } from '../../api/client.ts'

export const STATES = ['waiting', 'open', 'closed'] as const

interface Asked {
  state: (typeof STATES)[number]
  owner?: string | undefined
  channel?: string | undefined
  departmentId?: string | undefined
}

// The key begins with "conversations", which every live hint about one refreshes.
export const inboxQuery = (asked: Asked) =>
  infiniteQueryOptions({
    queryKey: ['conversations', 'inbox', asked],
    queryFn: ({ pageParam }) =>
      data(api.GET('/api/conversations', { params: { query: { ...asked, limit: 50, after: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
