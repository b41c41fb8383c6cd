import { sql } from 'kysely'
import { may } from '../../../core/access.ts'
import type { Actor } from '../../../core/actor.ts'
import type { Db } from '../../../core/db.ts'
import { notFound } from '../../../core/errors.ts'
import { cursorOf, readCursor } from '../../../core/paging.ts'
import type { Form, TemplateView } from '../schema.ts'

interface Row {
  id: string
  name: string
  form: Form
  kind: string | null
  subject: TemplateView['subject']
  body: TemplateView['body']
  version: number
  updated_at: Date
  archived_at: Date | null
}

export const templateOf = (row: Row): TemplateView => ({
  id: row.id,
  name: row.name,
  form: row.form,
  kind: row.kind,
  // The database orders keys its own way.
  subject: { pl: row.subject.pl, en: row.subject.en },
  body: { pl: row.body.pl, en: row.body.en },
  version: row.version,
  updatedAt: row.updated_at.toISOString(),
  archivedAt: row.archived_at?.toISOString() ?? null,
})

/** One template, archived or not; 404 otherwise. */
export async function templateById(db: Db, actor: Actor, id: string): Promise<TemplateView> {
  const { rows } = await sql<Row>`select t.* from message_templates t where t.id = ${id}
    and ${may(actor, 'message_template', 'read', 't')}`.execute(db)
  if (!rows[0]) throw notFound()
  return templateOf(rows[0])
}

/** Templates by name, keyset paged; with `kind` those that go with a record of that kind. */
export async function listTemplates(
  db: Db,
  actor: Actor,
  asked: { form?: Form; kind?: string; archived: boolean; after?: string; limit: number },
): Promise<{ items: TemplateView[]; next: string | null }> {
  const where = [
    may(actor, 'message_template', 'read', 't'),
    asked.archived ? sql<boolean>`t.archived_at is not null` : sql<boolean>`t.archived_at is null`,
  ]
  if (asked.form) where.push(sql<boolean>`t.form = ${asked.form}`)
  if (asked.kind) where.push(sql<boolean>`(t.kind is null or t.kind = ${asked.kind})`)
  if (asked.after) {
    const [name, id] = readCursor(asked.after, 2) as [string, string]
    where.push(sql<boolean>`(t.name collate "pl-x-icu", t.id) > (${name}::text, ${id}::uuid)`)
  }
  const { rows } = await sql<Row>`select t.* from message_templates t where ${sql.join(where, sql` and `)}
    order by t.name collate "pl-x-icu", t.id limit ${asked.limit + 1}`.execute(db)
  const items = rows.slice(0, asked.limit)
  const last = items.at(-1)
  return { items: items.map(templateOf), next: rows.length > asked.limit && last ? cursorOf(last.name, last.id) : null }
}
