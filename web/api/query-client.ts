import { QueryClient } from '@tanstack/react-query'
import { ApiProblem } from './problem.ts'

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // Live hints refresh what changed; the clock here is only for a page left open behind a broken connection.
      staleTime: 30_000,
      retry: (count, error) => !(error instanceof ApiProblem && error.status >= 400 && error.status < 500) && count < 2,
    },
  },
})
