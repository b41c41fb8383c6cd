import { useEffect, useState } from 'react'
import { type Draft, draftOf, rememberKeys, type Sheet } from './draft.ts'

// What was written and not saved outlives a look at another page.
const kept = new Map<string, Draft>()

/** The lines as they are served until somebody writes; from then on what he writes, until it is saved or discarded. */
export function useDraft(served: Sheet) {
  const { id } = served
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
    /** What was sent is saved; what was written meanwhile stays, and goes on from there. */
    saved: (sent: Draft, keys: string[], answer: Sheet) => {
      const ids = new Map(keys.map((key, index) => [key, answer.lines[index]!.id]))
      rememberKeys(ids)
      setOwn((now) => {
        const next =
          now === null || now === sent
            ? null
            : {
                ...now,
                seen: answer.version,
                lines: now.lines.map((line) => ({ ...line, ...(ids.has(line.key) ? { id: ids.get(line.key)! } : {}) })),
              }
        if (next) kept.set(id, next)
        else kept.delete(id)
        return next
      })
    },
    discard: () => {
      kept.delete(id)
      setOwn(null)
    },
  }
}
