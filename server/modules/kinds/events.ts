import { z } from 'zod'
import { defineEvents } from '../../core/events.ts'

const words = z.object({ pl: z.string(), en: z.string() })
const id = z.uuid().nullable()
const kind = { kind: z.string(), name: words, version: z.number() }
const record = {
  recordId: z.uuid(),
  kind: z.string(),
  /** What a record of the kind is called. */
  of: z.object({ name: words }),
  number: z.string(),
  title: z.string(),
  version: z.number(),
}
const filed = { ownerId: id, departmentId: id }
const named = z.object({ id: z.uuid(), name: words })
const stage = named.extend({ pipelineId: z.uuid(), key: z.string().nullable(), final: z.string().nullable() })
const ticked = { ...record, ...filed, check: named, stage: named }

export const kindEvents = defineEvents({
  'kind.created': z.object(kind),
  'kind.updated': z.object(kind),
  'kind.archived': z.object(kind),
  'kind.restored': z.object(kind),
  'kind.order_changed': z.object({ count: z.number() }),
  'record.created': z.object({ ...record, ...filed, stage, custom: z.record(z.string(), z.unknown()) }),
  'record.updated': z.object({ ...record, fields: z.array(z.string()), ...filed }),
  'record.owner_changed': z.object({ ...record, from: id, to: id }),
  'record.stage_changed': z.object({
    ...record,
    ...filed,
    from: stage,
    to: stage,
    /** The stages passed over. */
    skipped: z.array(named),
    /** Who moved it meant something else by it: the stage where it was is gone. */
    because: z.enum(['stage_archived']).nullable(),
  }),
  'record.check_ticked': z.object(ticked),
  'record.check_unticked': z.object(ticked),
  'record.archived': z.object({ ...record, ...filed }),
  'record.restored': z.object({ ...record, ...filed }),
})
