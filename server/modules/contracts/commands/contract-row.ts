import { sql } from 'kysely'
import { notFound } from '../../../core/errors.ts'
import type { Change, Subject } from '../../../core/events.ts'
import type { Cx } from '../../../core/write.ts'
import { indexRecord } from '../../search/commands.ts'
import { type ContractRow, contractRow } from '../queries/contracts.ts'
import type { Round } from '../queries/rounds.ts'
import { mayMove, type Status } from '../rules.ts'

/** Locks a contract's row for the rest of the transaction. */
export async function contractForUpdate(cx: Cx, id: string): Promise<ContractRow> {
  await sql`select 1 from contracts where id = ${id} for update`.execute(cx.db)
  return contractRow(cx.db, id)
}

/** The round of approval a contract is in; it has to be in one. */
export async function roundForUpdate(cx: Cx, { id, round }: Pick<ContractRow, 'id' | 'round'>): Promise<Round> {
  const { rows } = await sql<Round>`select * from contract_rounds
    where contract_id = ${id} and no = ${round} for update`.execute(cx.db)
  if (!rows[0]) throw notFound()
  return rows[0]
}

export const subjectOf = ({ id }: { id: string }): Subject => ({ kind: 'contract', id })

/** What every event of a contract says; `version` as it is after the change. */
export const told = (row: ContractRow) => ({
  contractId: row.id,
  number: row.number,
  title: row.title,
  version: row.version,
  status: row.status,
  dealId: row.deal_id,
  ownerId: row.owner_id,
  departmentId: row.department_id,
})

/** As `told`, of a round and the version of the document it is about. */
export const toldOf = (row: ContractRow, round: Pick<Round, 'no' | 'document_hash'>) => ({
  ...told(row),
  round: round.no,
  documentHash: round.document_hash,
})

/** Whose timelines show it, too. */
export const beside = (row: Pick<ContractRow, 'deal_id' | 'company_id' | 'contact_id'>): Subject[] =>
  (
    [
      ['deal', row.deal_id],
      ['company', row.company_id],
      ['contact', row.contact_id],
    ] as const
  ).flatMap(([kind, id]) => (id ? [{ kind, id }] : []))

/** Writes columns of the locked row; the row in memory becomes the next version. */
export async function saveContract(
  cx: Cx,
  row: ContractRow,
  set: Partial<ContractRow>,
): Promise<{ changes: Change[] }> {
  const sets = Object.entries(set).map(([column, value]) => sql`${sql.ref(column)} = ${value}`)
  await sql`update contracts set ${sql.join([...sets, sql`version = version + 1`, sql`updated_at = ${cx.now}`])}
    where id = ${row.id}`.execute(cx.db)
  const changes = set.status && set.status !== row.status ? [{ field: 'status', from: row.status, to: set.status }] : []
  Object.assign(row, set, { version: row.version + 1 })
  return { changes }
}

/** Moves a contract on and records what happened; refuses a move that is none. */
export async function moveContract(
  cx: Cx,
  row: ContractRow,
  status: Status,
  {
    set = {},
    event,
    payload,
  }: { set?: Partial<ContractRow>; event: string; payload?: (row: ContractRow) => Record<string, unknown> },
): Promise<void> {
  mayMove(row, status)
  const { changes } = await saveContract(cx, row, { ...set, status })
  cx.record(event, {
    subject: subjectOf(row),
    payload: { ...told(row), ...payload?.(row) },
    changes,
    also: beside(row),
  })
}

/** Writes the search entry of a contract as its row is now. */
export async function indexContract(cx: Cx, row: ContractRow): Promise<void> {
  const { rows } = await sql<{ company: string | null; contact: string | null }>`select
    (select name from companies where id = ${row.company_id}) as company,
    (select name from contacts where id = ${row.contact_id}) as contact`.execute(cx.db)
  const customer = rows[0]?.company ?? rows[0]?.contact ?? ''
  await indexRecord(cx, {
    kind: 'contract',
    id: row.id,
    title: row.title,
    detail: [row.number, customer].filter(Boolean).join(', '),
    digits: [row.number],
    ownerId: row.owner_id,
    departmentId: row.department_id,
  })
}
