import { CAST, type CastName, type World } from '../../support/world.ts'

/** How far a right reaches (decisions.md, "Permissions"): nowhere, to one's own records, those of the department, all. */
export type Reach = 'none' | 'own' | 'department' | 'all'

/** Who may, in the words of this test: access.ts is not asked, so that a right loosened or tightened there is seen here. */
export interface Right {
  owner: Reach
  administrator: Reach
  head: Reach
  employee: Reach
  /** Open to who has not signed in. */
  stranger?: true
  /** "The department's" takes in what is filed under no department. */
  withUnfiled?: true
  /** Open to whoever keeps the books, whatever the role: marketing does, in this company. */
  keepers?: true
}

export const right = (leaders: Reach, head: Reach, employee: Reach): Right => ({
  owner: leaders,
  administrator: leaders,
  head,
  employee,
})
export const SIGNED_IN = right('all', 'all', 'all')
export const EVERYBODY: Right = { ...SIGNED_IN, stranger: true }
export const HEADS = right('all', 'all', 'none')
export const LEADERS = right('all', 'none', 'none')
export const THE_OWNER: Right = { ...LEADERS, administrator: 'none' }
/** What belongs to one person alone, whatever his role. */
export const ONESELF = right('own', 'own', 'own')

/** Whose something is: its owner, and the department it is filed under. */
export interface Whose {
  ownerId: string | null
  departmentId: string | null
}

export interface Caller {
  name: string
  role: 'owner' | 'administrator' | 'head' | 'employee' | 'stranger'
  id: string | null
  email: string | null
  departmentId: string | null
  keepsBooks: boolean
  /** One each: the limits of calls count addresses. */
  address: string
}

/** Every role, seen from a record of Anna, who sells under Piotr: he, she, her colleague, two of marketing, nobody known. */
export function callersOf(w: World, marketingHead: { id: string; email: string }): Caller[] {
  const cast = (name: string, role: Caller['role'], who: CastName, departmentId: string | null) =>
    ({ name, role, id: w.people[who], email: CAST[who].email, departmentId }) as const
  const { sales, marketing } = w.departments
  const keepsBooks = (caller: { departmentId: string | null }) => caller.departmentId === marketing
  return [
    cast('the owner', 'owner', 'owner', null),
    cast('the administrator', 'administrator', 'admin', null),
    cast('the head of sales', 'head', 'salesHead', sales),
    cast('Anna of sales', 'employee', 'anna', sales),
    cast('her colleague', 'employee', 'katarzyna', sales),
    { name: 'the head of marketing', role: 'head', ...marketingHead, departmentId: marketing } as const,
    cast('Marta of marketing', 'employee', 'marta', marketing),
    { name: 'somebody not signed in', role: 'stranger', id: null, email: null, departmentId: null } as const,
  ].map((caller, number) => ({ ...caller, keepsBooks: keepsBooks(caller), address: `10.1.0.${number + 1}` }))
}

/** Whether this right lets this caller do it to what is whose it is; null: to nothing that is anybody's. */
export function lets(given: Right, caller: Caller, whose: Whose | null): boolean {
  if (caller.role === 'stranger') return given.stranger ?? false
  if (given.keepers && caller.keepsBooks) return true
  const reach = given[caller.role]
  if (reach === 'all' || reach === 'none') return reach === 'all'
  if (!whose || whose.ownerId === caller.id) return true
  if (reach === 'own') return false
  return whose.departmentId === null ? (given.withUnfiled ?? false) : whose.departmentId === caller.departmentId
}
