import { sql } from 'kysely'
import { businessNow } from '../../../core/clock.ts'
import type { Db } from '../../../core/db.ts'
import { employeeNames } from '../../staff/queries.ts'
import { type PastRequest, simulate, weighsLoad } from '../rules.ts'
import type { SimulationQuery, SimulationView } from '../schema.ts'
import { CUSTOMER, type FactsRow, factsOf, OF_LEADS } from './facts.ts'
import { listRules, ruleOf } from './rules.ts'
import { staffBetween, workAt } from './staff.ts'

const MOST_EXAMINED = 5000
const MOST_SHOWN = 200

/** What the rules would have said of the requests of the last days. */
export async function simulateDistribution(db: Db, asked: SimulationQuery): Promise<SimulationView> {
  const to = await businessNow(db)
  const from = new Date(to.getTime() - asked.days * 86_400_000)
  const all = await listRules(db)
  const rules = all.filter((rule) => rule.active || asked.off === 'true').map(ruleOf)
  const { rows } = await sql<FactsRow>`select ${OF_LEADS}, customer.owner_id as customer_owner_id from (
      select * from leads where created_at > ${from} order by created_at desc, id desc limit ${MOST_EXAMINED + 1}
    ) l ${CUSTOMER} order by l.created_at desc, l.id desc`.execute(db)
  const latest = rows.slice(0, MOST_EXAMINED).reverse()
  const begins = latest[0]?.created_at ?? to
  const outcomes = simulate(rules, latest.map(pastRequest), {
    people: await staffBetween(db, begins, to),
    work: rules.some(weighsLoad) ? await workAt(db, begins) : new Map(),
  })
  const people = await employeeNames(db, [...outcomes.map((one) => one.personId), ...latest.map((row) => row.owner_id)])
  const departments = new Map((await departmentsNamed(db)).map(({ id, name }) => [id, name]))
  const name = (names: Map<string, string>, id: string | null) => (id ? { id, name: names.get(id) ?? '' } : null)
  const count = (ids: (string | null)[], names: Map<string, string>) =>
    [...new Set(ids)]
      .flatMap((id) => (id ? [{ id, name: names.get(id) ?? '', count: ids.filter((one) => one === id).length }] : []))
      .sort((a, b) => b.count - a.count || a.name.localeCompare(b.name, 'pl'))
  const results = latest.map((row, at) => ({ row, ...outcomes[at]! })).reverse()
  const shown = results
    .filter(({ rule }) => !asked.rule || (rule?.id ?? 'none') === asked.rule)
    .filter(({ personId }) => !asked.person || personId === asked.person)
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    examined: latest.length,
    cut: rows.length > MOST_EXAMINED,
    rules: rules.map(({ id, name: called }) => ({
      ...{ id, name: called },
      count: outcomes.filter(({ rule }) => rule?.id === id).length,
    })),
    unmatched: outcomes.filter(({ rule }) => !rule).length,
    people: count(
      outcomes.map((one) => one.personId),
      people,
    ),
    departments: count(
      outcomes.map((one) => one.departmentId),
      departments,
    ),
    requests: shown.slice(0, MOST_SHOWN).map(({ row, rule, personId, departmentId, skipped }) => ({
      leadId: row.id,
      number: row.number,
      title: row.title,
      receivedAt: row.created_at.toISOString(),
      rule: rule && { id: rule.id, name: rule.name },
      skipped: skipped.map((one) => ({ id: one.id, name: one.name })),
      person: name(people, personId),
      department: name(departments, departmentId),
      owner: name(people, row.owner_id),
    })),
  }
}

const pastRequest = (row: FactsRow): PastRequest => ({
  ...factsOf(row),
  at: row.created_at.getTime(),
  closedAt: row.closed_at?.getTime() ?? null,
  ownerId: row.owner_id,
})

async function departmentsNamed(db: Db): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`select id, name from departments`.execute(db)
  return rows
}
