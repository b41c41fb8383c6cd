import type { Field } from '../../core/edit.ts'

/** What of a task a person may change. */
export const taskFields = [
  { key: 'title', column: 'title', type: 'text', label: { pl: 'Zadanie', en: 'Task' } },
  { key: 'body', column: 'body', type: 'long_text', label: { pl: 'Opis', en: 'Description' }, personal: true },
  { key: 'dueAt', column: 'due_at', type: 'moment', label: { pl: 'Termin', en: 'Due' } },
  { key: 'assigneeId', column: 'assignee_id', type: 'employee', label: { pl: 'Kto', en: 'Who' } },
  { key: 'remindBefore', column: 'remind_before', type: 'durations', label: { pl: 'Przypomnienia', en: 'Reminders' } },
] as const satisfies readonly Field[]
