import { type RawBuilder, sql } from 'kysely'
import { dateIn } from '../../../../pure/dates.ts'
import { convertMoney } from '../../../../pure/decimals.ts'
import type { Db } from '../../../core/db.ts'
import { rateOfDay } from '../../currencies/queries.ts'
import { companyOf, departmentsBelow, headNamed, isAway, substituteAt, supervisorsOf } from '../../staff/queries.ts'
import type { ContractRow } from './contracts.ts'
import type { Missing, Reason } from './rounds.ts'
import { type RuleRow, rulesInUse } from './rules.ts'

export interface Named {
  approverId: string
  step: number
  reason: Reason
}

/** The value in minor units of the company's currency; null where it is not said or no rate is known. */
async function valueInBase(db: Db, { value, currency }: ContractRow, now: Date): Promise<number | null> {
  const { currency: base, zone } = await companyOf(db)
  if (value === null || currency === base) return value
  const rate = await rateOfDay(db, base, currency, dateIn(zone, now.toISOString()))
  return rate ? Number(convertMoney(value, currency, rate.rate, base)) : null
}

/** A contract whose worth is not known is as dear as any. */
async function fits(db: Db, rule: RuleRow, row: ContractRow, value: number | null): Promise<boolean> {
  if (rule.amount_from !== null && value !== null && value < rule.amount_from) return false
  if (!rule.department_id) return true
  return row.department_id !== null && (await departmentsBelow(db, rule.department_id)).includes(row.department_id)
}

async function peopleOf(db: Db, rule: RuleRow, row: ContractRow, initiatorId: string): Promise<string[]> {
  const one = (id: string | null | undefined) => (id ? [id] : [])
  switch (rule.approver) {
    case 'person':
      return active(db, sql`id = ${rule.person_id}`)
    case 'role':
      return active(db, sql`role = ${rule.role}`)
    case 'supervisor':
      return one((await supervisorsOf(db, initiatorId))[0])
    case 'owner_supervisor':
      return one(row.owner_id && (await supervisorsOf(db, row.owner_id))[0])
    case 'department_head':
      return one(row.department_id && (await headNamed(db, row.department_id)))
    case 'head_of':
      return one(rule.head_of && (await headNamed(db, rule.head_of)))
  }
}

async function active(db: Db, which: RawBuilder<unknown>): Promise<string[]> {
  const { rows } = await sql<{
    id: string
  }>`select id from employees where active and ${which} order by name, id`.execute(db)
  return rows.map(({ id }) => id)
}

/**
 * Who has to agree to a contract by the rules in use, each once, in their order. Nobody approves his own (`own` says that he
 * may): then the nearest above him does. Whom nobody could find stands in `missing`.
 */
export async function approversOf(
  db: Db,
  row: ContractRow,
  asked: { initiatorId: string; own: boolean; inOrder: boolean; now: Date },
): Promise<{ approvers: Named[]; missing: Missing[] }> {
  const value = await valueInBase(db, row, asked.now)
  const selves = new Set(asked.own ? [] : [asked.initiatorId, row.owner_id])
  const approvers = new Map<string, Named>()
  const missing: Missing[] = []
  let step = 1
  let fitting = 0
  for (const rule of await rulesInUse(db)) {
    if (!(await fits(db, rule, row, value))) continue
    fitting += 1
    const people = await peopleOf(db, rule, row, asked.initiatorId)
    const others = people.filter((id) => !selves.has(id))
    const instead = others.length > 0 || people.length === 0 ? others : await aboveOf(db, people[0]!, selves)
    if (instead.length === 0) missing.push({ approver: rule.approver, name: rule.name ?? '' })
    for (const approverId of instead) {
      if (approvers.has(approverId)) continue
      approvers.set(approverId, {
        approverId,
        step,
        reason: { approver: rule.approver, role: rule.role, amountFrom: rule.amount_from },
      })
    }
    if (asked.inOrder) step += 1
  }
  if (fitting === 0) missing.push({ approver: 'nobody', name: '' })
  return { approvers: [...approvers.values()], missing }
}

async function aboveOf(db: Db, person: string, selves: ReadonlySet<string | null>): Promise<string[]> {
  const above = (await supervisorsOf(db, person)).find((id) => !selves.has(id))
  return above ? [above] : []
}

/**
 * Who has the task of an approver: himself, or while he is away his substitute, else the nearest present above him. `selves`
 * are those whose own contract it is. Where nobody is there it waits for him.
 */
export async function assigneeOf(
  db: Db,
  approverId: string,
  selves: ReadonlySet<string | null>,
  now: Date,
): Promise<string> {
  if (!(await isAway(db, approverId, now))) return approverId
  const substitute = await substituteAt(db, approverId, now)
  if (substitute && !selves.has(substitute)) return substitute
  for (const above of await supervisorsOf(db, approverId))
    if (!selves.has(above) && !(await isAway(db, above, now))) return above
  return approverId
}
