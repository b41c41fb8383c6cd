import { allowAtAll } from '../../../core/access.ts'
import type { Cx } from '../../../core/write.ts'
import { type NewLead, receiveLead } from './receive-lead.ts'

/** A lead typed in by a person: kept by him or her, or sent through the handling like any other request. */
export async function createLead(
  cx: Cx,
  lead: Omit<NewLead, 'formId' | 'ownerId'> & { mine: boolean },
): Promise<{ id: string }> {
  allowAtAll(cx.actor, 'lead', 'create')
  const { mine, ...rest } = lead
  const actor = cx.actor.kind === 'user' ? cx.actor : null
  return receiveLead(cx, {
    ...rest,
    formId: null,
    ownerId: mine ? (actor?.id ?? null) : null,
    departmentId: rest.departmentId ?? actor?.departmentId ?? null,
  })
}
