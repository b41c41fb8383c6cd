import { sql } from 'kysely'
import { allow } from '../../../core/access.ts'
import type { Db } from '../../../core/db.ts'
import { Refusal } from '../../../core/errors.ts'
import type { Cx } from '../../../core/write.ts'
import { cardsOfView, dealForUpdate, filed, named } from '../../deals/commands/deal-for-update.ts'

/** The process that collects the details and the documents of a deal. */
const COLLECTING = 'deal_documents'

/** Asks for the details and documents of a deal: the process that collects them begins. */
export async function collectDocuments(cx: Cx, dealId: string): Promise<void> {
  await allow(cx.db, cx.actor, 'deal', 'update', dealId)
  const deal = await dealForUpdate(cx, dealId)
  if (deal.status === 'lost') throw new Refusal('deal.already_closed')
  const { rows } = await sql`select from processes where key = ${COLLECTING} and paused_at is null
    and archived_at is null`.execute(cx.db)
  if (rows.length === 0) throw new Refusal('documents.collecting_is_off')
  if (await isCollecting(cx.db, dealId)) throw new Refusal('documents.collected_already')
  cx.record('deal.documents_asked', {
    subject: { kind: 'deal', id: dealId },
    payload: { ...named(deal, deal.version), ...filed(deal) },
    also: cardsOfView(deal),
  })
}

/** Whether the documents of a deal are being collected; by another case than `but`. */
export async function isCollecting(db: Db, dealId: string, but: string | null = null): Promise<boolean> {
  const { rows } =
    await sql`select from process_instances where subject_kind = 'deal' and subject_id = ${dealId} and process_key = ${COLLECTING}
    and status = 'active' and id is distinct from ${but}::uuid limit 1`.execute(db)
  return rows.length > 0
}
