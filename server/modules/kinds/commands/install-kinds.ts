import { sql } from 'kysely'
import type { Cx } from '../../../core/write.ts'
import { createField } from '../../fields/commands/manage.ts'
import { newFieldInput } from '../../fields/schema.ts'
import { updateStage } from '../../pipelines/commands/stages.ts'
import { listPipelines } from '../../pipelines/queries/pipelines.ts'
import { departmentByKey } from '../../staff/queries.ts'
import { reservedKeys } from '../queries/kinds.ts'
import { type ShippedKind, shippedKinds } from '../shipped.ts'
import { createKind } from './kinds.ts'

/**
 * The examples of kinds that a company begins with. Part of the set-up and of each start: one that was made before stays as
 * the company has it, also put away, and none is made over a kind of the company's own with the same key.
 */
export async function installKinds(cx: Cx): Promise<void> {
  const { rows: company } = await sql`select from company`.execute(cx.db)
  if (company.length === 0) return
  await sql`select pg_advisory_xact_lock(hashtext('kinds'))`.execute(cx.db)
  const { rows } = await sql<{ key: string; origin: string | null }>`select key, origin from kinds`.execute(cx.db)
  const there = new Set([...reservedKeys(), ...rows.flatMap(({ key, origin }) => [key, origin])])
  for (const kind of shippedKinds) if (!there.has(kind.key)) await installKind(cx, kind)
}

async function installKind(cx: Cx, { fields, stages, department, ...kind }: ShippedKind): Promise<void> {
  const home = await departmentByKey(cx.db, department)
  await createKind(cx, {
    ...kind,
    sumField: null,
    departmentId: home?.id ?? null,
    origin: kind.key,
    stages: stages.map(({ asks: _, onlySupervisors: __, ...stage }) => stage),
  })
  for (const field of fields) await createField(cx, newFieldInput.parse({ kind: kind.key, ...field }))
  if (kind.sumField) await sql`update kinds set sum_field = ${kind.sumField} where key = ${kind.key}`.execute(cx.db)
  const [pipeline] = await listPipelines(cx.db, kind.key)
  const made = pipeline!.stages
  for (const { key, asks, onlySupervisors } of stages) {
    if (!asks && !onlySupervisors) continue
    const stage = made.find((one) => one.key === key)!
    await updateStage(cx, {
      id: stage.id,
      expected: null,
      set: {
        ...(asks ? { requiredFields: asks } : {}),
        ...(onlySupervisors
          ? {
              transitions: Object.fromEntries(
                made
                  .filter((one) => onlySupervisors.includes(one.key ?? ''))
                  .map((one) => [one.id, { who: 'supervisors' as const, departmentIds: [], employeeIds: [] }]),
              ),
            }
          : {}),
      },
    })
  }
}
