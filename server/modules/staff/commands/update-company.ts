import { sql } from 'kysely'
import { allowAtAll } from '../../../core/access.ts'
import { editRow } from '../../../core/edit-row.ts'
import type { Cx } from '../../../core/write.ts'
import { OWN_COMPANY } from '../events.ts'
import { companyOf } from '../queries.ts'
import type { UpdateCompany } from '../schema.ts'

const COLUMNS = {
  name: { column: 'name' },
  nip: { column: 'nip' },
  zone: { column: 'zone' },
  currency: { column: 'currency' },
  locale: { column: 'locale' },
  workHours: { column: 'work_hours', json: true },
  units: { column: 'units', json: true },
  dealAmount: { column: 'deal_amount' },
}

const OF_THE_CALENDAR = new Set(['zone', 'workHours'])

/** Changes the company's own details; a changed zone or changed hours make open working-time waits count anew. */
export async function updateCompany(cx: Cx, set: UpdateCompany, expected: number | null): Promise<void> {
  allowAtAll(cx.actor, 'own_company', 'update')
  await sql`select 1 from company for update`.execute(cx.db)
  const edited = await editRow(cx, {
    table: 'company',
    id: null,
    subject: OWN_COMPANY,
    columns: COLUMNS,
    before: { ...(await companyOf(cx.db)) },
    set,
    expected,
  })
  if (!edited) return
  const { version } = edited
  const hours = edited.changes.filter(({ field }) => OF_THE_CALENDAR.has(field))
  const others = edited.changes.filter(({ field }) => !OF_THE_CALENDAR.has(field))
  if (hours.length > 0)
    cx.record('company.calendar_changed', { subject: OWN_COMPANY, payload: { version }, changes: hours })
  if (others.length > 0)
    cx.record('company.settings_changed', { subject: OWN_COMPANY, payload: { version }, changes: others })
}
