import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { RejectReason } from '../../../pure/leads.ts'
import { api, data } from '../../api/client.ts'
import { useRefresh } from '../../components/work/use-refresh.ts'
import { useT } from '../../i18n/words.ts'
import { notifyProblem, notifyUndo } from '../../ui/notify.tsx'
import type { Lead, LeadWithRights } from './queries.ts'

type Named = Pick<Lead, 'id' | 'title'>
const path = (lead: Named) => ({ params: { path: { id: lead.id } } })

export const acceptLead = (lead: Named) => data(api.POST('/api/leads/{id}/acceptance', path(lead)))
export const assignLead = (lead: Named, ownerId: string) =>
  data(api.POST('/api/leads/{id}/owner', { ...path(lead), body: { ownerId } }))
export const putOffLead = (lead: Named, until: string, { take = false } = {}) =>
  data(api.POST('/api/leads/{id}/waiting', { ...path(lead), body: { until, take } }))
export const resumeLead = (lead: Named) => data(api.DELETE('/api/leads/{id}/waiting', path(lead)))
export const rejectLead = (lead: Named, reason: RejectReason, note: string) =>
  data(api.POST('/api/leads/{id}/rejection', { ...path(lead), body: { reason, note } }))
export const reopenLead = (lead: Named) => data(api.DELETE('/api/leads/{id}/rejection', path(lead)))

/** What is done with one press: accept, bring back, open again; the rest asks in a dialog first. */
export function useLeadActions() {
  const t = useT()
  const refresh = useRefresh()
  const queryClient = useQueryClient()
  const run = useMutation({
    mutationFn: ({ call }: { call: () => Promise<unknown>; lead: Named }) => call(),
    onError: (problem, { lead }) => notifyProblem(problem, `lead-${lead.id}`),
    onSettled: () => refresh(),
  })
  const undoable = (lead: Named, message: string, undo: () => Promise<unknown>) =>
    notifyUndo({
      about: `lead-${lead.id}`,
      message,
      undo: () => run.mutate({ call: undo, lead }),
    })
  return {
    pending: run.isPending,
    refresh,
    accept: (lead: Named) => run.mutate({ call: () => acceptLead(lead), lead }),
    resume: (lead: Lead) =>
      run.mutate({
        lead,
        call: async () => {
          const until = lead.waitingUntil
          await resumeLead(lead)
          if (until) undoable(lead, t('leads.resumed', { title: lead.title }), () => putOffLead(lead, until))
        },
      }),
    reopen: (lead: Lead) => run.mutate({ call: () => reopenLead(lead), lead }),
    /** After the dialog: it can be taken back. */
    putOff: (lead: Named, when: string) =>
      undoable(lead, t('leads.putOff.done', { title: lead.title, when }), () => resumeLead(lead)),
    /** Saves one field against the version the person saw. */
    save: async (lead: LeadWithRights, values: Record<string, unknown>, seen: number | undefined) => {
      try {
        const saved = await data(
          api.PATCH('/api/leads/{id}', {
            ...path(lead),
            headers: { 'if-match': `"${seen ?? lead.version}"` },
            body: values,
          }),
        )
        queryClient.setQueryData(['leads', 'one', lead.id], (held?: LeadWithRights) => held && { ...held, ...saved })
      } finally {
        await refresh()
      }
    },
  }
}
