import type { Values } from '../rules.ts'

/** Where what goes through stages keeps its stays at them and what is ticked of their checklists: rows by `column`. */
export interface Holding {
  /** As subjects of events name it. */
  subject: string
  table: string
  moves: string
  checks: string
  column: string
}

/** A record that goes through stages, as far as these ask about it. */
export interface Held {
  id: string
  pipelineId: string
  stage: { id: string }
  owner: { id: string } | null
  departmentId: string | null
  closedAt: string | null
  /** By the keys of its fields. */
  values: Values
}
