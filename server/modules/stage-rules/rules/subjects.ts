import { LEAD_STATUSES, type LeadStatus } from '../../../../pure/leads.ts'
import { type Ruled, ruledAs } from '../../../../pure/stage-rules.ts'
import type { Names } from './names.ts'

/** An event that begins a case, on a condition; what it is called in the drawing. */
interface Begins {
  event: string
  name: keyof Names
  condition: string
}

/** What a process knows of a kind of record: how its events tell of stages, and what its steps take. */
export interface RuledKind {
  /** As its events name its id, and its steps take it. */
  id: string
  /** The module whose steps act on it. */
  module: string
  /** As `look_up` calls it. */
  found: string
  /** What it is called beside its number, as FEEL. */
  of: string
  comes: (stage: string) => Begins[]
  goes: (stage: string) => Begins[]
  /** What ends its stay at a stage. */
  ends: (stage: string) => { event: string; name: keyof Names }[]
}

// What is moved because its stage is archived means nothing by it (docs/decisions/013-stage-guards.md).
const movedOn = (side: 'from' | 'to', stage: string) => `=because = null and ${side}.id = ${JSON.stringify(stage)}`

const deal: RuledKind = {
  id: 'dealId',
  module: 'deals',
  found: 'deal',
  of: '{pl: "Transakcja nr", en: "Deal no."}',
  comes: (stage) => [
    { event: 'deal.stage_changed', name: 'moved', condition: movedOn('to', stage) },
    { event: 'deal.created', name: 'created', condition: `=stage.id = ${JSON.stringify(stage)}` },
  ],
  goes: (stage) => [{ event: 'deal.stage_changed', name: 'moved', condition: movedOn('from', stage) }],
  ends: () => [
    { event: 'deal.stage_changed', name: 'leftStage' },
    { event: 'deal.won', name: 'won' },
    { event: 'deal.lost', name: 'lost' },
  ],
}

const record: RuledKind = {
  id: 'recordId',
  module: 'records',
  found: 'record',
  of: 'of.name',
  comes: (stage) => [
    { event: 'record.stage_changed', name: 'moved', condition: movedOn('to', stage) },
    { event: 'record.created', name: 'created', condition: `=stage.id = ${JSON.stringify(stage)}` },
  ],
  goes: (stage) => [{ event: 'record.stage_changed', name: 'moved', condition: movedOn('from', stage) }],
  ends: () => [
    { event: 'record.stage_changed', name: 'leftStage' },
    { event: 'record.archived', name: 'archived' },
  ],
}

/** Between which statuses each event takes a lead. */
const TURNS: { event: string; name: keyof Names; from: readonly LeadStatus[]; to: readonly LeadStatus[] }[] = [
  { event: 'lead.accepted', name: 'accepted', from: ['new'], to: ['processing'] },
  { event: 'lead.assigned', name: 'assigned', from: ['new'], to: ['processing'] },
  { event: 'lead.put_off', name: 'putOff', from: ['new', 'processing'], to: ['waiting'] },
  { event: 'lead.resumed', name: 'resumed', from: ['waiting'], to: ['new', 'processing'] },
  { event: 'lead.converted', name: 'converted', from: ['new', 'processing', 'waiting'], to: ['converted'] },
  { event: 'lead.rejected', name: 'rejected', from: ['new', 'processing', 'waiting'], to: ['rejected'] },
  { event: 'lead.reopened', name: 'reopened', from: ['rejected'], to: ['new', 'processing'] },
]

const turning = (side: 'from' | 'to', status: string) =>
  TURNS.filter((turn) => turn[side].some((one) => one === status)).map(({ event, name }) => ({
    event,
    name,
    condition: `=status.${side} = ${JSON.stringify(status)}`,
  }))

const lead: RuledKind = {
  id: 'leadId',
  module: 'leads',
  found: 'lead',
  of: '{pl: "Lead nr", en: "Lead no."}',
  comes: (status) => [
    // Who types a lead in for himself has it in hand at once.
    ...(status === 'new' ? [{ event: 'lead.received', name: 'created', condition: '=ownerId = null' } as const] : []),
    ...(status === 'processing'
      ? [{ event: 'lead.received', name: 'created', condition: '=ownerId != null' } as const]
      : []),
    ...turning('to', status),
  ],
  goes: (status) => turning('from', status),
  ends: (status) => turning('from', status),
}

const KINDS: Record<Ruled, RuledKind> = { deal, lead, record }

export const ruledKind = (kind: string): RuledKind => KINDS[ruledAs(kind)]

export const isStatus = (text: string): text is LeadStatus => LEAD_STATUSES.some((status) => status === text)
