import type { Field } from '../../core/edit.ts'

/** Status and stage are changed by verbs of their own, never by an edit; the timeline names them all the same. */
export const dealFields = [
  { key: 'title', column: 'title', type: 'text', label: { pl: 'Tytuł', en: 'Title' } },
  { key: 'status', column: 'status', type: 'choice', label: { pl: 'Status', en: 'Status' } },
  { key: 'stageId', column: 'stage_id', type: 'stage', label: { pl: 'Etap', en: 'Stage' } },
  { key: 'amount', column: 'amount', type: 'money', label: { pl: 'Kwota', en: 'Amount' } },
  { key: 'currency', column: 'currency', type: 'currency', label: { pl: 'Waluta', en: 'Currency' } },
  { key: 'rate', column: 'rate', type: 'rate', label: { pl: 'Kurs', en: 'Rate' } },
  { key: 'rateOn', column: 'rate_on', type: 'date', label: { pl: 'Kurs z dnia', en: 'Rate of' } },
  {
    key: 'expectedOn',
    column: 'expected_on',
    type: 'date',
    label: { pl: 'Data zamknięcia', en: 'Close date' },
  },
  { key: 'contactId', column: 'contact_id', type: 'contact', label: { pl: 'Kontakt', en: 'Contact' } },
  { key: 'companyId', column: 'company_id', type: 'company', label: { pl: 'Firma', en: 'Company' } },
  { key: 'ownerId', column: 'owner_id', type: 'employee', label: { pl: 'Opiekun', en: 'Owner' } },
  { key: 'source', column: 'source', type: 'text', label: { pl: 'Źródło', en: 'Source' } },
  { key: 'lostReason', column: 'lost_reason', type: 'text', label: { pl: 'Powód przegranej', en: 'Reason lost' } },
  { key: 'note', column: 'note', type: 'long_text', label: { pl: 'Notatka', en: 'Note' }, personal: true },
] as const satisfies readonly Field[]
