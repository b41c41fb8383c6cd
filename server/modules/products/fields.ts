import type { Field } from '../../core/fields.ts'
import { defineKind, unlessArchived } from '../../core/kinds.ts'

defineKind({ key: 'product', table: 'products', alias: 'p', name: 'name', alive: unlessArchived, linkedOnly: true })

export const productFields = [
  { key: 'name', column: 'name', type: 'text', label: { pl: 'Nazwa', en: 'Name' } },
  { key: 'code', column: 'code', type: 'text', label: { pl: 'Kod', en: 'Code' } },
  { key: 'kind', column: 'kind', type: 'choice', label: { pl: 'Rodzaj', en: 'Kind' } },
  { key: 'unit', column: 'unit', type: 'choice', label: { pl: 'Jednostka', en: 'Unit' } },
  { key: 'price', column: 'price', type: 'number', label: { pl: 'Cena', en: 'Price' } },
  { key: 'priceMode', column: 'price_mode', type: 'choice', label: { pl: 'Rodzaj ceny', en: 'Kind of price' } },
  { key: 'currency', column: 'currency', type: 'currency', label: { pl: 'Waluta', en: 'Currency' } },
  { key: 'vat', column: 'vat', type: 'choice', label: { pl: 'Stawka VAT', en: 'VAT rate' } },
  { key: 'pkwiu', column: 'pkwiu', type: 'text', label: { pl: 'PKWiU', en: 'PKWiU' } },
  { key: 'gtu', column: 'gtu', type: 'choice', label: { pl: 'GTU', en: 'GTU' } },
  { key: 'note', column: 'note', type: 'long_text', label: { pl: 'Opis', en: 'Note' } },
] as const satisfies readonly Field[]
