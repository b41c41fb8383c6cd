import { sql } from 'kysely'
import type { Db } from '../../../core/db.ts'
import type { RuleInput, RuleView } from '../schema.ts'

export interface RuleRow {
  id: string
  approver: RuleInput['approver']
  person_id: string | null
  role: RuleInput['role']
  head_of: string | null
  amount_from: number | null
  department_id: string | null
  version: number
  /** Of the person or the department it names. */
  name: string | null
  department: string | null
}

/** The rules by which approvers are named, in their order. */
export async function rulesInUse(db: Db): Promise<RuleRow[]> {
  const { rows } = await sql<RuleRow>`select r.*, coalesce(e.name, h.name) as name, d.name as department
    from approval_rules r left join employees e on e.id = r.person_id left join departments h on h.id = r.head_of
    left join departments d on d.id = r.department_id
    where r.archived_at is null order by r.position, r.id`.execute(db)
  return rows
}

export const ruleView = (row: RuleRow): RuleView => ({
  id: row.id,
  approver: row.approver,
  personId: row.person_id,
  person: row.person_id ? { id: row.person_id, name: row.name ?? '' } : null,
  role: row.role,
  headOf: row.head_of,
  headOfName: row.head_of ? row.name : null,
  amountFrom: row.amount_from,
  departmentId: row.department_id,
  departmentName: row.department,
  version: row.version,
})
