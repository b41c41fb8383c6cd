import type { ReactNode } from 'react'
import type { components } from '../../api/schema.d.ts'

export type Pipeline = components['schemas']['Pipeline']
export type PipelineStage = components['schemas']['Stage']
export type WayOn = components['schemas']['WayOn']
export type Ways = components['schemas']['Ways']

/** What is filled in by the action that moves a record. */
export interface Filling {
  fields?: Record<string, unknown>
  checks?: string[]
}

/** How a kind of record asks for the fields of a stage. */
export interface StageFields {
  name: (field: string) => string
  input: (
    field: string,
    props: { value: unknown; error: string | null; onChange: (value: unknown) => void },
  ) => ReactNode
  /** The words under what cannot be sent; null where it can. */
  wrong: (field: string, value: unknown) => string | null
  /** What was filled in, as the API takes it. */
  body: (values: Record<string, unknown>) => Record<string, unknown>
}
