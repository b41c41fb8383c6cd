import { sql } from 'kysely'
import { allow, allowAtAll } from '../../../core/access.ts'
import type { SteerEvent } from '../../../core/deps.ts'
import { forbidden, invalid, notFound } from '../../../core/errors.ts'
import type { Subject } from '../../../core/events.ts'
import type { Cx } from '../../../core/write.ts'
import { graphOf } from '../../../engine/definitions.ts'
import { namesForeign } from '../../../engine/reach.ts'
import { maySteer } from '../queries/describe.ts'
import { actsFor, allowCase, mayChange } from '../queries.ts'

interface CaseRow {
  allowed: boolean
  process_key: string
  definition_id: string
  subject_kind: string | null
  subject_id: string | null
}

/** 404 when the actor may not even see what the case is about, else 403. */
export async function allowSteer(cx: Cx, instanceId: string): Promise<CaseRow> {
  allowAtAll(cx.actor, 'process', 'steer')
  const { rows } = await sql<CaseRow>`
    select ${maySteer(cx.actor, 'i')} as allowed, i.process_key, i.definition_id, i.subject_kind, i.subject_id
    from process_instances i where i.id = ${instanceId}`.execute(cx.db)
  const row = rows[0]
  if (!row) throw notFound()
  if (row.allowed) return row
  await allowCase(cx.db, cx.actor, row)
  throw forbidden()
}

const recordOn = (cx: Cx, instanceId: string, row: CaseRow, name: string, payload: Record<string, unknown>) =>
  cx.record(name, {
    subject: { kind: 'process_instance', id: instanceId },
    payload: { process: row.process_key, ...payload },
    also: row.subject_kind && row.subject_id ? [{ kind: row.subject_kind, id: row.subject_id }] : [],
  })

/** Ends a running case: its tasks are withdrawn, its waits closed. */
export async function cancelInstance(cx: Cx, instanceId: string): Promise<void> {
  const row = await allowSteer(cx, instanceId)
  await cx.deps.engine!.steer(cx, instanceId, { type: 'cancel' })
  recordOn(cx, instanceId, row, 'process.cancelled', {})
}

/** Holds a case still, or lets it go on: then it hears what it missed, and timers that are past fire at once. */
export async function suspendInstance(cx: Cx, instanceId: string, suspended: boolean): Promise<void> {
  const row = await allowSteer(cx, instanceId)
  const { engine } = cx.deps
  if (suspended) await engine!.suspend(cx, instanceId)
  else await engine!.resume(cx, instanceId)
  recordOn(cx, instanceId, row, suspended ? 'process.suspended' : 'process.resumed', {})
}

/** Takes a token back from where it stands and puts it on another element. */
export async function moveToken(cx: Cx, instanceId: string, token: number, to: string): Promise<void> {
  const row = await allowSteer(cx, instanceId)
  const graph = await graphOf(cx.db, row.definition_id)
  if (!graph.elements[to]) throw invalid({ path: 'to', code: 'field.invalid' })
  await cx.deps.engine!.steer(cx, instanceId, { type: 'token.move', token, to })
  recordOn(cx, instanceId, row, 'process.token_moved', { token, to })
}

/** 422 where they name a record that the actor may not read. */
export async function allowVariables(cx: Cx, variables: Record<string, unknown>): Promise<void> {
  if (await namesForeign(cx.db, cx.actor, variables)) throw invalid({ path: 'variables', code: 'field.beyond_rights' })
}

/** Puts variables of a case right; those not named stay as they are. */
export async function setVariables(cx: Cx, instanceId: string, variables: Record<string, unknown>): Promise<void> {
  const row = await allowSteer(cx, instanceId)
  await allowVariables(cx, variables)
  await cx.deps.engine!.steer(cx, instanceId, { type: 'variables.set', variables })
  // Their values may be about people; the log says which, the case itself what they are.
  recordOn(cx, instanceId, row, 'process.variables_set', { names: Object.keys(variables) })
}

export interface NewCase {
  key: string
  startEvent?: string
  subject: Subject | null
  variables: Record<string, unknown>
}

/** Starts a case by hand, about a record the actor may read or about none. */
export async function startCase(cx: Cx, start: NewCase): Promise<string> {
  allowAtAll(cx.actor, 'process', 'start')
  if (!(await mayChange(cx.db, cx.actor, start.key))) throw forbidden()
  const { subject } = start
  if (subject) await allow(cx.db, cx.actor, subject.kind, 'read', subject.id)
  const id = await cx.deps.engine!.start(cx, { ...start, actsFor: await actsFor(cx.db, cx.actor, start.key) })
  cx.record('process.started', {
    subject: { kind: 'process_instance', id },
    payload: { process: start.key },
    also: subject ? [subject] : [],
  })
  return id
}

export type Resolution = 'retry' | 'skip' | 'cancel'

export const resolutionEvent = (resolution: Resolution, token: number): SteerEvent =>
  resolution === 'cancel'
    ? { type: 'cancel' }
    : { type: resolution === 'retry' ? 'incident.retry' : 'incident.skip', token }
