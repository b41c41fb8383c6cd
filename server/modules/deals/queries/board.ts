import { sql } from 'kysely'
import { mayInParts } from '../../../core/access.ts'
import type { Actor } from '../../../core/actor.ts'
import { businessNow } from '../../../core/clock.ts'
import type { Db } from '../../../core/db.ts'
import { notFound } from '../../../core/errors.ts'
import { cursorOf } from '../../../core/paging.ts'
import { lensFor } from '../../fields/queries.ts'
import { listPipelines } from '../../pipelines/queries/pipelines.ts'
import type { Board } from '../schema.ts'
import { baseCurrency } from './base-currency.ts'
import { type DealFilter, type DealRow, dealColumns, dealConditions, dealJoins, dealView } from './deals.ts'

interface Sums {
  stage_id: string | null
  count: number
  sum: number
  converted: number
  unconverted: number
}

const sumsOf = (base: string) => sql`count(*)::int as count, coalesce(sum(d.amount_base), 0)::bigint as sum,
  (count(*) filter (where d.amount_base is not null and d.currency <> ${base}))::int as converted,
  (count(*) filter (where d.amount is not null and d.amount_base is null))::int as unconverted`

const NOTHING = { count: 0, sum: 0, converted: 0, unconverted: 0 }
const bare = ({ count, sum, converted, unconverted }: Sums) => ({ count, sum, converted, unconverted })

/** Open deals of a pipeline as columns of stages: counts, sums and the first cards of each; what was won this month. */
export async function dealBoard(
  db: Db,
  actor: Actor,
  asked: Pick<DealFilter, 'ownerId' | 'q'> & { pipeline?: string; limit: number },
): Promise<Board> {
  const pipelines = await listPipelines(db)
  const pipeline = asked.pipeline ? pipelines.find(({ id }) => id === asked.pipeline) : pipelines[0]
  if (!pipeline) throw notFound()
  const base = await baseCurrency(db, await businessNow(db))
  const where = await dealConditions(db, { ownerId: asked.ownerId, q: asked.q })
  const visible = mayInParts(actor, 'deal', 'read', 'd')
  const stages = pipeline.stages.map(({ id }) => id)
  /** All of the index that keeps the columns of the board: it is read, and the deals are not. */
  const open = sql.join(
    visible.map(
      (part) => sql`select d.stage_id, d.amount, d.amount_base, d.currency from deals d
        where ${sql.join([part, ...where], sql` and `)} and d.status = 'open' and d.stage_id = any(${stages}::uuid[])`,
    ),
    sql` union all `,
  )
  const summed = sql<Sums>`select d.stage_id, ${sumsOf(base.currency)} from (${open}) d group by d.stage_id`
  // By stage and limit, so that a column of thousands costs no more than one of twenty; chosen by the index alone, for
  // somebody who may see few of them passes by many.
  const first = sql.join(
    visible.map(
      (part) => sql`(select d.id, d.stage_entered_at from deals d where d.stage_id = g.id and d.status = 'open'
        and ${sql.join([part, ...where], sql` and `)} order by d.stage_entered_at desc, d.id desc limit ${asked.limit + 1})`,
    ),
    sql` union all `,
  )
  const chosen = sql<DealRow & { key: string }>`select ${dealColumns}, d.stage_entered_at::text as key
    from unnest(${stages}::uuid[]) as g(id)
    cross join lateral (select * from (${first}) d order by d.stage_entered_at desc, d.id desc limit ${asked.limit + 1}) chosen
    join deals d on d.id = chosen.id ${dealJoins} order by d.stage_entered_at desc, d.id desc`
  const month = `${base.today.slice(0, 7)}-01`
  const won = sql.join(
    visible.map(
      (
        part,
      ) => sql`select d.amount, d.amount_base, d.currency from deals d where ${sql.join([part, ...where], sql` and `)}
        and d.status = 'won' and d.pipeline_id = ${pipeline.id}
        and d.closed_at >= ${month}::date::timestamp at time zone coalesce((select zone from company), 'Europe/Warsaw')`,
    ),
    sql` union all `,
  )
  const [{ rows: sums }, { rows: cards }, { rows: closed }, lens] = await Promise.all([
    summed.execute(db),
    chosen.execute(db),
    sql<Sums>`select null as stage_id, ${sumsOf(base.currency)} from (${won}) d`.execute(db),
    lensFor(db, actor, 'deal'),
  ])
  return {
    pipeline,
    currency: base.currency,
    columns: pipeline.stages.map((stage) => {
      const sum = sums.find((row) => row.stage_id === stage.id)
      const mine = cards.filter((card) => card.stage_id === stage.id)
      const shown = mine.slice(0, asked.limit)
      return {
        stage,
        ...(sum ? bare(sum) : NOTHING),
        cards: shown.map((card) => dealView(card, lens)),
        next: mine.length > asked.limit ? cursorOf(shown.at(-1)!.key, shown.at(-1)!.id) : null,
      }
    }),
    won: bare(closed[0]!),
  }
}
