import { sql } from 'kysely'
import { allowAtAll } from '../../../core/access.ts'
import { editRow } from '../../../core/edit-row.ts'
import type { Cx } from '../../../core/write.ts'
import { nipRegister } from '../queries/register.ts'
import type { RegisterInput } from '../schema.ts'

const COLUMNS = { active: { column: 'active' }, url: { column: 'url' } }
// The settings are one row; the log names it by this.
const SUBJECT = { kind: 'nip_register', id: '00000000-0000-0000-0000-000000000038' }

/** Sets the register of taxpayers on or off, and says where it is. */
export async function changeRegister(cx: Cx, input: RegisterInput, expected: number | null): Promise<void> {
  allowAtAll(cx.actor, 'nip_register', 'manage')
  await sql`select 1 from nip_register for update`.execute(cx.db)
  const before = { ...(await nipRegister(cx.db)) }
  const set = { ...input, url: input.url?.replace(/\/+$/, '') }
  const edited = await editRow(cx, {
    ...{ table: 'nip_register', id: null, subject: SUBJECT, columns: COLUMNS, before, set, expected },
  })
  if (!edited) return
  cx.record('nip_register.changed', {
    subject: SUBJECT,
    payload: { version: edited.version, fields: edited.changes.map(({ field }) => field) },
    changes: edited.changes,
  })
}
