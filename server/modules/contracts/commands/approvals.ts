import { sql } from 'kysely'
import { addWorkingTime } from '../../../../pure/work-calendar.ts'
import { allow } from '../../../core/access.ts'
import { forbidden, invalid, notFound, Refusal } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import type { Cx } from '../../../core/write.ts'
import { holdDocument } from '../../documents/commands/documents.ts'
import { calendarsOf, companyOf, employeeNames } from '../../staff/queries.ts'
import { approversOf, assigneeOf } from '../queries/approvers.ts'
import { type ContractRow, documentOf } from '../queries/contracts.ts'
import { type Approval, missingWords, type Round } from '../queries/rounds.ts'
import { needsComment, outcomeOf, type Quorum } from '../rules.ts'
import type { AnswerInput } from '../schema.ts'
import { beside, contractForUpdate, moveContract, roundForUpdate, subjectOf, toldOf } from './contract-row.ts'
import { closeRound } from './put-forward.ts'

const approvalsOf = async (cx: Cx, { id, round }: Pick<ContractRow, 'id' | 'round'>): Promise<Approval[]> =>
  (
    await sql<Approval>`select * from contract_approvals where contract_id = ${id} and round = ${round}
      order by step, id for update`.execute(cx.db)
  ).rows

/** Whose own contract it is: they do not answer for it, unless the round says so. */
const selvesOf = (row: ContractRow, round: Round): Set<string | null> =>
  new Set(round.own ? [] : [round.initiator_id, row.owner_id])

function record(cx: Cx, row: ContractRow, round: Round, event: string, payload: Record<string, unknown>): void {
  cx.record(event, { subject: subjectOf(row), payload: { ...toldOf(row, round), ...payload }, also: beside(row) })
}

/** The contract and the round it is in, as long as that waits for answers; null where it does so no more. */
async function askedAbout(cx: Cx, id: string): Promise<{ row: ContractRow; round: Round } | null> {
  const row = await contractForUpdate(cx, id)
  return row.status === 'for_approval' ? { row, round: await roundForUpdate(cx, row) } : null
}

/**
 * Names who has to agree in this round, by the rules in use. Answers with whom the rules name and nobody could find, in
 * words; then nobody was named.
 */
export async function nameApprovers(
  cx: Cx,
  id: string,
  asked: { own: boolean; quorum: Quorum; inOrder: boolean },
): Promise<string[]> {
  const about = await askedAbout(cx, id)
  if (!about) return []
  const { row, round } = about
  const { approvers, missing } = await approversOf(cx.db, row, {
    ...asked,
    initiatorId: round.initiator_id,
    now: cx.now,
  })
  await sql`update contract_rounds set quorum = ${asked.quorum}, own = ${asked.own},
    missing = ${JSON.stringify(missing)}::jsonb where contract_id = ${id} and no = ${row.round}`.execute(cx.db)
  if (missing.length > 0) {
    const words = missingWords((await companyOf(cx.db)).locale, missing)
    record(cx, row, round, 'contract.approver_missing', { missing: words })
    return words
  }
  for (const { approverId, step, reason } of approvers)
    await sql`insert into contract_approvals (id, contract_id, round, step, approver_id, assignee_id, reason, document_hash)
      values (${newId()}, ${id}, ${row.round}, ${step}, ${approverId}, ${approverId}, ${JSON.stringify(reason)}::jsonb,
        ${round.document_hash}) on conflict (contract_id, round, approver_id) do nothing`.execute(cx.db)
  record(cx, row, round, 'contract.approvers_named', {
    approvers: approvers.map(({ approverId }) => approverId),
    quorum: asked.quorum,
  })
  return []
}

export interface AskedApproval {
  approvalId: string
  approverId: string
  assigneeId: string
  approverName: string
  /** Somebody else has the task, for the approver is away. */
  instead: boolean
}

/** Asks those of the next step, each by his task; while one is away, who stands in for him. Time to answer is working time. */
export async function askNext(cx: Cx, id: string, within: string): Promise<AskedApproval[]> {
  const about = await askedAbout(cx, id)
  if (!about) return []
  const { row, round } = about
  const later = (await approvalsOf(cx, row)).filter((one) => !one.asked_at && !one.dropped_at)
  const next = later.filter(({ step }) => step === later[0]!.step)
  const names = await employeeNames(
    cx.db,
    next.map(({ approver_id }) => approver_id),
  )
  const dueAt = addWorkingTime((await calendarsOf(cx.db)).company, cx.now.toISOString(), within)
  const asked: AskedApproval[] = []
  for (const { id: approvalId, approver_id: approverId } of next) {
    const assigneeId = await assigneeOf(cx.db, approverId, selvesOf(row, round), cx.now)
    await sql`update contract_approvals set asked_at = ${cx.now}, due_at = ${dueAt}, assignee_id = ${assigneeId}
      where id = ${approvalId}`.execute(cx.db)
    record(cx, row, round, 'contract.approval_asked', { approvalId, approverId, assigneeId })
    const approverName = names.get(approverId) ?? ''
    asked.push({ approvalId, approverId, assigneeId, approverName, instead: assigneeId !== approverId })
  }
  return asked
}

/** The time to answer is over; nothing is decided by that. Tells whether the answer is still missing, and whose it is. */
export async function markLate(
  cx: Cx,
  id: string,
  approvalId: string,
): Promise<{ late: boolean; assigneeId: string | null; name: string }> {
  const about = await askedAbout(cx, id)
  const approval = about && (await approvalsOf(cx, about.row)).find((one) => one.id === approvalId)
  if (!about || !approval || approval.answered_at || approval.dropped_at)
    return { late: false, assigneeId: null, name: '' }
  const { approver_id: approverId, assignee_id: assigneeId } = approval
  const name = (await employeeNames(cx.db, [assigneeId])).get(assigneeId) ?? ''
  await sql`update contract_approvals set late_at = ${cx.now} where id = ${approvalId}`.execute(cx.db)
  record(cx, about.row, about.round, 'contract.approval_late', { approvalId, approverId, name })
  return { late: true, assigneeId, name }
}

/** What an approver, or who stands in for him, says about the version he read. */
export async function answerApproval(
  cx: Cx,
  id: string,
  approvalId: string,
  { answer, comment, documentHash }: AnswerInput,
): Promise<void> {
  const { actor } = cx
  if (actor.kind !== 'user') throw forbidden()
  await allow(cx.db, actor, 'contract', 'read', id)
  const row = await contractForUpdate(cx, id)
  const { rows } = await sql<Approval>`select * from contract_approvals where id = ${approvalId} and contract_id = ${id}
    for update`.execute(cx.db)
  const approval = rows[0]
  if (!approval) throw notFound()
  if (![approval.approver_id, approval.assignee_id].some((person) => actor.standsFor.includes(person)))
    throw new Refusal('contract.not_approver', { status: 403 })
  if (row.status !== 'for_approval' || approval.round !== row.round || !approval.asked_at || approval.dropped_at)
    throw new Refusal('contract.not_asked')
  if (approval.answered_at) throw new Refusal('contract.answered')
  const round = await roundForUpdate(cx, row)
  if (selvesOf(row, round).has(actor.id)) throw new Refusal('contract.own_approval', { status: 403 })
  const document = await documentOf(cx.db, row.document_id)
  if (documentHash !== round.document_hash || document?.hash !== round.document_hash)
    throw new Refusal('contract.other_version')
  if (needsComment(answer) && !comment) throw invalid({ path: 'comment', code: 'field.required' })
  await sql`update contract_approvals set answer = ${answer}, comment = ${comment}, answered_by = ${actor.id},
    answered_at = ${cx.now} where id = ${approvalId}`.execute(cx.db)
  record(cx, row, round, 'contract.answered', {
    ...{ approvalId, approverId: approval.approver_id, answeredBy: actor.id },
    ...{ answer, comment },
  })
}

export interface Reckoned {
  /** The answers still missing cannot change the outcome. */
  decided: boolean
  answer: Approval['answer']
  comment: string
  by: string
  /** For whom he answered; empty where for himself. */
  inPlaceOf: string
}

/** How a round stands after an answer, and who gave it. */
export async function reckon(cx: Cx, id: string, approvalId: string): Promise<Reckoned> {
  const row = await contractForUpdate(cx, id)
  const { rows } = await sql<Approval>`select * from contract_approvals where id = ${approvalId}`.execute(cx.db)
  const approval = rows[0]!
  const about = { id, round: approval.round }
  const { quorum } = await roundForUpdate(cx, about)
  const outcome = outcomeOf(await approvalsOf(cx, about), quorum ?? 'all')
  const { answer, comment, answered_by: by, approver_id: approver } = approval
  const names = await employeeNames(cx.db, [by, approver])
  return {
    decided: outcome !== 'pending' || row.status !== 'for_approval' || approval.round !== row.round,
    answer,
    comment,
    by: (by && names.get(by)) || '',
    inPlaceOf: by === approver ? '' : (names.get(approver) ?? ''),
  }
}

/** After a step: asks for the next, or ends the round with what it has come to. */
export async function settleRound(cx: Cx, id: string): Promise<'next' | 'approved' | 'sent_back' | 'over'> {
  const about = await askedAbout(cx, id)
  if (!about) return 'over'
  const { row, round } = about
  const outcome = outcomeOf(await approvalsOf(cx, row), round.quorum ?? 'all')
  if (outcome === 'pending') return 'next'
  await closeRound(cx, row, outcome)
  const approved = outcome === 'approved'
  if (approved) await holdDocument(cx, row.document_id!, round.document_no)
  await moveContract(cx, row, approved ? 'approved' : 'for_revision', {
    set: approved ? { approved_no: round.document_no, approved_hash: round.document_hash, approved_at: cx.now } : {},
    event: approved ? 'contract.approved' : 'contract.sent_back',
    payload: (moved) => toldOf(moved, round),
  })
  return outcome
}
