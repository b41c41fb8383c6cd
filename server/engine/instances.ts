import { sql } from 'kysely'
import type { InstanceState } from '../../pure/bpmn/state.ts'
import type { Db } from '../core/db.ts'
import { plainArray } from '../core/given-rows.ts'
import type { Batch, Live } from './batch.ts'
import { definitionOf } from './definitions.ts'

export interface InstanceRow {
  id: string
  definition_id: string
  process_key: string
  subject_kind: string | null
  subject_id: string | null
  started_by_event: string | null
  depth: number
  department_id: string | null
  state: InstanceState
  started_at: Date
  suspended_at: Date | null
  called_by: string | null
  called_by_token: number | null
  moves: number
}

/** Of an instance, as a batch needs it. Its status is looked at here: a partial index over it would be read whole once few seem active. */
export const INSTANCE_COLUMNS = `id, status, definition_id, process_key, subject_kind, subject_id, started_by_event, depth,
  department_id, state, started_at, suspended_at, called_by, called_by_token, moves`

/** Reads running instances and locks them, in the order of their ids; with the lane to itself nobody else changes them. */
export async function lockedRows(db: Db, ids: readonly string[], lane: 'alone' | 'shared'): Promise<InstanceRow[]> {
  const found = sql`from process_instances where id = any(${plainArray(ids)}::uuid[])`
  const { rows } = await (lane === 'alone'
    ? sql<InstanceRow & { status: string }>`/* read-instances */ select ${sql.raw(INSTANCE_COLUMNS)} ${found}`
    : sql<
        InstanceRow & { status: string }
      >`/* lock-instances */ select ${sql.raw(INSTANCE_COLUMNS)} ${found} order by id for update`
  ).execute(db)
  return rows.filter((row) => row.status === 'active')
}

/** Takes locked instances into the batch. */
export async function adopt(batch: Batch, rows: InstanceRow[]): Promise<void> {
  for (const row of rows) {
    const { graph, version } = await definitionOf(batch.cx, row.definition_id)
    batch.live.set(row.id, {
      id: row.id,
      fresh: false,
      definitionId: row.definition_id,
      key: row.process_key,
      version,
      subject: row.subject_kind && row.subject_id ? { kind: row.subject_kind, id: row.subject_id } : null,
      startedBy: row.started_by_event,
      depth: row.depth,
      departmentId: row.department_id,
      graph,
      state: row.state,
      startedAt: row.started_at,
      touched: false,
      suspended: row.suspended_at !== null,
      calledBy: row.called_by === null ? null : { instance: row.called_by, token: row.called_by_token! },
      moves: row.moves,
      movesBefore: row.moves,
    })
  }
}

/** The running instances with these ids, each locked once in a batch: never a wait before its instance. */
export async function lock(batch: Batch, ids: string[]): Promise<Map<string, Live>> {
  const missing = [...new Set(ids)].filter((id) => !batch.live.has(id))
  if (missing.length > 0) await adopt(batch, await lockedRows(batch.cx.db, missing, batch.alone ? 'alone' : 'shared'))
  const found = new Map<string, Live>()
  for (const id of ids) {
    const instance = batch.live.get(id)
    if (instance) found.set(id, instance)
  }
  return found
}
