import { sql } from 'kysely'
import { allowAtAll } from '../../../core/access.ts'
import { editRow } from '../../../core/edit-row.ts'
import { invalid, notFound } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import type { Cx } from '../../../core/write.ts'
import { type RuleRow, rulesInUse } from '../queries/rules.ts'
import type { RuleInput } from '../schema.ts'

const COLUMNS = {
  approver: { column: 'approver' },
  personId: { column: 'person_id' },
  role: { column: 'role' },
  headOf: { column: 'head_of' },
  amountFrom: { column: 'amount_from' },
  departmentId: { column: 'department_id' },
}

const NAMES = { person: 'personId', role: 'role', head_of: 'headOf' } as const

/** A rule names just what it is about. */
async function checked(cx: Cx, given: RuleInput): Promise<RuleInput> {
  const named = NAMES[given.approver as keyof typeof NAMES]
  if (named && !given[named]) throw invalid({ path: named, code: 'field.required' })
  const { rows } = await sql<{ person: boolean; headOf: boolean; department: boolean }>`select
    ${given.personId}::uuid is null or exists (select from employees where id = ${given.personId} and active) as person,
    ${given.headOf}::uuid is null or exists (select from departments where id = ${given.headOf} and archived_at is null)
      as "headOf",
    ${given.departmentId}::uuid is null or exists (select from departments where id = ${given.departmentId}
      and archived_at is null) as department`.execute(cx.db)
  const known = rows[0]!
  if (!known.person) throw invalid({ path: 'personId', code: 'field.invalid' })
  if (!known.headOf) throw invalid({ path: 'headOf', code: 'field.invalid' })
  if (!known.department) throw invalid({ path: 'departmentId', code: 'field.invalid' })
  return {
    ...given,
    personId: given.approver === 'person' ? given.personId : null,
    role: given.approver === 'role' ? given.role : null,
    headOf: given.approver === 'head_of' ? given.headOf : null,
  }
}

/** Adds a rule after the others. */
export async function createRule(cx: Cx, given: RuleInput): Promise<{ id: string }> {
  allowAtAll(cx.actor, 'approval_rule', 'manage')
  await lockRules(cx)
  const rule = await checked(cx, given)
  const id = newId()
  await sql`insert into approval_rules (id, position, approver, person_id, role, head_of, amount_from, department_id, created_at,
      updated_at)
    values (${id}, (select coalesce(max(position), 0) + 1 from approval_rules), ${rule.approver}, ${rule.personId}, ${rule.role},
      ${rule.headOf}, ${rule.amountFrom}, ${rule.departmentId}, ${cx.now}, ${cx.now})`.execute(cx.db)
  tell(cx, 'created', { id, approver: rule.approver, version: 1 })
  return { id }
}

/** Changes a rule; what is being approved goes by the rules as they were when its approvers were named. */
export async function updateRule(cx: Cx, id: string, given: RuleInput, expected: number | null): Promise<void> {
  allowAtAll(cx.actor, 'approval_rule', 'manage')
  const before = await ruleForUpdate(cx, id)
  const set = await checked(cx, given)
  const edited = await editRow(cx, {
    ...{ table: 'approval_rules', id, subject: { kind: 'approval_rule', id }, columns: COLUMNS, touched: true },
    before: {
      approver: before.approver,
      personId: before.person_id,
      role: before.role,
      headOf: before.head_of,
      amountFrom: before.amount_from,
      departmentId: before.department_id,
      version: before.version,
    },
    ...{ set, expected },
  })
  if (edited) tell(cx, 'updated', { id, approver: set.approver, version: edited.version }, edited.changes)
}

export async function archiveRule(cx: Cx, id: string): Promise<void> {
  allowAtAll(cx.actor, 'approval_rule', 'manage')
  const before = await ruleForUpdate(cx, id)
  await sql`update approval_rules set archived_at = ${cx.now}, version = version + 1, updated_at = ${cx.now}
    where id = ${id}`.execute(cx.db)
  tell(cx, 'archived', { ...before, version: before.version + 1 })
}

const lockRules = (cx: Cx) => sql`select pg_advisory_xact_lock(hashtext('approval_rules'))`.execute(cx.db)

async function ruleForUpdate(cx: Cx, id: string): Promise<RuleRow> {
  await lockRules(cx)
  const rule = (await rulesInUse(cx.db)).find((one) => one.id === id)
  if (!rule) throw notFound()
  return rule
}

function tell(
  cx: Cx,
  what: 'created' | 'updated' | 'archived',
  { id, approver, version }: Pick<RuleRow, 'id' | 'approver' | 'version'>,
  changes: { field: string; from: unknown; to: unknown }[] = [],
): void {
  cx.record(`approval_rule.${what}`, {
    subject: { kind: 'approval_rule', id },
    payload: { ruleId: id, approver, version },
    ...(changes.length > 0 ? { changes } : {}),
  })
}
