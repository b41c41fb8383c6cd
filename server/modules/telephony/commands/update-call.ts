import { sql } from 'kysely'
import { allow } from '../../../core/access.ts'
import { editRow, partPersonal } from '../../../core/edit-row.ts'
import { invalid } from '../../../core/errors.ts'
import type { Cx } from '../../../core/write.ts'
import type { CallChange } from '../schema.ts'
import { callForUpdate, tellCall } from './call-row.ts'

const COLUMNS = {
  note: { column: 'note', personal: true },
  contactId: { column: 'contact_id' },
  companyId: { column: 'company_id' },
  leadId: { column: 'lead_id' },
  dealId: { column: 'deal_id' },
}
const LINKS = { contactId: 'contact', companyId: 'company', leadId: 'lead', dealId: 'deal' } as const

/** The note of a call, and what it was about. */
export async function updateCall(cx: Cx, id: string, set: CallChange, expected: number | null): Promise<void> {
  await allow(cx.db, cx.actor, 'call', 'update', id)
  const before = await callForUpdate(cx, id)
  for (const [path, kind] of Object.entries(LINKS) as [keyof typeof LINKS, string][]) {
    const linked = set[path]
    if (!linked || linked === before[path]) continue
    try {
      await allow(cx.db, cx.actor, kind, 'read', linked)
    } catch {
      throw invalid({ path, code: 'field.invalid' })
    }
  }
  const edited = await editRow(cx, {
    table: 'calls',
    id,
    subject: { kind: 'call', id },
    columns: COLUMNS,
    before: { ...before },
    set,
    expected,
    touched: true,
  })
  if (!edited) return
  cx.record('call.updated', {
    subject: { kind: 'call', id },
    payload: { callId: id, version: edited.version },
    ...partPersonal(COLUMNS, edited.changes),
  })
  if (edited.changes.some(({ field }) => field in LINKS)) {
    tellCall(cx, 'call.filed', { ...before, ...set, version: edited.version }, { shown: true })
  }
}

/** Calls from numbers of a card that were on no card until now belong to it. */
export async function fileCalls(cx: Cx, card: { kind: 'contact' | 'company'; id: string }): Promise<void> {
  const column = sql.ref(`${card.kind}_id`)
  const { rows } = await sql<{ id: string }>`select k.id from contact_points p join calls k on k.number = p.value
    where p.${column} = ${card.id} and p.kind = 'phone' and k.contact_id is null and k.company_id is null
    order by k.id`.execute(cx.db)
  for (const { id } of rows) {
    const call = await callForUpdate(cx, id)
    if (call.contactId || call.companyId) continue
    const { rows: filed } = await sql<{ companyId: string | null }>`
      update calls k set ${column} = ${card.id}, version = k.version + 1, updated_at = ${cx.now}
        ${card.kind === 'contact' ? sql`, company_id = (select company_id from contacts where id = ${card.id})` : sql``}
      where k.id = ${id} returning k.company_id as "companyId"`.execute(cx.db)
    const now = {
      ...call,
      contactId: card.kind === 'contact' ? card.id : null,
      companyId: filed[0]!.companyId,
      version: call.version + 1,
    }
    tellCall(cx, 'call.filed', now, { shown: true })
  }
}
