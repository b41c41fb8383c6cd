import { type FieldError, Refusal } from '../../../core/errors.ts'
import type { Check, PipelineView, Requirable, StageView, Transition, WayOnView } from '../schema/pipelines.ts'
import type { DealView } from '../schema.ts'

/** Who moves a deal, seen from that deal. A process and Tok itself are bound by what is asked for, not by who may. */
export interface Mover {
  isPerson: boolean
  ownsDeal: boolean
  supervises: boolean
  /** Oneself and those one stands in for. */
  standsFor: string[]
  /** The own department and those above it. */
  memberOf: string[]
}

export const NO_PERSON: Mover = {
  isPerson: false,
  ownsDeal: false,
  supervises: false,
  standsFor: [],
  memberOf: [],
}

/** Which of these fields a deal leaves empty. */
export function missingIn(deal: Record<Requirable, unknown>, fields: readonly Requirable[]): Requirable[] {
  return [...new Set(fields)].filter((field) => deal[field] === null || deal[field] === '')
}

/** The values of a deal by the keys of its fields. */
export const valuesOf = (deal: DealView): Record<Requirable, unknown> => ({
  amount: deal.amount,
  rate: deal.rate,
  expectedOn: deal.expectedOn,
  contactId: deal.contact?.id ?? null,
  companyId: deal.company?.id ?? null,
  ownerId: deal.owner?.id ?? null,
  source: deal.source,
  note: deal.note.trim(),
})

/** Whether a way leads on: to a later stage or out of the pipeline. Going back is not held up by what is not done yet. */
export const leadsOn = (from: StageView, to: StageView, pipeline: Pick<PipelineView, 'stages'>): boolean =>
  !pipeline.stages.some(({ id }) => id === to.id) || to.position > from.position

/** The stages a deal passes over on its way to a later one of the same pipeline. */
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
      return mover.ownsDeal
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
  deal: DealView
  /** Where the deal is, and its pipeline. */
  from: StageView
  pipeline: Pick<PipelineView, 'stages'>
  /** Items of the stage's checklist that are not ticked. */
  openChecks: Check[]
  mover: Mover
}

/**
 * What stands between a deal and a stage. A stage passed over does not let its required fields be passed over; a way back
 * asks for the fields of the stage it leads to and for no checklist.
 */
export function wayTo(to: StageView, { deal, from, pipeline, openChecks, mover }: Asked): WayOnView {
  const skipped = skippedBetween(from, to, pipeline)
  const transition = from.transitions?.[to.id]
  return {
    stageId: to.id,
    barred:
      from.transitions === null
        ? null
        : !transition
          ? 'deal.transition_closed'
          : mayPass(transition, mover)
            ? null
            : 'deal.transition_not_yours',
    who: transition?.who ?? null,
    missingFields: missingIn(
      valuesOf(deal),
      [...skipped, to].flatMap((stage) => stage.requiredFields),
    ),
    openChecks: leadsOn(from, to, pipeline) ? openChecks : [],
    skipped: skipped.map(({ id, name }) => ({ id, name })),
  }
}

/** What stands between a deal and being won: what its stage and its pipeline ask for. */
export function wayToWin(
  pipeline: Pick<PipelineView, 'stages' | 'winFields' | 'winFromLast'>,
  { deal, from, openChecks }: Omit<Asked, 'pipeline' | 'mover'>,
): WayOnView {
  const later = pipeline.stages.filter((stage) => stage.position > from.position)
  return {
    stageId: null,
    barred: pipeline.winFromLast && later.length > 0 ? 'deal.win_from_last_only' : null,
    who: null,
    missingFields: missingIn(valuesOf(deal), [...from.requiredFields, ...pipeline.winFields]),
    openChecks,
    skipped: later.map(({ id, name }) => ({ id, name })),
  }
}

/** Refuses a way that is barred or on which something is missing, each missing thing at its field. */
export function refuseWay(way: WayOnView, names: Record<string, unknown>): void {
  if (way.barred) {
    const status = way.barred === 'deal.transition_not_yours' ? 403 : 409
    throw new Refusal(way.barred, { status, params: { ...names, who: way.who } })
  }
  const fields: FieldError[] = [
    ...way.missingFields.map((field) => ({ path: `fields.${field}`, code: 'field.required' })),
    ...way.openChecks.map(({ id, name }) => ({ path: `checks.${id}`, code: 'deal.check_open', params: { name } })),
  ]
  if (fields.length > 0) throw new Refusal('deal.stage_requirements', { status: 422, params: names, fields })
}

/** A deal may begin at a later stage, holding what that stage and those before it ask for; the first asks for nothing. */
export function refuseEntry(pipeline: PipelineView, stageId: string, held: Record<Requirable, unknown>): void {
  const place = pipeline.stages.findIndex(({ id }) => id === stageId)
  const missing = missingIn(
    held,
    pipeline.stages.slice(1, place + 1).flatMap((stage) => stage.requiredFields),
  )
  if (missing.length === 0) return
  throw new Refusal('deal.stage_requirements', {
    status: 422,
    params: { toName: pipeline.stages[place]?.name },
    fields: missing.map((path) => ({ path, code: 'field.required' })),
  })
}

/** Only the checklist of the stage where a deal is can be ticked. */
export function refuseForeignChecks(stage: StageView, checks: string[]): void {
  const foreign = checks.filter((id) => !stage.checklist.some((check) => check.id === id))
  if (foreign.length > 0) {
    throw new Refusal('deal.check_elsewhere', {
      status: 422,
      fields: foreign.map((id) => ({ path: `checks.${id}`, code: 'deal.check_elsewhere' })),
    })
  }
}
