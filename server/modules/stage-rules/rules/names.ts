import type { Do } from '../../../../pure/stage-rules.ts'
import type { Locale } from '../../../../pure/texts/format.ts'

const SAID = {
  documentation: [
    'Reguła etapu. Zmieniasz ją w regułach, nie tutaj.',
    'A rule of a stage. It is changed among the rules, not here.',
  ],
  moved: ['Zmiana etapu', 'Stage changed'],
  created: ['Na początku', 'Begins there'],
  accepted: ['Lead przyjęty', 'Lead accepted'],
  assigned: ['Lead przydzielony', 'Lead assigned'],
  putOff: ['Lead odłożony', 'Lead put off'],
  resumed: ['Lead wznowiony', 'Lead resumed'],
  converted: ['Lead przekształcony', 'Lead converted'],
  rejected: ['Lead odrzucony', 'Lead rejected'],
  reopened: ['Lead otwarty ponownie', 'Lead reopened'],
  look: ['Sprawdź warunek', 'Check the condition'],
  lookAgain: ['Odczytaj ponownie', 'Read again'],
  holds: ['Spełniony?', 'Does it hold?'],
  yes: ['tak', 'yes'],
  no: ['nie', 'no'],
  notMet: ['Niespełniony', 'Not met'],
  done: ['Zrobione', 'Done'],
  race: ['Nadal tam?', 'Still there?'],
  left: ['Już nie tam', 'No longer there'],
  leftStage: ['Inny etap', 'Another stage'],
  won: ['Wygrana', 'Won'],
  lost: ['Przegrana', 'Lost'],
  archived: ['Usunięcie', 'Deleted'],
} as const

const DONE: Record<Do, readonly [pl: string, en: string]> = {
  task: ['Utwórz zadanie', 'Create a task'],
  notify: ['Powiadom', 'Notify'],
  set: ['Ustaw pola', 'Set fields'],
  move: ['Przenieś na etap', 'Move to a stage'],
  win: ['Oznacz jako wygraną', 'Mark as won'],
  lose: ['Oznacz jako przegraną', 'Mark as lost'],
  resume: ['Wznów przetwarzanie', 'Go on processing'],
  put_off: ['Odłóż', 'Put off'],
  reject: ['Odrzuć', 'Reject'],
  reopen: ['Otwórz ponownie', 'Reopen'],
  process: ['Uruchom proces', 'Start a process'],
  wait: ['Poczekaj', 'Wait'],
}

export type Names = Record<keyof typeof SAID | Do, string>

/** What the elements of a rule's process are called. */
export const namesIn = (locale: Locale): Names =>
  Object.fromEntries(
    Object.entries({ ...SAID, ...DONE }).map(([key, [pl, en]]) => [key, locale === 'pl' ? pl : en]),
  ) as Names
