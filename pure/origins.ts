/** The origin of a web address that names nothing but one; null for anything else. */
export function originOf(text: string): string | null {
  try {
    const url = new URL(text.trim())
    return /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search ? url.origin : null
  } catch {
    return null
  }
}

/**
 * May a page of this origin show and send the form? `own` are the hosts under which Tok itself is reached: the form's
 * own page may always. A request without Origin is no browser's and passes: the list keeps other sites out, it is no guard against
 * programs, which can write any Origin they like.
 */
export function originAllowed(allowed: string[], origin: string | undefined, own: (string | undefined)[]): boolean {
  if (allowed.length === 0 || origin === undefined) return true
  if (!URL.canParse(origin)) return false
  const url = new URL(origin)
  return own.includes(url.host) || allowed.includes(url.origin)
}
