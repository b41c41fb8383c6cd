import type { LeadStatus } from '../../../pure/leads.ts'
import { Refusal } from '../../core/errors.ts'

export interface LeadState {
  id: string
  number: number
  title: string
  status: LeadStatus
  owner_id: string | null
  department_id: string | null
  waiting_until: Date | null
  waiting_times: number
  version: number
}

/** A closed lead stays closed: converted once, rejected once. */
export function stillOpen(lead: LeadState): void {
  if (lead.status === 'converted') throw new Refusal('lead.already_converted')
  if (lead.status === 'rejected') throw new Refusal('lead.already_closed')
}

/** A later moment than the one it waits for already is one more time; an earlier one is not. */
export const isOneMoreTime = (lead: LeadState, until: Date): boolean =>
  lead.status !== 'waiting' || lead.waiting_until === null || until > lead.waiting_until

export function canPutOff(lead: LeadState, until: Date, now: Date): void {
  stillOpen(lead)
  if (until <= now) {
    throw new Refusal('invalid_request', { status: 422, fields: [{ path: 'until', code: 'field.in_the_past' }] })
  }
}

/** Only a lead that still waits for this very moment is woken; a later date or an earlier return wins. */
export const isDueToWake = (lead: LeadState, now: Date): boolean =>
  lead.status === 'waiting' && lead.waiting_until !== null && lead.waiting_until <= now
