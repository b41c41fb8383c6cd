import { z } from 'zod'

export const notifyBy = z.enum(['app', 'app_and_mail'])

export const lateWhom = z.enum(['owner', 'both'])

/** Whom an alarm about a record that is late goes to. */
export const lateWhomBlank = {
  type: 'choice' as const,
  label: { pl: 'Komu', en: 'Whom' },
  options: [
    { value: 'both', label: { pl: 'opiekunowi i jego przełożonemu', en: 'its owner and the supervisor' } },
    { value: 'owner', label: { pl: 'opiekunowi', en: 'its owner' } },
  ],
}

export const notifyByBlank = {
  type: 'choice' as const,
  label: { pl: 'Sposób', en: 'Way' },
  options: [
    { value: 'app_and_mail', label: { pl: 'w aplikacji i e-mailem', en: 'in the app and by e-mail' } },
    { value: 'app', label: { pl: 'w aplikacji', en: 'in the app' } },
  ],
}

/** English names of the elements with which a record is approved: by the supervisor, or by itself. */
export const APPROVAL_ELEMENTS = {
  asked: 'New record',
  read: 'Read the record',
  needs_approval: 'Who approves?',
  approve: 'Approve or reject',
  approval_late: 'Still waits',
  remind: 'Remind',
  reminded: 'Reminded',
  read_decision: 'Read the decision',
  tell_owner: 'Tell who asked',
  decided: 'Decided',
  approve_itself: 'Approve without asking',
  approved_itself: 'Approved',
  asked_approver: 'the supervisor',
  nobody_asked: 'nobody',
}

/** Those with which a day is watched, their ids beginning with this word. */
export const watchElements = (word: string): Record<string, string> => ({
  [`${word}_read`]: 'Read the record',
  [`${word}_dated`]: 'Is there a date?',
  [`${word}_nothing`]: 'Without a date',
  [`${word}_race`]: 'What comes first?',
  [`${word}_day_over`]: 'The day is over',
  [`${word}_moved`]: 'Another stage',
  [`${word}_in_time`]: 'In time',
  [`${word}_read_again`]: 'Read the date',
  [`${word}_still`]: 'Still late?',
  [`${word}_tell`]: 'Alarm: late',
  [`${word}_late`]: 'Late',
  [`${word}_dated_to_${word}_race`]: 'yes',
  [`${word}_undated`]: 'no',
  [`${word}_still_to_${word}_tell`]: 'yes',
  [`${word}_postponed`]: 'put off',
})
