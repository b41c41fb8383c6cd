import { describe, expect, it } from 'vitest'
import type { Conditions } from '../../../pure/conditions.ts'
import {
  distribute,
  type Employee,
  type Facts,
  type PastRequest,
  type Rule,
  type Scene,
  simulate,
  textsOf,
} from './rules.ts'
import type { Target } from './schema.ts'

const HOUR = 3_600_000
const AT = Date.UTC(2026, 10, 2, 9)
const EVERYTHING: Conditions = { all: [] }

const employee = (id: string, more: Partial<Employee> = {}): Employee => ({
  ...{ id, departments: ['sales'], skills: [], absences: [], worksFrom: (at) => at },
  ...more,
})

const rule = (target: Target, more: Partial<Rule> = {}): Rule => ({
  ...{ id: 'rule', name: 'Zasada', conditions: EVERYTHING, target, workingOnly: false },
  ...more,
})

const away = (substituteId: string | null = null) => [{ from: AT - HOUR, to: AT + HOUR, substituteId }]

const scene = (people: Employee[], more: Partial<Scene> = {}): Scene => ({
  ...{ at: AT, turns: new Map(), load: () => 0 },
  people: new Map(people.map((one) => [one.id, one])),
  ...more,
})

const facts = (values: Record<string, unknown> = {}, customerOwnerId: string | null = null): Facts => ({
  leadId: '019a0000-0000-7000-8000-000000000001',
  values,
  customerOwnerId,
})

const sales = (method: 'offer' | 'round_robin' | 'least_loaded' | 'random' | 'first_available'): Target => ({
  ...{ kind: 'department', departmentId: 'sales', method },
})

describe('rules of distribution', () => {
  it('are read from the top: the first that fits decides', () => {
    const rules = [
      rule(
        { kind: 'person', personId: 'a' },
        { id: 'big', conditions: { all: [{ field: 'amount', op: 'gte', value: 500 }] } },
      ),
      rule({ kind: 'person', personId: 'b' }, { id: 'rest' }),
    ]
    const company = scene([employee('a'), employee('b')])
    expect(distribute(rules, facts({ amount: 500 }), company)).toMatchObject({ rule: { id: 'big' }, personId: 'a' })
    expect(distribute(rules, facts({ amount: 499 }), company)).toMatchObject({ rule: { id: 'rest' }, personId: 'b' })
    expect(distribute(rules, facts({ amount: null }), company).personId).toBe('b')
  })

  it('name nobody where none fits', () => {
    const only = rule(sales('offer'), { conditions: { any: [{ field: 'words', op: 'contains', value: 'pilne' }] } })
    expect(distribute([only], facts({ words: 'zwykłe' }), scene([employee('a')]))).toEqual({
      ...{ rule: null, personId: null, departmentId: null, skipped: [] },
    })
  })

  it('give nothing to somebody away: his substitute gets it, and without one the next rule is asked', () => {
    const rules = [rule({ kind: 'person', personId: 'a' }), rule({ kind: 'person', personId: 'c' }, { id: 'next' })]
    const stood = scene([employee('a', { absences: away('b') }), employee('b'), employee('c')])
    expect(distribute(rules, facts(), stood).personId).toBe('b')
    const alone = scene([employee('a', { absences: away() }), employee('c')])
    expect(distribute(rules, facts(), alone)).toMatchObject({
      personId: 'c',
      rule: { id: 'next' },
      skipped: [{ id: 'rule' }],
    })
    const circle = scene([
      employee('a', { absences: away('b') }),
      employee('b', { absences: away('a') }),
      employee('c'),
    ])
    expect(distribute(rules, facts(), circle).personId).toBe('c')
  })

  it('take whoever left the company for nobody', () => {
    expect(distribute([rule({ kind: 'person', personId: 'gone' })], facts(), scene([employee('a')])).rule).toBeNull()
  })

  it('give a known customer to his owner', () => {
    const owner = rule({ kind: 'customer_owner' })
    expect(distribute([owner], facts({}, 'b'), scene([employee('a'), employee('b')])).personId).toBe('b')
    expect(distribute([owner], facts(), scene([employee('a')])).rule).toBeNull()
  })

  it('ask for a skill on its level or above, in a department or anywhere', () => {
    const people = [
      employee('a', { skills: ['przetargi 2'] }),
      employee('b', { skills: ['Przetargi 4'], departments: ['export'] }),
      employee('c', { skills: ['przetargi'] }),
    ]
    const skilled = (level: number, departmentId: string | null = null) =>
      rule({ kind: 'skill', skill: 'przetargi', level, departmentId, method: 'round_robin' })
    expect(distribute([skilled(3)], facts(), scene(people)).personId).toBe('b')
    expect(distribute([skilled(2, 'sales')], facts(), scene(people)).personId).toBe('a')
    expect(distribute([skilled(5)], facts(), scene(people)).personId).toBeNull()
  })

  it('go in turn from the one who was last, though he be away now', () => {
    const people = [employee('a'), employee('b', { absences: away() }), employee('c')]
    const afterTurnOf = (last: string) =>
      distribute([rule(sales('round_robin'))], facts(), scene(people, { turns: new Map([['rule', last]]) })).personId
    expect([afterTurnOf(''), afterTurnOf('a'), afterTurnOf('b'), afterTurnOf('c')]).toEqual(['a', 'c', 'c', 'a'])
  })

  it('choose who has least to do, and who works soonest', () => {
    const load = (id: string) => ({ a: 3, b: 1, c: 2 })[id] ?? 0
    const people = [employee('a'), employee('b', { worksFrom: (at) => at + HOUR }), employee('c')]
    expect(distribute([rule(sales('least_loaded'))], facts(), scene(people, { load })).personId).toBe('b')
    expect(distribute([rule(sales('first_available'))], facts(), scene(people, { load })).personId).toBe('c')
    const never = employee('a', { worksFrom: () => null })
    expect(distribute([rule(sales('first_available'))], facts(), scene([never, people[1]!])).personId).toBe('b')
  })

  it('keep to working hours when told so', () => {
    const closed = employee('a', { worksFrom: (at) => at + HOUR })
    const only = rule(sales('offer'), { workingOnly: true })
    expect(distribute([only], facts(), scene([closed])).rule).toBeNull()
    expect(distribute([only], facts(), scene([closed, employee('b')])).departmentId).toBe('sales')
  })

  it('draw the same person for the same request', () => {
    const people = ['a', 'b', 'c'].map((id) => employee(id))
    const drawn = (n: number) =>
      distribute([rule(sales('random'))], { ...facts(), leadId: n.toString(16).padStart(36, '0') }, scene(people))
        .personId
    expect([0, 1, 2, 3].map(drawn)).toEqual(['a', 'b', 'c', 'a'])
  })
})

describe('a simulation', () => {
  const request = (n: number, more: Partial<PastRequest> = {}): PastRequest => ({
    ...{ ...facts(), at: AT + n * HOUR, closedAt: null, ownerId: null },
    ...more,
  })

  it('takes turns and counts what it has given until it was closed', () => {
    const people = new Map([employee('a'), employee('b')].map((one) => [one.id, one]))
    const whom = (rules: Rule[], requests: PastRequest[], work = new Map()) =>
      simulate(rules, requests, { people, work }).map(({ personId }) => personId)
    expect(whom([rule(sales('round_robin'))], [request(0), request(1), request(2)])).toEqual(['a', 'b', 'a'])
    const busy = new Map([['a', [null, AT + 90 * 60_000]]])
    const closed = { closedAt: AT + 1.5 * HOUR }
    expect(whom([rule(sales('least_loaded'))], [request(0, closed), request(1), request(2), request(3)], busy)).toEqual(
      ['b', 'b', 'a', 'b'],
    )
  })
})

it('reads a postal code out of the answers, not out of a longer number', () => {
  expect(textsOf({ texts: ['Okna', ''], answers: { adres: 'ul. Długa 1, 30-001 Kraków', n: 5 } })).toEqual({
    words: 'Okna\nul. Długa 1, 30-001 Kraków',
    postalCode: '30-001',
  })
  expect(textsOf({ texts: ['tel. 500-123-456, 112-3456'], answers: {} }).postalCode).toBeNull()
})
