import { sql } from 'kysely'
import { readModel, shippedProcesses } from '../../../processes/shipped.ts'
import type { ShippedProcess } from '../../../processes/shipped-process.ts'
import { wordsOf } from '../../../pure/bpmn/problem.ts'
import type { Locale } from '../../../pure/texts/format.ts'
import { allowAtAll } from '../../core/access.ts'
import type { Actor } from '../../core/actor.ts'
import type { Deps, PublishedMessage } from '../../core/deps.ts'
import { forbidden, invalid, notFound, Refusal } from '../../core/errors.ts'
import { newId } from '../../core/ids.ts'
import { repositoryRoot } from '../../core/paths.ts'
import { fieldErrorsOf } from '../../core/problems.ts'
import type { Cx } from '../../core/write.ts'
import { waitForLane } from '../../engine/lane.ts'
import { allowSteer, type Resolution, resolutionEvent } from './commands/cases.ts'
import { mayChange } from './queries.ts'

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
      .leftJoin('process_settings as s', 's.id', 'p.settings_id')
      .select(['d.origin', 'd.origin_version', 's.version', 's.values'])
      .where('p.key', '=', shipped.key)
      .executeTakeFirst()
    if (!current) {
      const settingsId = await keepSettings(cx, shipped.key, 1, shipped.defaults)
      await cx.deps.engine!.deploy(cx, { ...deploymentOf(shipped), settingsId })
      await cx.db
        .updateTable('processes')
        .set({ position, ...(shipped.asleep ? { paused_at: cx.now } : {}) })
        .where('key', '=', shipped.key)
        .execute()
    } else if (current.origin === 'shipped' && (current.origin_version ?? 0) < shipped.version) {
      const values = (current.values ?? {}) as Record<string, unknown>
      // The waits of the new model read its blanks, so they come first.
      if (!shipped.settings.safeParse(values).success) {
        await writeSettings(cx, shipped.key, (current.version ?? 0) + 1, carriedSettings(shipped, values))
      }
      await cx.deps.engine!.deploy(cx, deploymentOf(shipped))
    }
  }
}

/** What a company filled in, in the form of the present version; a blank it did not know yet is as shipped. */
function carriedSettings(shipped: ShippedProcess, values: Record<string, unknown>): Record<string, unknown> {
  const carried = shipped.carried?.(values) ?? values
  const known = Object.entries(carried).filter(([name]) => name in shipped.blanks)
  const parsed = shipped.settings.safeParse({ ...shipped.defaults, ...Object.fromEntries(known) })
  return parsed.success ? parsed.data : shipped.defaults
}

async function keepSettings(cx: Cx, key: string, version: number, values: Record<string, unknown>): Promise<string> {
  const id = newId()
  await cx.db
    .insertInto('process_settings')
    .values({
      id,
      process_key: key,
      version,
      values: JSON.stringify(values),
      created_by: cx.actor.kind === 'user' ? cx.actor.id : null,
      created_at: cx.now,
    })
    .execute()
  return id
}

async function writeSettings(cx: Cx, key: string, version: number, values: Record<string, unknown>): Promise<string> {
  const id = await keepSettings(cx, key, version, values)
  await cx.db.updateTable('processes').set({ settings_id: id }).where('key', '=', key).execute()
  return id
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

/** Fills the blanks: a new version of the settings; waits that are open keep the time they were armed with. */
export async function changeSettings(cx: Cx, key: string, values: Record<string, unknown>): Promise<number> {
  await allowChange(cx, key)
  const shipped = shippedOf(key)
  if (!shipped) throw notFound()
  const parsed = shipped.settings.safeParse(values)
  if (!parsed.success) throw new Refusal('invalid_request', { status: 422, fields: fieldErrorsOf(parsed.error) })
  await refuseStrangers(cx, shipped, parsed.data)
  const { rows } = await sql<{ version: number; values: Record<string, unknown> }>`
    select s.version, s."values" from processes p join process_settings s on s.id = p.settings_id
    where p.key = ${key} for update of p`.execute(cx.db)
  const before = rows[0]!
  const changes = Object.keys(parsed.data)
    .filter((name) => JSON.stringify(before.values[name] ?? null) !== JSON.stringify(parsed.data[name] ?? null))
    .map((name) => ({ field: name, from: before.values[name] ?? null, to: parsed.data[name] ?? null }))
  if (changes.length === 0) return before.version
  const version = before.version + 1
  const id = await writeSettings(cx, key, version, parsed.data)
  await cx.deps.engine!.armStarts(cx, key)
  cx.record('process.settings_changed', {
    subject: { kind: 'process_settings', id },
    payload: { key, version },
    changes,
  })
  return version
}

/** Whom a blank names has to work here. */
async function refuseStrangers(cx: Cx, shipped: ShippedProcess, values: Record<string, unknown>): Promise<void> {
  for (const [path, blank] of Object.entries(shipped.blanks)) {
    if (blank.type !== 'person' || blank.options.some(({ value }) => value === values[path])) continue
    const { rows } = await sql`select 1 from employees where id = ${values[path]} and active`.execute(cx.db)
    if (rows.length === 0) throw invalid({ path, code: 'field.invalid' })
  }
}

/** A paused process starts no new cases; those that run go on. */
export async function pauseProcess(cx: Cx, key: string, paused: boolean): Promise<void> {
  await allowChange(cx, key)
  const definition = await cx.db
    .updateTable('processes')
    .set({ paused_at: paused ? cx.now : null, paused_by: paused && cx.actor.kind === 'user' ? cx.actor.id : null })
    .where('key', '=', key)
    .where('archived_at', 'is', null)
    .returning('definition_id')
    .executeTakeFirst()
  if (!definition) throw notFound()
  cx.record(paused ? 'process.paused' : 'process.switched_on', {
    subject: { kind: 'process', id: definition.definition_id },
    payload: { key },
  })
}

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
  await cx.deps.engine!.steer(cx, incident.instance_id, resolutionEvent(resolution, incident.token))
}

/** What is wrong or doubtful about a model, in the reader's language. */
export async function checkModel(deps: Deps, bpmn: string, locale: Locale) {
  const problems = await deps.engine!.check(bpmn)
  return problems.map((problem) => ({ ...problem, ...wordsOf(problem, locale) }))
}

/** Switches on a model of the company's own as the next version of its key; a shipped process keeps its key. */
export async function deployModel(
  cx: Cx,
  model: { key: string; name: string; bpmn: string; departmentId?: string | null },
): Promise<{ key: string; version: number }> {
  allowAtAll(cx.actor, 'process', 'deploy')
  const { key, name, bpmn, departmentId } = model
  if (shippedOf(key)) throw new Refusal('process.key_shipped', { status: 422, params: { key } })
  if (departmentId && !(await departmentExists(cx, departmentId))) {
    throw invalid({ path: 'departmentId', code: 'field.invalid' })
  }
  const by = cx.actor.kind === 'user' ? cx.actor.id : null
  const { version } = await cx.deps.engine!.deploy(cx, { key, name, bpmn, origin: 'own', by })
  if (departmentId !== undefined) {
    await cx.db.updateTable('processes').set({ department_id: departmentId }).where('key', '=', key).execute()
  }
  return { key, version }
}

async function departmentExists(cx: Cx, id: string): Promise<boolean> {
  const { rows } = await sql`select 1 from departments where id = ${id} and archived_at is null`.execute(cx.db)
  return rows.length > 0
}

/** How many cases may begin within an hour before the rest is held for a person. */
export async function setGuard(cx: Cx, key: string, startsAnHour: number): Promise<void> {
  await allowChange(cx, key)
  const { rows } = await sql<{
    definition_id: string
    was: number
  }>`update processes p set starts_an_hour = ${startsAnHour}
    from (select key, starts_an_hour as was from processes where key = ${key} for update) b where p.key = b.key
    returning p.definition_id, b.was`.execute(cx.db)
  cx.record('process.guard_changed', {
    subject: { kind: 'process', id: rows[0]!.definition_id },
    payload: { key },
    changes: [{ field: 'startsAnHour', from: rows[0]!.was, to: startsAnHour }],
  })
}

/** Lets the starts that the guard holds begin after all, or throws them away; tells how many they are. */
export async function decideHeldStarts(cx: Cx, key: string, decision: 'start' | 'discard'): Promise<number> {
  await allowChange(cx, key)
  // A delivery that is under way may be holding more of them.
  await waitForLane(cx.db)
  const { rows } = await sql<{ definition_id: string }>`update processes set held_at = null, starts = 0
    where key = ${key} and held_at is not null returning definition_id`.execute(cx.db)
  if (!rows[0]) throw new Refusal('process.not_held', { status: 409 })
  const held = sql`kind = 'deliver' and state = 'held' and topic = ${`start:${key}`}`
  const { numAffectedRows = 0n } =
    decision === 'start'
      ? await sql`update outbox set state = 'ready', slow = true where ${held}`.execute(cx.db)
      : await sql`delete from outbox where ${held}`.execute(cx.db)
  const starts = Number(numAffectedRows)
  cx.record(decision === 'start' ? 'process.held_started' : 'process.held_discarded', {
    subject: { kind: 'process', id: rows[0].definition_id },
    payload: { key, starts },
  })
  return starts
}

/**
 * Brings a message to whoever has waited longest for it, else to a process it starts, else keeps it. `alone` opens a
 * transaction of its own, where the answer has to commit with it (Idempotency-Key).
 */
export async function publishMessage(
  deps: Deps,
  actor: Actor,
  message: PublishedMessage,
  alone?: (command: (cx: Cx) => Promise<void>) => Promise<void>,
): Promise<void> {
  allowAtAll(actor, 'process', 'publish')
  const note = (cx: Cx) => recordPublished(cx, 'process.message_published', message.name, message.key)
  if (!alone) return deps.engine!.publish(deps, actor, message, note)
  await alone(async (cx) => {
    await deps.engine!.publishWithin(cx, message)
    note(cx)
  })
}

/** Tells everyone who waits for a signal; gives how many cases heard it or began by it. */
export async function broadcastSignal(
  cx: Cx,
  signal: { name: string; variables: Record<string, unknown> },
): Promise<number> {
  allowAtAll(cx.actor, 'process', 'publish')
  const reached = await cx.deps.engine!.broadcast(cx, signal)
  recordPublished(cx, 'process.signal_broadcast', signal.name)
  return reached
}

function recordPublished(cx: Cx, event: string, name: string, key?: string): void {
  cx.record(event, { subject: { kind: 'process_message', id: newId() }, payload: { name, key: key ?? null } })
}
