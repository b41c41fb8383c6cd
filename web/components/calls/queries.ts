import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { formatPhone } from '../../../pure/phone.ts'
import { api, data } from '../../api/client.ts'
import type { components } from '../../api/schema.d.ts'
import { useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { notify, notifyProblem } from '../../ui/notify.tsx'

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

/** Rings one's own telephone, then the number; null where Tok cannot, and the device's own dialling is to be used. */
export function useDial(): { dial: ((number: string, subject?: CallSubject) => void) | null; pending: boolean } {
  const t = useT()
  const client = useQueryClient()
  const { data: now } = useQuery(nowQuery)
  const ask = useMutation({
    mutationFn: ({ number, subject }: { number: string; subject?: CallSubject | undefined }) =>
      data(api.POST('/api/calls', { body: { number, ...(subject ? { subject } : {}) } })),
    onSuccess: (call) => notify('dial', t('calls.dialled', { number: formatPhone(call.number ?? '') })),
    onError: (problem) => notifyProblem(problem, 'dial'),
    onSettled: () => client.invalidateQueries({ queryKey: ['calls'] }),
  })
  const dial = (number: string, subject?: CallSubject) => ask.mutate({ number, subject })
  return { dial: now?.extension ? dial : null, pending: ask.isPending }
}

export function useCalledBack() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => data(api.POST('/api/calls/{id}/called-back', { params: { path: { id } } })),
    onError: (problem) => notifyProblem(problem),
    onSettled: () => client.invalidateQueries({ queryKey: ['calls'] }),
  })
}

/** Whom a call was with, as far as the reader may know. */
export function cardOf({ contact, company, lead }: Call): { name: string; to: string } | null {
  if (contact) return { name: contact.name, to: paths.contact(contact.id) }
  if (company) return { name: company.name, to: paths.company(company.id) }
  return lead ? { name: lead.name, to: paths.lead(lead.id) } : null
}

/** 2:13 */
export function talkedFor(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
