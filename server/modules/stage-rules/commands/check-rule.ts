import { sql } from 'kysely'
import { OWN } from '../../../../pure/kinds.ts'
import { DONE_TO, type Do, isForGood, ruledAs, SETTABLE } from '../../../../pure/stage-rules.ts'
import { allowAtAll, scopeOf } from '../../../core/access.ts'
import { atField } from '../../../core/at-field.ts'
import { type FieldError, forbidden, invalid, Refusal } from '../../../core/errors.ts'
import { askingNow, compileFilter, type Filter } from '../../../core/filter.ts'
import { kindOf } from '../../../core/kinds.ts'
import type { Cx } from '../../../core/write.ts'
import { listLostReasons } from '../../deals/queries/lost-reasons.ts'
import { readCustom } from '../../fields/commands/values.ts'
import { fieldsFor } from '../../fields/queries.ts'
import { readFilter } from '../../lists/queries.ts'
import { mayChange } from '../../processes/queries.ts'
import { ruledRows } from '../queries/ruled.ts'
import { actorOfRule } from '../queries/rules.ts'
import type { Action, RuleAction, TrialInput } from '../schema.ts'

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
  await checkKind(cx, rule.kind)
  await ruledRows(rule.kind).demandStage(cx.db, rule.kind, rule.stage)
  if (rule.trigger === 'leave' && isForGood(ruledAs(rule.kind), rule.stage))
    throw invalid({ path: 'trigger', code: 'stage_rule.never_left' })
  if ((rule.trigger === 'stay') !== (rule.stay !== null)) {
    throw invalid({ path: 'stay', code: rule.stay ? 'field.invalid' : 'field.required' })
  }
  if (rule.condition) await checkCondition(cx, rule)
  const errors: FieldError[] = []
  for (const [at, action] of rule.actions.entries()) {
    const path = `actions.${at}`
    const wrong = DONE_TO[action.do].includes(ruledAs(rule.kind))
      ? await wrongIn(action, { cx, rule, path })
      : { path: 'do', code: 'field.invalid' }
    if (wrong) errors.push({ ...wrong, path: `${path}.${wrong.path}` })
  }
  if (errors.length > 0) throw new Refusal('invalid_request', { status: 422, fields: errors })
}

/** Rules are about deals, leads and the records of the company's own kinds, by whoever may see such records at all. */
async function checkKind(cx: Cx, kind: string): Promise<void> {
  if (ruledAs(kind) === OWN) {
    const { rows } = await sql`select from kinds where key = ${kind} and archived_at is null`.execute(cx.db)
    if (rows.length === 0) throw invalid({ path: 'kind', code: 'field.invalid' })
  }
  allowAtAll(cx.actor, kind, 'read')
}

async function checkCondition(cx: Cx, { kind, condition, departmentId }: TrialInput): Promise<void> {
  const filter = readFilter(condition)
  if (/"(?:me|my_department)"/.test(JSON.stringify(filter))) {
    throw invalid({ path: 'condition', code: 'stage_rule.nobody_asks' })
  }
  // Written by who may see the fields, asked by a process that sees what its department does.
  for (const actor of [cx.actor, await actorOfRule(cx.db, departmentId)]) {
    const fields = await fieldsFor(cx.db, actor, kind)
    compileFilter(filter as Filter, fields, kindOf(kind).alias, await askingNow(cx.db, actor))
  }
}

async function isActive(cx: Cx, employeeId: string): Promise<boolean> {
  const { rows } = await sql`select from employees where id = ${employeeId} and active`.execute(cx.db)
  return rows.length > 0
}

/** Roles are always somebody; a person may have left. */
const isThere = async (cx: Cx, who: string) => /^[a-z]+$/.test(who) || isActive(cx, who)

interface Asking {
  cx: Cx
  rule: TrialInput
  /** Of the action. */
  path: string
}

const WRONG: { [D in Do]?: (action: Action<D>, asking: Asking) => Promise<FieldError | null> } = {
  async set({ fields: { custom, ...shipped } }, { cx, rule, path }) {
    const foreign = Object.keys(shipped).find((key) => !SETTABLE[ruledAs(rule.kind)].some((one) => one === key))
    if (foreign) return { path: `fields.${foreign}`, code: 'field.unknown' }
    if (shipped.ownerId && !(await isActive(cx, shipped.ownerId)))
      return { path: 'fields.ownerId', code: 'field.invalid' }
    await atField(`${path}.fields`, () => readCustom(cx, rule.kind, custom))
    return null
  },
  async move({ stageId }, { cx, rule }) {
    if (stageId === rule.stage) return { path: 'stageId', code: 'stage_rule.same_stage' }
    const { rows } = await sql`select from stages s join pipelines p on p.id = s.pipeline_id
      where s.id = ${stageId} and s.archived_at is null and p.archived_at is null and p.kind = ${rule.kind}`.execute(
      cx.db,
    )
    return rows.length > 0 ? null : { path: 'stageId', code: 'field.invalid' }
  },
  async lose({ reasonId }, { cx }) {
    const known = (await listLostReasons(cx.db)).some(({ id }) => id === reasonId)
    return known ? null : { path: 'reasonId', code: 'field.invalid' }
  },
  async task({ to }, { cx }) {
    return (await isThere(cx, to)) ? null : { path: 'to', code: 'field.invalid' }
  },
  async notify({ to }, { cx }) {
    for (const who of to) if (!(await isThere(cx, who))) return { path: 'to', code: 'field.invalid' }
    return null
  },
  async process({ key }, { cx }) {
    const { rows } = await sql`select from processes where key = ${key} and archived_at is null`.execute(cx.db)
    const known = rows.length > 0 && (await mayChange(cx.db, cx.actor, key))
    return known ? null : { path: 'key', code: 'field.invalid' }
  },
}

const wrongIn = async (action: RuleAction, asking: Asking): Promise<FieldError | null> =>
  (WRONG[action.do] as ((action: RuleAction, asking: Asking) => Promise<FieldError | null>) | undefined)?.(
    action,
    asking,
  ) ?? null
