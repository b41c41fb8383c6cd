import { sql } from 'kysely'
import { allow, allowAtAll } from '../../../core/access.ts'
import { editRow } from '../../../core/edit-row.ts'
import { type FieldError, invalid, notFound, Refusal } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import { refuseUnknownKind } from '../../../core/kinds.ts'
import type { Cx } from '../../../core/write.ts'
import { cleanHtml, saysSomething } from '../clean.ts'
import { templateOf } from '../queries/templates.ts'
import { variablesFor } from '../queries/values.ts'
import { variablesIn } from '../rules/variables.ts'
import type { NewTemplate, TemplateInput, TemplateView } from '../schema.ts'

type Words = Pick<NewTemplate, 'form' | 'kind' | 'subject' | 'body'>

/** A template as it is kept; refuses what says nothing, and names every variable nobody knows at the field it stands in. */
async function readWords(cx: Cx, given: Words): Promise<Words> {
  if (given.kind !== null) await refuseUnknownKind(cx.db, given.kind)
  const letter = given.form === 'letter'
  const clean = (text: string) => (letter ? cleanHtml(text) : text)
  const body = { pl: clean(given.body.pl), en: clean(given.body.en) }
  const subject = letter ? given.subject : { pl: '', en: '' }
  const said = (['pl', 'en'] as const).filter((locale) => saysSomething(body[locale]))
  const errors: FieldError[] = said.length === 0 ? [{ path: 'body.pl', code: 'field.required' }] : []
  // In the language it is written in, a letter needs a subject, too.
  if (letter) {
    for (const locale of said) if (!subject[locale]) errors.push({ path: `subject.${locale}`, code: 'field.required' })
  }
  const known = new Set((await variablesFor(cx.db, cx.actor, given.kind)).map(({ key }) => key))
  for (const [part, texts] of Object.entries({ subject, body })) {
    for (const [locale, text] of Object.entries(texts)) {
      const unknown = variablesIn(text).filter((name) => !known.has(name))
      if (unknown.length > 0)
        errors.push({
          path: `${part}.${locale}`,
          code: 'letter.unknown_variables',
          params: { names: unknown.join(', '), count: unknown.length },
        })
    }
  }
  if (errors.length > 0) throw invalid(...errors)
  return { form: given.form, kind: given.kind, subject, body }
}

export async function createTemplate(cx: Cx, given: NewTemplate): Promise<{ id: string }> {
  allowAtAll(cx.actor, 'message_template', 'create')
  const { form, kind, subject, body } = await readWords(cx, given)
  const id = newId()
  await sql`insert into message_templates (id, name, form, kind, subject, body, created_at, updated_at)
    values (${id}, ${given.name}, ${form}, ${kind}, ${JSON.stringify(subject)}::jsonb, ${JSON.stringify(body)}::jsonb,
      ${cx.now}, ${cx.now})`.execute(cx.db)
  record(cx, 'created', { id, name: given.name, version: 1 })
  return { id }
}

/** Changes the fields given; messages written by the template keep their words. `expected` is the version the sender saw. */
export async function updateTemplate(cx: Cx, id: string, given: TemplateInput, expected: number | null): Promise<void> {
  await allow(cx.db, cx.actor, 'message_template', 'update', id)
  const before = await templateForUpdate(cx, id)
  if (before.archivedAt) throw new Refusal('message_template.archived')
  const words = await readWords(cx, { ...before, ...given })
  const edited = await editRow(cx, {
    table: 'message_templates',
    id,
    subject: { kind: 'message_template', id },
    columns: {
      name: { column: 'name' },
      form: { column: 'form' },
      kind: { column: 'kind' },
      subject: { column: 'subject', json: true },
      body: { column: 'body', json: true },
    },
    before: { ...before },
    set: { name: given.name, ...words },
    expected,
    touched: true,
  })
  if (!edited) return
  record(cx, 'updated', { id, name: given.name ?? before.name, version: edited.version }, edited.changes)
}

/** Is offered no more; messages written by it keep their words. */
export const archiveTemplate = (cx: Cx, id: string): Promise<void> => setArchived(cx, id, true)
export const restoreTemplate = (cx: Cx, id: string): Promise<void> => setArchived(cx, id, false)

async function setArchived(cx: Cx, id: string, archived: boolean): Promise<void> {
  await allow(cx.db, cx.actor, 'message_template', 'archive', id)
  const template = await templateForUpdate(cx, id)
  if ((template.archivedAt !== null) === archived) return
  const at = archived ? cx.now : null
  await sql`update message_templates set archived_at = ${at}, version = version + 1, updated_at = ${cx.now}
    where id = ${id}`.execute(cx.db)
  record(cx, archived ? 'archived' : 'restored', { id, name: template.name, version: template.version + 1 }, [
    { field: 'archivedAt', from: template.archivedAt, to: at?.toISOString() ?? null },
  ])
}

async function templateForUpdate(cx: Cx, id: string): Promise<TemplateView> {
  const { rows } = await sql<Parameters<typeof templateOf>[0]>`
    select * from message_templates where id = ${id} for update`.execute(cx.db)
  if (!rows[0]) throw notFound()
  return templateOf(rows[0])
}

function record(
  cx: Cx,
  what: 'created' | 'updated' | 'archived' | 'restored',
  { id, name, version }: { id: string; name: string; version: number },
  changes: { field: string; from: unknown; to: unknown }[] = [],
): void {
  cx.record(`message_template.${what}`, {
    subject: { kind: 'message_template', id },
    payload: { templateId: id, name, version },
    ...(changes.length > 0 ? { changes } : {}),
  })
}
