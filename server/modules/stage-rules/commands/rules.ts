import { sql } from 'kysely'
import { refuseStale } from '../../../core/edit.ts'
import { forbidden } from '../../../core/errors.ts'
import { changesBetween } from '../../../core/events.ts'
import { newId } from '../../../core/ids.ts'
import type { Cx } from '../../../core/write.ts'
import { ruleById } from '../queries/rules.ts'
import { compileRule } from '../rules/compile.ts'
import type { RuleInput, RuleView } from '../schema.ts'
import { checkRule } from './check-rule.ts'

const SHOWN = ['name', 'departmentId', 'kind', 'stage', 'trigger', 'stay', 'condition', 'actions'] as const

/** Names of the elements are in the language of who wrote the rule last. */
async function deployRule(cx: Cx, key: string, rule: RuleInput): Promise<void> {
  const by = cx.actor.kind === 'user' ? cx.actor : null
  const bpmn = compileRule(key, rule, by?.locale ?? 'pl')
  await cx.deps.engine!.deploy(cx, { key, name: rule.name, bpmn, origin: 'rule', by: by?.id ?? null })
  await cx.db.updateTable('processes').set({ department_id: rule.departmentId }).where('key', '=', key).execute()
}

const json = (value: unknown) => (value === null ? null : sql`${JSON.stringify(value)}::json`)

/** The statuses of leads are no rows. */
const placeOf = ({ kind, stage }: RuleInput) =>
  kind === 'lead' ? { stageId: null, status: stage } : { stageId: stage, status: null }

/** Writes a rule down and switches its process on. */
export async function createRule(cx: Cx, rule: RuleInput): Promise<RuleView> {
  await checkRule(cx, rule)
  const id = newId()
  const key = `stage_rule_${id.replaceAll('-', '')}`
  await deployRule(cx, key, rule)
  await sql`insert into stage_rules (id, process_key, name, kind, stage_id, status, trigger, stay, condition, actions, created_at, updated_at)
    values (${id}, ${key}, ${rule.name}, ${rule.kind}, ${placeOf(rule).stageId}, ${placeOf(rule).status}, ${rule.trigger}, ${json(rule.stay)}, ${json(rule.condition)},
      ${json(rule.actions)}, ${cx.now}, ${cx.now})`.execute(cx.db)
  record(cx, 'stage_rule.created', { id, key, name: rule.name, version: 1 })
  return ruleById(cx.db, cx.actor, id)
}

function record(
  cx: Cx,
  event: string,
  { id, ...payload }: { id: string; key: string; name: string; version: number },
  changes: ReturnType<typeof changesBetween> = [],
): void {
  cx.record(event, { subject: { kind: 'stage_rule', id }, payload, ...(changes.length > 0 ? { changes } : {}) })
}

/** The rule locked, for who may change it. */
async function ruleForUpdate(cx: Cx, id: string): Promise<RuleView> {
  await sql`select from stage_rules where id = ${id} for update`.execute(cx.db)
  const rule = await ruleById(cx.db, cx.actor, id)
  if (!rule.mayChange) throw forbidden()
  return rule
}

/** The rule as it is to be; deploys the next version of its process, cases that run go on by theirs. */
export async function updateRule(cx: Cx, id: string, rule: RuleInput, expected: number | null): Promise<RuleView> {
  const before = await ruleForUpdate(cx, id)
  const changes = changesBetween({ ...before }, { ...rule }, SHOWN)
  if (changes.length === 0) return before
  const fields = changes.map(({ field }) => field)
  await refuseStale(cx.db, { kind: 'stage_rule', id }, expected, before.version, fields)
  await checkRule(cx, rule)
  await deployRule(cx, before.key, rule)
  await sql`update stage_rules set name = ${rule.name}, kind = ${rule.kind},
      stage_id = ${placeOf(rule).stageId}, status = ${placeOf(rule).status}, trigger = ${rule.trigger},
      stay = ${json(rule.stay)}, condition = ${json(rule.condition)}, actions = ${json(rule.actions)}, version = version + 1,
      updated_at = ${cx.now} where id = ${id}`.execute(cx.db)
  record(cx, 'stage_rule.updated', { id, key: before.key, name: rule.name, version: before.version + 1 }, changes)
  return ruleById(cx.db, cx.actor, id)
}

/** Puts a rule away: it starts no more cases, those that run come to their end. */
export async function archiveRule(cx: Cx, id: string): Promise<void> {
  const { key, name, version } = await ruleForUpdate(cx, id)
  const by = cx.actor.kind === 'user' ? cx.actor.id : null
  await sql`update stage_rules set archived_at = ${cx.now}, version = version + 1 where id = ${id}`.execute(cx.db)
  await sql`update processes set archived_at = ${cx.now}, paused_at = coalesce(paused_at, ${cx.now}),
    paused_by = coalesce(paused_by, ${by}) where key = ${key}`.execute(cx.db)
  record(cx, 'stage_rule.archived', { id, key, name, version: version + 1 })
}
