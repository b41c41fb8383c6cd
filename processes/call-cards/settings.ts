import { z } from 'zod'
import { duration } from '../../pure/duration-schema.ts'
import { lateWhom, lateWhomBlank, notifyBy, notifyByBlank } from '../settings-parts.ts'
import type { ShippedProcess } from '../shipped-process.ts'

/** S5: whoever calls from a number that stands on no card gets one, with somebody responsible for it. */
export const callCards: ShippedProcess = {
  key: 'call_cards',
  folder: 'call-cards',
  department: 'sales',
  version: 1,
  name: { pl: 'Karta po rozmowie', en: 'A card from a call' },
  sentences: [
    {
      text: {
        pl: 'Gdy dzwoni numer, którego nie ma w bazie, i nikt nie odbierze, Tok zakłada kartę kontaktu. Opiekunem zostaje {distribution} z działu {department}. Nieobecnych pomija.',
        en: 'When a number that is not in the database calls and nobody answers, Tok makes a contact. Its owner is {distribution} of {department}. The absent are left out.',
      },
      elements: ['stranger_rings', 'taken', 'missed', 'make_card'],
    },
    {
      text: {
        pl: 'Gdy ktoś odebrał, ale przez {answered_after} nie założył karty, Tok robi to za tę osobę. Opiekunem zostaje ten, kto odebrał.',
        en: 'When somebody answered but made no card within {answered_after}, Tok does it. Its owner is whoever answered.',
      },
      elements: ['answered', 'time_to_make', 'make_card', 'is_new'],
    },
    {
      text: {
        pl: 'O nowej karcie powiadom opiekuna {notify_by}.',
        en: 'Tell the owner of a new card {notify_by}.',
      },
      elements: ['tell_owner'],
    },
    {
      text: {
        pl: 'Jeśli po {check_after} karta nadal nazywa się jak numer telefonu, przypomnij {remind_whom}.',
        en: 'If after {check_after} the card still has the telephone number for a name, remind {remind_whom}.',
      },
      elements: ['time_to_name', 'check_name', 'still_number', 'remind'],
    },
  ],
  blanks: {
    department: {
      type: 'department',
      label: { pl: 'Dział', en: 'Department' },
      options: [{ value: 'call', label: { pl: 'centrali', en: 'the exchange' } }],
    },
    distribution: {
      type: 'choice',
      label: { pl: 'Wybór osoby', en: 'Choice of the person' },
      options: [
        { value: 'random', label: { pl: 'losowo wybrana osoba', en: 'somebody chosen at random' } },
        { value: 'round_robin', label: { pl: 'kolejna osoba', en: 'the next in turn' } },
        { value: 'least_loaded', label: { pl: 'najmniej zajęta osoba', en: 'the least loaded person' } },
      ],
    },
    answered_after: { type: 'duration', working: true, label: { pl: 'Czas na założenie', en: 'Time to make it' } },
    notify_by: notifyByBlank,
    check_after: { type: 'duration', working: false, label: { pl: 'Czas na nazwę', en: 'Time to name it' } },
    remind_whom: lateWhomBlank,
  },
  settings: z.strictObject({
    department: z.string().min(1).max(60),
    distribution: z.enum(['random', 'round_robin', 'least_loaded']),
    answered_after: duration,
    notify_by: notifyBy,
    check_after: duration,
    remind_whom: lateWhom,
  }),
  defaults: {
    department: 'call',
    distribution: 'random',
    answered_after: 'PT15M',
    notify_by: 'app_and_mail',
    check_after: 'P3D',
    remind_whom: 'owner',
  },
  elements: {
    stranger_rings: 'An unknown number rings',
    taken: 'Did anybody answer?',
    missed: 'Missed',
    answered: 'Answered',
    time_to_make: 'Time to make the card',
    make_card: 'Make the card',
    is_new: 'A new card?',
    tell_owner: 'Tell the owner',
    time_to_name: 'Time to name it',
    check_name: 'Look at the name',
    still_number: 'Still only the number?',
    remind: 'Remind the owner',
    reminded: 'Reminded',
    known_already: 'There is a card already',
    named: 'Named',
    is_new_to_tell_owner: 'yes',
    not_new: 'no',
    still_number_to_remind: 'yes',
    has_name: 'no',
  },
}
