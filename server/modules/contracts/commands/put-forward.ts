import { sql } from 'kysely'
import { allow } from '../../../core/access.ts'
import { forbidden, Refusal } from '../../../core/errors.ts'
import type { Cx } from '../../../core/write.ts'
import { holdDocument } from '../../documents/commands/documents.ts'
import { type ContractDocument, type ContractRow, documentOf, faultsOf } from '../queries/contracts.ts'
import type { Round } from '../queries/rounds.ts'
import { isOpen } from '../rules.ts'
import { beside, contractForUpdate, moveContract, roundForUpdate, subjectOf, toldOf } from './contract-row.ts'

/** Puts a contract forward for approval: a round about the newest version of its document begins. */
export async function submitContract(cx: Cx, id: string): Promise<void> {
  await allow(cx.db, cx.actor, 'contract', 'submit', id)
  if (cx.actor.kind !== 'user') throw forbidden()
  const row = await contractForUpdate(cx, id)
  if (!isOpen(row.status)) throw new Refusal('contract.wrong_status', { params: { status: row.status } })
  const document = await documentOf(cx.db, row.document_id)
  const [fault] = faultsOf(row, document)
  if (fault) throw new Refusal(fault, { status: 422 })
  await openRound(cx, row, document!, cx.actor.id)
}

async function openRound(cx: Cx, row: ContractRow, document: ContractDocument, initiatorId: string): Promise<void> {
  const no = row.round + 1
  const round = { no, document_hash: document.hash! }
  const payload = (moved: ContractRow) => ({ ...toldOf(moved, round), initiatorId, documentNo: document.made })
  await sql`insert into contract_rounds (contract_id, no, document_no, document_hash, initiator_id, opened_at)
    values (${row.id}, ${no}, ${document.made}, ${document.hash}, ${initiatorId}, ${cx.now})`.execute(cx.db)
  await holdDocument(cx, document.id, null)
  await moveContract(cx, row, 'for_approval', {
    set: { round: no, initiator_id: initiatorId, approved_no: null, approved_hash: null, approved_at: null },
    event: 'contract.submitted',
    payload,
  })
}

/** Ends a round: nobody's answer is waited for any more. */
export async function closeRound(
  cx: Cx,
  row: Pick<ContractRow, 'id' | 'round'>,
  outcome: NonNullable<Round['outcome']>,
): Promise<void> {
  await sql`update contract_approvals set dropped_at = ${cx.now} where contract_id = ${row.id} and round = ${row.round}
    and answered_at is null and dropped_at is null`.execute(cx.db)
  await sql`update contract_rounds set closed_at = ${cx.now}, outcome = ${outcome} where contract_id = ${row.id}
    and no = ${row.round}`.execute(cx.db)
}

/** The initiator takes a contract back before everybody has answered; answers given stay to be seen. */
export async function withdrawContract(cx: Cx, id: string): Promise<void> {
  await allow(cx.db, cx.actor, 'contract', 'submit', id)
  const row = await contractForUpdate(cx, id)
  if (row.status !== 'for_approval') throw new Refusal('contract.wrong_status', { params: { status: row.status } })
  const round = await roundForUpdate(cx, row)
  await closeRound(cx, row, 'withdrawn')
  await moveContract(cx, row, 'draft', { event: 'contract.withdrawn', payload: (moved) => toldOf(moved, round) })
}

/** The document of a contract has a new version: what was agreed, or is being asked, was about another one. */
export async function heedNewVersion(cx: Cx, documentId: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`select id from contracts where document_id = ${documentId}`.execute(cx.db)
  if (!rows[0]) return
  const row = await contractForUpdate(cx, rows[0].id)
  const document = await documentOf(cx.db, documentId)
  if (!document?.hash || row.round === 0) return
  const round = await roundForUpdate(cx, row)
  if (document.hash === round.document_hash) return
  if (row.status === 'for_approval') {
    await closeRound(cx, row, 'overtaken')
    cx.record('contract.round_overtaken', {
      subject: subjectOf(row),
      payload: toldOf(row, round),
      also: beside(row),
    })
    await openRound(cx, row, document, round.initiator_id)
  } else if (row.status === 'approved' || row.status === 'sent') {
    await holdDocument(cx, documentId, null)
    await moveContract(cx, row, 'for_revision', {
      set: { approved_no: null, approved_hash: null, approved_at: null, sent_at: null },
      event: 'contract.approval_lost',
      payload: (moved) => toldOf(moved, round),
    })
  }
}
