import { sql } from 'kysely'
import { allowEach } from '../../../core/access.ts'
import type { Cx } from '../../../core/write.ts'
import { giveLead } from '../../leads/commands/assign-lead.ts'
import { leadForUpdate, named } from '../../leads/commands/lead-for-update.ts'
import { factsOfLead } from '../queries/facts.ts'
import { listRules, ruleOf } from '../queries/rules.ts'
import { loads, staffBetween, turnsTaken } from '../queries/staff.ts'
import { distribute, type Outcome, type Rule, takesTurns, weighsLoad } from '../rules.ts'

export interface Distributed {
  /** Whose it is already. */
  acceptedBy: string | null
  /** Who is asked first. */
  chosen: string | null
  /** Whose people are asked. */
  offeredTo: string | null
}

interface Asked {
  leadId: string
  give: boolean
}

const NOBODY: Distributed = { acceptedBy: null, chosen: null, offeredTo: null }

/**
 * Gives leads out by the rules of distribution, one after the other, each by the one whose `cx` it is; refused together where one
 * is. `give`: the person a rule names becomes its owner at once; otherwise he is only named, and the process asks him. Where no
 * rule fits, or those that do have nobody, all three are null.
 */
export async function distributeByRules(cx: Cx, asked: (Asked & { cx: Cx })[]): Promise<Distributed[]> {
  const asks = asked.map(({ cx: { actor }, leadId }) => ({ actor, id: leadId }))
  const refusal = (await allowEach(cx.db, 'lead', 'assign', asks)).find((one) => one !== null)
  if (refusal) throw refusal
  const rules = (await listRules(cx.db)).filter(({ active }) => active).map(ruleOf)
  const all: Distributed[] = []
  for (const { cx, ...one } of asked) all.push(rules.length === 0 ? NOBODY : await distributeOne(cx, rules, one))
  return all
}

async function distributeOne(cx: Cx, rules: Rule[], { leadId, give }: Asked): Promise<Distributed> {
  const lead = await leadForUpdate(cx, leadId)
  if (lead.owner_id) return { ...NOBODY, acceptedBy: lead.owner_id }
  if (lead.status === 'converted' || lead.status === 'rejected') return NOBODY
  // One at a time: a second one sees whose turn the first has taken and what it has laid on whom.
  await sql`select pg_advisory_xact_lock(hashtext('distribution'))`.execute(cx.db)
  const load = rules.some(weighsLoad) ? await loads(cx.db) : new Map<string, number>()
  const outcome = distribute(rules, await factsOfLead(cx.db, leadId), {
    at: cx.now.getTime(),
    people: await staffBetween(cx.db, cx.now, cx.now),
    turns: await turnsTaken(cx.db),
    load: (id) => load.get(id) ?? 0,
  })
  const { rule, personId, departmentId } = outcome
  if (!rule) return NOBODY
  if (personId && takesTurns(rule)) await takeTurn(cx, rule.id, personId)
  const filed = departmentId !== null && departmentId !== lead.department_id
  if (filed) await file(cx, leadId, departmentId)
  cx.record('lead.distributed', {
    subject: { kind: 'lead', id: leadId },
    payload: { ...named(lead), version: lead.version + (filed ? 1 : 0), ...told(outcome), given: give },
  })
  if (personId && give) {
    await giveLead(cx, leadId, personId, 'rule')
    return { ...NOBODY, acceptedBy: personId }
  }
  return { ...NOBODY, chosen: personId, offeredTo: departmentId }
}

/** The rule as it was: it may read otherwise by the time somebody asks why. */
const told = ({ rule, personId, departmentId, skipped }: Outcome) => ({
  ruleId: rule!.id,
  rule: rule!.name,
  conditions: rule!.conditions,
  personId,
  departmentId,
  skipped: skipped.map(({ name }) => name),
})

async function takeTurn(cx: Cx, ruleId: string, employeeId: string): Promise<void> {
  await sql`insert into distribution_turns (rule_id, employee_id, taken_at) values (${ruleId}, ${employeeId}, ${cx.now})
    on conflict (rule_id) do update set employee_id = excluded.employee_id, taken_at = excluded.taken_at`.execute(cx.db)
}

/** Whoever is offered a lead finds it among those of his department. */
async function file(cx: Cx, leadId: string, departmentId: string): Promise<void> {
  await sql`update leads set department_id = ${departmentId}, version = version + 1, updated_at = ${cx.now}
    where id = ${leadId}`.execute(cx.db)
  await sql`update search_entries set department_id = ${departmentId} where kind = 'lead' and id = ${leadId}`.execute(
    cx.db,
  )
}
