import { z } from 'zod'
import { duration } from '../../pure/duration-schema.ts'
import { notifyBy, notifyByBlank } from '../settings-parts.ts'
import type { ShippedProcess } from '../shipped-process.ts'

const choice = (value: string, pl: string, en: string) => ({ value, label: { pl, en } })

/** S3: a contract put forward goes to its approvers; each answers about one version; once they agree it goes to the customer. */
export const contractApproval: ShippedProcess = {
  key: 'contract_approval',
  folder: 'contract-approval',
  version: 1,
  name: { pl: 'Akceptacja i podpisanie umowy', en: 'Agreeing and signing a contract' },
  sentences: [
    {
      text: {
        pl: 'Gdy umowa trafi do akceptacji, Tok wyznacza akceptujących według reguł z ustawień i pyta ich {order}. Umowę wnioskującego {own}.',
        en: 'When a contract is put forward, Tok names its approvers by the rules in the settings and asks them {order}. A contract of one’s own {own}.',
      },
      elements: ['submitted', 'name', 'found', 'ask', 'tell_missing', 'mend'],
    },
    {
      text: {
        pl: 'Każdy dostaje zadanie i odpowiada: akceptuje, akceptuje z uwagami albo odsyła do poprawy. Pod nieobecność odpowiada zastępca. Potrzebna jest zgoda {quorum}. Wnioskujący dowiaduje się o każdej odpowiedzi {notify_by}.',
        en: 'Each gets a task and approves, approves with comments, or sends it back. While one is away his substitute answers. It takes {quorum}. Who put it forward is told of each answer {notify_by}.',
      },
      elements: ['each', 'tell_approver', 'answer', 'reckon', 'tell_initiator', 'settle'],
    },
    {
      text: {
        pl: 'Na odpowiedź jest {answer_within}. Potem Tok mówi o tym przełożonemu akceptującego i wnioskującemu. Nikt nie decyduje za akceptującego.',
        en: 'An answer may take {answer_within}. After that the supervisor of the approver and who put it forward are told. Nobody decides for the approver.',
      },
      elements: ['late', 'mark_late', 'is_late', 'tell_late'],
    },
    {
      text: {
        pl: 'Gdy ta zgoda jest, opiekun dostaje zadanie: wysłać umowę klientowi w {send_within}. Niewysłana trafia także do jego przełożonego.',
        en: 'Once they agree, the owner gets the task to send the contract to the customer within {send_within}. One that is not sent is told to the supervisor, too.',
      },
      elements: ['agreed', 'tell_approved', 'send', 'send_late', 'tell_not_sent'],
    },
    {
      text: {
        pl: 'Odesłana wraca do wnioskującego. Nowa wersja dokumentu zaczyna nową rundę, a zmiana po zatwierdzeniu cofa umowę do poprawy.',
        en: 'One sent back returns to who put it forward. A new version of the document begins a new round; a change after approval takes the contract back for revision.',
      },
      elements: ['tell_back', 'withdrawn', 'overtaken', 'approval_lost', 'tell_lost'],
    },
  ],
  blanks: {
    order: {
      type: 'choice',
      label: { pl: 'Kolejność', en: 'Order' },
      options: [
        choice('together', 'wszystkich naraz', 'all at once'),
        choice('in_order', 'po kolei', 'one after the other'),
      ],
    },
    own: {
      type: 'choice',
      label: { pl: 'Własne umowy', en: 'Own contracts' },
      options: [
        choice('no', 'akceptuje jego przełożony', 'is approved by the supervisor instead'),
        choice('yes', 'może zaakceptować on sam', 'may be approved by oneself'),
      ],
    },
    quorum: {
      type: 'choice',
      label: { pl: 'Ilu musi się zgodzić', en: 'How many have to agree' },
      options: [
        choice('all', 'wszystkich', 'every one of them'),
        choice('majority', 'większości', 'most of them'),
        choice('any', 'jednego z nich', 'one of them'),
      ],
    },
    answer_within: { type: 'duration', working: true, label: { pl: 'Czas na odpowiedź', en: 'Time to answer' } },
    send_within: { type: 'duration', working: true, label: { pl: 'Czas na wysłanie', en: 'Time to send' } },
    notify_by: notifyByBlank,
  },
  settings: z.strictObject({
    order: z.enum(['together', 'in_order']),
    own: z.enum(['no', 'yes']),
    quorum: z.enum(['all', 'majority', 'any']),
    answer_within: duration,
    send_within: duration,
    notify_by: notifyBy,
  }),
  defaults: {
    order: 'together',
    own: 'no',
    quorum: 'all',
    answer_within: 'P1D',
    send_within: 'P1D',
    notify_by: 'app_and_mail',
  },
  elements: {
    submitted: 'Put forward',
    approval: 'Approval',
    begin: 'Begin',
    name: 'Name the approvers',
    found: 'Was everybody found?',
    tell_missing: 'Tell who is missing',
    mend: 'Mend the rules of approval',
    ask: 'Ask the next ones',
    each: 'Each approver',
    each_begin: 'Approver',
    tell_approver: 'Tell the approver',
    answer: 'Approve or send back',
    late: 'Out of time',
    mark_late: 'Write down that it is late',
    is_late: 'Still waiting?',
    tell_late: 'Tell the supervisor',
    late_told: 'Told',
    in_time: 'There is an answer',
    reckon: 'Count the answers',
    tell_initiator: 'Tell who put it forward',
    answered: 'Answered',
    settle: 'Close the step',
    more: 'Another step?',
    round_over: 'The round is over',
    withdrawn: 'Withdrawn',
    overtaken: 'New version',
    withdrawn_end: 'Withdrawn',
    overtaken_end: 'New round',
    agreed: 'Approved?',
    tell_approved: 'Tell of the approval',
    send: 'Send the contract to the customer',
    sent: 'Sent',
    send_late: 'Not sent',
    signed: 'Signed',
    lost: 'Changed',
    tell_not_sent: 'Remind of sending',
    not_sent_told: 'Told',
    signed_end: 'Signed',
    lost_end: 'For revision',
    tell_back: 'Tell of the revision',
    sent_back: 'For revision',
    approval_lost: 'Changed after approval',
    tell_lost: 'Tell the owner',
    lost_told: 'Told',
    found_to_ask: 'yes',
    not_found: 'no',
    is_late_to_tell_late: 'yes',
    not_late: 'no',
    settled: 'no',
    more_to_ask: 'yes',
    agreed_to_tell_approved: 'yes',
    not_agreed: 'no',
  },
}
