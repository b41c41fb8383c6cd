import { sql } from 'kysely'
import { dateIn } from '../../../../pure/dates.ts'
import type { TemplateBody } from '../../../../pure/documents/template.ts'
import type { Locale } from '../../../../pure/texts/format.ts'
import { allow, allowAtAll } from '../../../core/access.ts'
import type { UserActor } from '../../../core/actor.ts'
import { editRow, partPersonal } from '../../../core/edit-row.ts'
import { forbidden, invalid, notFound, Refusal } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import type { Cx } from '../../../core/write.ts'
import { kindKeyOf } from '../../lists/queries/record-words.ts'
import { companyOf } from '../../staff/queries.ts'
import { type DocumentRow, subjectOf } from '../queries/documents.ts'
import { templateById, wordFileOf } from '../queries/templates.ts'
import { valuesFor } from '../queries/values.ts'
import { refreshed, stillUsed, type Written, withWords } from '../rules/documents.ts'
import type { DocumentInput, Format, PrepareInput, WordFile } from '../schema.ts'
import { by } from './templates.ts'

const NO_BODY: TemplateBody = { header: '', footer: '', pageNumbers: false, blocks: [] }

const COLUMNS = {
  name: { column: 'name' },
  // What documents say is about people.
  values: { column: 'values', json: true, personal: true },
  byHand: { column: 'by_hand', json: true },
  body: { column: 'body', json: true },
  file: { column: 'file', json: true },
  templateVersion: { column: 'template_version' },
}

/** A document is made for somebody's eyes: what it may say is what that person may read. */
function person(cx: Cx): UserActor {
  if (cx.actor.kind !== 'user') throw forbidden()
  return cx.actor
}

/** A document about a record, every variable filled from it, to be looked through before its PDF is made. */
export async function prepareDocument(
  cx: Cx,
  given: PrepareInput,
  madeFor: string | null = null,
): Promise<{ id: string }> {
  const user = person(cx)
  allowAtAll(user, 'document_template', 'read')
  await allow(cx.db, user, given.subject.kind, 'update', given.subject.id)
  const template = await templateById(cx.db, user, given.templateId)
  if (template.archivedAt) throw new Refusal('document_template.archived')
  if (template.section !== (await kindKeyOf(cx.db, given.subject)))
    throw invalid({ path: 'templateId', code: 'document.other_section' })
  const { locale } = template
  const values = await valuesFor(cx.db, user, given.subject, { locale, now: cx.now })
  const id = newId()
  const name = given.name || template.name
  const file = await wordFileOf(cx.db, template.id)
  await sql`insert into documents (id, name, kind, template_id, template_version, series, body, file, subject_kind, subject_id,
      locale, "values", made_for, created_by, created_at, updated_at)
    values (${id}, ${name}, ${template.kind}, ${template.id}, ${template.version}, ${template.series},
      ${JSON.stringify(template.body)}::jsonb, ${file && JSON.stringify(file)}::jsonb, ${given.subject.kind}, ${given.subject.id}, ${locale},
      ${JSON.stringify(values)}::jsonb, ${madeFor}, ${user.id}, ${cx.now}, ${cx.now})`.execute(cx.db)
  tell(cx, 'document.prepared', await documentForUpdate(cx, id))
  return { id }
}

/** Writes into a document's fields; what is given as null is taken from the record again. `expected` is the version the sender saw. */
export async function updateDocument(cx: Cx, id: string, given: DocumentInput, expected: number | null): Promise<void> {
  const document = await openForUpdate(cx, id)
  templateOf(document)
  const fresh = await freshValues(cx, document)
  await save(cx, document, { ...withWords(writtenOf(document), given, fresh), name: given.name }, expected)
}

/** Takes the words from the record and the newest template anew; what somebody wrote stays. */
export async function refreshDocument(cx: Cx, id: string): Promise<void> {
  const document = await openForUpdate(cx, id)
  const template = await templateById(cx.db, cx.actor, templateOf(document))
  const fresh = await freshValues(cx, document)
  await save(
    cx,
    document,
    {
      ...refreshed(writtenOf(document), fresh),
      body: template.body as TemplateBody,
      file: await wordFileOf(cx.db, template.id),
      templateVersion: template.version,
    },
    null,
  )
}

/** What is drawn from its record says what that says: nobody writes into it. */
function templateOf({ template_id }: DocumentRow): string {
  if (template_id === null) throw new Refusal('document.drawn')
  return template_id
}

const writtenOf = (document: DocumentRow): Written => ({ values: document.values, byHand: document.by_hand })

/** The number a document has been given is no word of its record. */
async function freshValues(cx: Cx, document: DocumentRow) {
  const fresh = await valuesFor(cx.db, person(cx), subjectOf(document), { locale: document.locale, now: cx.now })
  if (document.number) fresh.fields['document.number'] = document.number
  return fresh
}

async function save(
  cx: Cx,
  document: DocumentRow,
  set: Partial<Written> & { name?: string; body?: TemplateBody; file?: WordFile | null; templateVersion?: number },
  expected: number | null,
): Promise<void> {
  const edited = await editRow(cx, {
    table: 'documents',
    id: document.id,
    subject: { kind: 'document', id: document.id },
    columns: COLUMNS,
    before: {
      name: document.name,
      values: document.values,
      byHand: document.by_hand,
      body: document.body,
      file: document.file,
      templateVersion: document.template_version,
      version: document.version,
    },
    set,
    expected,
    touched: true,
  })
  if (!edited) return
  tell(
    cx,
    'document.updated',
    { ...document, name: set.name ?? document.name, version: edited.version },
    {
      // What was written by hand, and the content of the template, go with the words and with its version.
      rest: partPersonal(
        COLUMNS,
        edited.changes.filter(({ field }) => !['byHand', 'body', 'file'].includes(field)),
      ),
    },
  )
}

/** Before its first PDF a document is given the next number of its series and year; there are no gaps between those given. */
export async function numberDocument(cx: Cx, id: string): Promise<DocumentRow> {
  const document = await openForUpdate(cx, id)
  templateOf(document)
  if (document.number !== null || document.series === '') return document
  const { zone } = await companyOf(cx.db)
  const year = Number(dateIn(zone, cx.now.toISOString()).slice(0, 4))
  const { rows } = await sql<{ last: number }>`insert into document_series (series, year, last)
    values (${document.series}, ${year}, 1)
    on conflict (series, year) do update set last = document_series.last + 1 returning last`.execute(cx.db)
  const number = `${document.series}/${rows[0]!.last}/${year}`
  const kept = document.by_hand.includes('document.number')
  const values = kept
    ? document.values
    : { ...document.values, fields: { ...document.values.fields, 'document.number': number } }
  await sql`update documents set number = ${number}, "values" = ${JSON.stringify(values)}::jsonb, version = version + 1,
    updated_at = ${cx.now} where id = ${id}`.execute(cx.db)
  const numbered = { ...document, number, values, version: document.version + 1 }
  tell(cx, 'document.updated', numbered, { rest: { changes: [{ field: 'number', from: null, to: number }] } })
  return numbered
}

export interface MadeFile {
  digest: string
  size: number
  /** Null: nobody counted them. */
  pages: number | null
  format?: Format
  /** The Word file a PDF was made of. */
  docx?: { digest: string; size: number } | null
}

/** The next version of a document as it was made; refuses when somebody changed it meanwhile. */
export async function keepVersion(cx: Cx, typeset: DocumentRow, file: MadeFile): Promise<void> {
  const document = await openForUpdate(cx, typeset.id)
  if (document.version !== typeset.version) throw new Refusal('document.changed_meanwhile')
  await addVersion(cx, document, file)
}

/** The PDF a module drew of its record, as a document of it in this language; the same PDF twice is one version. */
export async function keepDrawn(
  cx: Cx,
  about: { subject: { kind: DocumentRow['subject_kind']; id: string }; name: string; number: string; locale: Locale },
  file: MadeFile,
): Promise<string> {
  const { subject, name, number, locale } = about
  await allow(cx.db, cx.actor, subject.kind, 'update', subject.id)
  const { rows } = await sql<{ id: string; made: number }>`insert into documents
    (id, name, kind, number, template_version, series, body, subject_kind, subject_id, locale, "values", created_by,
      created_at, updated_at)
    values (${newId()}, ${name}, 'invoice', ${number}, 0, '', ${JSON.stringify(NO_BODY)}::jsonb, ${subject.kind}, ${subject.id},
      ${locale}, '{"fields": {}, "lists": {}}', ${cx.actor.kind === 'user' ? cx.actor.id : null}, ${cx.now}, ${cx.now})
    on conflict (subject_kind, subject_id, locale) where template_id is null do update set updated_at = documents.updated_at
    returning id, made`.execute(cx.db)
  const { id, made } = rows[0]!
  const { rows: newest } = await sql<{ digest: string }>`select digest from document_versions
    where document_id = ${id} and no = ${made}`.execute(cx.db)
  if (newest[0]?.digest !== file.digest) await addVersion(cx, await openForUpdate(cx, id), file)
  return id
}

async function addVersion(cx: Cx, document: DocumentRow, file: MadeFile): Promise<void> {
  const no = document.made + 1
  await sql`insert into document_versions (document_id, no, digest, size, pages, format, docx_digest, docx_size, of_version,
      made_by, made_at)
    values (${document.id}, ${no}, ${file.digest}, ${file.size}, ${file.pages}, ${file.format ?? 'pdf'}, ${file.docx?.digest ?? null},
      ${file.docx?.size ?? null}, ${document.version + 1}, ${JSON.stringify(by(cx))}::jsonb, ${cx.now})`.execute(cx.db)
  await sql`update documents set made = ${no}, version = version + 1, updated_at = ${cx.now}
    where id = ${document.id}`.execute(cx.db)
  tell(cx, 'document.made', { ...document, version: document.version + 1 }, { further: { no } })
}

/** Put away with all its versions and brought back; its links open nothing meanwhile. */
export async function setDocumentArchived(cx: Cx, id: string, archived: boolean): Promise<void> {
  const document = await documentForUpdate(cx, id)
  await allow(cx.db, cx.actor, document.subject_kind, 'update', document.subject_id)
  if ((document.archived_at !== null) === archived) return
  const at = archived ? cx.now : null
  await sql`update documents set archived_at = ${at}, version = version + 1, updated_at = ${cx.now}
    where id = ${id}`.execute(cx.db)
  tell(cx, archived ? 'document.archived' : 'document.restored', { ...document, version: document.version + 1 })
}

/**
 * Has a document leave the house only in the version `released`, null for none yet; whoever holds it answers for the
 * right to do so.
 */
export async function holdDocument(cx: Cx, id: string, released: number | null): Promise<void> {
  await sql`update documents set held = true, released = ${released} where id = ${id}`.execute(cx.db)
}

/** Nobody decides about it any more. */
export async function freeDocument(cx: Cx, id: string): Promise<void> {
  await sql`update documents set held = false, released = null where id = ${id}`.execute(cx.db)
}

/** Locks a document that may be changed for the rest of the transaction. */
export async function openForUpdate(cx: Cx, id: string): Promise<DocumentRow> {
  const document = await documentForUpdate(cx, id)
  await allow(cx.db, cx.actor, document.subject_kind, 'update', document.subject_id)
  stillUsed(document)
  return document
}

async function documentForUpdate(cx: Cx, id: string): Promise<DocumentRow> {
  const { rows } = await sql<DocumentRow>`select * from documents where id = ${id} for update`.execute(cx.db)
  if (!rows[0]) throw notFound()
  return rows[0]
}

/** The record's timeline shows what happens to its documents. */
export function tell(
  cx: Cx,
  event: string,
  document: Pick<DocumentRow, 'id' | 'name' | 'number' | 'kind' | 'version' | 'subject_kind' | 'subject_id'>,
  { further = {}, rest = {} }: { further?: object; rest?: Partial<ReturnType<typeof partPersonal>> } = {},
): void {
  const { id, name, number, kind, version } = document
  cx.record(event, {
    subject: { kind: 'document', id },
    also: [subjectOf(document)],
    payload: { documentId: id, name, number, kind, version, ...further },
    ...rest,
  })
}
