import { sql } from 'kysely'
import { allowAtAll, scopeOf } from '../../core/access.ts'
import { atField } from '../../core/at-field.ts'
import { refuseStale } from '../../core/edit.ts'
import { type FieldError, forbidden, invalid, Refusal } from '../../core/errors.ts'
import { changesBetween } from '../../core/events.ts'
import { askingNow, compileFilter, type Filter } from '../../core/filter.ts'
import { newId } from '../../core/ids.ts'
import type { Cx } from '../../core/write.ts'
import { listLostReasons } from '../deals/queries/lost-reasons.ts'
import { readCustom } from '../fields/commands/values.ts'
import { fieldsFor } from '../fields/queries.ts'
import { readFilter } from '../lists/queries.ts'
import { stageInUse } from '../pipelines/queries/pipelines.ts'
import { mayChange } from '../processes/queries.ts'
import { actorOfRule, ruleById } from './queries.ts'
import { compileRule } from './rules/compile.ts'
import type { RuleAction, RuleInput, RuleView, TrialInput } from './schema.ts'

const SHOWN = ['name', 'departmentId', 'stageId', 'trigger', 'stay', 'condition', 'actions'] as const

/** Leaders make rules for whomever, a head for a department of his. */
function allowFor(cx: Cx, departmentId: string | null): void {
  allowAtAll(cx.actor, 'process', 'change')
  if (scopeOf(cx.actor, 'process', 'change') === 'all') return
  if (cx.actor.kind !== 'user' || !departmentId || !cx.actor.departmentIds.includes(departmentId)) throw forbidden()
}

/** Refuses what cannot be carried out, at the blank where it stands. */
export async function checkRule(cx: Cx, rule: TrialInput): Promise<void> {
  allowFor(cx, rule.departmentId)
  if (rule.departmentId) {
    const { rows } = await sql`select from departments where id = ${rule.departmentId} and archived_at is null`.execute(
      cx.db,
    )
    if (rows.length === 0) throw invalid({ path: 'departmentId', code: 'field.invalid' })
  }
  await stageInUse(cx.db, rule.stageId)
  if ((rule.trigger === 'stay') !== (rule.stay !== null)) {
    throw invalid({ path: 'stay', code: rule.stay ? 'field.invalid' : 'field.required' })
  }
  if (rule.condition) await checkCondition(cx, rule)
  const errors: FieldError[] = []
  for (const [at, action] of rule.actions.entries()) {
    const wrong = await wrongIn(cx, action, `actions.${at}.fields`, rule)
    if (wrong) errors.push({ path: `actions.${at}.${wrong.path}`, code: wrong.code })
  }
  if (errors.length > 0) throw new Refusal('invalid_request', { status: 422, fields: errors })
}

async function checkCondition(cx: Cx, rule: TrialInput): Promise<void> {
  const filter = readFilter(rule.condition)
  if (/"(?:me|my_department)"/.test(JSON.stringify(filter))) {
    throw invalid({ path: 'condition', code: 'stage_rule.nobody_asks' })
  }
  // Written by who may see the fields, asked by a process that sees what its department does.
  for (const actor of [cx.actor, await actorOfRule(cx.db, rule.departmentId)]) {
    const fields = await fieldsFor(cx.db, actor, 'deal')
    compileFilter(filter as Filter, fields, 'd', await askingNow(cx.db, actor))
  }
}

async function isActive(cx: Cx, employeeId: string): Promise<boolean> {
  const { rows } = await sql`select from employees where id = ${employeeId} and active`.execute(cx.db)
  return rows.length > 0
}

const isPerson = (who: string) => !/^[a-z]+$/.test(who)

async function wrongIn(cx: Cx, action: RuleAction, path: string, rule: TrialInput): Promise<FieldError | null> {
  switch (action.do) {
    case 'set': {
      const { ownerId, custom } = action.fields
      if (ownerId && !(await isActive(cx, ownerId))) return { path: 'fields.ownerId', code: 'field.invalid' }
      await atField(path, () => readCustom(cx, 'deal', custom))
      return null
    }
    case 'move': {
      if (action.stageId === rule.stageId) return { path: 'stageId', code: 'stage_rule.same_stage' }
      const { rows } = await sql`select from stages s join pipelines p on p.id = s.pipeline_id
        where s.id = ${action.stageId} and s.archived_at is null and p.archived_at is null and p.kind = 'deal'`.execute(
        cx.db,
      )
      return rows.length > 0 ? null : { path: 'stageId', code: 'field.invalid' }
    }
    case 'lose':
      return (await listLostReasons(cx.db)).some(({ id }) => id === action.reasonId)
        ? null
        : { path: 'reasonId', code: 'field.invalid' }
    case 'task':
      if (isPerson(action.to) && !(await isActive(cx, action.to))) return { path: 'to', code: 'field.invalid' }
      return null
    case 'notify':
      for (const who of action.to)
        if (isPerson(who) && !(await isActive(cx, who))) return { path: 'to', code: 'field.invalid' }
      return null
    case 'process': {
      const { rows } = await sql`select from processes where key = ${action.key} and archived_at is null`.execute(cx.db)
      const known = rows.length > 0 && (await mayChange(cx.db, cx.actor, action.key))
      return known ? null : { path: 'key', code: 'field.invalid' }
    }
    default:
      return null
  }
}

/** Names of the elements are in the language of who wrote the rule last. */
async function deployRule(cx: Cx, key: string, rule: RuleInput): Promise<void> {
  const by = cx.actor.kind === 'user' ? cx.actor : null
  const bpmn = compileRule(key, rule, by?.locale ?? 'pl')
  await cx.deps.engine!.deploy(cx, { key, name: rule.name, bpmn, origin: 'rule', by: by?.id ?? null })
  await cx.db.updateTable('processes').set({ department_id: rule.departmentId }).where('key', '=', key).execute()
}

const json = (value: unknown) => (value === null ? null : sql`${JSON.stringify(value)}::json`)

/** Writes a rule down and switches its process on. */
export async function createRule(cx: Cx, rule: RuleInput): Promise<RuleView> {
  await checkRule(cx, rule)
  const id = newId()
  const key = `stage_rule_${id.replaceAll('-', '')}`
  await deployRule(cx, key, rule)
  await sql`insert into stage_rules (id, process_key, name, stage_id, trigger, stay, condition, actions, created_at, updated_at)
    values (${id}, ${key}, ${rule.name}, ${rule.stageId}, ${rule.trigger}, ${json(rule.stay)}, ${json(rule.condition)},
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
  await sql`update stage_rules set name = ${rule.name}, stage_id = ${rule.stageId}, trigger = ${rule.trigger},
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
