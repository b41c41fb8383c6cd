import type { z } from 'zod'

type Words = { pl: string; en: string }

/** One blank of a sentence: what a person may put there. */
export type Blank =
  | { type: 'duration'; working: boolean; optional?: boolean }
  | { type: 'choice'; options: { value: string; label: Words }[] }
  | { type: 'department'; options: { value: string; label: Words }[] }
  /** Ids of pipelines and of stages; none means any. */
  | { type: 'stages' }
  | { type: 'durations'; most: number }
  | { type: 'person'; options: { value: string; label: Words }[] }
  | { type: 'count'; min: number; max: number; times?: boolean }
  | { type: 'money'; optional?: boolean }
  | { type: 'text'; optional?: boolean; long?: boolean }

export interface ShippedProcess {
  /** Also the id of the process in the model. */
  key: string
  folder: string
  /** Key of the department whose head may fill its blanks; without one it is the whole company's. */
  department?: string
  /** Raised with each change of the model: untouched installations take it by themselves. */
  version: number
  /** Installed, and not switched on: a company begins it itself. */
  asleep?: boolean
  name: Words
  /** Sentences with blanks in braces; `elements` are the steps a sentence is about. `when` hides it by the settings. */
  sentences: { text: Words; elements: string[]; when?: { blank: string; is: string } }[]
  blanks: Record<string, Blank & { label: Words }>
  settings: z.ZodType<Record<string, unknown>>
  defaults: Record<string, unknown>
  /** What was filled into the blanks of an earlier version, as this one has them; what it leaves out is as shipped. */
  carried?: (values: Record<string, unknown>) => Record<string, unknown>
  /** English names of the model's elements and flows, by id; the model itself speaks Polish. */
  elements: Record<string, string>
}
