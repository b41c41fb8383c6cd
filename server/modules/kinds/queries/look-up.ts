import { sql } from 'kysely'
import { DAY_MS, dayOfDate, wallToInstant } from '../../../../pure/dates.ts'
import { OWN } from '../../../../pure/kinds.ts'
import { may } from '../../../core/access.ts'
import type { Actor } from '../../../core/actor.ts'
import type { Db } from '../../../core/db.ts'
import { askingNow, compileFilter, type Filter } from '../../../core/filter.ts'
import { fieldsFor } from '../../fields/queries.ts'
import { type Roles, rolesAbout } from '../../notifications/queries.ts'
import { headOf, supervisorOf } from '../../staff/queries.ts'

export interface FoundRecord {
  record: {
    id: string
    kind: string
    number: string
    title: string
    stageId: string
    stageKey: string | null
    stageName: { pl: string; en: string }
    closed: boolean
    ownerId: string | null
    departmentId: string | null
    custom: Record<string, unknown>
  }
  who: Roles
  /** Whether it is there, within the rights of who asks, and as the condition says. */
  meets: boolean
}

/** Records of one kind as processes and rules see them. */
export async function lookUpRecords(
  db: Db,
  actor: Actor,
  ids: string[],
  condition: Record<string, unknown> | null,
): Promise<Map<string, FoundRecord>> {
  const { rows: kinds } = await sql<{
    kind: string
  }>`select kind from records where id = any(${ids}::uuid[]) limit 1`.execute(db)
  const kind = kinds[0]?.kind
  if (!kind) return new Map()
  const holds = condition
    ? compileFilter(condition as Filter, await fieldsFor(db, actor, kind), 'r', await askingNow(db, actor))
    : sql<boolean>`true`
  const { rows } = await sql<FoundRecord['record'] & { meets: boolean }>`select r.id, r.kind, r.number, r.title,
      r.stage_id as "stageId", s.key as "stageKey", s.name as "stageName", r.closed_at is not null as closed, r.owner_id as "ownerId",
      r.department_id as "departmentId", r.custom,
      coalesce(r.archived_at is null and ${may(actor, OWN, 'update', 'r')} and ${holds}, false) as meets
    from records r join stages s on s.id = r.stage_id where r.id = any(${ids}::uuid[]) and r.kind = ${kind}`.execute(db)
  return new Map(rows.map(({ meets, ...record }) => [record.id, { record, who: rolesAbout(record, null), meets }]))
}

/**
 * Who decides about a record: whoever its owner answers to. What belongs to nobody, as what a stranger filed, is decided by
 * the head of its department, and where there is none by an owner of the company; it never goes through unasked.
 */
export async function approverOf(
  db: Db,
  { ownerId, departmentId }: Pick<FoundRecord['record'], 'ownerId' | 'departmentId'>,
  at: Date,
): Promise<string | null> {
  if (ownerId) return supervisorOf(db, ownerId, at)
  const head = departmentId ? await headOf(db, departmentId, at) : null
  if (head) return head
  const { rows } = await sql<{ id: string }>`select id from employees where role = 'owner' and active
    order by id limit 1`.execute(db)
  return rows[0]?.id ?? null
}

/** When each day a record names is over, in the company's zone, and whether it is by now. */
export async function endsOfDays(db: Db, custom: Record<string, unknown>, now: Date) {
  const { rows } = await sql<{ zone: string }>`select zone from company`.execute(db)
  const zone = rows[0]?.zone ?? 'Europe/Warsaw'
  const ends = Object.entries(custom).flatMap(([name, value]): [string, number][] =>
    typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)
      ? [[name, wallToInstant(zone, (dayOfDate(value) + 1) * DAY_MS)]]
      : [],
  )
  return {
    dates: Object.fromEntries(ends.map(([name, at]) => [name, new Date(at).toISOString()])),
    over: Object.fromEntries(ends.map(([name, at]) => [name, at <= now.getTime()])),
  }
}
