import type { Cx } from '../../core/write.ts'
import { createCompany, type NewCompany } from './commands/create-company.ts'
import { createContact, type NewContact } from './commands/create-contact.ts'

const FIRST = ['Anna', 'Tomasz', 'Żaneta', 'Łukasz', 'Bożena', 'Paweł', 'Grażyna', 'Michał', 'Ewa', 'Jędrzej']
const LAST = ['Wróbel', 'Śliwa', 'Dąbek', 'Jasny', 'Łęcki', 'Źrebiec', 'Czaja', 'Gąsior', 'Kępa', 'Mróz']
const TRADES = ['Budmar', 'Stalprofil', 'Okna Śnieżnik', 'Piekarnia Gęślak', 'Auto-Części Bąk', 'Drewnex']
const TOWNS = ['Kielce', 'Łódź', 'Żory', 'Gdynia', 'Tarnów', 'Ząbki', 'Wrocław']

let made = 0

/** A valid NIP, another one for every number. */
export function nipOf(number: number): string {
  for (let stem = 525_000_000 + number * 11; ; stem += 1) {
    const digits = String(stem)
    const check =
      [6, 5, 7, 2, 3, 4, 5, 6, 7].reduce((sum, weight, index) => sum + weight * Number(digits[index]), 0) % 11
    if (check < 10) return `${digits}${check}`
  }
}

/** A person with a name, an e-mail and a telephone of his own; what is given wins. */
export function makeContact(cx: Cx, given: Partial<NewContact> = {}): Promise<{ id: string }> {
  made += 1
  return createContact(cx, {
    firstName: FIRST[made % FIRST.length],
    lastName: LAST[Math.floor(made / FIRST.length) % LAST.length],
    emails: [{ value: `osoba${made}@przyklad.pl` }],
    phones: [{ value: `+48601${String(100_000 + made).slice(-6)}` }],
    ...given,
  })
}

/** A company with a valid NIP of its own; what is given wins. */
export function makeCompany(cx: Cx, given: Partial<NewCompany> = {}): Promise<{ id: string }> {
  made += 1
  return createCompany(cx, {
    name: `${TRADES[made % TRADES.length]} ${TOWNS[made % TOWNS.length]} ${made} sp. z o.o.`,
    nip: nipOf(made),
    ...given,
  })
}
