import { useQueryClient } from '@tanstack/react-query'

// Everything a task or a request is shown in.
const shown = ['my-day', 'tasks', 'requests', 'leads', 'records', 'counts']

/** After something was done here: the lists ask again without waiting for the live hint. */
export function useRefresh(): () => Promise<unknown> {
  const queryClient = useQueryClient()
  return () => Promise.all(shown.map((key) => queryClient.invalidateQueries({ queryKey: [key] })))
}
