import { allowAtAll } from '../../../core/access.ts'
import type { Cx } from '../../../core/write.ts'
import { newCustom } from '../../fields/commands/values.ts'
import { type NewLead, receiveLead } from './receive-lead.ts'

/** A lead typed in by a person: kept by him or her, or sent through the handling like any other request. */
export async function createLead(
  cx: Cx,
  lead: Omit<NewLead, 'formId' | 'ownerId' | 'told'> & { mine: boolean },
): Promise<{ id: string }> {
  allowAtAll(cx.actor, 'lead', 'create')
  const { mine, ...rest } = lead
  const actor = cx.actor.kind === 'user' ? cx.actor : null
  const own = await newCustom(cx, 'lead', rest.custom, { asked: true })
  return receiveLead(cx, {
    ...rest,
    ...own,
    formId: null,
    ownerId: mine ? (actor?.id ?? null) : null,
    departmentId: rest.departmentId ?? actor?.departmentId ?? null,
  })
}
