import type { Task } from '../../components/work/TaskGroups.tsx'
import type { OfferedClaim } from '../../components/work/use-accept.ts'

/** What GET /api/my-day answers. */
export interface MyDay {
  claims: OfferedClaim[]
  /** Who is told when nobody accepts in time. */
  tellsThen: string | null
  tasks: Task[]
  moreTasks: boolean
  dealsWithoutStep: QuietRecord[]
  leadsWithoutStep: QuietRecord[]
  unread: number
  /** Decisions a process asks this person for; left out by a server without them. */
  waiting?: WaitingProcess[]
  /** Left out by a server without mentions. */
  mentions?: Mention[]
}

export interface QuietRecord {
  id: string
  number: number
  title: string
  who: string
  /** Minor units. */
  amount: number | null
  currency: string
  quietSince: string
}

export interface WaitingProcess {
  id: string
  title: string
  since: string
  tooLong: boolean
  text: string
  href: string | null
  /** `main` at most once: named by its result. */
  decisions: { key: string; label: string; kind: 'main' | 'plain' | 'more' }[]
}

export interface Mention {
  id: string
  person: { id: string; name: string }
  text: string
  at: string
  subject: { kind: string; id: string }
}
