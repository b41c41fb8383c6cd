import type pg from 'pg'
import { FIRST_NAMES, LAST_NAMES } from './words.ts'

interface Asking {
  client: pg.ClientBase
  /** The employee who asks. */
  me: string
  // biome-ignore lint/suspicious/noExplicitAny: answers of the API as they come
  answer(path: string): Promise<any>
}

/** Something people open, as addresses that differ as their days do. */
export interface Ask {
  name: string
  /** Held to an answer within so many milliseconds besides. */
  within?: number
  paths(asking: Asking): Promise<string[]>
}

const VARIANTS = 20
const SEARCH_MS = 50
const PAGE = 1000

const times = <T>(make: (n: number) => T): T[] => Array.from({ length: VARIANTS }, (_, n) => make(n))
const asked = (filter: object) => encodeURIComponent(JSON.stringify(filter))
const searched = (words: string[]) => words.map((word) => `/api/search?q=${encodeURIComponent(word)}`)

const leadFilters = times((n) => ({
  all: [
    { field: 'status', op: 'any_of', value: n % 2 ? ['rejected'] : ['processing', 'waiting', 'converted'] },
    { field: 'amount', op: 'gte', value: 20_000 * (1 + (n % 5)) },
    { field: 'createdAt', op: 'last_days', value: 60 + 50 * n },
  ],
}))

/** Cursors of pages from the thousandth on, as far as the caller's list goes. */
async function farPages(path: string, answer: Asking['answer']): Promise<string[]> {
  let after: string | null = null
  const cursors: string[] = []
  for (let page = 1; page < PAGE + VARIANTS; page += 1) {
    const found: { next: string | null } = await answer(`${path}${after ? `&after=${after}` : ''}`)
    if (!found.next) break
    after = found.next
    cursors.push(after)
  }
  if (cursors.length === 0) return [path]
  return cursors.slice(-VARIANTS).map((cursor) => `${path}&after=${cursor}`)
}

/** Values that this column really has, spread over the table. */
async function some(client: pg.ClientBase, column: string, table: string, where: string): Promise<string[]> {
  const { rows } = await client.query<{ value: string }>(
    `select value from (select ${column} as value from ${table} where ${where} limit 20000) x order by md5(value::text) limit ${VARIANTS}`,
  )
  return rows.map(({ value }) => value)
}

const readable = (me: string) =>
  `exists (select from employees e where e.id = '${me}' and (e.role = 'owner' or e.department_id = leads.department_id))`

export const asks: Ask[] = [
  { name: 'the list of leads', paths: async () => times((n) => `/api/leads?limit=${50 + n}`) },
  {
    name: 'leads by three filters and a sort',
    paths: async () =>
      leadFilters.map((filter, n) => `/api/leads?sort=${n % 2 ? '-updatedAt' : 'createdAt'}&filter=${asked(filter)}`),
  },
  { name: `page ${PAGE} of the leads`, paths: ({ answer }) => farPages('/api/leads?limit=50&sort=-updatedAt', answer) },
  { name: 'the board of leads', paths: async () => ['/api/leads/board'] },
  { name: 'the board of deals', paths: async () => ['/api/deals/board'] },
  {
    name: 'the board of deals of one person',
    paths: async ({ client }) =>
      (await some(client, 'id', 'employees', "email like 'osoba%'")).map((id) => `/api/deals/board?ownerId=${id}`),
  },
  {
    name: 'the list of deals by amount',
    paths: async () => times((n) => `/api/deals?sort=-amountBase&limit=${50 + n}`),
  },
  {
    name: 'search for a rare name',
    within: SEARCH_MS,
    paths: async () =>
      searched(['zolc', 'żółć', 'Żółć', ...FIRST_NAMES.slice(0, 17).map((name) => `${name.toLowerCase()} zolc`)]),
  },
  {
    name: 'search for a common name',
    within: SEARCH_MS,
    paths: async () => searched(LAST_NAMES.slice(0, VARIANTS).map((name) => name.slice(0, 5))),
  },
  {
    name: 'search for a first and a last name',
    within: SEARCH_MS,
    paths: async () => searched(times((n) => `${FIRST_NAMES[n * 2]} ${LAST_NAMES[n * 5]}`)),
  },
  {
    name: 'search by two letters',
    within: SEARCH_MS,
    paths: async () => searched('ko wi no za ro łó żo qx ał ś1 a. dr ok pv uw zz xy ćw hu fa'.split(' ')),
  },
  {
    name: 'search by a fragment of a telephone number',
    within: SEARCH_MS,
    paths: async ({ client }) =>
      searched(
        (await some(client, 'substr(phone, 7, 6)', 'leads', 'phone is not null')).map(
          (digits) => `${digits.slice(0, 3)}-${digits.slice(3)}`,
        ),
      ),
  },
  {
    name: 'search by NIP',
    within: SEARCH_MS,
    paths: async ({ client }) => searched(await some(client, 'nip', 'leads', 'nip is not null')),
  },
  {
    name: 'leads with a common word',
    within: SEARCH_MS,
    paths: async () => times((n) => `/api/leads?q=${encodeURIComponent(LAST_NAMES[n]!.slice(0, 5))}`),
  },
  {
    name: 'leads with a rare word',
    within: SEARCH_MS,
    paths: async () => times((n) => `/api/leads?q=${encodeURIComponent(`${FIRST_NAMES[n]!} żółć`)}`),
  },
  {
    name: 'the timeline of a lead',
    paths: async ({ client, me }) =>
      (await some(client, 'id', 'leads', readable(me))).map((id) => `/api/records/lead/${id}/timeline`),
  },
  {
    name: 'the timeline of a company with a thousand deals',
    paths: async ({ client, me }) => {
      const { rows } = await client.query<{ id: string }>(
        `select d.company_id as id from deals d join companies c on c.id = d.company_id join employees e on e.id = '${me}'
         where e.role = 'owner' or c.department_id = e.department_id group by d.company_id order by count(*) desc limit ${VARIANTS}`,
      )
      return rows.map(({ id }) => `/api/records/company/${id}/timeline`)
    },
  },
  { name: 'what My day shows', paths: async () => ['/api/my-day'] },
  { name: 'numbers beside the navigation', paths: async () => ['/api/counts'] },
]
