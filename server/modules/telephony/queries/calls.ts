import { type RawBuilder, sql } from 'kysely'
import { may, mayInParts } from '../../../core/access.ts'
import type { Actor, UserActor } from '../../../core/actor.ts'
import type { Db } from '../../../core/db.ts'
import { notFound } from '../../../core/errors.ts'
import type { Field } from '../../../core/fields.ts'
import { askingNow, compileFilter, type Filter } from '../../../core/filter.ts'
import { keysetPage } from '../../../core/list.ts'
import { foundBy } from '../../search/queries.ts'
import type { CallState, CallView, Direction } from '../schema.ts'

interface Row {
  id: string
  exchange_id: string
  exchange_name: string
  direction: Direction
  number: string | null
  extension: string | null
  employee_id: string | null
  employee_name: string | null
  rung: string[]
  department_id: string | null
  state: CallState
  started_at: Date
  answered_at: Date | null
  ended_at: Date | null
  seconds: number | null
  end_unheard: boolean
  contact_id: string | null
  contact_name: string | null
  company_id: string | null
  company_name: string | null
  lead_id: string | null
  lead_name: string | null
  deal_id: string | null
  deal_name: string | null
  note: string
  recording_type: string | null
  recording_size: string | number | null
  call_back_due_at: Date | null
  called_back_at: Date | null
  called_back_by: string | null
  called_back_name: string | null
  version: number
}

const named = (id: string | null, name: string | null) => (id && name !== null ? { id, name } : null)

const view = (row: Row): CallView => ({
  id: row.id,
  exchange: { id: row.exchange_id, name: row.exchange_name },
  direction: row.direction,
  number: row.number,
  extension: row.extension,
  employee: named(row.employee_id, row.employee_name),
  rungIds: row.rung,
  departmentId: row.department_id,
  state: row.state,
  startedAt: row.started_at.toISOString(),
  answeredAt: row.answered_at?.toISOString() ?? null,
  endedAt: row.ended_at?.toISOString() ?? null,
  seconds: row.seconds,
  endUnheard: row.end_unheard,
  contact: named(row.contact_id, row.contact_name),
  company: named(row.company_id, row.company_name),
  lead: named(row.lead_id, row.lead_name),
  deal: named(row.deal_id, row.deal_name),
  note: row.note,
  recording: row.recording_type ? { type: row.recording_type, size: Number(row.recording_size) } : null,
  callBackDueAt: row.call_back_due_at?.toISOString() ?? null,
  calledBackAt: row.called_back_at?.toISOString() ?? null,
  calledBackBy: named(row.called_back_by, row.called_back_name),
  version: row.version,
})

/** Calls already chosen (`from` gives rows of the table as `k`), with the names of what the reader may read. */
const dressed = (
  from: RawBuilder<unknown>,
  reader: Actor,
) => sql`select k.*, x.name as exchange_name, e.name as employee_name,
    b.name as called_back_name, c.name as contact_name, f.name as company_name, l.title as lead_name, d.title as deal_name
  from ${from} k join exchanges x on x.id = k.exchange_id
  left join employees e on e.id = k.employee_id left join employees b on b.id = k.called_back_by
  left join contacts c on c.id = k.contact_id and ${may(reader, 'contact', 'read', 'c')}
  left join companies f on f.id = k.company_id and ${may(reader, 'company', 'read', 'f')}
  left join leads l on l.id = k.lead_id and ${may(reader, 'lead', 'read', 'l')}
  left join deals d on d.id = k.deal_id and ${may(reader, 'deal', 'read', 'd')}`

/** Who may read a call: its department's people, and whoever may read one of the records it belongs to. */
export const mayHear = (reader: Actor): RawBuilder<boolean> => sql<boolean>`(${may(reader, 'call', 'read', 'k')}
  or exists (select 1 from contacts c where c.id = k.contact_id and ${may(reader, 'contact', 'read', 'c')})
  or exists (select 1 from companies f where f.id = k.company_id and ${may(reader, 'company', 'read', 'f')})
  or exists (select 1 from leads l where l.id = k.lead_id and ${may(reader, 'lead', 'read', 'l')})
  or exists (select 1 from deals d where d.id = k.deal_id and ${may(reader, 'deal', 'read', 'd')}))`

/** One call this actor may read; 404 otherwise. */
export async function callById(db: Db, reader: Actor, id: string): Promise<CallView> {
  const { rows } = await sql<Row>`${dressed(sql`calls`, reader)} where k.id = ${id} and ${mayHear(reader)}`.execute(db)
  if (!rows[0]) throw notFound()
  return view(rows[0])
}

/** Calls by their ids, of those this actor may read. */
export async function callsByIds(db: Db, reader: Actor, ids: string[]): Promise<Map<string, CallView>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<Row>`${dressed(sql`calls`, reader)}
    where k.id = any(${ids}::uuid[]) and ${mayHear(reader)}`.execute(db)
  return new Map(rows.map((row) => [row.id, view(row)]))
}

/** The answer to who just wrote it. */
export async function writtenCall(db: Db, id: string, reader: Actor): Promise<CallView> {
  const { rows } = await sql<Row>`${dressed(sql`calls`, reader)} where k.id = ${id}`.execute(db)
  if (!rows[0]) throw notFound()
  return view(rows[0])
}

export interface CallFilter {
  direction?: Direction
  state?: CallState
  employeeId?: string
  callBack?: 'open' | 'late'
  q?: string
  filter?: Filter
  after?: string
  limit: number
}

const field = (key: string, column: string, type: Field['type']): Field => ({
  ...{ key, column, type, label: { pl: '', en: '' } },
})
const moment = (key: string, column: string): Field => field(key, column, 'moment')
// `createdAt` and `updatedAt` are known never to be empty; so is the moment a call began.
const BEGUN = moment('createdAt', 'started_at')
const DUE = moment('createdAt', 'call_back_due_at')

/** What a filter may ask of a call. */
const FIELDS: Field[] = [
  moment('startedAt', 'started_at'),
  moment('answeredAt', 'answered_at'),
  field('direction', 'direction', 'choice'),
  field('state', 'state', 'choice'),
  field('employeeId', 'employee_id', 'employee'),
  field('departmentId', 'department_id', 'department'),
]

const toCallBack = sql<boolean>`k.call_back_due_at is not null and k.called_back_at is null`

/** Calls, newest first; those to call back by what is due first, one for each number. */
export async function listCalls(
  db: Db,
  user: UserActor,
  filter: CallFilter,
): Promise<{ items: CallView[]; next: string | null }> {
  const where: RawBuilder<boolean>[] = [sql<boolean>`true`]
  if (filter.direction) where.push(sql<boolean>`k.direction = ${filter.direction}`)
  if (filter.state) where.push(sql<boolean>`k.state = ${filter.state}`)
  if (filter.employeeId) where.push(sql<boolean>`k.employee_id = ${filter.employeeId}`)
  if (filter.callBack) {
    where.push(toCallBack)
    where.push(sql<boolean>`not exists (select 1 from calls earlier where earlier.number = k.number
      and earlier.call_back_due_at is not null and earlier.called_back_at is null
      and (earlier.call_back_due_at, earlier.id) < (k.call_back_due_at, k.id))`)
  }
  if (filter.callBack === 'late') where.push(sql<boolean>`k.call_back_due_at < (select business_now())`)
  if (filter.q) where.push(await found(db, filter.q))
  if (filter.filter) where.push(compileFilter(filter.filter, FIELDS, 'k', await askingNow(db, user)))
  const { rows, next } = await keysetPage<Row>(db, {
    table: 'calls',
    alias: 'k',
    visible: mayInParts(user, 'call', 'read', 'k'),
    where,
    order: filter.callBack ? { field: DUE, falling: false } : { field: BEGUN, falling: true },
    after: filter.after,
    limit: filter.limit,
    dress: (page, order) => sql`select k.* from (${dressed(page, user)}) k order by ${order}`,
  })
  return { items: rows.map(view), next }
}

/** By digits of the number, or by words of the card. */
async function found(db: Db, q: string): Promise<RawBuilder<boolean>> {
  const digits = q.replace(/\D/g, '')
  if (digits.length >= 3) return sql<boolean>`k.number like ${`%${digits}%`}`
  const cards = await Promise.all([foundBy(db, 'contact', 'c', q), foundBy(db, 'company', 'f', q)])
  return sql<boolean>`(k.contact_id in (select c.id from contacts c where ${cards[0]})
    or k.company_id in (select f.id from companies f where ${cards[1]}))`
}

/** Calls with one record, newest first; the caller has checked that it may be read. */
export async function callsOf(
  db: Db,
  reader: Actor,
  record: { kind: 'contact' | 'company' | 'lead' | 'deal'; id: string },
  limit: number,
): Promise<CallView[]> {
  const { rows } = await sql<Row>`${dressed(sql`calls`, reader)} where ${sql.ref(`k.${record.kind}_id`)} = ${record.id}
    order by k.started_at desc, k.id desc limit ${limit}`.execute(db)
  return rows.map(view)
}

/** Calls that concern this person just now: his own, and those that ring at his telephone. */
export async function callsNow(db: Db, user: UserActor): Promise<CallView[]> {
  const { rows } = await sql<Row>`${dressed(sql`calls`, user)}
    where (k.state = 'ringing' and (${user.id} = any(k.rung) or k.employee_id = ${user.id}))
      or (k.state = 'answered' and k.employee_id = ${user.id})
    order by k.started_at desc limit 5`.execute(db)
  return rows.map(view)
}

/** How many numbers this person may call back, and how many of them are late. */
export async function callBackCount(db: Db, user: UserActor): Promise<{ open: number; late: number }> {
  const { rows } = await sql<{ open: number; late: number }>`select count(distinct k.number)::int as open,
      (count(distinct k.number) filter (where k.call_back_due_at < (select business_now())))::int as late
    from calls k where ${toCallBack} and ${may(user, 'call', 'read', 'k')}`.execute(db)
  return rows[0]!
}

/** Where the sound of a call lies; 404 where there is none, or it is not this actor's to hear. */
export async function recordingOf(
  db: Db,
  reader: Actor,
  id: string,
): Promise<{ digest: string; type: string; size: number }> {
  const { rows } = await sql<{ digest: string; type: string; size: string }>`select k.recording_digest as digest,
      k.recording_type as type, k.recording_size as size
    from calls k where k.id = ${id} and k.recording_digest is not null and ${mayHear(reader)}`.execute(db)
  if (!rows[0]) throw notFound()
  return { ...rows[0], size: Number(rows[0].size) }
}
