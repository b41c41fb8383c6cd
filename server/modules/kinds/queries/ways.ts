import type { Actor } from '../../../core/actor.ts'
import { businessNow } from '../../../core/clock.ts'
import type { Db } from '../../../core/db.ts'
import { waysOf } from '../../pipelines/queries/ways.ts'
import type { WaysView } from '../../pipelines/schema.ts'
import { heldOf, RECORDS } from './held.ts'
import { recordById, writtenRecord } from './records.ts'

/** Every way a record may go from where it is, what each still asks for, and the checklist of its stage. */
export async function waysOfRecord(db: Db, actor: Actor, named: { kind: string; id: string }): Promise<WaysView> {
  const { id, archived } = await recordById(db, actor, named)
  // What its stage asks for is asked of the whole record, also of what is closed to this reader.
  const ways = await waysOf(db, actor, RECORDS, heldOf(await writtenRecord(db, id)), await businessNow(db))
  return archived ? { ...ways, ways: [] } : ways
}
