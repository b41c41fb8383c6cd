import { sql } from 'kysely'
import { normaliseNip } from '../../../../pure/nip.ts'
import { allowAtAll } from '../../../core/access.ts'
import { editRow, partPersonal } from '../../../core/edit-row.ts'
import { invalid } from '../../../core/errors.ts'
import type { Cx } from '../../../core/write.ts'
import { invoicingOf } from '../queries/settings.ts'
import type { SettingsInput } from '../schema/settings.ts'

const COLUMNS = {
  nip: { column: 'nip' },
  name: { column: 'name' },
  country: { column: 'country' },
  line1: { column: 'line1' },
  line2: { column: 'line2' },
  email: { column: 'email' },
  phone: { column: 'phone' },
  place: { column: 'place' },
  paymentMethod: { column: 'payment_method' },
  dueDays: { column: 'due_days' },
  roundedBy: { column: 'rounded_by' },
  cashMethod: { column: 'cash_method' },
  exemption: { column: 'exemption', json: true },
  note: { column: 'note' },
}

// The settings are one row; the log names it by this.
export const INVOICING = { kind: 'invoicing', id: '00000000-0000-0000-0000-000000000034' }

/** Changes who sells, and what new invoices begin with. */
export async function changeInvoicing(cx: Cx, input: SettingsInput, expected: number | null): Promise<void> {
  allowAtAll(cx.actor, 'invoicing', 'manage')
  await sql`select 1 from invoicing for update`.execute(cx.db)
  const before = { ...(await invoicingOf(cx.db)) }
  const nip = input.nip ? normaliseNip(input.nip) : input.nip
  if (nip === null) throw invalid({ path: 'nip', code: 'field.nip' })
  const edited = await editRow(cx, {
    ...{ table: 'invoicing', id: null, subject: INVOICING, columns: COLUMNS, before, expected, touched: true },
    set: { ...input, nip },
  })
  if (!edited) return
  const fields = edited.changes.map(({ field }) => field)
  cx.record('invoicing.settings_changed', {
    subject: INVOICING,
    payload: { version: edited.version, fields },
    ...partPersonal(COLUMNS, edited.changes),
  })
}
