import { type RawBuilder, sql } from 'kysely'
import { may, mayInParts, rightsOn } from '../../../core/access.ts'
import type { Actor, UserActor } from '../../../core/actor.ts'
import type { Db } from '../../../core/db.ts'
import { notFound } from '../../../core/errors.ts'
import { askingNow, compileFilter, type Filter } from '../../../core/filter.ts'
import { keysetPage, readOrder } from '../../../core/list.ts'
import { fieldsFor, type Lens, lensFor } from '../../fields/queries.ts'
import { foundBy } from '../../search/queries.ts'
import type { Status } from '../rules.ts'
import type { ContractSummary, ContractView } from '../schema.ts'
import { roundsOf } from './rounds.ts'

export interface ContractRow {
  id: string
  number: string
  title: string
  status: Status
  deal_id: string | null
  company_id: string | null
  contact_id: string | null
  owner_id: string | null
  department_id: string | null
  value: number | null
  currency: string
  valid_from: string | null
  valid_until: string | null
  notice: string | null
  renewal: string | null
  note: string
  document_id: string | null
  initiator_id: string | null
  round: number
  approved_no: number | null
  approved_hash: string | null
  approved_at: Date | null
  sent_at: Date | null
  signed_on: string | null
  reminded_for: string | null
  custom: Record<string, unknown>
  ended_on: string | null
  end_reason: string
  version: number
  created_at: Date
  updated_at: Date
}

interface Row extends ContractRow {
  deal: string | null
  company: string | null
  contact: string | null
  owner: string | null
  department: string | null
}

export const named = (id: string | null, name: string | null) => (id ? { id, name: name ?? '' } : null)
const iso = (at: Date | null) => at?.toISOString() ?? null

const summary = (row: Row, lens: Lens): ContractSummary => ({
  id: row.id,
  number: row.number,
  title: row.title,
  status: row.status,
  deal: named(row.deal_id, row.deal),
  company: named(row.company_id, row.company),
  contact: named(row.contact_id, row.contact),
  owner: named(row.owner_id, row.owner),
  department: named(row.department_id, row.department),
  value: row.value,
  currency: row.currency.trim(),
  validFrom: row.valid_from,
  validUntil: row.valid_until,
  notice: row.notice,
  renewal: row.renewal,
  signedOn: row.signed_on,
  custom: lens(row.custom),
  version: row.version,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
})

/** Contracts already chosen (`from` gives rows of the table as `ct`), with the names its reader may read beside them. */
const dressed = (actor: Actor, from: RawBuilder<unknown>) => sql`select ct.*, e.name as owner, d.name as department,
    l.title as deal, c.name as contact, f.name as company
  from ${from} ct left join employees e on e.id = ct.owner_id left join departments d on d.id = ct.department_id
  left join deals l on l.id = ct.deal_id and ${may(actor, 'deal', 'read', 'l')}
  left join contacts c on c.id = ct.contact_id and ${may(actor, 'contact', 'read', 'c')}
  left join companies f on f.id = ct.company_id and ${may(actor, 'company', 'read', 'f')}`

export interface ContractDocument {
  id: string
  name: string
  number: string | null
  made: number
  hash: string | null
  current: boolean
}

/** The document of a contract with its newest version; null where it has none. */
export async function documentOf(db: Db, documentId: string | null): Promise<ContractDocument | null> {
  if (!documentId) return null
  const { rows } = await sql<ContractDocument>`select d.id, d.name, d.number, d.made, v.digest as hash,
      coalesce(v.of_version = d.version, false) as current
    from documents d left join document_versions v on v.document_id = d.id and v.no = d.made
    where d.id = ${documentId} and d.archived_at is null`.execute(db)
  return rows[0] ?? null
}

/** What keeps a contract from being put forward: codes of texts. */
export function faultsOf(row: Pick<ContractRow, 'value'>, document: ContractDocument | null): string[] {
  const faults = []
  if (!document) faults.push('contract.no_document')
  else if (document.made === 0) faults.push('contract.document_not_made')
  else if (!document.current) faults.push('contract.document_not_current')
  if (row.value === null) faults.push('contract.no_value')
  return faults
}

async function whole(db: Db, actor: Actor, row: Row | undefined): Promise<ContractView> {
  if (!row) throw notFound()
  const [document, rounds, signatures, rights, lens] = await Promise.all([
    documentOf(db, row.document_id),
    roundsOf(db, actor, row),
    signaturesOf(db, row.id),
    rightsOn(db, actor, 'contract', row.id),
    lensFor(db, actor, 'contract'),
  ])
  const { rows: signed } = signatures
  return {
    ...summary(row, lens),
    note: row.note,
    document,
    approvedNo: row.approved_no,
    approvedHash: row.approved_hash,
    approvedAt: iso(row.approved_at),
    sentAt: iso(row.sent_at),
    endedOn: row.ended_on,
    endReason: row.end_reason,
    rounds,
    signatures: signed.map(({ by_id, by, at, file_size, ...one }) => ({
      ...one,
      at: at.toISOString(),
      fileSize: file_size === null ? null : Number(file_size),
      by: named(by_id, by),
    })),
    faults: faultsOf(row, document),
    may: rights,
  }
}

const signaturesOf = (db: Db, id: string) =>
  sql<{
    id: string
    way: 'link' | 'scan'
    signer: string
    at: Date
    address: string | null
    agent: string | null
    fileName: string | null
    file_size: string | null
    by_id: string | null
    by: string | null
    documentNo: number
    documentHash: string
  }>`select s.id, s.way, s.signer, s.at, s.address, s.agent, s.file_name as "fileName", s.file_size, s.by_id, e.name as by,
      s.document_no as "documentNo", s.document_hash as "documentHash"
    from contract_signatures s left join employees e on e.id = s.by_id where s.contract_id = ${id} order by s.at`.execute(
    db,
  )

/** One contract's row as it is now. */
export async function contractRow(db: Db, id: string): Promise<ContractRow> {
  const { rows } = await sql<ContractRow>`select * from contracts where id = ${id}`.execute(db)
  if (!rows[0]) throw notFound()
  return { ...rows[0], currency: rows[0].currency.trim() }
}

/** The answer to who just wrote it: he may have given it to another department. */
export async function writtenContract(db: Db, actor: Actor, id: string): Promise<ContractView> {
  const { rows } = await sql<Row>`${dressed(actor, sql`contracts`)} where ct.id = ${id}`.execute(db)
  return whole(db, actor, rows[0])
}

/** One contract with its rounds of approval; 404 for whoever may not read it. */
export async function contractById(db: Db, user: UserActor, id: string): Promise<ContractView> {
  const { rows } = await sql<Row>`${dressed(user, sql`contracts`)}
    where ct.id = ${id} and ${may(user, 'contract', 'read', 'ct')}`.execute(db)
  return whole(db, user, rows[0])
}

export interface ContractFilter {
  status?: Status[]
  waiting?: boolean
  ownerId?: string
  dealId?: string
  companyId?: string
  contactId?: string
  q?: string
  filter?: Filter
  sort?: string
  after?: string
  limit: number
}

/** Contracts in an order, the latest first unless told otherwise; keyset paged. */
export async function listContracts(db: Db, user: UserActor, asked: ContractFilter) {
  const fields = await fieldsFor(db, user, 'contract')
  const where = [sql<boolean>`true`]
  const is = (column: string, value: string | undefined) => {
    if (value) where.push(sql<boolean>`${sql.ref(`ct.${column}`)} = ${value}`)
  }
  is('owner_id', asked.ownerId)
  is('deal_id', asked.dealId)
  is('company_id', asked.companyId)
  is('contact_id', asked.contactId)
  if (asked.status?.length) where.push(sql`ct.status = any(${asked.status}::text[])`)
  if (asked.waiting)
    where.push(sql`exists (select from contract_approvals a where a.contract_id = ct.id and a.round = ct.round
      and a.asked_at is not null and a.answered_at is null and a.dropped_at is null
      and (a.assignee_id = any(${user.standsFor}::uuid[]) or a.approver_id = any(${user.standsFor}::uuid[])))`)
  if (asked.q) where.push(await foundBy(db, 'contract', 'ct', asked.q))
  if (asked.filter) where.push(compileFilter(asked.filter, fields, 'ct', await askingNow(db, user)))
  const { rows, next } = await keysetPage<Row>(db, {
    table: 'contracts',
    alias: 'ct',
    visible: mayInParts(user, 'contract', 'read', 'ct'),
    where,
    order: readOrder(asked.sort ?? '-createdAt', fields),
    after: asked.after,
    limit: asked.limit,
    dress: (page, order) => sql`${dressed(user, page)} order by ${order}`,
  })
  const lens = await lensFor(db, user, 'contract')
  return { items: rows.map((row) => summary(row, lens)), next }
}
