import type { advance } from '../../pure/bpmn/advance.ts'
import type { FormField } from '../../pure/process-design/forms.ts'
import type { WorkCalendar } from '../../pure/work-calendar.ts'
import type { Db } from '../core/db.ts'
import type { Reaction, StepDefinition } from '../core/define.ts'
import type { Cx } from '../core/write.ts'

export interface NewUserTask {
  instance: string
  process: string
  token: number
  element: string
  name: string
  assignee?: string
  candidateGroups: string[]
  candidateUsers: string[]
  dueAt?: string
  properties: Record<string, string>
  input: Record<string, unknown>
  /** What is asked of whoever does it. */
  form?: FormField[]
  subject: { kind: string; id: string } | null
  cx: Cx
}

export interface Calendars {
  zone: string
  company: WorkCalendar
  of(employee: string): WorkCalendar
}

/** What the engine needs from the rest of Tok; given to it in main.ts, so that it knows no CRM. */
export interface EnginePorts {
  userTasks: {
    create(cx: Cx, tasks: NewUserTask[]): Promise<void>
    cancel(cx: Cx, tasks: { instance: string; token: number; cx: Cx }[]): Promise<void>
    /** Their tokens stand at another element of another version now. */
    rename(cx: Cx, tasks: { instance: string; token: number; element: string }[]): Promise<void>
  }
  calendars(db: Db): Promise<Calendars>
  /** A department with all below it: as far as the rights of a process go that belongs to it. */
  departmentsBelow(db: Db, departmentId: string): Promise<string[]>
  steps: ReadonlyMap<string, StepDefinition>
  reactions: ReadonlyMap<string, Reaction[]>
  /** Events after which open working-time waits are computed anew. */
  calendarEvents: ReadonlySet<string>
  /** Tests only: stands for `advance` and sees all that is asked of it. */
  advance?: typeof advance
  /** A simulation: its steps are done by themselves or by the script, and its cases begin with what the script says. */
  simulated?: {
    stepOutput(element: string): Record<string, unknown> | undefined
    variables(process: string): Record<string, unknown> | undefined
  }
}
