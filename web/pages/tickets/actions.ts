import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, data } from '../../api/client.ts'
import { useT } from '../../i18n/words.ts'
import { notifyProblem, notifyUndo } from '../../ui/notify.tsx'
import type { Ticket } from './queries.ts'

type Named = Pick<Ticket, 'id' | 'number'>
const path = ({ id }: { id: string }) => ({ params: { path: { id } } })

export const solveTicket = (ticket: Named, solution: string) =>
  data(api.POST('/api/tickets/{id}/solve', { ...path(ticket), body: { solution } }))
export const mergeTicket = (ticket: Named, intoId: string) =>
  data(api.POST('/api/tickets/{id}/merge', { ...path(ticket), body: { intoId } }))
const separateTicket = (ticket: { id: string }) => data(api.POST('/api/tickets/{id}/separate', path(ticket)))
const reopenTicket = (ticket: Named) => data(api.POST('/api/tickets/{id}/reopen', path(ticket)))
const waitForCustomer = (ticket: Named) => data(api.POST('/api/tickets/{id}/wait', path(ticket)))
const resumeTicket = (ticket: Named) => data(api.POST('/api/tickets/{id}/resume', path(ticket)))

export function useTicketRefresh(): () => Promise<unknown> {
  const client = useQueryClient()
  return () =>
    Promise.all(
      ['tickets', 'records', 'conversations', 'my-day'].map((key) => client.invalidateQueries({ queryKey: [key] })),
    )
}

/** What is done with a ticket; what can be taken back is done at once. */
export function useTicketActions() {
  const t = useT()
  const refresh = useTicketRefresh()
  const run = useMutation({
    mutationFn: ({ call }: { call: () => Promise<unknown>; ticket: { id: string } }) => call(),
    onError: (problem, { ticket }) => notifyProblem(problem, `ticket-${ticket.id}`),
    onSettled: () => refresh(),
  })
  const undoable = (ticket: Named, message: string, undo: () => Promise<unknown>) =>
    notifyUndo({ about: `ticket-${ticket.id}`, message, undo: () => run.mutate({ call: undo, ticket }) })
  return {
    pending: run.isPending,
    take: (ticket: Named) => run.mutate({ ticket, call: () => data(api.POST('/api/tickets/{id}/take', path(ticket))) }),
    wait: (ticket: Named) =>
      run.mutate({
        ticket,
        call: async () => {
          await waitForCustomer(ticket)
          undoable(ticket, t('tickets.waits', { number: ticket.number }), () => resumeTicket(ticket))
        },
      }),
    answered: (ticket: Named) =>
      run.mutate({ ticket, call: () => data(api.POST('/api/tickets/{id}/answered', path(ticket))) }),
    resume: (ticket: Named) => run.mutate({ ticket, call: () => resumeTicket(ticket) }),
    reopen: (ticket: Named) => run.mutate({ ticket, call: () => reopenTicket(ticket) }),
    close: (ticket: Named) =>
      run.mutate({ ticket, call: () => data(api.POST('/api/tickets/{id}/close', path(ticket))) }),
    separate: (ticket: { id: string }) => run.mutate({ ticket, call: () => separateTicket(ticket) }),
    /** After the dialogs. */
    merged: (ticket: Named, into: { number: number }) =>
      undoable(ticket, t('tickets.merged', { number: ticket.number, into: into.number }), () => separateTicket(ticket)),
    solved: (ticket: Named) =>
      undoable(ticket, t('tickets.solvedNow', { number: ticket.number }), () => reopenTicket(ticket)),
    assign: async (ticket: Named, ownerId: string | null) => {
      try {
        await data(api.POST('/api/tickets/{id}/owner', { ...path(ticket), body: { ownerId } }))
      } finally {
        await refresh()
      }
    },
    /** Saves one field against the version the person saw. */
    save: async (ticket: Ticket, values: Record<string, unknown>, seen: number | undefined) => {
      try {
        await data(
          api.PATCH('/api/tickets/{id}', {
            ...path(ticket),
            headers: { 'if-match': `"${seen ?? ticket.version}"` },
            body: values,
          }),
        )
      } finally {
        await refresh()
      }
    },
  }
}
