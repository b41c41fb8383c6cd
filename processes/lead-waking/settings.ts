import { z } from 'zod'
import { notifyBy, notifyByBlank } from '../settings-parts.ts'
import type { ShippedProcess } from '../shipped-process.ts'

/** S6 in its first form: a waiting lead comes back at the chosen time. */
export const leadWaking: ShippedProcess = {
  key: 'lead_waking',
  folder: 'lead-waking',
  department: 'sales',
  version: 2,
  name: { pl: 'Budzenie leada', en: 'Waking a lead' },
  sentences: [
    {
      text: {
        pl: 'Lead odłożony na później wraca do przetwarzania w wybranym czasie. Powiadom opiekuna {notify_by}.',
        en: 'A lead put off comes back to processing at the chosen time. Tell its owner {notify_by}.',
      },
      elements: ['lead_put_off', 'until', 'resume', 'tell_owner'],
    },
  ],
  blanks: { notify_by: notifyByBlank },
  settings: z.strictObject({ notify_by: notifyBy }),
  defaults: { notify_by: 'app_and_mail' },
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
