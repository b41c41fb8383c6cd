import { type RawBuilder, sql } from 'kysely'
import { defineAccess, grant, may, scopeOf } from '../../core/access.ts'
import type { Actor } from '../../core/actor.ts'

const actions = {
  read: grant('all', 'department', 'department'),
  create: grant('all', 'department', 'department'),
  update: grant('all', 'department', 'own'),
  archive: grant('all', 'department', 'own'),
}

export const contactAccess = defineAccess({
  kind: 'contact',
  table: 'contacts',
  owner: 'owner_id',
  department: 'department_id',
  openToCandidates: ['read'],
  actions,
})

export const companyAccess = defineAccess({
  kind: 'company',
  table: 'companies',
  owner: 'owner_id',
  department: 'department_id',
  openToCandidates: ['read'],
  actions,
})

export type CardKind = 'contact' | 'company'

/** As may(.., 'read'), and a card filed under no department is everybody's: nobody should make it a second time. */
export function mayRead(actor: Actor, kind: CardKind, alias: string): RawBuilder<boolean> {
  if (scopeOf(actor, kind, 'read') !== 'department') return may(actor, kind, 'read', alias)
  return sql<boolean>`(${may(actor, kind, 'read', alias)} or ${sql.ref(`${alias}.department_id`)} is null)`
}
