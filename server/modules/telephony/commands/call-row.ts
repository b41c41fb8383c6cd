import { sql } from 'kysely'
import { notFound } from '../../../core/errors.ts'
import type { Subject } from '../../../core/events.ts'
import type { Cx } from '../../../core/write.ts'
import { isKnown, type Whose } from '../queries/whose.ts'
import type { CallState, Direction } from '../schema.ts'

export interface CallRow extends Whose {
  id: string
  exchangeId: string
  direction: Direction
  number: string | null
  extension: string | null
  employeeId: string | null
  rung: string[]
  departmentId: string | null
  state: CallState
  startedAt: Date
  answeredAt: Date | null
  note: string
  recordingDigest: string | null
  callBackDueAt: Date | null
  calledBackAt: Date | null
  version: number
}

export const COLUMNS = sql`id, exchange_id as "exchangeId", direction, number, extension, employee_id as "employeeId", rung,
  department_id as "departmentId", state, started_at as "startedAt", answered_at as "answeredAt", contact_id as "contactId",
  company_id as "companyId", lead_id as "leadId", deal_id as "dealId", note, recording_digest as "recordingDigest",
  call_back_due_at as "callBackDueAt", called_back_at as "calledBackAt", version`

/** Locks a call for the rest of the transaction and reads it. */
export async function callForUpdate(cx: Cx, id: string): Promise<CallRow> {
  const { rows } = await sql<CallRow>`select ${COLUMNS} from calls where id = ${id} for update`.execute(cx.db)
  if (!rows[0]) throw notFound()
  return rows[0]
}

export const cardsOf = ({ contactId, companyId, leadId, dealId }: Whose): Subject[] =>
  Object.entries({ contact: contactId, company: companyId, lead: leadId, deal: dealId }).flatMap(([kind, id]) =>
    id ? [{ kind, id }] : [],
  )

/** Records what happened to a call; with `shown`, on the timelines of whom it was with. */
export function tellCall(
  cx: Cx,
  name: string,
  call: Omit<CallRow, 'rung' | 'note'>,
  { further = {}, shown = false }: { further?: Record<string, unknown>; shown?: boolean } = {},
): void {
  cx.record(name, {
    subject: { kind: 'call', id: call.id },
    payload: {
      callId: call.id,
      version: call.version,
      direction: call.direction,
      stranger: call.direction === 'in' && call.number !== null && !isKnown(call),
      employeeId: call.employeeId,
      departmentId: call.departmentId,
      contactId: call.contactId,
      companyId: call.companyId,
      leadId: call.leadId,
      dealId: call.dealId,
      ...further,
    },
    ...(name === 'call.ringing' && call.number ? { personal: { number: call.number } } : {}),
    also: shown ? cardsOf(call) : [],
  })
}
