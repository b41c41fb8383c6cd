import { Link, useRouter } from '@tanstack/react-router'
import { type ComponentPropsWithRef, useCallback } from 'react'

type Props = Omit<ComponentPropsWithRef<'a'>, 'href'> & {
  /** One of `paths`, with a query if it needs one. */
  to: string
  /** Counts as current only on this very address, not on those below it. */
  exact?: boolean
}

/** A link within the app; its page is fetched when the pointer comes near. */
export function GoTo({ to, exact, ...rest }: Props) {
  const [pathname, query] = to.split('?')
  return (
    <Link
      to={pathname as string}
      search={query ? Object.fromEntries(new URLSearchParams(query)) : {}}
      preload="intent"
      activeOptions={{ exact: exact ?? false, includeSearch: false }}
      {...rest}
    />
  )
}

export function useGo(): (to: string, options?: { replace?: boolean }) => void {
  const router = useRouter()
  return useCallback((to, options) => void router.navigate({ href: to, replace: options?.replace }), [router])
}
