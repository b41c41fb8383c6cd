import { AssignDialog } from './AssignDialog.tsx'
import { ConvertDialog } from './ConvertDialog.tsx'
import { PutOffDialog } from './PutOffDialog.tsx'
import type { Lead } from './queries.ts'
import { RejectDialog } from './RejectDialog.tsx'

export type Asking = { what: 'reject' | 'putOff' | 'assign' | 'convert'; lead: Lead } | null

const dialogs = { reject: RejectDialog, putOff: PutOffDialog, assign: AssignDialog, convert: ConvertDialog }

/** The dialog of what somebody is about to do with a lead. */
export function LeadDialogs({ asking, onClose }: { asking: Asking; onClose: () => void }) {
  if (!asking) return null
  const One = dialogs[asking.what]
  return <One lead={asking.lead} onClose={onClose} />
}
