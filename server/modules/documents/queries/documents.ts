import { sql } from 'kysely'
import { listsOf, type TemplateBody, variablesOf } from '../../../../pure/documents/template.ts'
import type { DocumentValues } from '../../../../pure/documents/typst.ts'
import { allow, may } from '../../../core/access.ts'
import type { UserActor } from '../../../core/actor.ts'
import type { Db } from '../../../core/db.ts'
import type { Cx } from '../../../core/deps.ts'
import { notFound } from '../../../core/errors.ts'
import type { Subject } from '../../../core/events.ts'
import { kindOf } from '../../../core/kinds.ts'
import { kindKeyOf } from '../../lists/queries/record-words.ts'
import { linkState } from '../rules/documents.ts'
import type { DocumentView, Format, WordFile } from '../schema.ts'
import { variablesFor } from './variables.ts'

export interface DocumentRow {
  id: string
  name: string
  kind: DocumentView['kind']
  number: string | null
  template_id: string | null
  template_version: number
  series: string
  body: TemplateBody
  /** What it is made of, where that is no body. */
  file: WordFile | null
  subject_kind: DocumentView['subject']['kind']
  subject_id: string
  locale: 'pl' | 'en'
  values: DocumentValues
  by_hand: string[]
  made: number
  sent_at: Date | null
  sent_no: number | null
  /** It waits for a decision: it leaves the house only in the version `released`. */
  held: boolean
  released: number | null
  version: number
  created_at: Date
  updated_at: Date
  archived_at: Date | null
}

export const subjectOf = (row: Pick<DocumentRow, 'subject_kind' | 'subject_id'>): Subject => ({
  kind: row.subject_kind,
  id: row.subject_id,
})

/** A document goes with its record: who may read that, reads it; 404 otherwise. */
export async function readableDocument(db: Db, user: UserActor, id: string): Promise<DocumentRow> {
  const { rows } = await sql<DocumentRow>`select * from documents where id = ${id}`.execute(db)
  const row = rows[0]
  if (!row) throw notFound()
  await allow(db, user, row.subject_kind, 'read', row.subject_id)
  return row
}

/** One document, whole, for its page; `now` tells which links have run out. */
export async function documentById(
  { db, deps }: Pick<Cx, 'db' | 'deps'>,
  user: UserActor,
  id: string,
  now: Date,
): Promise<DocumentView> {
  const row = await readableDocument(db, user, id)
  const section = await kindKeyOf(db, subjectOf(row))
  const { table, name, alias } = kindOf(section)
  const [{ rows: about }, { rows: templates }, { rows: versions }, { rows: links }, known] = await Promise.all([
    sql<{ name: string; editable: boolean }>`select ${sql.ref(`${alias}.${name}`)}::text as name,
      ${may(user, row.subject_kind, 'update', alias)} as editable
      from ${sql.table(table)} ${sql.ref(alias)} where ${sql.ref(`${alias}.id`)} = ${row.subject_id}`.execute(db),
    sql<{ name: string; version: number }>`select name, version from document_templates
      where id = ${row.template_id}`.execute(db),
    sql<{
      no: number
      size: string
      pages: number | null
      format: Format
      docx: boolean
      of_version: number
      made_by: string | null
      made_at: Date
    }>`select v.no, v.size, v.pages, v.format,
      v.format = 'docx' or v.docx_digest is not null as docx, v.of_version, e.name as made_by, v.made_at from document_versions v
      left join employees e on e.id::text = v.made_by ->> 'id' where v.document_id = ${id} order by v.no desc`.execute(
      db,
    ),
    sql<{
      id: string
      no: number
      created_at: Date
      expires_at: Date
      revoked_at: Date | null
      opened_at: Date | null
      last_opened_at: Date | null
      opens: number
    }>`select * from document_links where document_id = ${id} order by id desc limit 100`.execute(db),
    variablesFor(db, user, section),
  ])
  const named = new Map(known.map((variable) => [variable.key, variable]))
  const used = row.file?.variables ?? variablesOf(row.body)
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    number: row.number,
    locale: row.locale,
    made: row.made,
    sentAt: row.sent_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    archivedAt: row.archived_at?.toISOString() ?? null,
    subject: { kind: row.subject_kind, id: row.subject_id, name: about[0]?.name ?? '' },
    template: row.template_id
      ? {
          id: row.template_id,
          name: templates[0]!.name,
          version: row.template_version,
          newest: templates[0]!.version,
        }
      : null,
    word: row.file !== null,
    pdf: row.file === null || deps.config.office !== null,
    variables: used.flatMap((key) => named.get(key) ?? []),
    usesLists: row.file?.lists ?? listsOf(row.body),
    fields: Object.fromEntries(used.flatMap((key) => (named.has(key) ? [[key, row.values.fields[key] ?? '']] : []))),
    lists: row.values.lists,
    byHand: row.by_hand,
    versions: versions.map((one) => ({
      no: one.no,
      size: Number(one.size),
      pages: one.pages,
      format: one.format,
      docx: one.docx,
      current: one.of_version === row.version,
      sentAt: one.no === row.sent_no ? (row.sent_at?.toISOString() ?? null) : null,
      madeBy: one.made_by,
      madeAt: one.made_at.toISOString(),
    })),
    links: links.map((link) => ({
      id: link.id,
      no: link.no,
      createdAt: link.created_at.toISOString(),
      expiresAt: link.expires_at.toISOString(),
      state: linkState(link, now),
      openedAt: link.opened_at?.toISOString() ?? null,
      lastOpenedAt: link.last_opened_at?.toISOString() ?? null,
      opens: link.opens,
    })),
    editable: about[0]?.editable ?? false,
    held: row.held && row.released !== row.made,
    version: row.version,
  }
}

/** Documents about a record, the newest first; whoever asks may read the record. */
export async function documentsOf(db: Db, about: Subject, archived: boolean) {
  const { rows } = await sql<DocumentRow>`select * from documents where subject_kind = ${about.kind}
    and subject_id = ${about.id} and ${archived ? sql`archived_at is not null` : sql`archived_at is null`}
    order by id desc limit 200`.execute(db)
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    kind: row.kind,
    number: row.number,
    locale: row.locale,
    made: row.made,
    sentAt: row.sent_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    archivedAt: row.archived_at?.toISOString() ?? null,
  }))
}

/** The file of one version, as what leaves the house or as one of the formats; 404 where there is none. */
export async function versionFile(
  db: Db,
  id: string,
  no: number,
  as?: Format,
): Promise<{ digest: string; size: number; format: Format }> {
  const { rows } = await sql<{
    digest: string
    size: string
    format: Format
    docx_digest: string | null
    docx_size: string | null
  }>`select digest, size, format, docx_digest, docx_size from document_versions
    where document_id = ${id} and no = ${no}`.execute(db)
  const kept = rows[0]
  if (kept && (!as || as === kept.format)) return { digest: kept.digest, size: Number(kept.size), format: kept.format }
  if (!kept?.docx_digest || as !== 'docx') throw notFound()
  return { digest: kept.docx_digest, size: Number(kept.docx_size), format: 'docx' }
}
