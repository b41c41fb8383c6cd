import { defineFields } from '../../core/fields.ts'
import { defineKind } from '../../core/kinds.ts'

defineKind({ key: 'ticket', table: 'tickets', alias: 'tk', name: 'title' })

const choice = (key: string, pl: string, en: string) => ({ key, label: { pl, en } })

/** Registry of a ticket's shipped fields: forms, timeline, edits and filters read only this. */
export const ticketFields = defineFields('ticket', [
  { key: 'title', column: 'title', type: 'text', label: { pl: 'Temat', en: 'Subject' } },
  {
    key: 'status',
    column: 'status',
    type: 'choice',
    label: { pl: 'Status', en: 'Status' },
    options: [
      choice('new', 'nowe', 'new'),
      choice('open', 'w toku', 'open'),
      choice('waiting', 'czeka na klienta', 'waiting for the customer'),
      choice('solved', 'rozwiązane', 'solved'),
      choice('closed', 'zamknięte', 'closed'),
    ],
  },
  {
    key: 'priority',
    column: 'priority',
    type: 'choice',
    label: { pl: 'Priorytet', en: 'Priority' },
    options: [
      choice('low', 'niski', 'low'),
      choice('normal', 'zwykły', 'normal'),
      choice('high', 'wysoki', 'high'),
      choice('urgent', 'pilny', 'urgent'),
    ],
  },
  { key: 'category', column: 'category', type: 'text', label: { pl: 'Kategoria', en: 'Category' } },
  { key: 'number', column: 'number', type: 'number', label: { pl: 'Numer', en: 'Number' } },
  { key: 'ownerId', column: 'owner_id', type: 'employee', label: { pl: 'Opiekun', en: 'Owner' } },
  { key: 'departmentId', column: 'department_id', type: 'department', label: { pl: 'Dział', en: 'Department' } },
  { key: 'contactId', column: 'contact_id', type: 'contact', label: { pl: 'Kontakt', en: 'Contact' } },
  { key: 'companyId', column: 'company_id', type: 'company', label: { pl: 'Firma', en: 'Company' } },
  { key: 'personName', column: 'person_name', type: 'text', label: { pl: 'Osoba', en: 'Person' }, personal: true },
  { key: 'address', column: 'address', type: 'text', label: { pl: 'Adres', en: 'Address' }, personal: true },
  { key: 'channel', column: 'channel', type: 'text', label: { pl: 'Kanał', en: 'Channel' } },
  { key: 'dueAt', column: 'due_at', type: 'moment', label: { pl: 'Termin', en: 'Due' }, sortable: true },
  { key: 'answerDueAt', column: 'answer_due_at', type: 'moment', label: { pl: 'Odpowiedź do', en: 'Answer by' } },
  { key: 'answeredAt', column: 'answered_at', type: 'moment', label: { pl: 'Odpowiedziano', en: 'Answered' } },
  {
    key: 'solutionDueAt',
    column: 'solution_due_at',
    type: 'moment',
    label: { pl: 'Rozwiązanie do', en: 'Solution by' },
  },
  { key: 'solvedAt', column: 'solved_at', type: 'moment', label: { pl: 'Rozwiązano', en: 'Solved' } },
  { key: 'solution', column: 'solution', type: 'long_text', label: { pl: 'Rozwiązanie', en: 'Solution' } },
  { key: 'closedAt', column: 'closed_at', type: 'moment', label: { pl: 'Zamknięto', en: 'Closed' } },
  { key: 'rating', column: 'rating', type: 'number', label: { pl: 'Ocena', en: 'Rating' } },
  {
    key: 'createdAt',
    column: 'created_at',
    type: 'moment',
    label: { pl: 'Otrzymano', en: 'Received' },
    sortable: true,
  },
  { key: 'updatedAt', column: 'updated_at', type: 'moment', label: { pl: 'Zmieniono', en: 'Changed' }, sortable: true },
])
