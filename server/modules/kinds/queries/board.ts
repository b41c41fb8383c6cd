import { sql } from 'kysely'
import { may } from '../../../core/access.ts'
import type { Actor } from '../../../core/actor.ts'
import type { Db } from '../../../core/db.ts'
import { notFound } from '../../../core/errors.ts'
import { columnOf } from '../../../core/fields.ts'
import { cursorOf } from '../../../core/paging.ts'
import { fieldsFor, lensFor } from '../../fields/queries.ts'
import { listPipelines } from '../../pipelines/queries/pipelines.ts'
import type { KindView, RecordBoard } from '../schema.ts'
import {
  type RecordFilter,
  type RecordRow,
  recordColumns,
  recordConditions,
  recordJoins,
  recordView,
} from './records.ts'

/** Records of a pipeline as columns of stages: counts, sums of the field the kind sums, and the first cards of each. */
export async function recordBoard(
  db: Db,
  actor: Actor,
  kind: KindView,
  asked: Pick<RecordFilter, 'ownerId' | 'q'> & { pipeline?: string; limit: number },
): Promise<RecordBoard> {
  const pipelines = await listPipelines(db, kind.key)
  const pipeline = asked.pipeline ? pipelines.find(({ id }) => id === asked.pipeline) : pipelines[0]
  if (!pipeline) throw notFound()
  const fields = await fieldsFor(db, actor, kind.key)
  const summed = fields.find(({ key, type }) => key === `custom.${kind.sumField}` && type === 'money')
  const conditions = await recordConditions(db, kind.key, { ...asked, pipelineId: pipeline.id })
  const where = sql.join([may(actor, kind.key, 'read', 'r'), ...conditions], sql` and `)
  const { rows: sums } = await sql<{ stage_id: string; count: number; sum: number | null }>`select r.stage_id,
      count(*)::int as count, ${summed ? sql`coalesce(sum(${columnOf(summed, 'r')}), 0)::bigint` : sql`null::bigint`} as sum
    from records r where ${where} group by r.stage_id`.execute(db)
  // By stage and limit, so that a column of thousands costs no more than one of twenty.
  const { rows: cards } = await sql<RecordRow & { key: string }>`select ${recordColumns}, r.key
    from unnest(${pipeline.stages.map(({ id }) => id)}::uuid[]) as g(id)
    cross join lateral (select r.*, r.stage_entered_at::text as key from records r where r.stage_id = g.id and ${where}
      order by r.stage_entered_at desc, r.id desc limit ${asked.limit + 1}) r
    ${recordJoins} order by r.stage_entered_at desc, r.id desc`.execute(db)
  const { rows: company } = await sql<{ currency: string }>`select trim(currency) as currency from company`.execute(db)
  const lens = await lensFor(db, actor, kind.key)
  return {
    pipeline,
    currency: company[0]?.currency ?? 'PLN',
    columns: pipeline.stages.map((stage) => {
      const sum = sums.find((row) => row.stage_id === stage.id)
      const mine = cards.filter((card) => card.stage_id === stage.id)
      const shown = mine.slice(0, asked.limit)
      return {
        stage,
        count: sum?.count ?? 0,
        sum: summed ? (sum?.sum ?? 0) : null,
        cards: shown.map((card) => recordView(card, lens)),
        next: mine.length > asked.limit ? cursorOf(shown.at(-1)!.key, shown.at(-1)!.id) : null,
      }
    }),
  }
}
