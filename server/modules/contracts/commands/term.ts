import { sql } from 'kysely'
import { dateIn, wallToInstant } from '../../../../pure/dates.ts'
import { allow } from '../../../core/access.ts'
import { invalid } from '../../../core/errors.ts'
import type { Cx } from '../../../core/write.ts'
import { companyOf } from '../../staff/queries.ts'
import type { ContractRow } from '../queries/contracts.ts'
import { beside, contractForUpdate, moveContract, saveContract, subjectOf, told } from './contract-row.ts'

export interface NextMoment {
  next: 'start' | 'remind' | 'end' | 'nothing'
  at: string | null
  number: string
  title: string
  ownerId: string | null
  departmentId: string | null
  validUntil: string | null
  renews: boolean
}

const HOUR_MS = 3_600_000

/**
 * What happens next to a signed contract, and when: it comes into force on its day, its owner is reminded so long before it
 * ends, or before the last day on which it can be ended, and at last it ends or goes on by itself.
 */
export async function nextMoment(cx: Cx, id: string, remindBefore: string): Promise<NextMoment> {
  const row = await contractForUpdate(cx, id)
  const { zone } = await companyOf(cx.db)
  const { rows } = await sql<{ remind: string | null; end: string | null }>`select
    (valid_until - coalesce(notice, 'P0D')::interval - ${remindBefore}::interval)::date as remind,
    (valid_until + 1)::date as "end" from contracts where id = ${id}`.execute(cx.db)
  const { remind, end } = rows[0]!
  const about = {
    number: row.number,
    title: row.title,
    ownerId: row.owner_id,
    departmentId: row.department_id,
    validUntil: row.valid_until,
    renews: row.renewal !== null,
  }
  const at = (day: string, hours: number) =>
    new Date(wallToInstant(zone, Date.parse(`${day}T00:00:00Z`) + hours * HOUR_MS)).toISOString()
  if (row.status === 'signed')
    return { next: 'start', at: row.valid_from ? at(row.valid_from, 0) : cx.now.toISOString(), ...about }
  if (row.status !== 'in_force' || !end) return { next: 'nothing', at: null, ...about }
  const over = at(end, 0)
  if (row.reminded_for !== row.valid_until && remind && over > cx.now.toISOString())
    return { next: 'remind', at: at(remind, 8), ...about }
  return { next: 'end', at: over, ...about }
}

/** Its day has come. */
export async function bringIntoForce(cx: Cx, id: string): Promise<void> {
  const row = await contractForUpdate(cx, id)
  if (row.status !== 'signed') return
  await moveContract(cx, row, 'in_force', {
    event: 'contract.in_force',
    payload: (moved) => ({ validUntil: moved.valid_until }),
  })
}

export async function markReminded(cx: Cx, id: string): Promise<void> {
  await sql`update contracts set reminded_for = valid_until where id = ${id}`.execute(cx.db)
}

/** The last day is over: it goes on by itself, or has ended. */
export async function endOrRenew(cx: Cx, id: string): Promise<'renewed' | 'ended' | 'neither'> {
  const row = await contractForUpdate(cx, id)
  const { zone } = await companyOf(cx.db)
  const today = dateIn(zone, cx.now.toISOString())
  if (row.status !== 'in_force' || !row.valid_until || row.valid_until >= today) return 'neither'
  if (!row.renewal) {
    await moveContract(cx, row, 'ended', { set: { ended_on: row.valid_until }, event: 'contract.ended' })
    return 'ended'
  }
  const from = row.valid_until
  const { rows } = await sql<{
    until: string
  }>`select (${from}::date + ${row.renewal}::interval)::date as until`.execute(cx.db)
  const until = rows[0]!.until
  await saveContract(cx, row, { valid_until: until } as Partial<ContractRow>)
  cx.record('contract.renewed', {
    subject: subjectOf(row),
    payload: { ...told(row), validUntil: until },
    changes: [{ field: 'validUntil', from, to: until }],
    also: beside(row),
  })
  return 'renewed'
}

/** Ended before its time, with a reason. */
export async function terminateContract(
  cx: Cx,
  id: string,
  { reason, endedOn }: { reason: string; endedOn: string },
): Promise<void> {
  await allow(cx.db, cx.actor, 'contract', 'terminate', id)
  const row = await contractForUpdate(cx, id)
  if (row.signed_on && endedOn < row.signed_on)
    throw invalid({ path: 'endedOn', code: 'contract.ends_before_it_begins' })
  await moveContract(cx, row, 'terminated', {
    set: { ended_on: endedOn, end_reason: reason },
    event: 'contract.terminated',
    payload: () => ({ reason, endedOn }),
  })
}
