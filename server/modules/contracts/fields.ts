import { defineFields } from '../../core/fields.ts'
import { defineKind } from '../../core/kinds.ts'

defineKind({ key: 'contract', table: 'contracts', alias: 'ct', name: 'title' })

const choice = (key: string, pl: string, en: string) => ({ key, label: { pl, en } })

/** Status and the versions that were agreed change by verbs of their own, never by an edit. */
export const contractFields = defineFields('contract', [
  { key: 'title', column: 'title', type: 'text', label: { pl: 'Umowa', en: 'Contract' }, sortable: true },
  { key: 'number', column: 'number', type: 'text', label: { pl: 'Numer', en: 'Number' } },
  {
    key: 'status',
    column: 'status',
    type: 'choice',
    label: { pl: 'Status', en: 'Status' },
    options: [
      choice('draft', 'szkic', 'draft'),
      choice('for_approval', 'do akceptacji', 'for approval'),
      choice('for_revision', 'do poprawy', 'for revision'),
      choice('approved', 'zatwierdzona', 'approved'),
      choice('sent', 'wysłana', 'sent'),
      choice('signed', 'podpisana', 'signed'),
      choice('in_force', 'obowiązuje', 'in force'),
      choice('ended', 'zakończona', 'ended'),
      choice('terminated', 'rozwiązana', 'terminated'),
    ],
  },
  { key: 'dealId', column: 'deal_id', type: 'deal', label: { pl: 'Transakcja', en: 'Deal' } },
  { key: 'companyId', column: 'company_id', type: 'company', label: { pl: 'Firma', en: 'Company' } },
  { key: 'contactId', column: 'contact_id', type: 'contact', label: { pl: 'Kontakt', en: 'Contact' } },
  { key: 'ownerId', column: 'owner_id', type: 'employee', label: { pl: 'Opiekun', en: 'Owner' } },
  { key: 'departmentId', column: 'department_id', type: 'department', label: { pl: 'Dział', en: 'Department' } },
  { key: 'value', column: 'value', type: 'money', label: { pl: 'Wartość', en: 'Value' }, sortable: true },
  { key: 'currency', column: 'currency', type: 'currency', label: { pl: 'Waluta', en: 'Currency' } },
  { key: 'validFrom', column: 'valid_from', type: 'date', label: { pl: 'Obowiązuje od', en: 'Valid from' } },
  {
    key: 'validUntil',
    column: 'valid_until',
    type: 'date',
    label: { pl: 'Obowiązuje do', en: 'Valid until' },
    sortable: true,
  },
  { key: 'notice', column: 'notice', type: 'text', label: { pl: 'Okres wypowiedzenia', en: 'Notice period' } },
  { key: 'renewal', column: 'renewal', type: 'text', label: { pl: 'Przedłużenie', en: 'Renewal' } },
  { key: 'note', column: 'note', type: 'long_text', label: { pl: 'Notatka', en: 'Note' } },
  { key: 'signedOn', column: 'signed_on', type: 'date', label: { pl: 'Podpisano', en: 'Signed' } },
  { key: 'documentId', column: 'document_id', type: 'text', label: { pl: 'Dokument', en: 'Document' } },
  { key: 'createdAt', column: 'created_at', type: 'moment', label: { pl: 'Utworzono', en: 'Created' }, sortable: true },
  { key: 'updatedAt', column: 'updated_at', type: 'moment', label: { pl: 'Zmieniono', en: 'Changed' }, sortable: true },
])
