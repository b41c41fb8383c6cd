import { type RawBuilder, sql } from 'kysely'
import { defineAccess, grant, may } from '../../core/access.ts'
import type { Actor } from '../../core/actor.ts'

export const channelAccountAccess = defineAccess({
  kind: 'channel_account',
  table: 'channel_accounts',
  owner: 'owner_id',
  department: 'department_id',
  // One that belongs to nobody is everybody's to write from.
  furtherWays: (_person, { action, alias }) =>
    action === 'read'
      ? [sql<boolean>`(${sql.ref(`${alias}.department_id`)} is null and ${sql.ref(`${alias}.owner_id`)} is null)`]
      : [],
  actions: {
    read: grant('all', 'department', 'department'),
    create: grant('all', 'department', 'own'),
    update: grant('all', 'department', 'own'),
  },
})

export const customerPeaceAccess = defineAccess({
  kind: 'customer_peace',
  actions: { update: grant('all', 'none', 'none') },
})

/** Records whose owner reads the conversations filed under them. */
const FILED = { lead: 'leads', deal: 'deals', contact: 'contacts', company: 'companies', record: 'records' } as const

export const conversationAccess = defineAccess({
  kind: 'conversation',
  table: 'conversations',
  owner: 'owner_id',
  department: 'department_id',
  furtherWays: (person, { alias, scope }) => {
    const filed = (kind: string, table: string, whose: RawBuilder<boolean>) =>
      sql<boolean>`exists (select from conversation_links l join ${sql.table(table)} f on f.id = l.id
        where l.kind = ${sql.lit(kind)} and l.conversation_id = ${sql.ref(`${alias}.id`)} and ${whose})`
    const own = sql<boolean>`f.owner_id = any(${person.standsFor}::uuid[])`
    const ours = sql<boolean>`(${own} or f.department_id = any(${person.departmentIds}::uuid[]))`
    return [
      ...Object.entries(FILED).map(([kind, table]) => filed(kind, table, own)),
      // Of a ticket a whole department takes care.
      filed('ticket', 'tickets', scope === 'department' ? ours : own),
    ]
  },
  actions: {
    read: grant('all', 'department', 'department'),
    write: grant('all', 'department', 'department'),
    assign: grant('all', 'department', 'department'),
  },
})

/** As `may`, and what is private is its owner's alone, whoever asks. */
export const mayConverse = (actor: Actor, action: 'read' | 'write' | 'assign', alias = 'conversations') => {
  const own = actor.kind === 'user' ? sql`or ${sql.ref(`${alias}.private_to`)} = ${actor.id}` : sql``
  return sql<boolean>`(${may(actor, 'conversation', action, alias)} and (${sql.ref(`${alias}.private_to`)} is null ${own}))`
}
