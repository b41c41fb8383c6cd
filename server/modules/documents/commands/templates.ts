import { sql } from 'kysely'
import { type TemplateBody, unknownVariables } from '../../../../pure/documents/template.ts'
import { allow, allowAtAll } from '../../../core/access.ts'
import { editRow } from '../../../core/edit-row.ts'
import { invalid, notFound, Refusal } from '../../../core/errors.ts'
import type { Change } from '../../../core/events.ts'
import { newId } from '../../../core/ids.ts'
import { refuseUnknownKind } from '../../../core/kinds.ts'
import type { Cx } from '../../../core/write.ts'
import { type TemplateRow, templateOf } from '../queries/templates.ts'
import { variablesFor } from '../queries/variables.ts'
import type { NewTemplate, TemplateInput, TemplateView } from '../schema.ts'

/** Refuses, by their names, variables that stand for nothing. */
async function refuseUnknown(cx: Cx, section: string, body: TemplateBody): Promise<void> {
  const known = new Set((await variablesFor(cx.db, cx.actor, section)).map(({ key }) => key))
  const unknown = unknownVariables(body, known)
  if (unknown.length === 0) return
  const params = { names: unknown.join(', '), count: unknown.length }
  throw invalid({ path: 'body', code: 'document_template.unknown_variables', params })
}

export async function createTemplate(
  cx: Cx,
  given: NewTemplate,
  origin: string | null = null,
): Promise<{ id: string }> {
  allowAtAll(cx.actor, 'document_template', 'create')
  await refuseUnknownKind(cx.db, given.section, 'section')
  const body = given.body as TemplateBody
  await refuseUnknown(cx, given.section, body)
  const id = newId()
  await sql`insert into document_templates (id, name, kind, section, sells, locale, series, body, origin, created_at, updated_at)
    values (${id}, ${given.name}, ${given.kind}, ${given.section}, ${given.sells ?? null}, ${given.locale},
      ${given.series ?? ''}, ${JSON.stringify(body)}::jsonb, ${origin}, ${cx.now}, ${cx.now})`.execute(cx.db)
  await keepVersion(cx, id, { name: given.name, body, version: 1 })
  record(cx, 'created', { id, name: given.name, version: 1 })
  return { id }
}

/** Changes the fields given; documents made by it keep what they were made of. `expected` is the version the sender saw. */
export async function updateTemplate(cx: Cx, id: string, given: TemplateInput, expected: number | null): Promise<void> {
  await allow(cx.db, cx.actor, 'document_template', 'update', id)
  const before = await templateForUpdate(cx, id)
  if (before.archivedAt) throw new Refusal('document_template.archived')
  const section = given.section ?? before.section
  if (given.section) await refuseUnknownKind(cx.db, section, 'section')
  if (given.body || given.section) await refuseUnknown(cx, section, (given.body ?? before.body) as TemplateBody)
  const edited = await editRow(cx, {
    table: 'document_templates',
    id,
    subject: { kind: 'document_template', id },
    columns: {
      name: { column: 'name' },
      kind: { column: 'kind' },
      section: { column: 'section' },
      sells: { column: 'sells' },
      locale: { column: 'locale' },
      series: { column: 'series' },
      body: { column: 'body', json: true },
    },
    before: { ...before },
    set: { ...given },
    expected,
    touched: true,
  })
  if (!edited) return
  const name = given.name ?? before.name
  await keepVersion(cx, id, { name, body: (given.body ?? before.body) as TemplateBody, version: edited.version })
  record(cx, 'updated', { id, name, version: edited.version }, edited.changes)
}

/** Is offered no more; documents made by it stay. */
export const archiveTemplate = (cx: Cx, id: string): Promise<void> => setArchived(cx, id, true)
export const restoreTemplate = (cx: Cx, id: string): Promise<void> => setArchived(cx, id, false)

async function setArchived(cx: Cx, id: string, archived: boolean): Promise<void> {
  await allow(cx.db, cx.actor, 'document_template', 'archive', id)
  const template = await templateForUpdate(cx, id)
  if ((template.archivedAt !== null) === archived) return
  const at = archived ? cx.now : null
  await sql`update document_templates set archived_at = ${at}, version = version + 1, updated_at = ${cx.now}
    where id = ${id}`.execute(cx.db)
  record(cx, archived ? 'archived' : 'restored', { ...template, version: template.version + 1 }, [
    { field: 'archivedAt', from: template.archivedAt, to: at?.toISOString() ?? null },
  ])
}

async function templateForUpdate(cx: Cx, id: string): Promise<TemplateView> {
  const { rows } = await sql<TemplateRow>`select * from document_templates where id = ${id} for update`.execute(cx.db)
  if (!rows[0]) throw notFound()
  return templateOf(rows[0])
}

async function keepVersion(
  cx: Cx,
  id: string,
  { name, body, version }: { name: string; body: TemplateBody; version: number },
): Promise<void> {
  await sql`insert into document_template_versions (template_id, version, name, body, saved_by, saved_at)
    values (${id}, ${version}, ${name}, ${JSON.stringify(body)}::jsonb, ${JSON.stringify(by(cx))}::jsonb, ${cx.now})`.execute(
    cx.db,
  )
}

export const by = ({ actor }: Cx): object => ({ kind: actor.kind, id: actor.id })

function record(
  cx: Cx,
  what: 'created' | 'updated' | 'archived' | 'restored',
  { id, name, version }: { id: string; name: string; version: number },
  changes: Change[] = [],
): void {
  cx.record(`document_template.${what}`, {
    subject: { kind: 'document_template', id },
    payload: { templateId: id, name, version },
    ...(changes.length > 0 ? { changes } : {}),
  })
}
