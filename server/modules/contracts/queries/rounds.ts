import { sql } from 'kysely'
import type { Locale } from '../../../../pure/texts/format.ts'
import type { Actor } from '../../../core/actor.ts'
import type { Db } from '../../../core/db.ts'
import { say } from '../../../core/problems.ts'
import { companyOf } from '../../staff/queries.ts'
import type { Answer, Quorum } from '../rules.ts'
import type { RoundView } from '../schema.ts'

export interface Reason {
  approver: string
  role: string | null
  amountFrom: number | null
}

/** Of an approver nobody could find: by which rule, about whom. */
export interface Missing {
  approver: string
  name: string
}

export interface Approval {
  id: string
  contract_id: string
  round: number
  step: number
  approver_id: string
  assignee_id: string
  reason: Reason
  asked_at: Date | null
  due_at: Date | null
  late_at: Date | null
  answer: Answer | null
  comment: string
  answered_by: string | null
  answered_at: Date | null
  document_hash: string
  dropped_at: Date | null
}

export interface Round {
  no: number
  document_no: number
  document_hash: string
  initiator_id: string
  quorum: Quorum | null
  own: boolean
  opened_at: Date
  closed_at: Date | null
  outcome: RoundView['outcome']
  missing: Missing[]
}

/** Whom the rules name and nobody could find, in words. */
export const missingWords = (locale: Locale, missing: readonly Missing[]): string[] =>
  missing.map(({ approver, name }) => say(locale, `contract.missing.${approver}`, { name }))

const iso = (at: Date | null) => at?.toISOString() ?? null

function stateOf(approval: Approval): RoundView['approvals'][number]['state'] {
  if (approval.answered_at) return 'answered'
  if (approval.dropped_at) return 'dropped'
  if (!approval.asked_at) return 'later'
  return approval.late_at ? 'late' : 'asked'
}

/** Every round of a contract, the newest first, with what each approver said. */
export async function roundsOf(
  db: Db,
  actor: Actor,
  { id: contractId, owner_id: ownerId }: { id: string; owner_id: string | null },
): Promise<RoundView[]> {
  const [{ rows: rounds }, { rows: approvals }] = await Promise.all([
    sql<Round & { initiator: string }>`select r.*, e.name as initiator from contract_rounds r
      join employees e on e.id = r.initiator_id where r.contract_id = ${contractId} order by r.no desc`.execute(db),
    sql<Approval & { approver: string; assignee: string; answerer: string | null }>`select a.*, p.name as approver,
        s.name as assignee, b.name as answerer
      from contract_approvals a join employees p on p.id = a.approver_id join employees s on s.id = a.assignee_id
      left join employees b on b.id = a.answered_by
      where a.contract_id = ${contractId} order by a.step, p.name, a.id`.execute(db),
  ])
  const locale = actor.kind === 'user' ? actor.locale : (await companyOf(db)).locale
  const reader = actor.kind === 'user' ? actor.id : null
  const standsFor = actor.kind === 'user' ? actor.standsFor : []
  return rounds.map((round) => ({
    no: round.no,
    documentNo: round.document_no,
    documentHash: round.document_hash,
    initiator: { id: round.initiator_id, name: round.initiator },
    quorum: round.quorum,
    openedAt: round.opened_at.toISOString(),
    closedAt: iso(round.closed_at),
    outcome: round.outcome,
    missing: missingWords(locale, round.missing),
    approvals: approvals
      .filter((one) => one.round === round.no)
      .map((one) => {
        const state = stateOf(one)
        const waits = state === 'asked' || state === 'late'
        return {
          id: one.id,
          step: one.step,
          approver: { id: one.approver_id, name: one.approver },
          assignee: { id: one.assignee_id, name: one.assignee },
          reason: one.reason,
          state,
          dueAt: iso(one.due_at),
          answer: one.answer,
          comment: one.comment,
          answeredBy: one.answered_by ? { id: one.answered_by, name: one.answerer ?? '' } : null,
          answeredAt: iso(one.answered_at),
          documentHash: one.document_hash,
          mine:
            waits &&
            (round.own || ![round.initiator_id, ownerId].includes(reader)) &&
            standsFor.some((id) => id === one.approver_id || id === one.assignee_id),
        }
      }),
  }))
}
