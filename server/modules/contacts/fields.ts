import type { Field } from '../../core/edit.ts'

export const contactFields = [
  { key: 'firstName', column: 'first_name', type: 'text', label: { pl: 'Imię', en: 'First name' }, personal: true },
  { key: 'lastName', column: 'last_name', type: 'text', label: { pl: 'Nazwisko', en: 'Last name' }, personal: true },
  { key: 'position', column: 'position', type: 'text', label: { pl: 'Stanowisko', en: 'Position' }, personal: true },
  { key: 'companyId', column: 'company_id', type: 'company', label: { pl: 'Firma', en: 'Company' } },
  {
    key: 'emails',
    column: null,
    type: 'emails',
    label: { pl: 'Adresy e-mail', en: 'E-mail addresses' },
    personal: true,
  },
  { key: 'phones', column: null, type: 'phones', label: { pl: 'Telefony', en: 'Telephone numbers' }, personal: true },
  { key: 'ownerId', column: 'owner_id', type: 'employee', label: { pl: 'Opiekun', en: 'Owner' } },
  { key: 'locale', column: 'locale', type: 'locale', label: { pl: 'Język', en: 'Language' } },
  { key: 'note', column: 'note', type: 'long_text', label: { pl: 'Notatka', en: 'Note' }, personal: true },
] as const satisfies readonly Field[]

export const companyFields = [
  { key: 'name', column: 'name', type: 'text', label: { pl: 'Nazwa', en: 'Name' } },
  { key: 'nip', column: 'nip', type: 'nip', label: { pl: 'NIP', en: 'NIP (tax no.)' } },
  { key: 'regon', column: 'regon', type: 'regon', label: { pl: 'REGON', en: 'REGON (statistical no.)' } },
  { key: 'address', column: 'address', type: 'long_text', label: { pl: 'Adres', en: 'Address' } },
  { key: 'website', column: 'website', type: 'url', label: { pl: 'Strona WWW', en: 'Web site' } },
  {
    key: 'emails',
    column: null,
    type: 'emails',
    label: { pl: 'Adresy e-mail', en: 'E-mail addresses' },
    personal: true,
  },
  { key: 'phones', column: null, type: 'phones', label: { pl: 'Telefony', en: 'Telephone numbers' }, personal: true },
  { key: 'ownerId', column: 'owner_id', type: 'employee', label: { pl: 'Opiekun', en: 'Owner' } },
  { key: 'note', column: 'note', type: 'long_text', label: { pl: 'Notatka', en: 'Note' }, personal: true },
] as const satisfies readonly Field[]
