import { z } from 'zod'
import { duration } from '../../pure/duration-schema.ts'
import { notifyBy, notifyByBlank } from '../settings-parts.ts'
import type { ShippedProcess } from '../shipped-process.ts'

const settings = z.strictObject({
  department: z.string().min(1).max(60),
  distribution: z.enum(['round_robin', 'least_loaded', 'random']),
  tell_new: z.enum(['owner', 'department']),
  notify_by: notifyBy,
  confirm: z.enum(['send', 'none']),
  answer_urgent: duration,
  answer_high: duration,
  answer_normal: duration,
  answer_low: duration,
  solve_urgent: duration,
  solve_high: duration,
  solve_normal: duration,
  solve_low: duration,
  answer_reminder: duration,
  solve_reminder: duration,
  remind_whom: z.enum(['owner', 'both']),
  escalate_to: z.enum(['head', 'supervisor', 'both']),
  ask: z.enum(['ask', 'none']),
  close_after: duration,
  bad_rating_to: z.enum(['head', 'owner', 'both']),
})

const choice = (value: string, pl: string, en: string) => ({ value, label: { pl, en } })
const time = (pl: string, en: string) => ({ type: 'duration' as const, working: true, label: { pl, en } })

const PRIORITIES = [
  ['urgent', 'Pilne', 'Urgent'],
  ['high', 'Wysoki priorytet', 'High priority'],
  ['normal', 'Zwykły priorytet', 'Normal priority'],
  ['low', 'Niski priorytet', 'Low priority'],
] as const

/** English names of the elements by which a deadline is watched, their ids beginning with this word. */
const deadline = (word: string, done: string): Record<string, string> => ({
  [`${word}_dated`]: 'Is there a deadline?',
  [`${word}_nothing`]: 'Without a deadline',
  [`${word}_early`]: 'Remind first?',
  [`${word}_race`]: 'What comes first?',
  [`${word}_near`]: 'The deadline is near',
  [`${word}_before`]: done,
  [`${word}_read`]: 'Read the ticket',
  [`${word}_still`]: 'Still waiting?',
  [`${word}_remind`]: 'Remind',
  [`${word}_last_race`]: 'What comes first?',
  [`${word}_late`]: 'The deadline is over',
  [`${word}_in_time`]: done,
  [`${word}_done`]: 'In time',
  [`${word}_read_again`]: 'Read the ticket',
  [`${word}_overdue`]: 'Still late?',
  [`${word}_escalate`]: 'Write down that it is late',
  [`${word}_tell`]: 'Tell those above',
  [`${word}_told`]: 'Late',
  [`${word}_elsewhere`]: 'Another deadline',
  [`${word}_dated_to_${word}_early`]: 'yes',
  [`${word}_undated`]: 'no',
  [`${word}_early_to_${word}_race`]: 'yes',
  [`${word}_at_once`]: 'no',
  [`${word}_still_to_${word}_remind`]: 'yes',
  [`${word}_otherwise`]: 'no',
  [`${word}_overdue_to_${word}_escalate`]: 'yes',
  [`${word}_moved`]: 'no',
})

/** Every ticket has an owner, is answered and solved in time or those above hear of it, and its customer is asked how it was. */
export const ticketHandling: ShippedProcess = {
  key: 'ticket_handling',
  folder: 'ticket-handling',
  version: 1,
  name: { pl: 'Obsługa zgłoszenia do wsparcia', en: 'Handling a support ticket' },
  sentences: [
    {
      text: {
        pl: 'Gdy przyjdzie zgłoszenie, zajmie się nim {department}. Tok wybiera opiekuna {distribution}, nieobecnych pomija.',
        en: 'When a ticket comes in, it goes to {department}. Tok chooses its owner {distribution} and leaves out the absent.',
      },
      elements: ['received', 'choose_owner', 'is_chosen'],
    },
    {
      text: {
        pl: 'O zgłoszeniu powiadom {tell_new}, {notify_by}.',
        en: 'Of the ticket tell {tell_new}, {notify_by}.',
      },
      elements: ['tell_new'],
    },
    {
      text: {
        pl: 'Klientowi {confirm} potwierdzenie z linkiem do jego strony.',
        en: '{confirm} the customer a confirmation with a link to the page of the ticket.',
      },
      elements: ['confirms', 'confirm'],
    },
    ...PRIORITIES.map(([key, pl, en]) => ({
      text: {
        pl: `${pl}: pierwsza odpowiedź w {answer_${key}}, rozwiązanie w {solve_${key}}.`,
        en: `${en}: first answer within {answer_${key}}, solution within {solve_${key}}.`,
      },
      elements: ['set_deadlines', 'prioritised', 'resumed', 'reopened', 'separated', 'watch'],
    })),
    {
      text: {
        pl: 'Przypomnij {remind_whom} na {answer_reminder} przed terminem odpowiedzi i na {solve_reminder} przed terminem rozwiązania.',
        en: 'Remind {remind_whom} {answer_reminder} before the answer is due and {solve_reminder} before the solution is.',
      },
      elements: ['answer_race', 'answer_remind', 'solution_race', 'solution_remind'],
    },
    {
      text: {
        pl: 'Gdy termin minie, powiadom {escalate_to}.',
        en: 'When a deadline is over, tell {escalate_to}.',
      },
      elements: ['answer_last_race', 'answer_tell', 'solution_last_race', 'solution_tell'],
    },
    {
      text: {
        pl: 'Po rozwiązaniu {ask} klienta o ocenę. Gdy przez {close_after} nic nie napisze, zamknij zgłoszenie.',
        en: 'Once it is solved, {ask} the customer how it was. When nothing is heard for {close_after}, close the ticket.',
      },
      elements: ['solved', 'asks', 'ask', 'after', 'quiet', 'close'],
    },
    {
      text: {
        pl: 'O ocenie 1 lub 2 powiadom {bad_rating_to}.',
        en: 'Of a rating of 1 or 2 tell {bad_rating_to}.',
      },
      elements: ['rated_badly', 'tell_rating'],
    },
  ],
  blanks: {
    department: {
      type: 'department',
      label: { pl: 'Dział', en: 'Department' },
      options: [choice('ticket', 'dział skrzynki albo numeru', 'the department of the mailbox or number')],
    },
    distribution: {
      type: 'choice',
      label: { pl: 'Wybór opiekuna', en: 'Choice of the owner' },
      options: [
        choice('round_robin', 'po kolei', 'in turn'),
        choice('least_loaded', 'najmniej obciążonego', 'by who has the fewest'),
        choice('random', 'losowo', 'at random'),
      ],
    },
    tell_new: {
      type: 'choice',
      label: { pl: 'Kogo powiadomić', en: 'Whom to tell' },
      options: [
        choice('owner', 'opiekuna', 'its owner'),
        choice('department', 'opiekuna i cały dział', 'its owner and the whole department'),
      ],
    },
    notify_by: notifyByBlank,
    confirm: {
      type: 'choice',
      label: { pl: 'Potwierdzenie', en: 'Confirmation' },
      options: [choice('send', 'wyślij', 'Send'), choice('none', 'nie wysyłaj', 'Do not send')],
    },
    answer_urgent: time('Odpowiedź: pilne', 'Answer: urgent'),
    answer_high: time('Odpowiedź: wysoki', 'Answer: high'),
    answer_normal: time('Odpowiedź: zwykły', 'Answer: normal'),
    answer_low: time('Odpowiedź: niski', 'Answer: low'),
    solve_urgent: time('Rozwiązanie: pilne', 'Solution: urgent'),
    solve_high: time('Rozwiązanie: wysoki', 'Solution: high'),
    solve_normal: time('Rozwiązanie: zwykły', 'Solution: normal'),
    solve_low: time('Rozwiązanie: niski', 'Solution: low'),
    answer_reminder: time('Przypomnienie przed odpowiedzią', 'Reminder before the answer'),
    solve_reminder: time('Przypomnienie przed rozwiązaniem', 'Reminder before the solution'),
    remind_whom: {
      type: 'choice',
      label: { pl: 'Komu przypomnieć', en: 'Whom to remind' },
      options: [
        choice('owner', 'opiekunowi', 'its owner'),
        choice('both', 'opiekunowi i jego przełożonemu', 'its owner and the supervisor'),
      ],
    },
    escalate_to: {
      type: 'choice',
      label: { pl: 'Kogo powiadomić o spóźnieniu', en: 'Whom to tell when late' },
      options: [
        choice('head', 'kierownika działu', 'the head of the department'),
        choice('supervisor', 'przełożonego opiekuna', 'the supervisor of its owner'),
        choice('both', 'kierownika działu i opiekuna', 'the head of the department and its owner'),
      ],
    },
    ask: {
      type: 'choice',
      label: { pl: 'Ocena', en: 'Rating' },
      options: [choice('ask', 'zapytaj', 'ask'), choice('none', 'nie pytaj', 'do not ask')],
    },
    close_after: {
      type: 'duration',
      working: false,
      label: { pl: 'Zamknięcie po', en: 'Closing after' },
    },
    bad_rating_to: {
      type: 'choice',
      label: { pl: 'Kogo powiadomić o słabej ocenie', en: 'Whom to tell of a bad rating' },
      options: [
        choice('head', 'kierownika działu', 'the head of the department'),
        choice('owner', 'opiekuna', 'its owner'),
        choice('both', 'kierownika działu i opiekuna', 'the head of the department and its owner'),
      ],
    },
  },
  settings,
  defaults: {
    department: 'ticket',
    distribution: 'round_robin',
    tell_new: 'owner',
    notify_by: 'app_and_mail',
    confirm: 'send',
    answer_urgent: 'PT30M',
    answer_high: 'PT2H',
    answer_normal: 'PT4H',
    answer_low: 'P1D',
    solve_urgent: 'PT4H',
    solve_high: 'P1D',
    solve_normal: 'P3D',
    solve_low: 'P1W',
    answer_reminder: 'PT15M',
    solve_reminder: 'PT2H',
    remind_whom: 'owner',
    escalate_to: 'both',
    ask: 'ask',
    close_after: 'P5D',
    bad_rating_to: 'both',
  },
  elements: {
    received: 'Ticket received',
    choose_owner: 'Choose the owner',
    is_chosen: 'Chosen?',
    tell_new: 'Tell of the ticket',
    confirms: 'Confirm?',
    confirm: 'Confirm to the customer',
    set_deadlines: 'Set the deadlines',
    watch: 'Watch the deadlines',
    prioritised: 'Priority changed',
    resumed: 'Resumed',
    reopened: 'Opened again',
    separated: 'Separated',
    ...deadline('answer', 'Answered'),
    ...deadline('solution', 'Solved'),
    solved: 'Ticket solved',
    asks: 'Ask for a rating?',
    ask: 'Ask the customer for a rating',
    after: 'What comes first?',
    quiet: 'Time is over',
    open_again: 'Opened again',
    close: 'Close the ticket',
    closed: 'Closed',
    goes_on: 'Open again',
    rated_badly: 'Bad rating',
    read_rated: 'Read the ticket',
    tell_rating: 'Tell of the rating',
    rating_told: 'Told',
    is_chosen_to_tell_new: 'yes',
    kept: 'no',
    confirms_to_confirm: 'yes',
    without_confirming: 'no',
    asks_to_ask: 'yes',
    without_asking: 'no',
  },
}
