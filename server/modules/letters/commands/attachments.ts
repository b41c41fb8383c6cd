import { sql } from 'kysely'
import type { UserActor } from '../../../core/actor.ts'
import { type AttachedFile, attachableKind } from '../../../core/attachable.ts'
import { invalid } from '../../../core/errors.ts'
import type { Subject } from '../../../core/events.ts'
import type { Cx } from '../../../core/write.ts'
import { attachablesAt } from '../queries/attachables.ts'
import type { Place } from '../schema.ts'

interface Attached {
  kind: string
  id: string
  name: string
  about: Subject
  file: AttachedFile
}

/** What was chosen to go along, as files; refuses, at `attached`, what is not of the place (any more) and what is not made yet. */
export async function attachedAt(
  cx: Cx,
  user: UserActor,
  place: Place | null,
  chosen: readonly { kind: string; id: string }[],
): Promise<Attached[]> {
  if (chosen.length === 0) return []
  const offered = place ? await attachablesAt(cx.db, user, place) : []
  return chosen.map(({ kind, id }, at) => {
    const found = offered.find((one) => one.kind === kind && one.id === id)
    if (!found) throw invalid({ path: `attached.${at}`, code: 'letter.attachment_gone' })
    const { name, about, file, held } = found
    if (held) throw invalid({ path: `attached.${at}`, code: 'document.held' })
    if (!file) throw invalid({ path: `attached.${at}`, code: 'letter.not_made', params: { name } })
    return { kind, id, name, about, file }
  })
}

/** Notes what a message takes along, for when it leaves. */
export async function noteAttached(cx: Cx, messageId: string, attached: readonly Attached[]): Promise<void> {
  if (attached.length === 0) return
  const rows = attached.map(({ kind, id, name, about, file }) => ({
    ...{ kind, id, name, digest: file.digest, about_kind: about.kind, about_id: about.id },
  }))
  await sql`insert into message_attachments (message_id, kind, id, about_kind, about_id, name, digest)
    select ${messageId}::uuid, kind, id, about_kind, about_id, name, digest from json_to_recordset(${JSON.stringify(rows)}::json)
      as a(kind text, id uuid, about_kind text, about_id uuid, name text, digest text)
    on conflict do nothing`.execute(cx.db)
}

/** A message has left: what went along is told on the timeline of its record, and knows that it was sent. */
export async function tellAttached(cx: Cx, messageId: string): Promise<void> {
  const { rows } = await sql<{
    kind: string
    id: string
    name: string
    digest: string
    about_kind: string
    about_id: string
    conversation_id: string
    to: string[]
  }>`select a.*, m.conversation_id,
      array(select one ->> 'address' from jsonb_array_elements(m.recipients -> 'to') one) as to
    from message_attachments a join messages m on m.id = a.message_id where a.message_id = ${messageId}
    order by a.about_kind, a.about_id, a.name, a.id`.execute(cx.db)
  for (const { kind, id, digest } of rows) await attachableKind(kind)?.sent?.(cx, id, digest)
  const groups = new Map<string, typeof rows>()
  for (const row of rows) groups.set(row.about_id, [...(groups.get(row.about_id) ?? []), row])
  for (const group of groups.values()) {
    const first = group[0]!
    cx.record('letter.documents_sent', {
      subject: { kind: first.about_kind, id: first.about_id },
      payload: {
        messageId,
        conversationId: first.conversation_id,
        documents: group.map(({ kind, id, name }) => ({ kind, id, name })),
        names: group.map(({ name }) => name).join(', '),
        count: group.length,
      },
      personal: { to: first.to },
      also: group.map(({ kind, id }) => ({ kind, id })),
    })
  }
}
