import { useEffect, useRef } from 'react'

const FIELDS =
  'input:not([type="checkbox"]), textarea, select, [contenteditable="true"], [role="menu"], [role="listbox"]'

type Handler = (event: KeyboardEvent) => void

/** A letter must reach the field a person is writing in (nobody writes in a box to tick), and what lies under a dialog is out of reach. */
function busy(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement | null
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return true
  if (target?.closest(FIELDS)) return true
  return document.querySelector('[role="dialog"]') !== null
}

/** Single keys for the page: `{ n: create, '?': help }`. */
export function useKeys(keys: Record<string, Handler>): void {
  const latest = useRef(keys)
  latest.current = keys
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const handler = latest.current[event.key.length === 1 ? event.key.toLowerCase() : event.key]
      if (!handler || busy(event)) return
      event.preventDefault()
      handler(event)
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
}
