import type { Cx } from '../../../core/write.ts'
import { getForm } from '../queries.ts'
import { createForm } from './create-form.ts'

/** A copy under another name and address. It starts switched off: nobody has looked at it yet. */
export async function duplicateForm(cx: Cx, id: string, name: string): Promise<string> {
  const { definition, departmentId, kind, public: open } = await getForm(cx.db, cx.actor, id)
  const consents = definition.consents.map(({ version: _, ...consent }) => consent)
  return createForm(cx, {
    name,
    kind,
    public: open,
    departmentId,
    active: false,
    definition: { ...definition, consents },
  })
}
