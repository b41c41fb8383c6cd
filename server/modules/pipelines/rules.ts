import { type FieldError, Refusal } from '../../core/errors.ts'
import type { Check, PipelineView, StageView, Transition, WayOnView } from './schema.ts'

/** Who moves a record, seen from that record. A process and Tok itself are bound by what is asked for, not by who may. */
export interface Mover {
  isPerson: boolean
  owns: boolean
  supervises: boolean
  /** Oneself and those one stands in for. */
  standsFor: string[]
  /** The own department and those above it. */
  memberOf: string[]
}

export const NO_PERSON: Mover = {
  isPerson: false,
  owns: false,
  supervises: false,
  standsFor: [],
  memberOf: [],
}

/** Values by the keys of their fields; null and '' are none. */
export type Values = Record<string, unknown>

/** Which of these fields are empty. */
export function missingIn<Key extends string>(values: Values, fields: readonly Key[]): Key[] {
  const isEmpty = (value: unknown) => value === null || value === undefined || value === ''
  return [...new Set(fields)].filter((field) => isEmpty(values[field]))
}

/** Whether a way leads on: to a later stage or out of the pipeline. Going back is not held up by what is not done yet. */
export const leadsOn = (from: StageView, to: StageView, pipeline: Pick<PipelineView, 'stages'>): boolean =>
  !pipeline.stages.some(({ id }) => id === to.id) || to.position > from.position

/** The stages a record passes over on its way to a later one of the same pipeline. */
export const skippedBetween = (from: StageView, to: StageView, pipeline: Pick<PipelineView, 'stages'>): StageView[] =>
  pipeline.stages.some(({ id }) => id === to.id)
    ? pipeline.stages.filter((stage) => stage.position > from.position && stage.position < to.position)
    : []

function mayPass(transition: Transition, mover: Mover): boolean {
  if (!mover.isPerson) return true
  switch (transition.who) {
    case 'everybody':
      return true
    case 'owner':
      return mover.owns
    case 'supervisors':
      return mover.supervises
    case 'named':
      return (
        transition.employeeIds.some((id) => mover.standsFor.includes(id)) ||
        transition.departmentIds.some((id) => mover.memberOf.includes(id))
      )
  }
}

export interface Asked {
  values: Values
  /** Where the record is, and its pipeline. */
  from: StageView
  pipeline: Pick<PipelineView, 'stages'>
  /** Items of the stage's checklist that are not ticked. */
  openChecks: Check[]
  mover: Mover
}

/**
 * What stands between a record and a stage. A stage passed over does not let its required fields be passed over; a way back
 * asks for the fields of the stage it leads to and for no checklist.
 */
export function wayTo(to: StageView, { values, from, pipeline, openChecks, mover }: Asked): WayOnView {
  // What is given up need not hold what the stages on the way would have asked for.
  const givenUp = to.final === 'dropped'
  const skipped = givenUp ? [] : skippedBetween(from, to, pipeline)
  const transition = from.transitions?.[to.id]
  return {
    stageId: to.id,
    barred:
      from.transitions === null
        ? null
        : !transition
          ? 'stage.transition_closed'
          : mayPass(transition, mover)
            ? null
            : 'stage.transition_not_yours',
    who: transition?.who ?? null,
    missingFields: missingIn(
      values,
      [...skipped, to].flatMap((stage) => stage.requiredFields),
    ),
    openChecks: !givenUp && leadsOn(from, to, pipeline) ? openChecks : [],
    skipped: skipped.map(({ id, name }) => ({ id, name })),
  }
}

/** What stands between a deal and being won: what its stage and its pipeline ask for. */
export function wayToWin(
  pipeline: Pick<PipelineView, 'stages' | 'winFields' | 'winFromLast'>,
  { values, from, openChecks }: Omit<Asked, 'pipeline' | 'mover'>,
): WayOnView {
  const later = pipeline.stages.filter((stage) => stage.position > from.position)
  return {
    stageId: null,
    barred: pipeline.winFromLast && later.length > 0 ? 'deal.win_from_last_only' : null,
    who: null,
    missingFields: missingIn(values, [...from.requiredFields, ...pipeline.winFields]),
    openChecks,
    skipped: later.map(({ id, name }) => ({ id, name })),
  }
}

/** Refuses a way that is barred or on which something is missing, each missing thing at its field. */
export function refuseWay(way: WayOnView, names: Record<string, unknown>): void {
  if (way.barred) {
    const status = way.barred === 'stage.transition_not_yours' ? 403 : 409
    throw new Refusal(way.barred, { status, params: { ...names, who: way.who } })
  }
  const fields: FieldError[] = [
    ...way.missingFields.map((field) => ({ path: `fields.${field}`, code: 'field.required' })),
    ...way.openChecks.map(({ id, name }) => ({ path: `checks.${id}`, code: 'stage.check_open', params: { name } })),
  ]
  if (fields.length > 0) throw new Refusal('stage.requirements', { status: 422, params: names, fields })
}

/** A record may begin at a later stage, holding what that stage and those before it ask for; the first asks for nothing. */
export function refuseEntry(pipeline: PipelineView, stageId: string, held: Values): void {
  const place = pipeline.stages.findIndex(({ id }) => id === stageId)
  const missing = missingIn(
    held,
    pipeline.stages.slice(1, place + 1).flatMap((stage) => stage.requiredFields),
  )
  if (missing.length === 0) return
  throw new Refusal('stage.requirements', {
    status: 422,
    params: { toName: pipeline.stages[place]?.name },
    fields: missing.map((path) => ({ path, code: 'field.required' })),
  })
}

/** Only the checklist of the stage where a record is can be ticked. */
export function refuseForeignChecks(stage: StageView, checks: string[]): void {
  const foreign = checks.filter((id) => !stage.checklist.some((check) => check.id === id))
  if (foreign.length > 0) {
    throw new Refusal('stage.check_elsewhere', {
      status: 422,
      fields: foreign.map((id) => ({ path: `checks.${id}`, code: 'stage.check_elsewhere' })),
    })
  }
}
