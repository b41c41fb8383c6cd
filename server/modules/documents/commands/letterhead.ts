import { allowAtAll } from '../../../core/access.ts'
import { editRow } from '../../../core/edit-row.ts'
import type { Cx } from '../../../core/write.ts'
import { type KeptLetterhead, keptLetterhead } from '../queries/letterhead.ts'
import type { LetterheadInput } from '../schema.ts'

/** There is one of them. */
const SUBJECT = { kind: 'letterhead', id: '00000000-0000-0000-0000-000000000000' }

/** Changes what documents say of us, their logo or stamp. `expected` is the version the sender saw. */
export async function updateLetterhead(
  cx: Cx,
  given: LetterheadInput & Partial<Pick<KeptLetterhead, 'logoDigest' | 'logoType' | 'stampDigest' | 'stampType'>>,
  expected: number | null,
): Promise<void> {
  allowAtAll(cx.actor, 'letterhead', 'update')
  const before = await keptLetterhead(cx.db, true)
  const edited = await editRow(cx, {
    table: 'document_letterhead',
    id: null,
    subject: SUBJECT,
    columns: {
      address: { column: 'address' },
      email: { column: 'email' },
      phone: { column: 'phone' },
      bankAccount: { column: 'bank_account' },
      representative: { column: 'representative' },
      logoDigest: { column: 'logo_digest' },
      logoType: { column: 'logo_type' },
      stampDigest: { column: 'stamp_digest' },
      stampType: { column: 'stamp_type' },
    },
    before: { ...before },
    set: { ...given },
    expected,
  })
  if (!edited) return
  cx.record('letterhead.updated', {
    subject: SUBJECT,
    payload: { version: edited.version },
    changes: edited.changes,
  })
}
