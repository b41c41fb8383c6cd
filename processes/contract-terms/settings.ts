import { z } from 'zod'
import { duration } from '../../pure/duration-schema.ts'
import { notifyBy, notifyByBlank } from '../settings-parts.ts'
import type { ShippedProcess } from '../shipped-process.ts'

/** A signed contract comes into force on its day; before it ends, or renews itself, its owner is reminded. */
export const contractTerms: ShippedProcess = {
  key: 'contract_terms',
  folder: 'contract-terms',
  version: 1,
  name: { pl: 'Pilnowanie terminów umów', en: 'Watching the terms of contracts' },
  sentences: [
    {
      text: {
        pl: 'Gdy umowa jest podpisana, opiekun dowiaduje się o tym {notify_by}, a w dniu początku umowa zaczyna obowiązywać.',
        en: 'When a contract is signed its owner is told {notify_by}, and on its first day it comes into force.',
      },
      elements: ['signed', 'tell_signed', 'into_force'],
    },
    {
      text: {
        pl: 'Na {remind_before} przed ostatnim dniem na wypowiedzenie, a bez okresu wypowiedzenia przed końcem, przypomnij opiekunowi.',
        en: 'Remind the owner {remind_before} before the last day to give notice, or, without a notice period, before the end.',
      },
      elements: ['look', 'race', 'tell_end', 'mark'],
    },
    {
      text: {
        pl: 'Po ostatnim dniu umowa kończy się albo sama przedłuża, a opiekun dowiaduje się, co się stało.',
        en: 'After its last day it ends, or renews itself, and the owner is told which.',
      },
      elements: ['end', 'has_ended', 'tell_ended', 'changed', 'terminated'],
    },
  ],
  blanks: {
    remind_before: { type: 'duration', working: false, label: { pl: 'Na ile przedtem', en: 'How long before' } },
    notify_by: notifyByBlank,
  },
  settings: z.strictObject({ remind_before: duration, notify_by: notifyBy }),
  defaults: { remind_before: 'P30D', notify_by: 'app_and_mail' },
  elements: {
    signed: 'Signed',
    tell_signed: 'Tell of the signature',
    look: 'What is next?',
    more: 'Is there anything to wait for?',
    over: 'Without a term',
    race: 'What comes first?',
    moment: 'Its time has come',
    changed: 'Term changed',
    terminated: 'Terminated',
    terminated_end: 'Terminated',
    what: 'What happens?',
    into_force: 'Bring into force',
    tell_end: 'Remind of the end',
    mark: 'Write down the reminder',
    end: 'End or renew',
    has_ended: 'Is the term over?',
    tell_ended: 'Tell of the end',
    more_to_race: 'yes',
    nothing: 'no',
    what_to_into_force: 'begin',
    what_to_tell_end: 'reminder',
    at_the_end: 'end',
    has_ended_to_tell_ended: 'yes',
    neither: 'no',
  },
}
