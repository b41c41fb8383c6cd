import { sql } from 'kysely'
import type { Conditions } from '../../../../pure/conditions.ts'
import type { Db } from '../../../core/db.ts'
import type { Rule } from '../rules.ts'
import type { RuleView, Target } from '../schema.ts'

interface RuleRow {
  id: string
  name: string
  conditions: Record<string, unknown>
  target: Target
  workingOnly: boolean
  active: boolean
  version: number
}

/** The table of rules, read from the top. */
export async function listRules(db: Db): Promise<RuleView[]> {
  const { rows } = await sql<RuleRow>`/* distribution-rules */ select id, name, conditions, target,
      working_only as "workingOnly", active, version
    from distribution_rules where archived_at is null order by position, id`.execute(db)
  return rows
}

/** A rule as decisions are made by it; its conditions were read when it was saved. */
export const ruleOf = ({ id, name, conditions, target, workingOnly }: RuleView): Rule => ({
  id,
  name,
  conditions: conditions as unknown as Conditions,
  target,
  workingOnly,
})
