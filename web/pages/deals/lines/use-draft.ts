import { useEffect, useState } from 'react'
import type { DealLines } from '../queries.ts'
import { type Draft, draftOf } from './draft.ts'

// What was written and not saved outlives a look at another page.
const kept = new Map<string, Draft>()

/** The lines as they are served until somebody writes; from then on what he writes, until it is saved or discarded. */
export function useDraft(served: DealLines) {
  const id = served.dealId
  const [own, setOwn] = useState<Draft | null>(kept.get(id) ?? null)
  const dirty = own !== null
  useEffect(() => {
    if (!dirty) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [dirty])
  return {
    draft: own ?? draftOf(served),
    dirty,
    change: (make: (draft: Draft) => Draft) =>
      setOwn((now) => {
        const next = make(now ?? draftOf(served))
        kept.set(id, next)
        return next
      }),
    discard: () => {
      kept.delete(id)
      setOwn(null)
    },
  }
}
