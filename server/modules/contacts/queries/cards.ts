import { sql } from 'kysely'
import { may } from '../../../core/access.ts'
import type { Actor } from '../../../core/actor.ts'
import type { Db } from '../../../core/db.ts'
import { attempted, granted, invalid, type Refusal } from '../../../core/errors.ts'
import type { Filter } from '../../../core/filter.ts'
import type { CardKind } from '../access.ts'

const TABLES = { contact: 'contacts', company: 'companies' } as const

/** Refuses, at the field that names it, a card that is not there, archived or not the actor's to see. */
export async function linkable(db: Db, actor: Actor, kind: CardKind, id: string, path: string): Promise<void> {
  refuseUnlinkable(await linkables(db, actor, kind, [id]), id, path)
}

/** Which of these cards are there and the actor's to see, with the company of each. */
export async function linkables(
  db: Db,
  actor: Actor,
  kind: CardKind,
  ids: (string | null | undefined)[],
): Promise<Map<string, string | null>> {
  const asked = [...new Set(ids)].filter(Boolean)
  if (asked.length === 0) return new Map()
  const company = kind === 'contact' ? sql`company_id` : sql`id`
  const { rows } = await sql<{ id: string; company: string | null }>`select id, ${company} as company
    from ${sql.table(TABLES[kind])} where id = any(${asked}::uuid[]) and archived_at is null and ${may(actor, kind, 'read')}`.execute(
    db,
  )
  return new Map(rows.map((row) => [row.id, row.company]))
}

export function refuseUnlinkable(
  there: ReadonlyMap<string, unknown>,
  id: string | null | undefined,
  path: string,
): void {
  if (id && !there.has(id)) throw invalid({ path, code: 'field.invalid' })
}

/** The department of the person who is to own a record; refuses somebody who does not work here (any more). */
export async function departmentOfOwner(db: Db, ownerId: string, path = 'ownerId'): Promise<string | null> {
  return departmentIn(await departmentsOfOwners(db, [ownerId]), ownerId, path)
}

/** By person, of those who work here. */
async function departmentsOfOwners(db: Db, ids: string[]): Promise<Map<string, string | null>> {
  const { rows } = await sql<{ id: string; department: string | null }>`select id, department_id as department
    from employees where id = any(${ids}::uuid[]) and active`.execute(db)
  return new Map(rows.map(({ id, department }) => [id, department]))
}

function departmentIn(departments: Map<string, string | null>, ownerId: string, path = 'ownerId'): string | null {
  const department = departments.get(ownerId)
  if (department === undefined) throw invalid({ path, code: 'field.invalid' })
  return department
}

/**
 * Who owns a new record and which department it is filed under: the one named, else the person who makes it. A process
 * makes it for nobody, under the department it names.
 */
export async function newOwner(
  db: Db,
  actor: Actor,
  ownerId: string | null | undefined,
  departmentId: string | null = null,
): Promise<Filed> {
  const [filed] = await newOwners(db, actor, [{ ownerId, departmentId }])
  return granted(filed!)
}

export interface Filed {
  ownerId: string | null
  departmentId: string | null
}

/** The same of many records; each is answered or refused by itself. */
export async function newOwners(db: Db, actor: Actor, given: Partial<Filed>[]): Promise<(Filed | Refusal)[]> {
  const person = actor.kind === 'user' ? actor : null
  const ownerOf = ({ ownerId }: Partial<Filed>) => (ownerId === undefined ? (person?.id ?? null) : ownerId)
  const owners = [...new Set(given.flatMap((one) => ownerOf(one) ?? []))]
  const departments = owners.length > 0 ? await departmentsOfOwners(db, owners) : new Map<string, string | null>()
  return given.map((one) =>
    attempted(() => {
      const ownerId = ownerOf(one)
      const own = ownerId ? departmentIn(departments, ownerId) : null
      return { ownerId, departmentId: own ?? one.departmentId ?? person?.departmentId ?? null }
    }),
  )
}

/** The contact points of one kind as a column of JSON. */
export const pointsColumn = (of: 'contact_id' | 'company_id', alias: string, kind: 'email' | 'phone') =>
  sql`(select coalesce(json_agg(json_build_object('value', p.value, 'label', p.label) order by p.position), '[]')
    from contact_points p where p.${sql.ref(of)} = ${sql.ref(`${alias}.id`)} and p.kind = ${kind})`

export interface CardFilter {
  ownerId?: string
  companyId?: string
  q?: string
  archived?: boolean
  filter?: Filter
  sort?: string
  after?: string
  limit: number
}
