import { z } from 'zod'
import { defineStep } from '../../core/define.ts'
import { askNext, markLate, nameApprovers, reckon, settleRound } from './commands/approvals.ts'
import { bringIntoForce, endOrRenew, markReminded, nextMoment } from './commands/term.ts'
import { QUORUMS } from './rules.ts'

const contract = z.looseObject({ contractId: z.uuid() })
const approval = z.looseObject({ contractId: z.uuid(), approvalId: z.uuid() })

export const contractSteps = [
  defineStep({
    /** Whom the rules name; where somebody they name cannot be found, `missing` says whom and nobody is named. */
    type: 'contracts.name_approvers',
    kind: 'command',
    input: contract.extend({ own: z.boolean(), quorum: z.enum(QUORUMS), inOrder: z.boolean() }),
    async run(cx, { contractId, ...asked }) {
      const missing = await nameApprovers(cx, contractId, asked)
      return { missing, found: missing.length === 0 }
    },
  }),
  defineStep({
    /** Those of the next step, to be given a task each. */
    type: 'contracts.ask_next',
    kind: 'command',
    input: contract.extend({ within: z.string() }),
    async run(cx, { contractId, within }) {
      return { approvals: await askNext(cx, contractId, within) }
    },
  }),
  defineStep({
    type: 'contracts.mark_late',
    kind: 'command',
    input: approval,
    run: async (cx, { contractId, approvalId }) => ({ ...(await markLate(cx, contractId, approvalId)) }),
  }),
  defineStep({
    /** How the round stands after an answer. */
    type: 'contracts.reckon',
    kind: 'command',
    input: approval,
    run: async (cx, { contractId, approvalId }) => ({ ...(await reckon(cx, contractId, approvalId)) }),
  }),
  defineStep({
    /** Ends the round with what it has come to, or says that the next step follows. */
    type: 'contracts.settle',
    kind: 'command',
    input: contract,
    run: async (cx, { contractId }) => ({ outcome: await settleRound(cx, contractId) }),
  }),
  defineStep({
    /** What happens next to a signed contract, and when. */
    type: 'contracts.next_moment',
    kind: 'command',
    input: contract.extend({ remindBefore: z.string() }),
    run: async (cx, { contractId, remindBefore }) => ({ ...(await nextMoment(cx, contractId, remindBefore)) }),
  }),
  defineStep({
    type: 'contracts.bring_into_force',
    kind: 'command',
    input: contract,
    async run(cx, { contractId }) {
      await bringIntoForce(cx, contractId)
      return {}
    },
  }),
  defineStep({
    /** Its owner has been told that its end is near. */
    type: 'contracts.mark_reminded',
    kind: 'command',
    input: contract,
    async run(cx, { contractId }) {
      await markReminded(cx, contractId)
      return {}
    },
  }),
  defineStep({
    type: 'contracts.end_or_renew',
    kind: 'command',
    input: contract,
    run: async (cx, { contractId }) => ({ ended: await endOrRenew(cx, contractId) }),
  }),
]
