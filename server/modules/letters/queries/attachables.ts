import { sql } from 'kysely'
import { rightsOn } from '../../../core/access.ts'
import type { UserActor } from '../../../core/actor.ts'
import { type Attachable, attachablesOf } from '../../../core/attachable.ts'
import type { Db } from '../../../core/db.ts'
import type { Subject } from '../../../core/events.ts'
import type { Place } from '../schema.ts'

/** What a letter written there may take along, each with the record it is of. The caller may write from there. */
export async function attachablesAt(
  db: Db,
  user: UserActor,
  place: Place,
): Promise<(Attachable & { about: Subject })[]> {
  const records = place.kind === 'conversation' ? await filedUnder(db, user, place.id) : [place]
  const found = await Promise.all(
    records.map(async ({ kind, id }) =>
      (await attachablesOf(db, user, { kind, id })).map((one) => ({ ...one, about: { kind, id } })),
    ),
  )
  return [...new Map(found.flat().map((one) => [`${one.kind} ${one.id}`, one])).values()]
}

/** The records of a conversation this person may read. */
async function filedUnder(db: Db, user: UserActor, id: string): Promise<Subject[]> {
  const { rows } = await sql<Subject>`select kind, id from conversation_links where conversation_id = ${id}
    order by kind, id`.execute(db)
  const rights = await Promise.all(rows.map((one) => rightsOn(db, user, one.kind, one.id)))
  return rows.filter((_, at) => rights[at]!.includes('read'))
}
