import { defineFields } from '../../core/fields.ts'
import { defineKind, unlessArchived } from '../../core/kinds.ts'

defineKind({ key: 'contact', table: 'contacts', alias: 'c', name: 'name', order: 'name', alive: unlessArchived })
defineKind({ key: 'company', table: 'companies', alias: 'f', name: 'name', order: 'name', alive: unlessArchived })

export const contactFields = defineFields('contact', [
  { key: 'name', column: 'name', type: 'text', label: { pl: 'Imię i nazwisko', en: 'Name' }, sortable: true },
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
  {
    key: 'locale',
    column: 'locale',
    type: 'locale',
    label: { pl: 'Język', en: 'Language' },
    options: [
      { key: 'pl', label: { pl: 'polski', en: 'Polish' } },
      { key: 'en', label: { pl: 'angielski', en: 'English' } },
    ],
  },
  {
    key: 'preferredChannel',
    column: 'preferred_channel',
    type: 'choice',
    label: { pl: 'Woli wiadomości', en: 'Likes messages by' },
    options: [
      { key: 'sms', label: { pl: 'SMS', en: 'SMS' } },
      { key: 'mail', label: { pl: 'e-mail', en: 'e-mail' } },
      { key: 'telegram', label: { pl: 'Telegram', en: 'Telegram' } },
      { key: 'whatsapp', label: { pl: 'WhatsApp', en: 'WhatsApp' } },
    ],
  },
  { key: 'note', column: 'note', type: 'long_text', label: { pl: 'Notatka', en: 'Note' }, personal: true },
  { key: 'departmentId', column: 'department_id', type: 'department', label: { pl: 'Dział', en: 'Department' } },
  { key: 'createdAt', column: 'created_at', type: 'moment', label: { pl: 'Utworzono', en: 'Created' }, sortable: true },
  { key: 'updatedAt', column: 'updated_at', type: 'moment', label: { pl: 'Zmieniono', en: 'Changed' }, sortable: true },
])

export const companyFields = defineFields('company', [
  { key: 'name', column: 'name', type: 'text', label: { pl: 'Nazwa', en: 'Name' }, sortable: true },
  { key: 'nip', column: 'nip', type: 'nip', label: { pl: 'NIP', en: 'NIP (tax no.)' } },
  { key: 'regon', column: 'regon', type: 'regon', label: { pl: 'REGON', en: 'REGON (statistical no.)' } },
  { key: 'address', column: 'address', type: 'long_text', label: { pl: 'Adres', en: 'Address' } },
  { key: 'website', column: 'website', type: 'url', label: { pl: 'Strona WWW', en: 'Web site' } },
  { key: 'bankAccount', column: 'bank_account', type: 'text', label: { pl: 'Rachunek bankowy', en: 'Bank account' } },
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
  { key: 'departmentId', column: 'department_id', type: 'department', label: { pl: 'Dział', en: 'Department' } },
  { key: 'createdAt', column: 'created_at', type: 'moment', label: { pl: 'Utworzono', en: 'Created' }, sortable: true },
  { key: 'updatedAt', column: 'updated_at', type: 'moment', label: { pl: 'Zmieniono', en: 'Changed' }, sortable: true },
])
