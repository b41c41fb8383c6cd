import { sql } from 'kysely'
import { may } from '../../../core/access.ts'
import type { Cx } from '../../../core/write.ts'
import { departmentByKey, headOf, membersOf, supervisorOf } from '../../staff/queries.ts'

interface Kept {
  title: string
  from: { pl: string; en: string }
  to: { pl: string; en: string }
  movedBy: string | null
  who: string | null
  ownerId: string | null
  departmentId: string | null
}

export interface Digest {
  to: string
  count: number
  /** The changes in words, in the reader's language. */
  list: { pl: string; en: string }
}

const MOST_NAMED = 8

/** The stage changes kept since the last time, of deals within the rights of the process, told to each who is to know, none to who made them himself. */
export async function takeDigests(cx: Cx, whom: 'head' | 'supervisor' | 'department'): Promise<Digest[]> {
  const { rows } = await sql<Kept>`with taken as (
      update deal_moves m set kept_for_digest = false from deals d
      where kept_for_digest and d.id = m.deal_id and ${may(cx.actor, 'deal', 'read', 'd')} returning m.*)
    select d.title, f.name as from, t.name as to, m.moved_by as "movedBy", e.name as who, d.owner_id as "ownerId",
      d.department_id as "departmentId"
    from taken m join deals d on d.id = m.deal_id join stages f on f.id = m.from_stage_id
    join stages t on t.id = m.to_stage_id left join employees e on e.id = m.moved_by
    order by m.moved_at, m.id`.execute(cx.db)
  const known = new Map<string, Promise<string[]>>()
  const told = new Map<string, Kept[]>()
  for (const row of rows) {
    for (const person of await recipients(cx, whom, row, known)) {
      if (person !== row.movedBy) told.set(person, [...(told.get(person) ?? []), row])
    }
  }
  return [...told].map(([to, changes]) => ({
    to,
    count: changes.length,
    list: { pl: inWords(changes, 'pl'), en: inWords(changes, 'en') },
  }))
}

function inWords(changes: Kept[], locale: 'pl' | 'en'): string {
  const named = changes
    .slice(0, MOST_NAMED)
    .map(({ title, from, to, who }) => `${title} (${from[locale]} → ${to[locale]}${who ? `, ${who}` : ''})`)
  return `${named.join('; ')}${changes.length > MOST_NAMED ? '…' : ''}`
}

function recipients(cx: Cx, whom: string, row: Kept, known: Map<string, Promise<string[]>>): Promise<string[]> {
  const key = whom === 'supervisor' && row.ownerId ? row.ownerId : (row.departmentId ?? '')
  let people = known.get(key)
  if (!people) {
    people = find(cx, whom, row)
    known.set(key, people)
  }
  return people
}

async function find(cx: Cx, whom: string, { ownerId, departmentId }: Kept): Promise<string[]> {
  if (whom === 'supervisor' && ownerId) return only(await supervisorOf(cx.db, ownerId, cx.now))
  // What is filed nowhere is told where requests without a department go.
  const department = departmentId ?? (await departmentByKey(cx.db, 'sales'))?.id
  if (!department) return []
  if (whom === 'department') return (await membersOf(cx.db, [department])).map(({ id }) => id)
  return only(await headOf(cx.db, department, cx.now))
}

const only = (id: string | null): string[] => (id ? [id] : [])
