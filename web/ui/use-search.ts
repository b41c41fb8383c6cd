import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'

export type Search = Record<string, string | undefined>

/**
 * What stands after the "?" of the address, and the way to change it; a value of undefined or '' leaves the address.
 * Filters replace the entry of the history, so that "back" leaves the page.
 */
export function useSearchState(): [Search, (change: Search, options?: { push?: boolean }) => void] {
  const search = useSearch({ strict: false }) as Search
  const navigate = useNavigate()
  const change = useCallback(
    (values: Search, { push = false } = {}) =>
      void navigate({ to: '.', search: (before: Search) => ({ ...before, ...values }), replace: !push }),
    [navigate],
  )
  return [search, change]
}
