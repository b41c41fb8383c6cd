import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { api, data } from '../../api/client.ts'
import { paths } from '../../paths.ts'
import { useGo } from '../../ui/GoTo.tsx'

/** Into the house: to the page that was asked for before signing in, if it is one of ours. */
export function useEnter(): () => void {
  const go = useGo()
  const queryClient = useQueryClient()
  const { to } = useSearch({ strict: false }) as { to?: string }
  return () => {
    // What a visitor was told no longer holds.
    queryClient.clear()
    go(to?.startsWith('/') && !to.startsWith('//') ? to : paths.myDay, { replace: true })
  }
}

export function useSignIn() {
  const enter = useEnter()
  return useMutation({
    mutationFn: (body: { email: string; password: string }) => data(api.POST('/api/sign-in', { body })),
    onSuccess: enter,
  })
}

export function useEnterDemo() {
  const enter = useEnter()
  return useMutation({
    mutationFn: (userId: string) => data(api.POST('/api/demo/enter', { body: { userId } })),
    onSuccess: enter,
  })
}
