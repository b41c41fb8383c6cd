import { sql } from 'kysely'
import type { Locale } from '../../../../pure/texts/format.ts'
import { newId } from '../../../core/ids.ts'
import type { Cx } from '../../../core/write.ts'
import { putLostReason } from './lost-reasons.ts'

const KEY = 'sales'
const NAME = { pl: 'Sprzedaż', en: 'Sales' }
const STAGES = [
  { key: 'qualification', name: { pl: 'Kwalifikacja', en: 'Qualification' }, probability: 10 },
  { key: 'offer', name: { pl: 'Oferta', en: 'Offer' }, probability: 30 },
  { key: 'negotiation', name: { pl: 'Negocjacje', en: 'Negotiation' }, probability: 60 },
  { key: 'contract', name: { pl: 'Umowa', en: 'Contract' }, probability: 80 },
]

const LOST_REASONS = [
  { key: 'price', name: { pl: 'Cena', en: 'Price' } },
  { key: 'competition', name: { pl: 'Wybrano konkurencję', en: 'Chose a competitor' } },
  { key: 'no_budget', name: { pl: 'Brak budżetu', en: 'No budget' } },
  { key: 'timing', name: { pl: 'Za wcześnie albo za późno', en: 'Too early or too late' } },
  { key: 'no_contact', name: { pl: 'Brak kontaktu', en: 'No answer' } },
]

/**
 * The pipeline and the reasons for losing that a new installation starts with; a second call finds the first one's. Part of the set-up, which knows who
 * may run it. Both languages are kept, so `_locale` makes no difference to it.
 */
export async function createDefaultPipeline(cx: Cx, _locale: Locale): Promise<{ id: string }> {
  const id = newId()
  const { rows } = await sql<{ id: string }>`insert into pipelines (id, kind, key, name, position, created_at)
    values (${id}, 'deal', ${KEY}, ${JSON.stringify(NAME)}::jsonb, 0, ${cx.now}) on conflict (key) do nothing returning id`.execute(
    cx.db,
  )
  if (!rows[0]) {
    const { rows: there } = await sql<{ id: string }>`select id from pipelines where key = ${KEY}`.execute(cx.db)
    return there[0]!
  }
  const stages = STAGES.map((stage, position) => ({ id: newId(), position, ...stage }))
  await sql`insert into stages (id, pipeline_id, key, name, position, probability, created_at)
    select id, ${id}::uuid, key, name, position, probability, ${cx.now}::timestamptz
    from json_to_recordset(${JSON.stringify(stages)}::json)
      as s(id uuid, key text, name jsonb, position int, probability smallint)`.execute(cx.db)
  cx.record('pipeline.created', {
    subject: { kind: 'pipeline', id },
    payload: { pipelineId: id, name: NAME, version: 1 },
  })
  for (const [position, { key, name }] of LOST_REASONS.entries()) await putLostReason(cx, { key, name, position })
  return { id }
}
