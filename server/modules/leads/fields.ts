import { defineFields } from '../../core/fields.ts'
import { defineKind } from '../../core/kinds.ts'

defineKind({ key: 'lead', table: 'leads', alias: 'l', name: 'title' })

/** Registry of a lead's shipped fields (decisions.md, "Kinds and fields"): forms, timeline, edits and filters read only this. */
export const leadFields = defineFields('lead', [
  { key: 'title', column: 'title', type: 'text', label: { pl: 'Temat', en: 'Subject' } },
  { key: 'personName', column: 'person_name', type: 'text', label: { pl: 'Osoba', en: 'Person' }, personal: true },
  { key: 'companyName', column: 'company_name', type: 'text', label: { pl: 'Firma', en: 'Company' } },
  { key: 'email', column: 'email', type: 'email', label: { pl: 'E-mail', en: 'E-mail' }, personal: true },
  { key: 'phone', column: 'phone', type: 'phone', label: { pl: 'Telefon', en: 'Telephone' }, personal: true },
  { key: 'nip', column: 'nip', type: 'nip', label: { pl: 'NIP', en: 'NIP (tax no.)' } },
  { key: 'product', column: 'product', type: 'text', label: { pl: 'Produkt', en: 'Product' } },
  { key: 'amount', column: 'amount', type: 'money', label: { pl: 'Wartość', en: 'Value' } },
  { key: 'currency', column: 'currency', type: 'currency', label: { pl: 'Waluta', en: 'Currency' } },
  { key: 'message', column: 'message', type: 'long_text', label: { pl: 'Wiadomość', en: 'Message' } },
  {
    key: 'status',
    column: 'status',
    type: 'choice',
    label: { pl: 'Status', en: 'Status' },
    options: [
      { key: 'new', label: { pl: 'nowy', en: 'new' } },
      { key: 'processing', label: { pl: 'przetwarzanie', en: 'processing' } },
      { key: 'waiting', label: { pl: 'oczekujący', en: 'waiting' } },
      { key: 'converted', label: { pl: 'przekształcony', en: 'converted' } },
      { key: 'rejected', label: { pl: 'odrzucony', en: 'rejected' } },
    ],
  },
  { key: 'source', column: 'source', type: 'text', label: { pl: 'Źródło', en: 'Source' } },
  { key: 'number', column: 'number', type: 'number', label: { pl: 'Numer', en: 'Number' } },
  { key: 'ownerId', column: 'owner_id', type: 'employee', label: { pl: 'Opiekun', en: 'Owner' } },
  { key: 'departmentId', column: 'department_id', type: 'department', label: { pl: 'Dział', en: 'Department' } },
  { key: 'waitingUntil', column: 'waiting_until', type: 'moment', label: { pl: 'Czeka do', en: 'Waits until' } },
  { key: 'acceptedAt', column: 'accepted_at', type: 'moment', label: { pl: 'Przyjęto', en: 'Accepted' } },
  { key: 'closedAt', column: 'closed_at', type: 'moment', label: { pl: 'Zamknięto', en: 'Closed' } },
  {
    key: 'createdAt',
    column: 'created_at',
    type: 'moment',
    label: { pl: 'Otrzymano', en: 'Received' },
    sortable: true,
  },
  { key: 'updatedAt', column: 'updated_at', type: 'moment', label: { pl: 'Zmieniono', en: 'Changed' }, sortable: true },
])
