/** Who acts: a person, a process with its owner department's rights, a visitor of a public page, or Tok itself. */
export type Actor = UserActor | ProcessActor | { kind: 'visitor'; id: string } | { kind: 'system'; id: string }

export type Role = 'owner' | 'administrator' | 'head' | 'employee'
export type Scope = 'none' | 'own' | 'department' | 'all'

export interface UserActor {
  kind: 'user'
  id: string
  name: string
  email: string
  role: Role
  locale: 'pl' | 'en'
  departmentId: string | null
  /** The departments whose records "department" means: the own one or those headed, with everything below. */
  departmentIds: string[]
  /** The own department and those above it: a task offered to a department is offered to the people below it too. */
  memberOf: string[]
  /** Oneself and those one stands in for at this moment. */
  standsFor: string[]
  /** Overrides of the shipped grants, by the role or the department: "lead.update" -> scope. */
  grants: Record<string, Scope>
}

export interface ProcessActor {
  kind: 'process'
  id: string
  /** null: a process of the whole company. */
  departmentIds: string[] | null
}

export const system = (part: string): Actor => ({ kind: 'system', id: part })
