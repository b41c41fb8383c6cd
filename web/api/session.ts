import { queryOptions, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { api, data } from './client.ts'
import { followClock } from './clock.ts'

/** Somebody of the demo company whom a visitor may step into. */
export interface DemoPerson {
  id: string
  name: string
  role: string
  title: string
}

export interface Start {
  state: 'empty' | 'ready'
  demo: boolean
  companyName?: string
  version?: string
  people?: DemoPerson[]
  signedIn: boolean
}

export interface Me {
  user: {
    id: string
    name: string
    email: string
    role: string
    locale: 'pl' | 'en'
    departmentId: string | null
  }
  company: { name: string; zone: string; currency: string }
  demo: boolean
  /** Business time: in the demo company it can be moved. */
  now: string
  /** How far each action reaches: 'lead.update' -> 'all' | 'department' | 'own' | 'none'. */
  can: Record<string, string>
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

/** Numbers beside the navigation. */
export interface Counts {
  requests: number
  tasks: number
  late: number
  leads: number
  deals: number
  notifications: number
  incidents: number
  inbox: number
}

const noCounts: Counts = {
  requests: 0,
  tasks: 0,
  late: 0,
  leads: 0,
  deals: 0,
  notifications: 0,
  incidents: 0,
  inbox: 0,
}

const countsQuery = queryOptions({
  queryKey: ['counts'],
  queryFn: async (): Promise<Counts> => await data(api.GET('/api/counts')),
  refetchInterval: 60_000,
})

export function useCounts(): Counts {
  return useQuery(countsQuery).data ?? noCounts
}

/** The person at this screen. Only below the shell, whose route has loaded it. */
export function useMe(): Me {
  return useSuspenseQuery(meQuery).data
}
