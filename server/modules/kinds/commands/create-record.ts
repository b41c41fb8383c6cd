import { sql } from 'kysely'
import { dateIn } from '../../../../pure/dates.ts'
import { isYearly, numberFrom } from '../../../../pure/number-patterns.ts'
import { allowAtAll } from '../../../core/access.ts'
import type { Actor } from '../../../core/actor.ts'
import { execute } from '../../../core/db.ts'
import { attempted, granted, grantedOf, type Refusal } from '../../../core/errors.ts'
import { columnOf, overRows } from '../../../core/given-rows.ts'
import { newId } from '../../../core/ids.ts'
import type { Cx } from '../../../core/write.ts'
import { newOwners } from '../../contacts/queries/cards.ts'
import { newCustoms } from '../../fields/commands/values.ts'
import { customFields } from '../../fields/queries.ts'
import { putMoves } from '../../pipelines/commands/ticks.ts'
import { beginnings } from '../../pipelines/queries/beginnings.ts'
import { refuseEntry } from '../../pipelines/queries/ways.ts'
import { indexRecords } from '../../search/commands.ts'
import { RECORDS, valuesOf } from '../queries/held.ts'
import type { ToldStage } from '../queries/stages.ts'

import type { NewRecordInput } from '../schema.ts'
import { kindInUse } from './kinds.ts'
import { entryOf, linksIn, subjectOf } from './record-row.ts'

export type NewRecord = NewRecordInput & { id?: string; departmentId?: string | null }

/**
 * Makes a record of a kind at the beginning of its pipeline (or at the stage named), with the next number. `asked`: a
 * person fills in a form, and required fields are demanded.
 */
export async function createRecord(
  cx: Cx,
  kind: string,
  given: NewRecord,
  { asked = false } = {},
): Promise<{ id: string; number: string }> {
  const [record] = await createRecords(cx, kind, [given], { asked })
  const { id, number } = granted(record!)
  return { id, number }
}

/** Makes records of a kind together, their numbers in their order; one that is refused leaves the others, and takes no number. */
export async function createRecords(
  cx: Cx,
  kind: string,
  given: NewRecord[],
  { asked = false } = {},
): Promise<({ id: string; number: string } | Refusal)[]> {
  allowAtAll(cx.actor, kind, 'create')
  return putRecords(cx, kind, given, { asked, filler: cx.actor })
}

/**
 * Makes a record of what came in through a form: whoever made the form let its sender in, and said which fields an answer
 * fills, so `filler` stands for the form.
 */
export async function receiveRecord(
  cx: Cx,
  kind: string,
  given: NewRecord,
  filler: Actor,
): Promise<{ id: string; number: string }> {
  const [record] = await putRecords(cx, kind, [given], { asked: false, filler })
  const { id, number } = granted(record!)
  return { id, number }
}

async function putRecords(
  cx: Cx,
  kind: string,
  given: NewRecord[],
  { asked, filler }: { asked: boolean; filler: Actor },
): Promise<({ id: string; number: string } | Refusal)[]> {
  const { name, departmentId: home, numberPattern } = await kindInUse(cx, kind)
  const begin = await beginnings(cx.db, kind, given)
  const owners = await newOwners(cx.db, cx.actor, given)
  const fields = await customFields(cx.db, kind)
  const customs = await newCustoms(
    cx,
    kind,
    given.map(({ custom }) => custom),
    { asked, fields, filler },
  )
  const made = given.map(({ id = newId(), title, note = '', stageId }, at) =>
    attempted(() => {
      const { stage, pipeline } = granted(begin[at]!)
      const { ownerId, departmentId } = granted(owners[at]!)
      const { custom, told } = granted(customs[at]!)
      const held = valuesOf({ note, custom, owner: ownerId ? { id: ownerId, name: '' } : null })
      if (stageId) refuseEntry(pipeline, stage.id, held)
      const { key, final } = pipeline.stages.find((one) => one.id === stage.id)!
      const toldStage: ToldStage = { id: stage.id, pipelineId: stage.pipelineId, key, name: stage.name, final }
      const filed = { ownerId, departmentId: home ?? departmentId }
      return { id, title, note, stage: toldStage, ...filed, custom, told, number: '' }
    }),
  )
  const records = grantedOf(made)
  if (records.length === 0) return made
  const numbers = await nextNumbers(cx, kind, numberPattern, records.length)
  for (const [at, record] of records.entries()) record.number = numbers[at]!
  const columns = [
    columnOf(records, 'id', 'uuid', ({ id }) => id),
    columnOf(records, 'number', 'text', ({ number }) => number),
    columnOf(records, 'title', 'text', ({ title }) => title),
    columnOf(records, 'pipeline_id', 'uuid', ({ stage }) => stage.pipelineId),
    columnOf(records, 'stage_id', 'uuid', ({ stage }) => stage.id),
    columnOf(records, 'owner_id', 'uuid', ({ ownerId }) => ownerId),
    columnOf(records, 'department_id', 'uuid', ({ departmentId }) => departmentId),
    columnOf(records, 'note', 'text', ({ note }) => note),
    columnOf(records, 'custom', 'json', ({ custom }) => JSON.stringify(custom)),
    columnOf(records, 'closed', 'boolean', ({ stage }) => stage.final !== null),
  ]
  const by = cx.actor.kind === 'user' ? cx.actor.id : null
  await execute(cx.db, overRows('create-records', columns, creating, [cx.now, kind, by]))
  await indexRecords(
    cx,
    records.map((record) => entryOf(record, fields)),
  )
  const moves = records.map((record) => {
    const { id, number, title, stage, ownerId, departmentId, custom, told } = record
    const moveId = cx.record('record.created', {
      subject: subjectOf(record),
      payload: {
        ...{ recordId: id, kind, of: { name }, number, title, version: 1 },
        ...{ ownerId, departmentId, stage, custom: told },
      },
      also: linksIn(fields, custom),
    })
    return { id: moveId, of: id, fromStageId: null, toStageId: stage.id }
  })
  await putMoves(cx, RECORDS, moves)
  return made
}

const creating = (
  rows: string,
) => `insert into records (id, kind, number, title, pipeline_id, stage_id, stage_entered_at, owner_id,
      department_id, note, custom, closed_at, created_by, created_at, updated_at)
    select id, $12::text, number, title, pipeline_id, stage_id, $11::timestamptz, owner_id, department_id, note, custom::jsonb,
      case when closed then $11::timestamptz end, $13::uuid, $11::timestamptz, $11::timestamptz from ${rows}`

/** The row it counts by is held until the end: what is not committed gives its numbers back, and there are no gaps. */
async function nextNumbers(cx: Cx, kind: string, pattern: string, count: number): Promise<string[]> {
  const { rows: zones } = await sql<{ zone: string }>`select zone from company`.execute(cx.db)
  const day = dateIn(zones[0]?.zone ?? 'Europe/Warsaw', cx.now.toISOString())
  const year = isYearly(pattern) ? Number(day.slice(0, 4)) : 0
  const numbers: string[] = []
  // A pattern that was changed may lead to numbers somebody has.
  while (numbers.length < count) {
    const missing = count - numbers.length
    const { rows } = await sql<{
      last: number
    }>`insert into kind_numbers (kind, year, last) values (${kind}, ${year}, ${missing})
      on conflict (kind, year) do update set last = kind_numbers.last + ${missing} returning last`.execute(cx.db)
    const next = Array.from({ length: missing }, (_, at) => numberFrom(pattern, rows[0]!.last - missing + 1 + at, day))
    const { rows: taken } = await sql<{ number: string }>`select number from records
      where kind = ${kind} and number = any(${next}::text[])`.execute(cx.db)
    const others = new Set(taken.map(({ number }) => number))
    numbers.push(...next.filter((number) => !others.has(number)))
  }
  return numbers
}
