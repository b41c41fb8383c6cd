import type { Field } from '../../core/fields.ts'

/** What of a meeting or a call a person may change. */
export const appointmentFields = [
  { key: 'kind', column: 'kind', type: 'choice', label: { pl: 'Rodzaj', en: 'Kind' } },
  { key: 'title', column: 'title', type: 'text', label: { pl: 'Temat', en: 'Subject' } },
  { key: 'body', column: 'body', type: 'long_text', label: { pl: 'Opis', en: 'Description' }, personal: true },
  { key: 'place', column: 'place', type: 'text', label: { pl: 'Miejsce', en: 'Place' } },
  { key: 'startsAt', column: 'starts_at', type: 'moment', label: { pl: 'Początek', en: 'Start' } },
  { key: 'endsAt', column: 'ends_at', type: 'moment', label: { pl: 'Koniec', en: 'End' } },
  { key: 'remindBefore', column: 'remind_before', type: 'durations', label: { pl: 'Przypomnienia', en: 'Reminders' } },
  { key: 'employeeIds', column: null, type: 'employees', label: { pl: 'Pracownicy', en: 'Employees' } },
  { key: 'contactIds', column: null, type: 'contacts', label: { pl: 'Kontakty', en: 'Contacts' } },
] as const satisfies readonly Field[]
