import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import { api, data } from './client.ts'
import { followClock } from './clock.ts'

export type Role = 'owner' | 'sales_head' | 'seller'

export interface Person {
  id: string
  name: string
  role: Role
  title: string
}

export interface Start {
  state: 'empty' | 'ready'
  demo: boolean
  companyName?: string
  version: string
  people?: Person[]
  signedIn: boolean
}

export interface Me {
  user: {
    id: string
    name: string
    email: string
    role: Role
    locale: 'pl' | 'en'
    departmentId: string | null
    title?: string
  }
  company: { name: string; zone: string; currency: string }
  demo: boolean
  /** Business time: in the demo company it can be moved. */
  now: string
  counts: { requests: number; tasks: number; leads: number; deals: number; notifications: number }
}

export const startQuery = queryOptions({
  queryKey: ['start'],
  queryFn: async (): Promise<Start> => await data(api.GET('/api/start')),
  staleTime: 10_000,
})

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async (): Promise<Me> => {
    const me: Me = await data(api.GET('/api/me'))
    followClock(me.now, me.company.zone)
    return me
  },
  refetchInterval: 60_000,
})

/** The person at this screen. Only below the shell, whose route has loaded it. */
export function useMe(): Me {
  return useSuspenseQuery(meQuery).data
}
