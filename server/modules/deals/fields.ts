import { defineFields } from '../../core/fields.ts'
import { defineKind } from '../../core/kinds.ts'

defineKind({ key: 'deal', table: 'deals', alias: 'd', name: 'title' })

/** Status and stage are changed by verbs of their own, never by an edit; the timeline names them all the same. */
export const dealFields = defineFields('deal', [
  { key: 'title', column: 'title', type: 'text', label: { pl: 'Tytuł', en: 'Title' }, sortable: true },
  {
    key: 'status',
    column: 'status',
    type: 'choice',
    label: { pl: 'Status', en: 'Status' },
    options: [
      { key: 'open', label: { pl: 'otwarta', en: 'open' } },
      { key: 'won', label: { pl: 'wygrana', en: 'won' } },
      { key: 'lost', label: { pl: 'przegrana', en: 'lost' } },
    ],
  },
  { key: 'stageId', column: 'stage_id', type: 'stage', label: { pl: 'Etap', en: 'Stage' } },
  { key: 'amount', column: 'amount', type: 'money', label: { pl: 'Kwota', en: 'Amount' } },
  { key: 'currency', column: 'currency', type: 'currency', label: { pl: 'Waluta', en: 'Currency' } },
  { key: 'rate', column: 'rate', type: 'rate', label: { pl: 'Kurs', en: 'Rate' } },
  { key: 'rateOn', column: 'rate_on', type: 'date', label: { pl: 'Kurs z dnia', en: 'Rate of' } },
  { key: 'priceMode', column: 'price_mode', type: 'choice', label: { pl: 'Ceny', en: 'Prices' } },
  { key: 'sells', column: 'sells', type: 'choice', label: { pl: 'Czego dotyczy', en: 'Sells' } },
  {
    key: 'amountFrom',
    column: 'amount_from',
    type: 'choice',
    label: { pl: 'Kwota z pozycji', en: 'Amount from lines' },
  },
  {
    key: 'expectedOn',
    column: 'expected_on',
    type: 'date',
    label: { pl: 'Data zamknięcia', en: 'Close date' },
    sortable: true,
  },
  { key: 'contactId', column: 'contact_id', type: 'contact', label: { pl: 'Kontakt', en: 'Contact' } },
  { key: 'companyId', column: 'company_id', type: 'company', label: { pl: 'Firma', en: 'Company' } },
  { key: 'ownerId', column: 'owner_id', type: 'employee', label: { pl: 'Opiekun', en: 'Owner' } },
  { key: 'source', column: 'source', type: 'text', label: { pl: 'Źródło', en: 'Source' } },
  { key: 'lostReason', column: 'lost_reason', type: 'text', label: { pl: 'Powód przegranej', en: 'Reason lost' } },
  { key: 'note', column: 'note', type: 'long_text', label: { pl: 'Notatka', en: 'Note' }, personal: true },
  { key: 'number', column: 'number', type: 'number', label: { pl: 'Numer', en: 'Number' } },
  { key: 'pipelineId', column: 'pipeline_id', type: 'pipeline', label: { pl: 'Lejek', en: 'Pipeline' } },
  {
    key: 'stageEnteredAt',
    column: 'stage_entered_at',
    type: 'moment',
    label: { pl: 'Na etapie od', en: 'In the stage since' },
    sortable: true,
  },
  {
    key: 'amountBase',
    column: 'amount_base',
    type: 'money',
    label: { pl: 'Kwota w walucie firmy', en: 'Amount in the base currency' },
    sortable: true,
  },
  { key: 'departmentId', column: 'department_id', type: 'department', label: { pl: 'Dział', en: 'Department' } },
  { key: 'closedAt', column: 'closed_at', type: 'moment', label: { pl: 'Zamknięto', en: 'Closed' } },
  { key: 'createdAt', column: 'created_at', type: 'moment', label: { pl: 'Utworzono', en: 'Created' }, sortable: true },
  { key: 'updatedAt', column: 'updated_at', type: 'moment', label: { pl: 'Zmieniono', en: 'Changed' }, sortable: true },
])
