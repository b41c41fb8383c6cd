import { sql } from 'kysely'
import type { TemplateBody } from '../../../../pure/documents/template.ts'
import { may } from '../../../core/access.ts'
import type { Actor } from '../../../core/actor.ts'
import type { Db } from '../../../core/db.ts'
import { notFound } from '../../../core/errors.ts'
import { cursorOf, readCursor } from '../../../core/paging.ts'
import type { TemplateView, WordFile } from '../schema.ts'

interface Row {
  id: string
  name: string
  kind: TemplateView['kind']
  section: string
  sells: 'goods' | 'services' | null
  locale: 'pl' | 'en'
  series: string
  body: TemplateBody
  file: WordFile | null
  origin: string | null
  version: number
  created_at: Date
  updated_at: Date
  archived_at: Date | null
}

/** As those see it who need not know where it lies. */
const shown = (file: WordFile | null): TemplateView['file'] => {
  if (!file) return null
  const { digest: _, ...view } = file
  return view
}

export const templateOf = (row: Row): TemplateView => ({
  id: row.id,
  name: row.name,
  kind: row.kind,
  section: row.section,
  sells: row.sells,
  locale: row.locale,
  series: row.series,
  body: row.body,
  file: shown(row.file),
  shipped: row.origin !== null,
  version: row.version,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
  archivedAt: row.archived_at?.toISOString() ?? null,
})
export type TemplateRow = Row

/** One template this actor may read, archived or not; 404 otherwise. */
export async function templateById(db: Db, actor: Actor, id: string): Promise<TemplateView> {
  const { rows } = await sql<Row>`select t.* from document_templates t where t.id = ${id}
    and ${may(actor, 'document_template', 'read', 't')}`.execute(db)
  if (!rows[0]) throw notFound()
  return templateOf(rows[0])
}

/** The Word file a template is made of, with where it lies. */
export async function wordFileOf(db: Db, id: string): Promise<WordFile | null> {
  const { rows } = await sql<{ file: WordFile | null }>`select file from document_templates where id = ${id}`.execute(
    db,
  )
  return rows[0]?.file ?? null
}

/** The Word file of one version of a template; 404 where there is none. */
export async function wordFileOfVersion(db: Db, id: string, version: number): Promise<WordFile> {
  const { rows } = await sql<{ file: WordFile | null }>`select file from document_template_versions
    where template_id = ${id} and version = ${version}`.execute(db)
  if (!rows[0]?.file) throw notFound()
  return rows[0].file
}

/** Templates by name, keyset paged. */
export async function listTemplates(
  db: Db,
  actor: Actor,
  filter: { section?: string; archived: boolean; after?: string; limit: number },
): Promise<{ items: TemplateView[]; next: string | null }> {
  const where = [
    may(actor, 'document_template', 'read', 't'),
    filter.archived ? sql<boolean>`t.archived_at is not null` : sql<boolean>`t.archived_at is null`,
  ]
  if (filter.section) where.push(sql<boolean>`t.section = ${filter.section}`)
  if (filter.after) {
    const [name, id] = readCursor(filter.after, 2) as [string, string]
    where.push(sql<boolean>`(t.name collate "pl-x-icu", t.id) > (${name}::text, ${id}::uuid)`)
  }
  const { rows } = await sql<Row>`select t.* from document_templates t where ${sql.join(where, sql` and `)}
    order by t.name collate "pl-x-icu", t.id limit ${filter.limit + 1}`.execute(db)
  const items = rows.slice(0, filter.limit)
  const last = items.at(-1)
  return {
    items: items.map(templateOf),
    next: rows.length > filter.limit && last ? cursorOf(last.name, last.id) : null,
  }
}

/** What a template was before, the newest first. */
export async function templateVersions(db: Db, id: string) {
  const { rows } = await sql<{
    version: number
    name: string
    body: TemplateBody
    file: WordFile | null
    saved_by: string | null
    saved_at: Date
  }>`select v.version, v.name, v.body, v.file, e.name as saved_by, v.saved_at from document_template_versions v
    left join employees e on e.id::text = v.saved_by ->> 'id' where v.template_id = ${id}
    order by v.version desc limit 50`.execute(db)
  return rows.map((row) => ({
    version: row.version,
    name: row.name,
    body: row.body,
    file: shown(row.file),
    savedBy: row.saved_by,
    savedAt: row.saved_at.toISOString(),
  }))
}
