import { z } from 'zod'
import { notifyBy, notifyByBlank } from '../settings-parts.ts'
import type { ShippedProcess } from '../shipped-process.ts'

/** S6: a waiting lead comes back at the chosen time; how often its owner may put it off has an end. */
export const leadWaking: ShippedProcess = {
  key: 'lead_waking',
  folder: 'lead-waking',
  department: 'sales',
  version: 3,
  name: { pl: 'Budzenie leada', en: 'Waking a lead' },
  sentences: [
    {
      text: {
        pl: 'Lead odłożony na później wraca do przetwarzania w wybranym czasie. Powiadom opiekuna {notify_by}.',
        en: 'A lead put off comes back to processing at the chosen time. Tell its owner {notify_by}.',
      },
      elements: ['lead_put_off', 'until', 'resume', 'tell_owner'],
    },
    {
      text: {
        pl: 'Opiekun może odłożyć tego samego leada najwyżej {most_times}. Dalej odkłada go tylko przełożony.',
        en: 'Its owner may put the same lead off at most {most_times}. After that only the supervisor can.',
      },
      elements: ['lead_put_off'],
    },
  ],
  blanks: {
    notify_by: notifyByBlank,
    most_times: { type: 'count', min: 1, max: 20, times: true, label: { pl: 'Ile razy', en: 'How often' } },
  },
  settings: z.strictObject({ notify_by: notifyBy, most_times: z.number().int().min(1).max(20) }),
  defaults: { notify_by: 'app_and_mail', most_times: 3 },
  elements: {
    lead_put_off: 'Lead put off',
    until: 'Chosen time',
    resume: 'Back to processing',
    still_due: 'Brought back?',
    tell_owner: 'Tell the owner',
    woken: 'Brought back',
    not_needed: 'Not needed any more',
    still_due_to_tell_owner: 'yes',
    moved_on: 'no',
  },
}
