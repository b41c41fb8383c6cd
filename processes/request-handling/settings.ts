import { z } from 'zod'
import { duration } from '../../pure/duration-schema.ts'
import { notifyBy, notifyByBlank } from '../settings-parts.ts'
import type { ShippedProcess } from '../shipped-process.ts'

const settings = z.strictObject({
  department: z.string().min(1).max(60),
  notify_by: notifyBy,
  chosen: z.enum(['ask', 'assign']).default('ask'),
  mode: z.enum(['claim', 'direct']),
  distribution: z.enum(['round_robin', 'least_loaded', 'random', 'by_skill']),
  difficult_from: z.number().int().min(0).nullable(),
  skill: z.string().max(60).nullable(),
  accept_within: duration,
  when_nobody: z.enum(['tell', 'assign']),
  handle_within: duration,
  remind_every: duration,
  remind_times: z.number().int().min(1).max(10),
})

/** S1: every incoming request is offered, accepted, handled, and its end told. */
export const requestHandling: ShippedProcess = {
  key: 'request_handling',
  folder: 'request-handling',
  department: 'sales',
  version: 3,
  name: { pl: 'Obsługa zgłoszenia', en: 'Handling a request' },
  sentences: [
    {
      text: {
        pl: 'Gdy przyjdzie zgłoszenie, decydują zasady rozdzielania. Jeśli wskażą osobę, zgłoszenie {chosen}.',
        en: 'When a request comes in, the rules of distribution decide. Where they name a person, the request {chosen}.',
      },
      elements: ['request_received', 'apply_rules', 'notify_chosen', 'accept_first', 'chosen_too_late'],
    },
    {
      text: {
        pl: 'Gdy zasady nikogo nie wskażą, zgłoszeniem zajmie się {department}. Zgłoszenie {mode}.',
        en: 'Where they name nobody, the request goes to {department}. It {mode}.',
      },
      elements: ['how_assigned'],
    },
    {
      text: {
        pl: 'Powiadom wszystkie osoby z działu {notify_by}. Przyjmuje pierwsza wolna osoba, pozostałym zgłoszenie znika.',
        en: 'Notify everybody in the department {notify_by}. The first free person accepts; for the others it disappears.',
      },
      elements: ['notify_department', 'accept'],
      when: { blank: 'mode', is: 'claim' },
    },
    {
      text: {
        pl: 'Jeśli nikt nie przyjmie przez {accept_within}, powiadom kierownika działu i {when_nobody}.',
        en: 'If nobody accepts within {accept_within}, tell the head of the department and {when_nobody}.',
      },
      elements: ['nobody_accepted', 'tell_nobody_accepted'],
      when: { blank: 'mode', is: 'claim' },
    },
    {
      text: {
        pl: 'Gdy Tok sam wybiera osobę, wybiera {distribution}. Zgłoszenie od {difficult_from} jest trudne i trafia do osób z umiejętnością {skill}. Nieobecnych pomija.',
        en: 'When Tok chooses the person, it chooses {distribution}. A request from {difficult_from} up is difficult and goes to people with the skill {skill}. The absent are left out.',
      },
      elements: ['distribute_at_once', 'distribute_late'],
    },
    {
      text: {
        pl: 'O tym, kto przyjął, dowie się przełożony tej osoby.',
        en: 'The supervisor of whoever accepted is told who it was.',
      },
      elements: ['tell_who_accepted'],
    },
    {
      text: {
        pl: 'Kto przyjął, dostaje zadanie: obsłużyć leada w {handle_within}.',
        en: 'Whoever accepted gets the task to handle the lead within {handle_within}.',
      },
      elements: ['handle'],
    },
    {
      text: {
        pl: 'Jeśli nie zdąży, przypomnij, a potem przypominaj co {remind_every}, razem najwyżej {remind_times}. Gdy lead czeka, czas stoi.',
        en: 'If that is late, remind, then again every {remind_every}, {remind_times} at most. While the lead waits, time stands still.',
      },
      elements: ['not_handled', 'remind'],
    },
    {
      text: {
        pl: 'Gdy lead stanie się transakcją albo zostanie odrzucony, powiadom przełożonego.',
        en: 'When the lead becomes a deal or is rejected, tell the supervisor.',
      },
      elements: ['tell_result'],
    },
  ],
  blanks: {
    department: {
      type: 'department',
      label: { pl: 'Dział', en: 'Department' },
      options: [{ value: 'lead', label: { pl: 'dział z formularza', en: 'the department of the form' } }],
    },
    notify_by: notifyByBlank,
    chosen: {
      type: 'choice',
      label: { pl: 'Osoba z zasad', en: 'The person of the rules' },
      options: [
        {
          value: 'ask',
          label: {
            pl: 'najpierw czeka, aż ta osoba je przyjmie, a potem trafia do działu',
            en: 'first waits until that person accepts it, then goes to the department',
          },
        },
        { value: 'assign', label: { pl: 'od razu do niej należy', en: 'is that person’s at once' } },
      ],
    },
    mode: {
      type: 'choice',
      label: { pl: 'Przydział', en: 'Assignment' },
      options: [
        { value: 'claim', label: { pl: 'czeka, aż ktoś je przyjmie', en: 'waits until somebody accepts it' } },
        { value: 'direct', label: { pl: 'od razu dostaje osobę', en: 'is given to a person at once' } },
      ],
    },
    distribution: {
      type: 'choice',
      label: { pl: 'Wybór osoby', en: 'Choice of the person' },
      options: [
        { value: 'round_robin', label: { pl: 'po kolei', en: 'in turn' } },
        { value: 'least_loaded', label: { pl: 'najmniej zajętą osobę', en: 'the least loaded person' } },
        { value: 'random', label: { pl: 'losowo', en: 'at random' } },
        { value: 'by_skill', label: { pl: 'według umiejętności i kwoty', en: 'by skill and amount' } },
      ],
    },
    difficult_from: { type: 'money', optional: true, label: { pl: 'Trudne od kwoty', en: 'Difficult from' } },
    skill: { type: 'text', optional: true, label: { pl: 'Umiejętność', en: 'Skill' } },
    accept_within: { type: 'duration', working: true, label: { pl: 'Czas na przyjęcie', en: 'Time to accept' } },
    when_nobody: {
      type: 'choice',
      label: { pl: 'Gdy nikt nie przyjmie', en: 'When nobody accepts' },
      options: [
        { value: 'tell', label: { pl: 'czekaj dalej', en: 'go on waiting' } },
        { value: 'assign', label: { pl: 'sam wybierz osobę', en: 'choose a person' } },
      ],
    },
    handle_within: { type: 'duration', working: true, label: { pl: 'Czas na obsługę', en: 'Time to handle' } },
    remind_every: {
      type: 'duration',
      working: true,
      label: { pl: 'Przerwa między przypomnieniami', en: 'Pause between reminders' },
    },
    remind_times: { type: 'count', min: 1, max: 10, label: { pl: 'Liczba przypomnień', en: 'Number of reminders' } },
  },
  settings,
  defaults: {
    department: 'lead',
    notify_by: 'app_and_mail',
    chosen: 'ask',
    mode: 'claim',
    distribution: 'round_robin',
    difficult_from: 5_000_000,
    skill: 'trudne',
    accept_within: 'PT15M',
    when_nobody: 'tell',
    handle_within: 'P1D',
    remind_every: 'PT2H',
    remind_times: 3,
  },
  elements: {
    request_received: 'Request received',
    apply_rules: 'Apply the rules of distribution',
    how_assigned: 'How to assign?',
    notify_chosen: 'Notify the person chosen',
    accept_first: 'Accept first',
    chosen_too_late: 'Not in time',
    notify_department: 'Notify the department',
    accept: 'Accept the request',
    nobody_accepted: 'Nobody accepted',
    closed_already: 'Closed already?',
    register_acceptance: 'Register the owner',
    tell_who_accepted: 'Tell the supervisor who accepted',
    handling: 'Handling',
    handling_begins: 'Beginning',
    handle: 'Handle the lead',
    handled: 'Handled',
    not_handled: 'Not handled in time',
    look_up: 'Look at the lead',
    is_waiting: 'Waiting?',
    resumed: 'Resumed',
    after_resuming: 'Time anew',
    remind: 'Remind',
    remind_again: 'Once more?',
    pause: 'Pause',
    reminded: 'Enough reminders',
    tell_result: 'Tell the supervisor how it went',
    request_handled: 'Request handled',
    distribute_at_once: 'Choose a person',
    nobody_present_now: 'Nobody present',
    then_what: 'What then?',
    tell_nobody_accepted: 'Tell the head',
    distribute_late: 'Choose a person',
    nobody_present_late: 'Nobody present',
    told_nobody: 'Head told',
    offer: 'offer',
    how_assigned_to_tell_who_accepted: 'given',
    how_assigned_to_notify_chosen: 'person chosen',
    how_assigned_to_distribute_at_once: 'at once',
    goes_on: 'no',
    closed_already_to_tell_result: 'yes',
    only_tell: 'tell',
    then_what_to_distribute_late: 'assign',
    is_waiting_to_resumed: 'yes',
    not_waiting: 'no',
    remind_again_to_pause: 'yes',
    enough: 'no',
  },
}
