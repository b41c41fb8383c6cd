import type { Field } from '../../core/fields.ts'

/** What of a task a person may change. */
export const taskFields = [
  { key: 'title', column: 'title', type: 'text', label: { pl: 'Zadanie', en: 'Task' } },
  { key: 'body', column: 'body', type: 'long_text', label: { pl: 'Opis', en: 'Description' }, personal: true },
  { key: 'dueAt', column: 'due_at', type: 'moment', label: { pl: 'Termin', en: 'Due' } },
  { key: 'assigneeId', column: 'assignee_id', type: 'employee', label: { pl: 'Kto', en: 'Who' } },
] as const satisfies readonly Field[]
