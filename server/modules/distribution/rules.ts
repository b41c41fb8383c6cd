import { type Conditions, fits } from '../../../pure/conditions.ts'
import { hasSkill } from '../../../pure/skills.ts'
import type { Method, Target } from './schema.ts'

export interface Rule {
  id: string
  name: string
  conditions: Conditions
  target: Target
  workingOnly: boolean
}

/** A request as rules ask about it. */
export interface Facts {
  leadId: string
  /** By the key of the field. */
  values: Readonly<Record<string, unknown>>
  /** Whose the customer is, if he is known. */
  customerOwnerId: string | null
}

/** An active employee, and when he is away. */
export interface Employee {
  id: string
  /** His department and all above it. */
  departments: readonly string[]
  skills: readonly string[]
  absences: readonly { from: number; to: number; substituteId: string | null }[]
  /** When he works next, at that moment or after; null: never. */
  worksFrom: (at: number) => number | null
}

/** The company at the moment a request is given out. */
export interface Scene {
  at: number
  people: ReadonlyMap<string, Employee>
  /** Who got the last request by a rule. */
  turns: ReadonlyMap<string, string>
  /** How many open leads and tasks somebody has. */
  load: (employeeId: string) => number
}

export interface Outcome {
  rule: Rule | null
  personId: string | null
  /** Everybody of it is asked. */
  departmentId: string | null
  /** Rules that fit and had nobody. */
  skipped: Rule[]
}

/** The first rule that fits and has somebody decides; without one nobody is named. */
export function distribute(rules: readonly Rule[], facts: Facts, scene: Scene): Outcome {
  const skipped: Rule[] = []
  for (const rule of rules) {
    if (!fits(rule.conditions, facts.values)) continue
    const found = targetOf(rule, facts, scene)
    if (found) return { rule, ...found, skipped }
    skipped.push(rule)
  }
  return { rule: null, personId: null, departmentId: null, skipped }
}

type Found = Pick<Outcome, 'personId' | 'departmentId'>

function targetOf(rule: Rule, facts: Facts, scene: Scene): Found | null {
  const { target } = rule
  if (target.kind === 'person' || target.kind === 'customer_owner') {
    const wanted = target.kind === 'person' ? target.personId : facts.customerOwnerId
    const personId = wanted && presentFor(wanted, rule, scene)
    return personId ? { personId, departmentId: null } : null
  }
  const candidates = candidatesOf(rule, scene)
  if (candidates.length === 0) return null
  if (target.method === 'offer') return { personId: null, departmentId: target.departmentId }
  return { personId: choose(target.method, candidates, rule, facts, scene), departmentId: null }
}

const absenceAt = (person: Employee, at: number) => person.absences.find(({ from, to }) => from <= at && at < to)

const isThere = (person: Employee, { workingOnly }: Rule, { at }: Scene): boolean =>
  !absenceAt(person, at) && (!workingOnly || person.worksFrom(at) === at)

/** Somebody, or while he is away the one who stands in for him. */
function presentFor(personId: string, rule: Rule, scene: Scene): string | null {
  const seen = new Set<string>()
  for (let id: string | null = personId; id && !seen.has(id); ) {
    seen.add(id)
    const person = scene.people.get(id)
    if (!person) return null
    if (isThere(person, rule, scene)) return id
    id = absenceAt(person, scene.at)?.substituteId ?? null
  }
  return null
}

/** Whom a rule may choose, in an order that does not depend on where they come from. */
function candidatesOf(rule: Rule, scene: Scene): Employee[] {
  const { target } = rule
  if (target.kind === 'person' || target.kind === 'customer_owner') return []
  return [...scene.people.values()]
    .filter((person) => !target.departmentId || person.departments.includes(target.departmentId))
    .filter((person) => target.kind !== 'skill' || hasSkill(person.skills, target.skill, target.level))
    .filter((person) => isThere(person, rule, scene))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
}

function choose(method: Method, people: Employee[], rule: Rule, facts: Facts, scene: Scene): string {
  const first = people[0]!
  switch (method) {
    case 'round_robin': {
      const last = scene.turns.get(rule.id) ?? ''
      return (people.find(({ id }) => id > last) ?? first).id
    }
    case 'random':
      // The last digits of a lead's id are random already; by them a simulation draws as reality did.
      return people[Number.parseInt(facts.leadId.slice(-8), 16) % people.length]!.id
    case 'least_loaded':
      return least(people, (person) => [scene.load(person.id)])
    case 'first_available':
      return least(people, (person) => [person.worksFrom(scene.at) ?? Number.POSITIVE_INFINITY, scene.load(person.id)])
  }
}

function least(people: Employee[], by: (person: Employee) => number[]): string {
  const measured = people.map((person) => ({ id: person.id, measure: by(person) }))
  return measured.reduce((best, one) => (isLess(one.measure, best.measure) ? one : best)).id
}

function isLess(a: number[], b: number[]): boolean {
  const at = a.findIndex((value, index) => value !== b[index])
  return at >= 0 && a[at]! < b[at]!
}

export const takesTurns = ({ target }: Rule): boolean => 'method' in target && target.method === 'round_robin'

/** Whether a choice looks at what people have to do already. */
export const weighsLoad = ({ target }: Rule): boolean =>
  'method' in target && (target.method === 'least_loaded' || target.method === 'first_available')

/** A request of the past. */
export interface PastRequest extends Facts {
  at: number
  closedAt: number | null
  ownerId: string | null
}

/** What somebody had or got to do: until when; null: still open. */
export type Work = Map<string, (number | null)[]>

/**
 * What the rules would have said of requests of the past, oldest first: the turns begin anew, everybody has the work he
 * had when the first one came, and what a request gives him lasts as long as it was open in truth.
 */
export function simulate(
  rules: readonly Rule[],
  requests: readonly PastRequest[],
  { people, work }: { people: ReadonlyMap<string, Employee>; work: Work },
): Outcome[] {
  const turns = new Map<string, string>()
  return requests.map((request) => {
    const { at } = request
    const load = (id: string) => (work.get(id) ?? []).filter((until) => until === null || until > at).length
    const outcome = distribute(rules, request, { at, people, turns, load })
    if (outcome.rule && outcome.personId && takesTurns(outcome.rule)) turns.set(outcome.rule.id, outcome.personId)
    const owner = outcome.personId ?? request.ownerId
    if (owner) work.set(owner, [...(work.get(owner) ?? []), request.closedAt])
    return outcome
  })
}

const POSTAL_CODE = /(?<!\d)\d{2}-\d{3}(?!\d)/

/** Every text of a request in one, and the first Polish postal code in it. */
export function textsOf(lead: { texts: string[]; answers: Record<string, unknown> }): {
  words: string
  postalCode: string | null
} {
  const answers = Object.values(lead.answers).flatMap((value) => (typeof value === 'string' ? [value] : []))
  const words = [...lead.texts, ...answers].filter(Boolean).join('\n')
  return { words, postalCode: POSTAL_CODE.exec(words)?.[0] ?? null }
}
