import { sql } from 'kysely'
import { mayInParts } from '../../../core/access.ts'
import type { Actor } from '../../../core/actor.ts'
import { businessNow } from '../../../core/clock.ts'
import type { Db } from '../../../core/db.ts'
import { listPipelines } from '../../pipelines/queries/pipelines.ts'
import { departmentsBelow } from '../../staff/queries.ts'
import type { Forecast } from '../schema/parts.ts'
import { baseCurrency } from './base-currency.ts'
import { type DealFilter, dealConditions } from './deals.ts'

interface Sums {
  count: number
  sum: number
  weighted: number
  unconverted: number
}
interface Row extends Sums {
  month: string | null
  stage_id: string
}

const NOTHING: Sums = { count: 0, sum: 0, weighted: 0, unconverted: 0 }
const added = (rows: Sums[]): Sums =>
  rows.reduce(
    (total, row) => ({
      count: total.count + row.count,
      sum: total.sum + row.sum,
      weighted: total.weighted + row.weighted,
      unconverted: total.unconverted + row.unconverted,
    }),
    NOTHING,
  )

/** Open deals by the month in which they are expected and by stage, in full and weighed by the stage's probability. */
export async function dealForecast(
  db: Db,
  actor: Actor,
  { departmentId, ...asked }: Pick<DealFilter, 'ownerId' | 'pipelineId'> & { departmentId?: string },
): Promise<Forecast> {
  const base = await baseCurrency(db, await businessNow(db))
  const where = await dealConditions(db, { ...asked, status: 'open' })
  if (departmentId) {
    where.push(sql<boolean>`d.department_id = any(${await departmentsBelow(db, departmentId)}::uuid[])`)
  }
  const { rows } = await sql<Row>`select to_char(d.expected_on, 'YYYY-MM') as month, d.stage_id, count(*)::int as count,
      coalesce(sum(d.amount_base), 0)::bigint as sum,
      coalesce(round(sum(d.amount_base * s.probability) / 100.0), 0)::bigint as weighted,
      (count(*) filter (where d.amount is not null and d.amount_base is null))::int as unconverted
    from (${sql.join(
      mayInParts(actor, 'deal', 'read', 'd').map(
        (part) => sql`select d.expected_on, d.stage_id, d.amount, d.amount_base from deals d
          where ${sql.join([part, ...where], sql` and `)}`,
      ),
      sql` union all `,
    )}) d join stages s on s.id = d.stage_id
    group by 1, 2 order by 1 nulls last`.execute(db)
  const sumsOf = ({ count, sum, weighted, unconverted }: Sums): Sums => ({ count, sum, weighted, unconverted })
  const pipelines = (await listPipelines(db)).filter(({ id }) => !asked.pipelineId || id === asked.pipelineId)
  return {
    currency: base.currency,
    month: base.today.slice(0, 7),
    stages: pipelines.flatMap((pipeline) =>
      pipeline.stages.map(({ id, name, probability }) => ({
        ...{ id, pipelineId: pipeline.id, name, probability },
        ...added(rows.filter((row) => row.stage_id === id)),
      })),
    ),
    months: [...new Set(rows.map((row) => row.month))].map((month) => {
      const own = rows.filter((row) => row.month === month)
      return { month, ...added(own), stages: own.map((row) => ({ stageId: row.stage_id, ...sumsOf(row) })) }
    }),
    total: added(rows),
  }
}
