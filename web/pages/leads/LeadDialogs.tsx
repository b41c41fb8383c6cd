import { type ComponentType, Suspense } from 'react'
import { soon } from '../../ui/soon.tsx'
import type { Lead } from './queries.ts'

export type Asking = { what: 'reject' | 'putOff' | 'assign' | 'convert'; lead: Lead } | null

type One = ComponentType<{ lead: Lead; onClose: () => void }>

// Fetched after the list, which is to be there at once.
const dialogs: Record<NonNullable<Asking>['what'], One> = {
  reject: soon(async () => (await import('./RejectDialog.tsx')).RejectDialog),
  putOff: soon(async () => (await import('./PutOffDialog.tsx')).PutOffDialog),
  assign: soon(async () => (await import('./AssignDialog.tsx')).AssignDialog),
  convert: soon(async () => (await import('./ConvertDialog.tsx')).ConvertDialog),
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
