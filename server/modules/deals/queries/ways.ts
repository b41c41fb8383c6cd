import type { Actor } from '../../../core/actor.ts'
import { businessNow } from '../../../core/clock.ts'
import type { Db } from '../../../core/db.ts'
import { waysOf } from '../../pipelines/queries/ways.ts'
import type { WaysView } from '../../pipelines/schema.ts'
import { dealById } from './deals.ts'
import { DEALS, heldOf } from './held.ts'

/** Every way a deal may go from where it is, what each still asks for, and the checklist of its stage. */
export async function waysOfDeal(db: Db, actor: Actor, id: string): Promise<WaysView> {
  const deal = await dealById(db, actor, id)
  const ways = await waysOf(db, actor, DEALS, heldOf(deal), await businessNow(db))
  return deal.status === 'open' ? ways : { ...ways, ways: [] }
}
