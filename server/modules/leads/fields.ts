import type { Field } from '../../core/edit.ts'

/** Registry of a lead's shipped fields (decisions.md, "Kinds and fields"): forms, timeline, edits and filters read only this. */
export const leadFields: readonly Field[] = [
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
]
