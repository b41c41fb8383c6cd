import type { NewField } from '../fields/schema.ts'
import type { StageInput } from '../pipelines/schema.ts'
import type { Rights } from './schema.ts'

type Words = { pl: string; en: string }

/** An example of a kind that comes with Tok: with its fields, its stages and a process of processes/ that leads it. */
export interface ShippedKind {
  key: string
  name: Words
  plural: Words
  /** Key of the department that works on its records, where a company has one. */
  department: string
  numberPattern: string
  sumField: string | null
  rights: Rights
  fields: (Pick<NewField, 'type' | 'label'> & { key: string; required?: boolean; indexed?: boolean })[]
  stages: (StageInput & { key: string; asks?: string[]; onlySupervisors?: string[] })[]
}

const heads = { read: 'all', create: 'all', update: 'department', delete: 'department' } as const
/** Its people work on all records of their department. */
const departments = { read: 'department', create: 'all', update: 'department', delete: 'none' } as const

/**
 * Keys of stages and fields are known to the models of processes/; a company may rename, add and put away what it likes,
 * and a process that misses a stage says so as an incident.
 */
export const shippedKinds: ShippedKind[] = [
  {
    key: 'purchase',
    name: { pl: 'Zakup', en: 'Purchase' },
    plural: { pl: 'Zakupy', en: 'Purchases' },
    department: 'production',
    numberPattern: 'ZAK/{YYYY}/{NNNN}',
    sumField: 'amount',
    rights: { head: heads, employee: { ...departments, read: 'all' } },
    fields: [
      { key: 'amount', type: 'money', label: { pl: 'Kwota', en: 'Amount' }, required: true, indexed: true },
      { key: 'supplier', type: 'company', label: { pl: 'Dostawca', en: 'Supplier' } },
      { key: 'needed_on', type: 'date', label: { pl: 'Potrzebne na', en: 'Needed by' } },
      { key: 'due_on', type: 'date', label: { pl: 'Termin dostawy', en: 'Delivery due' }, indexed: true },
      { key: 'reason', type: 'long_text', label: { pl: 'Po co', en: 'What for' } },
    ],
    stages: [
      {
        key: 'requested',
        name: { pl: 'Zgłoszony', en: 'Requested' },
        probability: 0,
        rottingDays: 5,
        onlySupervisors: ['approved', 'rejected'],
      },
      { key: 'approved', name: { pl: 'Zatwierdzony', en: 'Approved' }, probability: 0, rottingDays: 7 },
      {
        key: 'ordered',
        name: { pl: 'Zamówiony', en: 'Ordered' },
        probability: 0,
        asks: ['custom.supplier', 'custom.due_on'],
      },
      { key: 'received', name: { pl: 'Odebrany', en: 'Received' }, probability: 100, final: 'done' },
      { key: 'rejected', name: { pl: 'Odrzucony', en: 'Rejected' }, probability: 0, final: 'dropped' },
    ],
  },
  {
    key: 'shipment',
    name: { pl: 'Przesyłka', en: 'Shipment' },
    plural: { pl: 'Przesyłki', en: 'Shipments' },
    department: 'logistics',
    numberPattern: 'PRZ/{YYYY}/{NNNN}',
    sumField: null,
    rights: { head: heads, employee: { ...departments, read: 'all' } },
    fields: [
      { key: 'company', type: 'company', label: { pl: 'Odbiorca', en: 'Recipient' }, required: true },
      { key: 'deal', type: 'deal', label: { pl: 'Transakcja', en: 'Deal' } },
      { key: 'send_on', type: 'date', label: { pl: 'Wysłać do', en: 'Send by' }, indexed: true },
      {
        key: 'carrier',
        type: 'text',
        label: { pl: 'Przewoźnik', en: 'Carrier' },
      },
      { key: 'tracking', type: 'text', label: { pl: 'Numer przesyłki', en: 'Tracking number' } },
      { key: 'due_on', type: 'date', label: { pl: 'Dostawa do', en: 'Delivery due' }, indexed: true },
    ],
    stages: [
      { key: 'prepared', name: { pl: 'Przygotowana', en: 'Prepared' }, probability: 0, rottingDays: 3 },
      {
        key: 'sent',
        name: { pl: 'Wysłana', en: 'Sent' },
        probability: 0,
        asks: ['custom.carrier', 'custom.tracking', 'custom.due_on'],
      },
      { key: 'delivered', name: { pl: 'Dostarczona', en: 'Delivered' }, probability: 100, final: 'done' },
      { key: 'returned', name: { pl: 'Zwrócona', en: 'Returned' }, probability: 0, final: 'dropped' },
    ],
  },
  {
    key: 'expense',
    name: { pl: 'Wydatek', en: 'Expense' },
    plural: { pl: 'Wydatki', en: 'Expenses' },
    department: 'finance',
    numberPattern: 'WYD/{YYYY}/{NNNN}',
    sumField: 'amount',
    rights: { head: { ...heads, read: 'department' }, employee: departments },
    fields: [
      { key: 'amount', type: 'money', label: { pl: 'Kwota', en: 'Amount' }, required: true, indexed: true },
      { key: 'spent_on', type: 'date', label: { pl: 'Dzień wydatku', en: 'Spent on' }, required: true },
      { key: 'receipt', type: 'text', label: { pl: 'Numer dokumentu', en: 'Receipt number' } },
    ],
    stages: [
      {
        key: 'filed',
        name: { pl: 'Zgłoszony', en: 'Filed' },
        probability: 0,
        rottingDays: 5,
        onlySupervisors: ['approved', 'rejected'],
      },
      { key: 'approved', name: { pl: 'Zatwierdzony', en: 'Approved' }, probability: 0, rottingDays: 7 },
      { key: 'paid', name: { pl: 'Wypłacony', en: 'Paid' }, probability: 100, final: 'done' },
      { key: 'rejected', name: { pl: 'Odrzucony', en: 'Rejected' }, probability: 0, final: 'dropped' },
    ],
  },
]
