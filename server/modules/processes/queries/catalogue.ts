import { sql } from 'kysely'
import { z } from 'zod'
import { OWN } from '../../../../pure/kinds.ts'
import { accessKinds, may } from '../../../core/access.ts'
import type { UserActor } from '../../../core/actor.ts'
import type { Db } from '../../../core/db.ts'
import type { OfferedStep } from '../../../core/deps.ts'
import { invalid } from '../../../core/errors.ts'
import { inputsOf } from '../../../engine/deploy.ts'
import { fieldsFor } from '../../fields/queries.ts'

/** What a model may use: the steps in the words of the palette, and the fields of the records they read. */
export async function catalogueOf(db: Db, user: UserActor, steps: ReadonlyMap<string, OfferedStep>) {
  const { rows: own } = await sql<{ key: string; name: { pl: string; en: string } }>`select key, name from kinds
    where archived_at is null order by position, key`.execute(db)
  const required = inputsOf(steps)
  const shipped = ['lead', 'deal'].map((key) => ({ key, name: null }))
  const kinds = await Promise.all(
    [...shipped, ...own].map(async ({ key, name }) => ({
      key,
      name,
      fields: (await fieldsFor(db, user, key)).map((field) => ({
        path: field.key,
        label: field.label,
        type: field.type as string,
      })),
    })),
  )
  return {
    steps: [...steps.values()].map(({ type, input, offers }) => ({
      type,
      offers,
      inputs: input instanceof z.ZodObject ? Object.keys(input.shape) : [],
      required: required.get(type)?.required ?? [],
    })),
    kinds,
  }
}

const MOST_LOOKED_AT = 300
const MOST_SHOWN = 30

/**
 * Records to which an event happened, the youngest first, among those this person may read: with what a process that
 * begins by it is given.
 */
export async function occasionsOf(db: Db, user: UserActor, event: string, record?: string) {
  const subject = event.slice(0, event.indexOf('.'))
  const access = accessKinds().find(({ kind, table }) => table && kind === subject)
  if (!access?.table || (subject !== OWN && !access.actions.read))
    throw invalid({ path: 'event', code: 'field.invalid' })
  const readable = may(user, access.kind, 'read')
  const { rows } = await sql<{
    id: string
    title: string | null
    event: string
    at: Date
    actor_kind: string
    actor_id: string | null
    payload: Record<string, unknown>
  }>`select r.id, s.title, e.id as event, e.at, e.actor_kind, e.actor_id, e.payload
    from (select id from ${sql.table(access.table)} where ${readable} ${record ? sql`and id = ${record}` : sql``}
      order by id desc limit ${MOST_LOOKED_AT}) r
    cross join lateral (select id, at, actor_kind, actor_id, payload from event_log
      where subject_kind = ${subject} and subject_id = r.id and name = ${event} order by id desc limit 1) e
    left join search_entries s on s.kind = ${subject} and s.id = r.id
    order by e.at desc limit ${MOST_SHOWN}`.execute(db)
  return rows.map((row) => ({
    subject: { kind: subject, id: row.id },
    title: row.title ?? String(row.payload.title ?? row.payload.name ?? ''),
    at: row.at.toISOString(),
    variables: {
      ...row.payload,
      subject: { kind: subject, id: row.id },
      event: {
        name: event,
        id: row.event,
        at: row.at.toISOString(),
        actor: row.actor_kind === 'user' ? row.actor_id : null,
      },
    },
  }))
}
