import { z } from 'zod'
import type { StepOffer, Words } from '../../../pure/process-design/offers.ts'
import { defineStep } from '../../core/define.ts'
import { askNext, markLate, nameApprovers, reckon, settleRound } from './commands/approvals.ts'
import { bringIntoForce, endOrRenew, markReminded, nextMoment } from './commands/term.ts'
import { QUORUMS } from './rules.ts'

const contract = z.looseObject({ contractId: z.uuid() })
const approval = z.looseObject({ contractId: z.uuid(), approvalId: z.uuid() })

const QUORUM_OPTIONS = [
  { value: 'all', label: { pl: 'wszystkich', en: 'of all' } },
  { value: 'majority', label: { pl: 'większości', en: 'of most' } },
  { value: 'any', label: { pl: 'jednej osoby', en: 'of one' } },
]

/** A step on the contract of the process, as the palette offers it. */
const ofContract = (name: Words, more: Partial<StepOffer> = {}): StepOffer => ({
  name,
  group: 'record',
  kinds: ['contract'],
  fixed: { contractId: '=contractId' },
  fields: {},
  ...more,
})
const ofApproval = (name: Words): StepOffer =>
  ofContract(name, { fixed: { contractId: '=contractId', approvalId: '=approvalId' } })

export const contractSteps = [
  defineStep({
    /** Whom the rules name; where somebody they name cannot be found, `missing` says whom and nobody is named. */
    type: 'contracts.name_approvers',
    kind: 'command',
    offers: [
      ofContract(
        { pl: 'Wyznacz akceptujących umowę', en: 'Name the approvers of the contract' },
        {
          fields: {
            own: {
              type: 'yes_no',
              label: { pl: 'Wnioskujący może akceptować własną umowę', en: 'Who asks may approve his own contract' },
            },
            quorum: {
              type: 'choice',
              label: { pl: 'Czyja zgoda wystarczy', en: 'Whose consent is enough' },
              options: QUORUM_OPTIONS,
            },
            inOrder: { type: 'yes_no', label: { pl: 'Po kolei', en: 'In order' } },
          },
          begins: { own: '=false', quorum: 'all', inOrder: '=false' },
          outputs: ['missing', 'found'],
        },
      ),
    ],
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
    offers: [
      ofContract(
        { pl: 'Zapytaj następnych akceptujących', en: 'Ask the next approvers' },
        {
          fields: { within: { type: 'duration', label: { pl: 'Czas na odpowiedź', en: 'Time to answer' } } },
          begins: { within: 'P1D' },
          outputs: ['approvals'],
        },
      ),
    ],
    input: contract.extend({ within: z.string() }),
    async run(cx, { contractId, within }) {
      return { approvals: await askNext(cx, contractId, within) }
    },
  }),
  defineStep({
    type: 'contracts.mark_late',
    kind: 'command',
    offers: [ofApproval({ pl: 'Odnotuj spóźnioną odpowiedź', en: 'Note a late answer' })],
    input: approval,
    run: async (cx, { contractId, approvalId }) => ({ ...(await markLate(cx, contractId, approvalId)) }),
  }),
  defineStep({
    /** How the round stands after an answer. */
    type: 'contracts.reckon',
    kind: 'command',
    offers: [ofApproval({ pl: 'Policz odpowiedzi', en: 'Count the answers' })],
    input: approval,
    run: async (cx, { contractId, approvalId }) => ({ ...(await reckon(cx, contractId, approvalId)) }),
  }),
  defineStep({
    /** Ends the round with what it has come to, or says that the next step follows. */
    type: 'contracts.settle',
    kind: 'command',
    offers: [ofContract({ pl: 'Zakończ rundę akceptacji', en: 'End the round of approval' }, { outputs: ['outcome'] })],
    input: contract,
    run: async (cx, { contractId }) => ({ outcome: await settleRound(cx, contractId) }),
  }),
  defineStep({
    /** What happens next to a signed contract, and when. */
    type: 'contracts.next_moment',
    kind: 'command',
    offers: [
      ofContract(
        { pl: 'Odczytaj następny termin umowy', en: 'Read the next date of the contract' },
        {
          fields: {
            remindBefore: { type: 'duration', label: { pl: 'Przypomnij przed końcem', en: 'Remind before the end' } },
          },
          begins: { remindBefore: 'P30D' },
        },
      ),
    ],
    input: contract.extend({ remindBefore: z.string() }),
    run: async (cx, { contractId, remindBefore }) => ({ ...(await nextMoment(cx, contractId, remindBefore)) }),
  }),
  defineStep({
    type: 'contracts.bring_into_force',
    kind: 'command',
    offers: [ofContract({ pl: 'Oznacz umowę jako obowiązującą', en: 'Bring the contract into force' })],
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
    offers: [ofContract({ pl: 'Odnotuj przypomnienie o końcu umowy', en: 'Note the reminder of the end' })],
    input: contract,
    async run(cx, { contractId }) {
      await markReminded(cx, contractId)
      return {}
    },
  }),
  defineStep({
    type: 'contracts.end_or_renew',
    kind: 'command',
    offers: [
      ofContract({ pl: 'Zakończ albo przedłuż umowę', en: 'End or renew the contract' }, { outputs: ['ended'] }),
    ],
    input: contract,
    run: async (cx, { contractId }) => ({ ended: await endOrRenew(cx, contractId) }),
  }),
]
