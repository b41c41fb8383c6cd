import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, data } from '../../api/client.ts'
import type { components } from '../../api/schema.d.ts'
import { notifyProblem } from '../../ui/notify.tsx'

export type Call = components['schemas']['Call']
export type CallSubject = { kind: 'contact' | 'company' | 'lead' | 'deal'; id: string }

/** What rings or is spoken at one's own telephone, and whether one can dial from here. */
export const nowQuery = queryOptions({
  queryKey: ['calls', 'now'],
  queryFn: () => data(api.GET('/api/calls/now')),
  staleTime: 5000,
})

export const callQuery = (id: string) =>
  queryOptions({
    queryKey: ['calls', 'one', id],
    queryFn: () => data(api.GET('/api/calls/{id}', { params: { path: { id } } })),
  })

/** Missed calls nobody has called back, what is due first on top. */
export const toCallBackQuery = queryOptions({
  queryKey: ['calls', 'back'],
  queryFn: async () =>
    (await data(api.GET('/api/calls', { params: { query: { callBack: 'open', limit: 20 } } }))).items,
})

export function useCalledBack() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => data(api.POST('/api/calls/{id}/called-back', { params: { path: { id } } })),
    onError: (problem) => notifyProblem(problem),
    onSettled: () => client.invalidateQueries({ queryKey: ['calls'] }),
  })
}

/** 2:13 */
export function talkedFor(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
