import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { formatPhone } from '../../../pure/phone.ts'
import { api, data } from '../../api/client.ts'
import { useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { notify, notifyProblem } from '../../ui/notify.tsx'
import { type Call, type CallSubject, nowQuery } from './queries.ts'

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

export interface Card {
  name: string
  /** It still has the number for a name. */
  unnamed: boolean
  to: string
}

/** Whom a call was with, as far as the reader may know. */
export function cardOf({ contact, company, lead, number }: Call): Card | null {
  if (contact) {
    const unnamed = contact.name === number
    return { name: unnamed ? formatPhone(contact.name) : contact.name, unnamed, to: paths.contact(contact.id) }
  }
  if (company) return { name: company.name, unnamed: false, to: paths.company(company.id) }
  return lead ? { name: lead.name, unnamed: false, to: paths.lead(lead.id) } : null
}
