import { foldText } from '../../../pure/search-text.ts'
import { createCompany } from '../../../server/modules/contacts/commands/create-company.ts'
import { createContact } from '../../../server/modules/contacts/commands/create-contact.ts'
import { CUSTOMERS, type Customer, PRIVATE } from './data/customers.ts'
import type { Seller } from './data/people.ts'
import { inventedNip, inventedPhone } from './random.ts'
import type { Story } from './story.ts'

/** 'Zakład Remontowy Dąbek' -> 'zaklad-remontowy-dabek'. */
export const slug = (text: string): string =>
  foldText(text)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')

/** Plans that the sellers bring their customers in: most on the first day, from their own lists, the others later. */
export function planCustomers(story: Story): void {
  const { calendar } = story
  for (const [key, name, address, owner, day, people] of CUSTOMERS) {
    const time = day === -9 ? importTime(owner) : `${String(9 + (name.length % 5)).padStart(2, '0')}:20`
    story.plan(calendar.at(day, time), () => enterCompany(story, key, name, address, owner, people))
  }
  for (const [key, first, last, owner, day] of PRIVATE) {
    story.plan(calendar.at(day, day === -9 ? importTime(owner) : '12:40'), async () => {
      const { id } = await story.as(owner, (cx) =>
        createContact(cx, {
          firstName: first,
          lastName: last,
          emails: [{ value: `${slug(`${first} ${last}`)}@poczta.example` }],
          phones: [{ value: inventedPhone(story.random), label: 'prywatny' }],
        }),
      )
      story.remember(`contact:${key}`, 'contact', id)
    })
  }
}

const importTime = (owner: Seller): string =>
  ({ anna: '08:05', katarzyna: '08:15', lukasz: '08:25', zaneta: '08:35', piotr: '08:45' })[owner]

async function enterCompany(
  story: Story,
  key: string,
  name: string,
  address: string,
  owner: Seller,
  people: Customer[5],
): Promise<void> {
  const domain = `${slug(name.replace(/ (sp\. z o\.o\.|S\.A\.|sp\. k\.|s\.c\.|s\.j\.)$/, ''))}.example`
  const { company, contacts } = await story.as(owner, async (cx) => {
    const { id } = await createCompany(cx, {
      name,
      nip: inventedNip(story.random),
      address,
      website: `https://www.${domain}`,
      emails: [{ value: `biuro@${domain}`, label: 'biuro' }],
      phones: [{ value: inventedPhone(story.random), label: 'sekretariat' }],
    })
    const made: string[] = []
    for (const [firstName, lastName, position] of people) {
      const contact = await createContact(cx, {
        firstName,
        lastName,
        position,
        companyId: id,
        emails: [{ value: `${slug(firstName)}.${slug(lastName)}@${domain}` }],
        phones: [{ value: inventedPhone(story.random), label: 'komórka' }],
      })
      made.push(contact.id)
    }
    return { company: id, contacts: made }
  })
  story.remember(`company:${key}`, 'company', company)
  contacts.forEach((id, index) => {
    story.remember(index === 0 ? `contact:${key}` : `contact:${key}-${index + 1}`, 'contact', id)
  })
}
