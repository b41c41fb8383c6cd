import { sql } from 'kysely'
import { type Known, nearest, rowVariables, unknownIn } from '../../../../pure/documents/docx.ts'
import { LISTS, type TemplateBody, unknownVariables } from '../../../../pure/documents/template.ts'
import { allow, allowAtAll } from '../../../core/access.ts'
import { editRow } from '../../../core/edit-row.ts'
import { invalid, notFound, Refusal } from '../../../core/errors.ts'
import type { Change } from '../../../core/events.ts'
import { newId } from '../../../core/ids.ts'
import { refuseUnknownKind } from '../../../core/kinds.ts'
import type { Cx } from '../../../core/write.ts'
import { type TemplateRow, templateOf } from '../queries/templates.ts'
import { variablesFor } from '../queries/variables.ts'
import type { NewTemplate, TemplateInput, TemplateView, WordFile } from '../schema.ts'
import { uploadOf } from './uploads.ts'

const NO_BODY: TemplateBody = { header: '', footer: '', pageNumbers: false, blocks: [] }

/** What a template is made of: written in the editor, or a Word file. */
interface Content {
  body: TemplateBody
  file: WordFile | null
}

/** Refuses, by their names, variables that stand for nothing. */
async function refuseUnknown(cx: Cx, section: string, { body, file }: Content): Promise<void> {
  const variables = await variablesFor(cx.db, cx.actor, section)
  const known = new Set(variables.map(({ key }) => key))
  const unknown = file ? unknownIn(file, known, section) : unknownVariables(body, known)
  if (unknown.length === 0) return
  const params = { names: unknown.join(', '), count: unknown.length }
  throw invalid({ path: file ? 'file' : 'body', code: 'document_template.unknown_variables', params })
}

const MOST_MEANT = 20

/** Each unknown variable of a Word file with the one that was most likely meant. */
export async function unknownWithNearest(cx: Cx, section: string, file: WordFile) {
  const variables = await variablesFor(cx.db, cx.actor, section)
  const rows: Known[] = LISTS.flatMap(rowVariables).map((key) => ({ key, label: { pl: key, en: key } }))
  return unknownIn(file, new Set(variables.map(({ key }) => key)), section).map((name, at) => ({
    name,
    nearest: at < MOST_MEANT ? nearest(name, [...variables, ...(section === 'deal' ? rows : [])]) : null,
  }))
}

export async function createTemplate(
  cx: Cx,
  given: NewTemplate,
  origin: string | null = null,
): Promise<{ id: string }> {
  allowAtAll(cx.actor, 'document_template', 'create')
  await refuseUnknownKind(cx.db, given.section, 'section')
  if (!given.body === !given.file) throw invalid({ path: given.file ? 'file' : 'body', code: 'field.required' })
  const file = given.file ? await uploadOf(cx, given.file) : null
  const body = (given.body as TemplateBody | undefined) ?? NO_BODY
  await refuseUnknown(cx, given.section, { body, file })
  const id = newId()
  await sql`insert into document_templates (id, name, kind, section, sells, locale, series, body, file, origin, created_at, updated_at)
    values (${id}, ${given.name}, ${given.kind}, ${given.section}, ${given.sells ?? null}, ${given.locale},
      ${given.series ?? ''}, ${JSON.stringify(body)}::jsonb, ${jsonOf(file)}::jsonb, ${origin}, ${cx.now}, ${cx.now})`.execute(
    cx.db,
  )
  await keepVersion(cx, id, { name: given.name, body, file, version: 1 })
  record(cx, 'created', { id, name: given.name, version: 1 })
  return { id }
}

/** Changes the fields given; documents made by it keep what they were made of. `expected` is the version the sender saw. */
export async function updateTemplate(cx: Cx, id: string, given: TemplateInput, expected: number | null): Promise<void> {
  await allow(cx.db, cx.actor, 'document_template', 'update', id)
  const before = await templateForUpdate(cx, id)
  // What is written here stays so, and what is a Word file stays one.
  const other = before.file ? 'body' : 'file'
  if (given[other]) throw invalid({ path: other, code: 'document_template.other_way' })
  if (before.archivedAt) throw new Refusal('document_template.archived')
  const section = given.section ?? before.section
  if (given.section) await refuseUnknownKind(cx.db, section, 'section')
  const file = given.file ? await uploadOf(cx, given.file) : before.file
  const body = (given.body ?? before.body) as TemplateBody
  if (given.body || given.file || given.section) await refuseUnknown(cx, section, { body, file })
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
      file: { column: 'file', json: true },
    },
    before: { ...before },
    set: { ...given, ...(given.file ? { file } : {}) },
    expected,
    touched: true,
  })
  if (!edited) return
  const name = given.name ?? before.name
  await keepVersion(cx, id, { name, body, file, version: edited.version })
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

async function templateForUpdate(cx: Cx, id: string): Promise<Omit<TemplateView, 'file'> & Pick<TemplateRow, 'file'>> {
  const { rows } = await sql<TemplateRow>`select * from document_templates where id = ${id} for update`.execute(cx.db)
  if (!rows[0]) throw notFound()
  return { ...templateOf(rows[0]), file: rows[0].file }
}

async function keepVersion(
  cx: Cx,
  id: string,
  { name, body, file, version }: Content & { name: string; version: number },
): Promise<void> {
  await sql`insert into document_template_versions (template_id, version, name, body, file, saved_by, saved_at)
    values (${id}, ${version}, ${name}, ${JSON.stringify(body)}::jsonb, ${jsonOf(file)}::jsonb,
      ${JSON.stringify(by(cx))}::jsonb, ${cx.now})`.execute(cx.db)
}

const jsonOf = (file: WordFile | null): string | null => (file ? JSON.stringify(file) : null)

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
