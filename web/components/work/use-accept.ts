import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, data } from '../../api/client.ts'
import { businessNow } from '../../api/clock.ts'
import type { components } from '../../api/schema.d.ts'
import { useMe } from '../../api/session.ts'
import { notifyProblem } from '../../ui/notify.tsx'
import { useRefresh } from './use-refresh.ts'

export type OfferedClaim = components['schemas']['Claim']

/** Accepts a request. Lists of claims lie in queries under 'my-day' and 'requests', as `claims` of what they hold. */
export function useAccept() {
  const queryClient = useQueryClient()
  const refresh = useRefresh()
  const { user } = useMe()
  const [pending, setPending] = useState<ReadonlySet<string>>(new Set())
  const mutation = useMutation({
    // A request belongs to whoever accepts it at once, not only when its process has gone on (docs/decisions/004-claims.md).
    mutationFn: async (claim: OfferedClaim): Promise<void> => {
      if (claim.subject?.kind === 'lead') {
        await data(api.POST('/api/leads/{id}/acceptance', { params: { path: { id: claim.subject.id } } }))
      } else await data(api.POST('/api/tasks/{id}/claim', { params: { path: { id: claim.id } } }))
    },
    onMutate: (claim) => setPending((ids) => new Set(ids).add(claim.id)),
    onSuccess: (_, claim) => {
      const taken: OfferedClaim = {
        ...claim,
        status: 'done',
        completedAt: new Date(businessNow()).toISOString(),
        completedBy: { id: user.id, name: user.name },
      }
      for (const key of ['my-day', 'requests']) {
        queryClient.setQueriesData<{ claims?: OfferedClaim[] }>({ queryKey: [key] }, (held) =>
          held?.claims ? { ...held, claims: held.claims.map((one) => (one.id === claim.id ? taken : one)) } : held,
        )
      }
    },
    // Somebody else was faster: the refreshed card says who, the note says it at once.
    onError: (problem) => notifyProblem(problem, 'accept'),
    onSettled: (_, __, claim) => {
      setPending((ids) => new Set([...ids].filter((id) => id !== claim.id)))
      void refresh()
    },
  })
  return { accept: mutation.mutate, pending }
}
