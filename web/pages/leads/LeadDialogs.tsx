import { type ComponentType, lazy, Suspense } from 'react'
import type { Lead } from './queries.ts'

export type Asking = { what: 'reject' | 'putOff' | 'assign' | 'convert'; lead: Lead } | null

type One = ComponentType<{ lead: Lead; onClose: () => void }>

// Fetched when they are first opened: the list itself is to be there at once.
const dialogs: Record<NonNullable<Asking>['what'], One> = {
  reject: lazy(async () => ({ default: (await import('./RejectDialog.tsx')).RejectDialog })),
  putOff: lazy(async () => ({ default: (await import('./PutOffDialog.tsx')).PutOffDialog })),
  assign: lazy(async () => ({ default: (await import('./AssignDialog.tsx')).AssignDialog })),
  convert: lazy(async () => ({ default: (await import('./ConvertDialog.tsx')).ConvertDialog })),
}

/** The dialog of what somebody is about to do with a lead. */
export function LeadDialogs({ asking, onClose }: { asking: Asking; onClose: () => void }) {
  if (!asking) return null
  const One = dialogs[asking.what]
  return (
    <Suspense>
      <One lead={asking.lead} onClose={onClose} />
    </Suspense>
  )
}
