import { sql } from 'kysely'
import { may } from '../../../core/access.ts'
import type { Actor } from '../../../core/actor.ts'
import type { Db } from '../../../core/db.ts'
import { invalid } from '../../../core/errors.ts'
import type { Filter } from '../../../core/filter.ts'
import type { CardKind } from '../access.ts'

const TABLES = { contact: 'contacts', company: 'companies' } as const

/** Refuses, at the field that names it, a card that is not there, archived or not the actor's to see. */
export async function linkable(db: Db, actor: Actor, kind: CardKind, id: string, path: string): Promise<void> {
  const table = TABLES[kind]
  const { rows } = await sql`select 1 from ${sql.table(table)} where id = ${id} and archived_at is null
    and ${may(actor, kind, 'read')}`.execute(db)
  if (rows.length === 0) throw invalid({ path, code: 'field.invalid' })
}

/** The department of the person who is to own a record; refuses somebody who does not work here (any more). */
export async function departmentOfOwner(db: Db, ownerId: string, path = 'ownerId'): Promise<string | null> {
  const { rows } = await sql<{ department_id: string | null }>`select department_id from employees
    where id = ${ownerId} and active`.execute(db)
  if (!rows[0]) throw invalid({ path, code: 'field.invalid' })
  return rows[0].department_id
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
): Promise<{ ownerId: string | null; departmentId: string | null }> {
  const person = actor.kind === 'user' ? actor : null
  const owner = ownerId === undefined ? (person?.id ?? null) : ownerId
  const own = owner ? await departmentOfOwner(db, owner) : null
  return { ownerId: owner, departmentId: own ?? departmentId ?? person?.departmentId ?? null }
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
