import { Link, useRouter } from '@tanstack/react-router'
import { type ComponentPropsWithRef, useCallback } from 'react'

type Props = Omit<ComponentPropsWithRef<'a'>, 'href'> & {
  /** One of `paths`, with a query if it needs one. */
  to: string
  /** Counts as current only on this very address, not on those below it. */
  exact?: boolean
}

/** Whether routes.tsx has the page of an address; what leads nowhere is not offered. */
export function useHasPage(): (to: string) => boolean {
  const pages = useRouter().routesByPath as Record<string, unknown>
  return (to) => {
    const parts = (to.split('?')[0] as string).split('/')
    return Object.keys(pages).some((page) => {
      const pattern = page.split('/')
      return pattern.length === parts.length && pattern.every((part, at) => part.startsWith('$') || part === parts[at])
    })
  }
}

/** A link within the app; its page is fetched when the pointer comes near. Plain words while there is no such page. */
export function GoTo({ to, exact, ...rest }: Props) {
  const hasPage = useHasPage()
  if (!hasPage(to)) return <span className={rest.className}>{rest.children}</span>
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
