import type { Field } from '../../core/fields.ts'

/** What of a task a person may change. */
export const taskFields = [
  { key: 'title', column: 'title', type: 'text', label: { pl: 'Zadanie', en: 'Task' } },
  { key: 'body', column: 'body', type: 'long_text', label: { pl: 'Opis', en: 'Description' }, personal: true },
  { key: 'dueAt', column: 'due_at', type: 'moment', label: { pl: 'Termin', en: 'Due' } },
  { key: 'assigneeId', column: 'assignee_id', type: 'employee', label: { pl: 'Kto', en: 'Who' } },
  { key: 'remindBefore', column: 'remind_before', type: 'durations', label: { pl: 'Przypomnienia', en: 'Reminders' } },
  { key: 'priority', column: 'priority', type: 'choice', label: { pl: 'Ważność', en: 'Priority' } },
  {
    key: 'checklistRequired',
    column: 'checklist_required',
    type: 'yes_no',
    label: { pl: 'Najpierw cała lista', en: 'Whole list first' },
  },
  { key: 'repeat', column: 'repeat', type: 'recurrence', label: { pl: 'Powtarzanie', en: 'Repeating' } },
] as const satisfies readonly Field[]
