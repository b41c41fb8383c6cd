import { sql } from 'kysely'
import { planRange } from '../../../../pure/figures.ts'
import { allow, allowAtAll, scopeOf } from '../../../core/access.ts'
import { editRow } from '../../../core/edit-row.ts'
import { forbidden, invalid, notFound } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import type { Cx } from '../../../core/write.ts'
import type { PlanInput } from '../schema.ts'

const subject = (id: string) => ({ kind: 'plan', id })

/** Sets what is to be reached in a month, quarter or year; one plan for the same thing. */
export async function createPlan(cx: Cx, given: PlanInput): Promise<{ id: string }> {
  allowAtAll(cx.actor, 'plan', 'create')
  const { measure, period, personId, productId, target } = given
  if (personId && given.departmentId) throw invalid({ path: 'departmentId', code: 'plan.person_or_department' })
  if (productId && measure !== 'dealsWon' && measure !== 'revenue')
    throw invalid({ path: 'productId', code: 'plan.not_of_product' })
  const departmentId = personId ? await departmentOf(cx, personId) : given.departmentId
  await refuseUnknown(cx, 'departments', 'departmentId', given.departmentId)
  await refuseUnknown(cx, 'products', 'productId', productId)
  if (scopeOf(cx.actor, 'plan', 'create') !== 'all') {
    const { actor } = cx
    if (actor.kind !== 'user' || !departmentId || !actor.departmentIds.includes(departmentId)) throw forbidden()
  }
  const id = newId()
  const { from, to } = planRange(period, given.on)
  const { numAffectedRows } =
    await sql`insert into plans (id, measure, period, begins_on, ends_on, person_id, department_id, product_id, target, created_at)
    values (${id}, ${measure}, ${period}, ${from}, ${to}, ${personId}, ${departmentId}, ${productId}, ${target}, ${cx.now})
    on conflict do nothing`.execute(cx.db)
  if (numAffectedRows === 0n) throw invalid({ path: 'measure', code: 'plan.exists' })
  cx.record('plan.set', { subject: subject(id), payload: { planId: id, measure, target, version: 1 } })
  return { id }
}

export async function updatePlan(cx: Cx, id: string, set: { target: number }, expected: number | null): Promise<void> {
  await allow(cx.db, cx.actor, 'plan', 'update', id)
  const before = await planForUpdate(cx, id)
  const columns = { target: { column: 'target' } }
  const edited = await editRow(cx, {
    table: 'plans',
    id,
    subject: subject(id),
    columns,
    before: { ...before },
    set,
    expected,
  })
  if (!edited) return
  const { version, changes } = edited
  cx.record('plan.changed', {
    subject: subject(id),
    payload: { planId: id, measure: before.measure, target: set.target, version },
    changes,
  })
}

export async function removePlan(cx: Cx, id: string): Promise<void> {
  await allow(cx.db, cx.actor, 'plan', 'update', id)
  const { measure, target, version } = await planForUpdate(cx, id)
  await sql`delete from plans where id = ${id}`.execute(cx.db)
  cx.record('plan.removed', { subject: subject(id), payload: { planId: id, measure, target, version } })
}

async function planForUpdate(cx: Cx, id: string) {
  const { rows } = await sql<{ measure: string; target: number; version: number }>`select measure, target, version
    from plans where id = ${id} for update`.execute(cx.db)
  if (!rows[0]) throw notFound()
  return rows[0]
}

async function departmentOf(cx: Cx, personId: string): Promise<string | null> {
  const { rows } = await sql<{ department: string | null }>`select department_id as department from employees
    where id = ${personId} and active`.execute(cx.db)
  if (!rows[0]) throw invalid({ path: 'personId', code: 'field.invalid' })
  return rows[0].department
}

async function refuseUnknown(cx: Cx, table: string, path: string, id: string | null): Promise<void> {
  if (!id) return
  const { rows } = await sql`select from ${sql.table(table)} where id = ${id} and archived_at is null`.execute(cx.db)
  if (rows.length === 0) throw invalid({ path, code: 'field.invalid' })
}
