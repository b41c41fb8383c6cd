import { sql } from 'kysely'
import { normaliseNip } from '../../../../pure/nip.ts'
import { allowAtAll } from '../../../core/access.ts'
import { editRow, partPersonal } from '../../../core/edit-row.ts'
import { invalid } from '../../../core/errors.ts'
import type { Cx } from '../../../core/write.ts'
import { ACCOUNTING } from '../access.ts'
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
  accountingId: { column: 'accounting_id' },
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
  if (input.accountingId) await refuseNoDepartment(cx, input.accountingId)
  const edited = await editRow(cx, {
    ...{ table: 'invoicing', id: null, subject: INVOICING, columns: COLUMNS, before, expected, touched: true },
    set: { ...input, nip },
  })
  if (!edited) return
  const fields = edited.changes.map(({ field }) => field)
  if (fields.includes('accountingId')) await letKeepBooks(cx, input.accountingId ?? null)
  cx.record('invoicing.settings_changed', {
    subject: INVOICING,
    payload: { version: edited.version, fields },
    ...partPersonal(COLUMNS, edited.changes),
  })
}

async function refuseNoDepartment(cx: Cx, id: string): Promise<void> {
  const { rows } = await sql`select from departments where id = ${id} and archived_at is null`.execute(cx.db)
  if (rows.length === 0) throw invalid({ path: 'accountingId', code: 'field.invalid' })
}

/** Gives the rights of who keeps the books to the people of this department, and to those of no other. */
async function letKeepBooks(cx: Cx, departmentId: string | null): Promise<void> {
  const granted = sql`json_to_recordset(${JSON.stringify(ACCOUNTING)}::json) as g(kind text, action text)`
  await sql`delete from department_grants d using ${granted} where d.kind = g.kind and d.action = g.action`.execute(
    cx.db,
  )
  if (departmentId)
    await sql`insert into department_grants (department_id, kind, action) select ${departmentId}::uuid, kind, action
      from ${granted}`.execute(cx.db)
}
