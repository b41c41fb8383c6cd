import { defineFields, type Field } from '../../core/fields.ts'
import { defineKind } from '../../core/kinds.ts'

defineKind({ key: 'invoice', table: 'invoices', alias: 'i', name: 'title' })

/** Status, number and payment are changed by verbs of their own, never by an edit. */
export const invoiceFields = defineFields('invoice', [
  { key: 'title', column: 'title', type: 'text', label: { pl: 'Faktura', en: 'Invoice' }, sortable: true },
  {
    key: 'kind',
    column: 'kind',
    type: 'choice',
    label: { pl: 'Rodzaj', en: 'Kind' },
    options: [
      { key: 'vat', label: { pl: 'faktura', en: 'invoice' } },
      { key: 'advance', label: { pl: 'zaliczkowa', en: 'advance' } },
      { key: 'final', label: { pl: 'końcowa', en: 'final' } },
      { key: 'correction', label: { pl: 'korekta', en: 'correction' } },
      { key: 'proforma', label: { pl: 'proforma', en: 'proforma' } },
    ],
  },
  {
    key: 'status',
    column: 'status',
    type: 'choice',
    label: { pl: 'Status', en: 'Status' },
    options: [
      { key: 'draft', label: { pl: 'szkic', en: 'draft' } },
      { key: 'issued', label: { pl: 'wystawiona', en: 'issued' } },
      { key: 'cancelled', label: { pl: 'anulowana', en: 'cancelled' } },
    ],
  },
  {
    key: 'payment',
    column: 'payment',
    type: 'choice',
    label: { pl: 'Zapłata', en: 'Payment' },
    options: [
      { key: 'unpaid', label: { pl: 'niezapłacona', en: 'unpaid' } },
      { key: 'part', label: { pl: 'zapłacona w części', en: 'paid in part' } },
      { key: 'paid', label: { pl: 'zapłacona', en: 'paid' } },
    ],
  },
  { key: 'number', column: 'number', type: 'text', label: { pl: 'Numer', en: 'Number' } },
  { key: 'ksefNumber', column: 'ksef_number', type: 'text', label: { pl: 'Numer KSeF', en: 'KSeF number' } },
  { key: 'ksefOn', column: 'ksef_on', type: 'date', label: { pl: 'W KSeF od', en: 'In KSeF since' } },
  { key: 'buyerName', column: 'buyer_name', type: 'text', label: { pl: 'Nabywca', en: 'Buyer' } },
  { key: 'buyerNip', column: 'buyer_nip', type: 'nip', label: { pl: 'NIP nabywcy', en: 'NIP of the buyer' } },
  { key: 'issuedOn', column: 'issued_on', type: 'date', label: { pl: 'Wystawiono', en: 'Issued' }, sortable: true },
  { key: 'suppliedOn', column: 'supplied_on', type: 'date', label: { pl: 'Data dostawy', en: 'Supplied' } },
  { key: 'dueOn', column: 'due_on', type: 'date', label: { pl: 'Termin płatności', en: 'Due' }, sortable: true },
  { key: 'net', column: 'net', type: 'money', label: { pl: 'Netto', en: 'Net' } },
  { key: 'tax', column: 'tax', type: 'money', label: { pl: 'VAT', en: 'VAT' } },
  { key: 'gross', column: 'gross', type: 'money', label: { pl: 'Brutto', en: 'Gross' } },
  { key: 'paid', column: 'paid', type: 'money', label: { pl: 'Zapłacono', en: 'Paid' } },
  { key: 'currency', column: 'currency', type: 'currency', label: { pl: 'Waluta', en: 'Currency' } },
  { key: 'rate', column: 'rate', type: 'rate', label: { pl: 'Kurs', en: 'Rate' } },
  { key: 'rateOn', column: 'rate_on', type: 'date', label: { pl: 'Kurs z dnia', en: 'Rate of' } },
  {
    key: 'amountBase',
    column: 'gross_base',
    type: 'money',
    label: { pl: 'Brutto w walucie firmy', en: 'Gross in the base currency' },
    sortable: true,
  },
  { key: 'dealId', column: 'deal_id', type: 'deal', label: { pl: 'Transakcja', en: 'Deal' } },
  { key: 'companyId', column: 'company_id', type: 'company', label: { pl: 'Firma', en: 'Company' } },
  { key: 'contactId', column: 'contact_id', type: 'contact', label: { pl: 'Kontakt', en: 'Contact' } },
  { key: 'ownerId', column: 'owner_id', type: 'employee', label: { pl: 'Opiekun', en: 'Owner' } },
  { key: 'departmentId', column: 'department_id', type: 'department', label: { pl: 'Dział', en: 'Department' } },
  { key: 'sentAt', column: 'sent_at', type: 'moment', label: { pl: 'Wysłano', en: 'Sent' } },
  { key: 'note', column: 'note', type: 'long_text', label: { pl: 'Uwagi', en: 'Note' } },
  { key: 'createdAt', column: 'created_at', type: 'moment', label: { pl: 'Utworzono', en: 'Created' }, sortable: true },
  { key: 'updatedAt', column: 'updated_at', type: 'moment', label: { pl: 'Zmieniono', en: 'Changed' }, sortable: true },
])

/** What only the draft itself shows: lists are neither filtered nor ordered by it. */
export const draftFields: readonly Field[] = [
  ...invoiceFields,
  { key: 'buyer', column: 'buyer', type: 'text', label: { pl: 'Nabywca', en: 'Buyer' }, personal: true },
  { key: 'lines', column: null, type: 'text', label: { pl: 'Pozycje', en: 'Lines' } },
  { key: 'advances', column: null, type: 'text', label: { pl: 'Zaliczki', en: 'Advances' } },
  { key: 'exemption', column: 'exemption', type: 'text', label: { pl: 'Zwolnienie', en: 'Exemption' } },
  { key: 'mode', column: 'mode', type: 'choice', label: { pl: 'Ceny', en: 'Prices' } },
  { key: 'roundedBy', column: 'rounded_by', type: 'choice', label: { pl: 'VAT liczony', en: 'VAT reckoned' } },
  { key: 'place', column: 'place', type: 'text', label: { pl: 'Miejsce', en: 'Place' } },
  { key: 'splitPayment', column: 'split_payment', type: 'yes_no', label: { pl: 'Podzielona płatność', en: 'Split' } },
  { key: 'cashMethod', column: 'cash_method', type: 'yes_no', label: { pl: 'Metoda kasowa', en: 'Cash method' } },
  { key: 'paymentMethod', column: 'payment_method', type: 'choice', label: { pl: 'Płatność', en: 'Payment' } },
  { key: 'accountId', column: 'account_id', type: 'text', label: { pl: 'Rachunek', en: 'Account' } },
  { key: 'paidOn', column: 'paid_on', type: 'date', label: { pl: 'Zapłacono dnia', en: 'Paid on' } },
  { key: 'advance', column: 'advance', type: 'money', label: { pl: 'Zaliczka', en: 'Advance' } },
  { key: 'reason', column: 'reason', type: 'text', label: { pl: 'Przyczyna korekty', en: 'Reason' } },
  { key: 'effect', column: 'effect', type: 'choice', label: { pl: 'Skutek korekty', en: 'Effect' } },
]
