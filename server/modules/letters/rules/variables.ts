/** {{record.amount}}, as it stands in a text; spaces within the braces are allowed. */
const VARIABLE = /\{\{\s*([^{}\s][^{}]{0,99}?)\s*\}\}/g

/** The variables a text names, each once, in their order. */
export const variablesIn = (text: string): string[] => [
  ...new Set([...text.matchAll(VARIABLE)].map(([, name]) => name!)),
]

/** The text with what stands for its variables; `shown` writes a value into it (escapes it in HTML). */
export const filled = (
  text: string,
  values: ReadonlyMap<string, string>,
  shown: (value: string) => string = (value) => value,
): string => text.replace(VARIABLE, (_, name: string) => shown(values.get(name) ?? ''))

/** What every text may name beside the fields of its record. */
export const GENERAL: readonly {
  key: string
  label: { pl: string; en: string }
  group: 'recipient' | 'sender' | 'company'
}[] = [
  { key: 'recipient.name', label: { pl: 'Imię i nazwisko adresata', en: 'Name of the recipient' }, group: 'recipient' },
  {
    key: 'recipient.first_name',
    label: { pl: 'Imię adresata', en: 'First name of the recipient' },
    group: 'recipient',
  },
  {
    key: 'recipient.last_name',
    label: { pl: 'Nazwisko adresata', en: 'Last name of the recipient' },
    group: 'recipient',
  },
  { key: 'sender.name', label: { pl: 'Imię i nazwisko nadawcy', en: 'Name of the sender' }, group: 'sender' },
  { key: 'sender.position', label: { pl: 'Stanowisko nadawcy', en: 'Position of the sender' }, group: 'sender' },
  { key: 'sender.email', label: { pl: 'E-mail nadawcy', en: 'E-mail of the sender' }, group: 'sender' },
  { key: 'sender.phone', label: { pl: 'Telefon nadawcy', en: 'Telephone of the sender' }, group: 'sender' },
  { key: 'company.name', label: { pl: 'Nazwa naszej firmy', en: 'Name of our company' }, group: 'company' },
  { key: 'today', label: { pl: 'Dzisiejsza data', en: 'Today’s date' }, group: 'company' },
]
