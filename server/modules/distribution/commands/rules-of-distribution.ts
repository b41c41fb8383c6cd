import { sql } from 'kysely'
import { allowAtAll } from '../../../core/access.ts'
import { editRow } from '../../../core/edit-row.ts'
import { invalid, notFound } from '../../../core/errors.ts'
import { askingNow, compileFilter, filterSchema } from '../../../core/filter.ts'
import { newId } from '../../../core/ids.ts'
import type { Cx } from '../../../core/write.ts'
import { nextPosition, putInOrder } from '../../pipelines/commands/in-order.ts'
import { departmentByKey, employeeNames } from '../../staff/queries.ts'
import { distributionFields } from '../queries/fields.ts'
import type { NewRule, RuleChange, Target } from '../schema.ts'

const COLUMNS = {
  name: { column: 'name' },
  conditions: { column: 'conditions', json: true },
  target: { column: 'target', json: true },
  workingOnly: { column: 'working_only' },
  active: { column: 'active' },
}
const MOST_RULES = 100

const subject = (id: string) => ({ kind: 'distribution_rule', id })

/** Adds a rule below the others. */
export async function createRule(cx: Cx, rule: NewRule): Promise<{ id: string }> {
  allowAtAll(cx.actor, 'distribution_rule', 'update')
  await refuseWrong(cx, rule)
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from distribution_rules
    where archived_at is null`.execute(cx.db)
  if (rows[0]!.n >= MOST_RULES)
    throw invalid({ path: 'name', code: 'distribution.too_many', params: { max: MOST_RULES } })
  const id = newId()
  await sql`insert into distribution_rules (id, name, conditions, target, working_only, active, position, created_at)
    values (${id}, ${rule.name}, ${JSON.stringify(rule.conditions)}::jsonb, ${JSON.stringify(rule.target)}::jsonb,
      ${rule.workingOnly}, ${rule.active}, ${nextPosition('distribution_rules')}, ${cx.now})`.execute(cx.db)
  cx.record('distribution_rule.created', { subject: subject(id), payload: { name: rule.name, version: 1 } })
  return { id }
}

/** Changes a rule, switches it on or off; `expected` is the version the sender saw (null: whichever). */
export async function updateRule(
  cx: Cx,
  { id, set, expected }: { id: string; set: RuleChange; expected: number | null },
): Promise<void> {
  allowAtAll(cx.actor, 'distribution_rule', 'update')
  await refuseWrong(cx, set)
  const before = await ruleForUpdate(cx, id)
  const edited = await editRow(cx, {
    table: 'distribution_rules',
    ...{ id, subject: subject(id), columns: COLUMNS, before, set, expected },
  })
  if (!edited) return
  const { changes, version } = edited
  const payload = { name: set.name ?? before.name, version }
  cx.record('distribution_rule.updated', { subject: subject(id), payload, changes })
}

/** Takes a rule off the table; what it decided stays told. */
export async function archiveRule(cx: Cx, id: string): Promise<void> {
  allowAtAll(cx.actor, 'distribution_rule', 'update')
  const { name, version } = await ruleForUpdate(cx, id)
  await sql`update distribution_rules set archived_at = ${cx.now}, version = version + 1 where id = ${id}`.execute(
    cx.db,
  )
  cx.record('distribution_rule.archived', { subject: subject(id), payload: { name, version: version + 1 } })
}

export async function orderRules(cx: Cx, ids: string[]): Promise<void> {
  allowAtAll(cx.actor, 'distribution_rule', 'update')
  for (const { id, name, from, to, version } of await putInOrder<string>(cx, 'distribution_rules', ids)) {
    const changes = [{ field: 'position', from, to }]
    cx.record('distribution_rule.updated', { subject: subject(id), payload: { name, version }, changes })
  }
}

async function refuseWrong(cx: Cx, { conditions, target }: RuleChange): Promise<void> {
  if (conditions) {
    const read = filterSchema.safeParse(conditions)
    if (!read.success) throw invalid({ path: 'conditions', code: 'field.invalid' })
    // Compiled only to be refused here what a list would refuse: fields that are none, values that do not fit.
    compileFilter(read.data, await distributionFields(cx.db, cx.actor), 'l', await askingNow(cx.db, cx.actor))
  }
  if (target) await refuseWrongTarget(cx, target)
}

async function refuseWrongTarget(cx: Cx, target: Target): Promise<void> {
  if (target.kind === 'person' && !(await employeeNames(cx.db, [target.personId])).has(target.personId)) {
    throw invalid({ path: 'target.personId', code: 'field.invalid' })
  }
  const department = 'departmentId' in target ? target.departmentId : null
  if (department && !(await departmentByKey(cx.db, department))) {
    throw invalid({ path: 'target.departmentId', code: 'field.invalid' })
  }
}

async function ruleForUpdate(cx: Cx, id: string) {
  const { rows } = await sql<
    { name: string; version: number } & Record<string, unknown>
  >`select name, conditions, target,
      working_only as "workingOnly", active, version
    from distribution_rules where id = ${id} and archived_at is null for update`.execute(cx.db)
  if (!rows[0]) throw notFound()
  return rows[0]
}
