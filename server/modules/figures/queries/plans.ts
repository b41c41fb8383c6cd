import { sql } from 'kysely'
import { dateIn } from '../../../../pure/dates.ts'
import { type PlanMeasure, type PlanPeriod, planCounts, progress } from '../../../../pure/figures.ts'
import { may } from '../../../core/access.ts'
import type { UserActor } from '../../../core/actor.ts'
import type { Db } from '../../../core/db.ts'
import { askingNow } from '../../../core/filter.ts'
import { departmentsBelow } from '../../staff/queries.ts'
import type { PlanView } from '../schema.ts'
import { sumsIn } from './sums.ts'

interface Row {
  id: string
  measure: PlanMeasure
  period: PlanPeriod
  begins_on: string
  ends_on: string
  person_id: string | null
  person: string | null
  department_id: string | null
  department: string | null
  product_id: string | null
  product: string | null
  target: number
  version: number
  can: boolean
}

/** More plans for one day nobody reads. */
const MOST = 200

const named = (id: string | null, name: string | null) => (id ? { id, name: name ?? '' } : null)

/** The plans whose period that day lies in, as far as this person may see them, and how far each is. */
export async function plansOn(db: Db, reader: UserActor, on?: string): Promise<PlanView[]> {
  const { zone, now } = await askingNow(db, reader)
  const today = dateIn(zone, now.toISOString())
  const day = on ?? today
  const { rows } =
    await sql<Row>`select p.id, p.measure, p.period, p.begins_on, p.ends_on, p.person_id, e.name as person, p.department_id,
      d.name as department, p.product_id, g.name as product, p.target, p.version, ${may(reader, 'plan', 'update', 'p')} as can
    from plans p left join employees e on e.id = p.person_id left join departments d on d.id = p.department_id
    left join products g on g.id = p.product_id
    where p.begins_on <= ${day}::date and p.ends_on >= ${day}::date and ${may(reader, 'plan', 'read', 'p')}
    order by p.person_id is not null, d.position, e.name, p.measure, p.begins_on desc, p.id limit ${MOST}`.execute(db)
  return Promise.all(
    rows.map(async (row) => {
      const range = { from: row.begins_on, to: row.ends_on }
      const reached = await reachedOf(db, row)
      return {
        id: row.id,
        measure: row.measure,
        period: row.period,
        range,
        person: named(row.person_id, row.person),
        department: row.person_id ? null : named(row.department_id, row.department),
        product: named(row.product_id, row.product),
        target: row.target,
        reached,
        ...progress(row.target, reached, range, today),
        can: row.can,
        version: row.version,
      }
    }),
  )
}

async function reachedOf(db: Db, row: Row): Promise<number> {
  const { what, value } = planCounts(row.measure, row.product_id !== null)
  const whose = row.person_id
    ? sql`and person_id = ${row.person_id}`
    : row.department_id
      ? sql`and department_id = any(${await departmentsBelow(db, row.department_id)}::uuid[])`
      : sql``
  const product = row.product_id ? sql`and dim = ${row.product_id}` : sql``
  const { rows } = await sql<{ sum: number }>`select coalesce(sum(${sql.ref(value)}), 0)::float8 as sum
    from ${sumsIn({ from: row.begins_on, to: row.ends_on }, 'month')} f where what = ${what} ${whose} ${product}`.execute(
    db,
  )
  return rows[0]!.sum
}
