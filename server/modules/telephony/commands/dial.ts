import { sql } from 'kysely'
import { originate } from '../../../channels/telephony/ami.ts'
import { OWN_CALL } from '../../../channels/telephony/ami-calls.ts'
import { allow } from '../../../core/access.ts'
import type { UserActor } from '../../../core/actor.ts'
import { ChannelTrouble } from '../../../core/channel.ts'
import type { Deps } from '../../../core/deps.ts'
import { invalid, Refusal } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import type { Cx } from '../../../core/write.ts'
import { amiOf, dialling, type ExchangeRow } from '../queries/exchanges.ts'
import { whose } from '../queries/whose.ts'
import { numberOf } from '../rules.ts'
import type { Dial } from '../schema.ts'
import { type CallRow, COLUMNS, tellCall } from './call-row.ts'

export interface Dialled {
  row: ExchangeRow
  extension: string
  externalId: string
  number: string
}

/**
 * Has the exchange ring the caller's own telephone and then the number. Outside any transaction: it is asked once, and what
 * nobody saw the end of is never asked again by itself, or a telephone would ring long after.
 */
export async function dial(deps: Deps, user: UserActor, { number: asked, subject }: Dial): Promise<Dialled> {
  const number = numberOf(asked)
  if (!number) throw invalid({ path: 'number', code: 'field.phone' })
  if (subject) await allow(deps.database.db, user, subject.kind, 'read', subject.id)
  const by = await dialling(deps, user.id)
  const account = by && amiOf(deps, by.row)
  if (!by || !account) throw new Refusal('call.cannot_dial')
  const externalId = `${OWN_CALL}${newId()}`
  try {
    await originate(account, { extension: by.extension, number, callId: externalId })
  } catch (error) {
    if (!(error instanceof ChannelTrouble)) throw error
    throw new Refusal('call.not_dialled', { status: 502, params: { exchange: by.row.name, detail: error.words } })
  }
  return { ...by, externalId, number }
}

/** Writes down a call that was ordered; its events may have come before. */
export async function recordDialled(
  cx: Cx,
  { row, extension, externalId, number }: Dialled,
  subject: Dial['subject'],
): Promise<string> {
  const { id: employeeId, departmentId } = cx.actor as UserActor
  const found = await whose(cx.db, number)
  const cards = subject ? { ...found, [`${subject.kind}Id`]: subject.id } : found
  const { rows } = await sql<CallRow>`insert into calls (id, exchange_id, external_id, direction, number, extension,
      employee_id, department_id, state, started_at, contact_id, company_id, lead_id, deal_id, created_at, updated_at)
    values (${newId()}, ${row.id}, ${externalId}, 'out', ${number}, ${extension}, ${employeeId},
      ${departmentId ?? row.departmentId}, 'ringing', ${cx.now}, ${cards.contactId}, ${cards.companyId}, ${cards.leadId},
      ${cards.dealId}, ${cx.now}, ${cx.now})
    on conflict (exchange_id, external_id) do update set number = excluded.number, contact_id = excluded.contact_id,
      company_id = excluded.company_id, lead_id = excluded.lead_id, deal_id = excluded.deal_id,
      employee_id = excluded.employee_id, version = calls.version + 1, updated_at = excluded.updated_at
    returning ${COLUMNS}`.execute(cx.db)
  tellCall(cx, rows[0]!.version === 1 ? 'call.ringing' : 'call.filed', rows[0]!, { shown: rows[0]!.version > 1 })
  return rows[0]!.id
}
