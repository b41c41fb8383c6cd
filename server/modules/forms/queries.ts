import { sql } from 'kysely'
import type { Locale } from '../../../pure/texts/format.ts'
import { may } from '../../core/access.ts'
import type { Actor } from '../../core/actor.ts'
import type { Db } from '../../core/db.ts'
import type { Deps } from '../../core/deps.ts'
import { notFound } from '../../core/errors.ts'
import { mayField } from '../../core/fields.ts'
import { cursorOf, readCursor } from '../../core/paging.ts'
import { customFields } from '../fields/queries.ts'
import type { Agreed } from './rules/consents.ts'
import type { HeldReason } from './rules/held.ts'
import type { Answer } from './rules/read-answers.ts'
import type { Definition, Words } from './schema.ts'

export interface Form {
  id: string
  key: string
  name: string
  /** What it makes. */
  kind: string
  active: boolean
  public: boolean
  departmentId: string | null
  ownerId: string | null
  definition: Definition
  version: number
  createdAt: Date
  updatedAt: Date
  archivedAt: Date | null
  /** What it made is put away: it makes nothing. */
  kindArchived: boolean
}

const columns = sql`f.id, f.key, f.name, f.kind, f.active, f.public, f.department_id as "departmentId", f.owner_id as "ownerId", f.definition,
  f.version, f.created_at as "createdAt", f.updated_at as "updatedAt", f.archived_at as "archivedAt",
  exists (select from kinds k where k.key = f.kind and k.archived_at is not null) as "kindArchived"`

/** One form the actor may read. */
export async function getForm(db: Db, actor: Actor, id: string): Promise<Form> {
  const { rows } =
    await sql<Form>`select ${columns} from forms f where f.id = ${id} and ${may(actor, 'form', 'read', 'f')}`.execute(
      db,
    )
  if (!rows[0]) throw notFound()
  return rows[0]
}

export interface FormsPage {
  archived: boolean
  kind?: string | undefined
  after?: string | undefined
  limit: number
}

/** The number of days in which a form's submissions are counted for the list. */
const COUNTED_DAYS = 30

/** The forms, newest first, each with what came in lately: how many became what it makes, how many wait, when the last one came. */
export async function listForms(db: Db, actor: Actor, page: FormsPage) {
  const below = page.after ? readCursor(page.after, 2) : null
  const { rows } = await sql<Form & Traffic & { at: string }>`
    select ${columns}, f.created_at::text as at, last.received_at as "lastReceivedAt", coalesce(lately.received, 0) as received,
      coalesce(waiting.held, 0) as held from forms f
    left join lateral (select s.received_at from submissions s where s.form_id = f.id order by s.received_at desc limit 1) last on true
    left join lateral (select count(*)::int as received from submissions s
      where s.form_id = f.id and s.received_at > (select business_now()) - make_interval(days => ${COUNTED_DAYS}) and num_nonnulls(s.lead_id, s.record_id) = 1) lately on true
    left join lateral (select count(*)::int as held from submissions s where s.lead_id is null and s.record_id is null and s.form_id = f.id) waiting on true
    where ${may(actor, 'form', 'read', 'f')} and (f.archived_at is not null) = ${page.archived}
      and ${page.kind ? sql`f.kind = ${page.kind}` : sql`true`}
      and ${below ? sql`(f.created_at, f.id) < (${below[0]}::timestamptz, ${below[1]}::uuid)` : sql`true`}
    order by f.created_at desc, f.id desc limit ${page.limit + 1}`.execute(db)
  const last = rows.length > page.limit ? rows[page.limit - 1] : undefined
  return { items: rows.slice(0, page.limit), next: last ? cursorOf(last.at, last.id) : null }
}

interface Traffic {
  lastReceivedAt: Date | null
  received: number
  held: number
}

export interface KeptConsent {
  key: string
  version: number
  text: Words
  required: boolean
  createdAt: Date
}

/** Every text anybody may have agreed to, the newest of each first. The caller has checked `form.read`. */
export async function listConsents(db: Db, formId: string): Promise<KeptConsent[]> {
  const { rows } = await sql<KeptConsent>`select key, version, text, required, created_at as "createdAt"
    from form_consents where form_id = ${formId} order by key, version desc`.execute(db)
  return rows
}

export interface Submission {
  id: string
  formVersion: number
  leadId: string | null
  leadNumber: number | null
  leadTitle: string | null
  recordId: string | null
  recordNumber: string | null
  recordTitle: string | null
  heldReason: HeldReason | null
  pageUrl: string | null
  answers: Record<string, Answer>
  consents: (Agreed & { language: Locale })[]
  origin: string | null
  receivedAt: Date
}

/** What came in through one form, newest first. The caller has checked `form.read_submissions`. */
export async function listSubmissions(db: Db, formId: string, page: { after?: string | undefined; limit: number }) {
  const below = page.after ? readCursor(page.after, 2) : null
  // The cursor keeps the database's microseconds: a JavaScript date would cut them off and skip rows.
  const { rows } = await sql<Submission & { at: string }>`
    select s.id, s.form_version as "formVersion", s.lead_id as "leadId", l.number as "leadNumber", l.title as "leadTitle",
      s.record_id as "recordId", r.number as "recordNumber", r.title as "recordTitle", s.held ->> 'reason' as "heldReason", coalesce(l.page_url, s.held ->> 'pageUrl') as "pageUrl", s.answers, s.consents, s.origin,
      s.received_at as "receivedAt", s.received_at::text as at
    from submissions s left join leads l on l.id = s.lead_id left join records r on r.id = s.record_id
    where s.form_id = ${formId}
      and ${below ? sql`(s.received_at, s.id) < (${below[0]}::timestamptz, ${below[1]}::uuid)` : sql`true`}
    order by s.received_at desc, s.id desc limit ${page.limit + 1}`.execute(db)
  const last = rows.length > page.limit ? rows[page.limit - 1] : undefined
  return { items: rows.slice(0, page.limit), next: last ? cursorOf(last.at, last.id) : null }
}

/**
 * What the sender of a lead or a record filled in and agreed to, in the words the form has now (its consents in those it had
 * then). An answer that became a field closed to the reader is closed to him, too.
 */
export async function submissionsOf(db: Db, actor: Actor, of: { leadId: string } | { recordId: string }) {
  const { rows } = await sql<{
    id: string
    formId: string
    formName: string
    kind: string
    definition: Definition
    answers: Record<string, Answer>
    consents: (Agreed & { language: Locale; text: Words | null })[]
    origin: string | null
    receivedAt: Date
  }>`
    select s.id, f.id as "formId", f.name as "formName", f.kind, f.definition, s.answers, s.origin, s.received_at as "receivedAt",
      coalesce((select jsonb_agg(c.value || jsonb_build_object('text', k.text) order by c.ordinality)
        from jsonb_array_elements(s.consents) with ordinality c
        left join form_consents k on k.form_id = f.id and k.key = c.value ->> 'key' and k.version = (c.value ->> 'version')::int),
        '[]') as consents
    from submissions s join forms f on f.id = s.form_id
    where ${'leadId' in of ? sql`s.lead_id = ${of.leadId}` : sql`s.record_id = ${of.recordId}`} order by s.received_at desc limit 20`.execute(
    db,
  )
  const kinds = [...new Set(rows.map(({ kind }) => kind))]
  const own = (await Promise.all(kinds.map((kind) => customFields(db, kind)))).flat()
  const closed = new Set(own.filter((field) => !mayField(actor, field, 'see')).map(({ key }) => key))
  return rows.map(({ definition, kind: _, answers: all, receivedAt, ...row }) => {
    const fields = new Map(definition.fields.map((field) => [field.key, field]))
    const seen = Object.entries(all).filter(([key]) => !closed.has(fields.get(key)?.mapsTo ?? ''))
    const answers: Record<string, Answer> = Object.fromEntries(seen)
    // In the order of the form; what the form no longer asks for comes last.
    const keys = new Set([...fields.keys(), ...Object.keys(answers)].filter((key) => Object.hasOwn(answers, key)))
    return {
      ...row,
      receivedAt: receivedAt.toISOString(),
      answers: [...keys].map((key) => {
        const value = answers[key] as Answer
        const field = fields.get(key)
        const options = new Map(field?.options?.map((option) => [option.value, option.label]))
        const said = [value].flat().map((one) => options.get(String(one)) ?? { pl: String(one), en: String(one) })
        const { type = 'text', label = { pl: key }, links = null } = field ?? {}
        const currency = type === 'amount' ? definition.currency : null
        return { key, type, label, links, currency, value, words: said }
      }),
    }
  })
}

const KEPT_MS = 1000
type Kept = { at: number; form: Promise<Form | null> }
const kept = new WeakMap<object, Map<string, Kept>>()

/**
 * A form by its id or its public key, at most a second old: the intake reads it at every request, and who switches a
 * form off can wait that second. A change made by this process is seen at once (`forgetForms`).
 */
export function formForIntake(deps: Deps, by: { id: string } | { key: string }): Promise<Form | null> {
  const forms = kept.get(deps.database) ?? new Map<string, Kept>()
  kept.set(deps.database, forms)
  const [column, value] = 'id' in by ? ['id', by.id] : ['key', by.key]
  const slot = `${column}:${value}`
  const now = performance.now()
  const found = forms.get(slot)
  if (found && now - found.at < KEPT_MS) return found.form
  const form = sql<Form>`select ${columns} from forms f where ${sql.ref(`f.${column}`)} = ${value}`
    .execute(deps.database.db)
    .then(({ rows }) => rows[0] ?? null)
  const mine = { at: now, form }
  forms.set(slot, mine)
  const forget = () => {
    if (forms.get(slot) === mine) forms.delete(slot)
  }
  // Only what exists is kept: keys somebody makes up must not fill the memory.
  form.then((row) => row ?? forget(), forget)
  return form
}

/** Drops what this process remembers of the forms; called after a change is committed. */
export function forgetForms(deps: Deps): void {
  kept.delete(deps.database)
}
