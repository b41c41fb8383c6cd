import { sql } from 'kysely'
import { readModel, shippedProcesses } from '../../../processes/shipped.ts'
import type { ShippedProcess } from '../../../processes/shipped-process.ts'
import { allowAtAll } from '../../core/access.ts'
import { forbidden, notFound, Refusal } from '../../core/errors.ts'
import { newId } from '../../core/ids.ts'
import { repositoryRoot } from '../../core/paths.ts'
import { fieldErrorsOf } from '../../core/problems.ts'
import type { Cx } from '../../core/write.ts'
import { allowCase, mayChange, maySteer } from './queries.ts'

export const shippedOf = (key: string): ShippedProcess | undefined =>
  shippedProcesses.find((process) => process.key === key)

/**
 * Brings the shipped processes into the database: new ones are installed and switched on, untouched ones upgraded; one a
 * person has edited stays as it is (decisions.md, "Settings of a shipped process"). Safe to call at each start and by two nodes.
 */
export async function installShipped(cx: Cx): Promise<void> {
  await sql`select pg_advisory_xact_lock(7465604)`.execute(cx.db)
  for (const [position, shipped] of shippedProcesses.entries()) {
    const current = await cx.db
      .selectFrom('processes as p')
      .innerJoin('process_definitions as d', 'd.id', 'p.definition_id')
      .select(['d.origin', 'd.origin_version', 'd.bpmn'])
      .where('p.key', '=', shipped.key)
      .executeTakeFirst()
    if (!current) {
      const settingsId = newId()
      await cx.deps.engine!.deploy(cx, deploymentOf(shipped))
      await cx.db
        .insertInto('process_settings')
        .values({
          id: settingsId,
          process_key: shipped.key,
          version: 1,
          values: JSON.stringify(shipped.defaults),
          created_at: cx.now,
        })
        .execute()
      await cx.db
        .updateTable('processes')
        .set({ settings_id: settingsId, position })
        .where('key', '=', shipped.key)
        .execute()
    } else if (current.origin === 'shipped' && (current.origin_version ?? 0) < shipped.version) {
      await cx.deps.engine!.deploy(cx, deploymentOf(shipped))
    }
  }
}

const deploymentOf = (shipped: ShippedProcess) => ({
  key: shipped.key,
  name: shipped.name.pl,
  bpmn: readModel(repositoryRoot, shipped),
  origin: 'shipped' as const,
  originVersion: shipped.version,
  by: null,
})

async function allowChange(cx: Cx, key: string): Promise<void> {
  if (!(await mayChange(cx.db, cx.actor, key))) throw forbidden()
}

/** 404 when the actor may not even see what the case is about, else 403. */
async function allowSteer(cx: Cx, instanceId: string): Promise<void> {
  allowAtAll(cx.actor, 'process', 'steer')
  const { rows } = await sql<{ allowed: boolean; subject_kind: string | null; subject_id: string | null }>`
    select ${maySteer(cx.actor, 'i')} as allowed, i.subject_kind, i.subject_id
    from process_instances i where i.id = ${instanceId}`.execute(cx.db)
  const row = rows[0]
  if (!row) throw notFound()
  if (row.allowed) return
  await allowCase(cx.db, cx.actor, row)
  throw forbidden()
}

/** Fills the blanks: a new version of the settings; waits that are open keep the time they were armed with. */
export async function changeSettings(cx: Cx, key: string, values: Record<string, unknown>): Promise<number> {
  await allowChange(cx, key)
  const shipped = shippedOf(key)
  if (!shipped) throw notFound()
  const parsed = shipped.settings.safeParse(values)
  if (!parsed.success) throw new Refusal('invalid_request', { status: 422, fields: fieldErrorsOf(parsed.error) })
  const { rows } = await sql<{ version: number; values: Record<string, unknown> }>`
    select s.version, s."values" from processes p join process_settings s on s.id = p.settings_id
    where p.key = ${key} for update of p`.execute(cx.db)
  const before = rows[0]!
  const changes = Object.keys(parsed.data)
    .filter((name) => JSON.stringify(before.values[name] ?? null) !== JSON.stringify(parsed.data[name] ?? null))
    .map((name) => ({ field: name, from: before.values[name] ?? null, to: parsed.data[name] ?? null }))
  if (changes.length === 0) return before.version
  const id = newId()
  const version = before.version + 1
  await cx.db
    .insertInto('process_settings')
    .values({
      id,
      process_key: key,
      version,
      values: JSON.stringify(parsed.data),
      created_by: cx.actor.kind === 'user' ? cx.actor.id : null,
      created_at: cx.now,
    })
    .execute()
  await cx.db.updateTable('processes').set({ settings_id: id }).where('key', '=', key).execute()
  await cx.deps.engine!.armStarts(cx, key)
  cx.record('process.settings_changed', {
    subject: { kind: 'process_settings', id },
    payload: { key, version },
    changes,
  })
  return version
}

/** A paused process starts no new cases; those that run go on. */
export async function pauseProcess(cx: Cx, key: string, paused: boolean): Promise<void> {
  await allowChange(cx, key)
  const definition = await cx.db
    .updateTable('processes')
    .set({ paused_at: paused ? cx.now : null, paused_by: paused && cx.actor.kind === 'user' ? cx.actor.id : null })
    .where('key', '=', key)
    .returning('definition_id')
    .executeTakeFirstOrThrow()
  cx.record(paused ? 'process.paused' : 'process.switched_on', {
    subject: { kind: 'process', id: definition.definition_id },
    payload: { key },
  })
}

export type Resolution = 'retry' | 'skip' | 'cancel'

/** Ends an incident: try the step again, go on without it, or end the whole case. */
export async function resolveIncident(cx: Cx, incidentId: string, resolution: Resolution): Promise<void> {
  const incident = await cx.db
    .selectFrom('process_incidents as n')
    .innerJoin('process_instances as i', 'i.id', 'n.instance_id')
    .select(['n.id', 'n.instance_id', 'n.token', 'n.element', 'n.resolved_at', 'i.process_key'])
    .where('n.id', '=', incidentId)
    .executeTakeFirst()
  if (!incident) throw notFound()
  await allowSteer(cx, incident.instance_id)
  if (incident.resolved_at) throw new Refusal('process.incident_resolved')
  await cx.db
    .updateTable('process_incidents')
    .set({ resolution, resolved_at: cx.now, resolved_by: cx.actor.kind === 'user' ? cx.actor.id : null })
    .where('id', '=', incidentId)
    .execute()
  cx.record('process.incident_resolved', {
    subject: { kind: 'process_instance', id: incident.instance_id },
    payload: { process: incident.process_key, element: incident.element, resolution },
  })
  await cx.deps.engine!.steer(
    cx,
    incident.instance_id,
    resolution === 'cancel'
      ? { type: 'cancel' }
      : { type: resolution === 'retry' ? 'incident.retry' : 'incident.skip', token: incident.token },
  )
}

/** Ends a running case: its tasks are withdrawn, its waits closed. */
export async function cancelInstance(cx: Cx, instanceId: string): Promise<void> {
  await allowSteer(cx, instanceId)
  const instance = await cx.db
    .selectFrom('process_instances')
    .select(['process_key', 'subject_kind', 'subject_id'])
    .where('id', '=', instanceId)
    .executeTakeFirst()
  if (!instance) throw notFound()
  await cx.deps.engine!.steer(cx, instanceId, { type: 'cancel' })
  cx.record('process.cancelled', {
    subject: { kind: 'process_instance', id: instanceId },
    payload: { process: instance.process_key },
    also:
      instance.subject_kind && instance.subject_id ? [{ kind: instance.subject_kind, id: instance.subject_id }] : [],
  })
}
