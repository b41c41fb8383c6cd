import { sql } from 'kysely'
import type { Locale } from '../../../../pure/texts/format.ts'
import { may } from '../../../core/access.ts'
import type { Actor, UserActor } from '../../../core/actor.ts'
import type { Db } from '../../../core/db.ts'
import { writtenCompany } from '../../contacts/queries/companies.ts'
import { writtenContact } from '../../contacts/queries/contacts.ts'
import { type Answer, type Cards, proposalsOf, stateOf } from '../rules.ts'
import type { About, RequestView } from '../schema.ts'

export interface RequestRow {
  id: string
  about_kind: About['kind']
  about_id: string
  locale: Locale
  created_by: string | null
  created_at: Date
  expires_at: Date
  revoked_at: Date | null
  opened_at: Date | null
  answered_at: Date | null
  answer: Answer | null
  decided_at: Date | null
  decided_by: string | null
}

export const aboutOf = (row: Pick<RequestRow, 'about_kind' | 'about_id'>): About => ({
  kind: row.about_kind,
  id: row.about_id,
})

/** Requests of a record, the newest first; whoever asks may read it. */
export async function requestsOf(db: Db, user: UserActor, about: About, now: Date): Promise<RequestView[]> {
  const { rows } = await sql<RequestRow & { asker: string | null; decider: string | null }>`
    select r.*, a.name as asker, d.name as decider from detail_requests r
    left join employees a on a.id = r.created_by left join employees d on d.id = r.decided_by
    where r.about_kind = ${about.kind} and r.about_id = ${about.id} order by r.id desc limit 50`.execute(db)
  const waits = rows.some((row) => stateOf(row, now) === 'answered')
  const cards = waits ? await cardsOf(db, user, about, rows) : { company: null, contact: null }
  return rows.map((row) => {
    const state = stateOf(row, now)
    return {
      id: row.id,
      state,
      askedBy: row.asker,
      createdAt: row.created_at.toISOString(),
      expiresAt: row.expires_at.toISOString(),
      openedAt: row.opened_at?.toISOString() ?? null,
      answeredAt: row.answered_at?.toISOString() ?? null,
      decidedAt: row.decided_at?.toISOString() ?? null,
      decidedBy: row.decider,
      proposals: state === 'answered' ? proposalsOf(row.answer ?? {}, cards) : [],
    }
  })
}

interface Found extends Cards {
  /** What the record is linked to, whether who asks may read it or not. */
  linked: { company: boolean; contact: boolean }
  locale: Locale | null
}

/**
 * The cards the answers are for: those of the record; a record without a company may have one here already, known by the NIP
 * that was answered.
 */
export async function cardsOf(
  db: Db,
  actor: Actor,
  about: About,
  answers: readonly Pick<RequestRow, 'answer'>[],
): Promise<Found> {
  const from = {
    deal: sql`(select company_id, contact_id from deals where id = ${about.id})`,
    contact: sql`(select company_id, id as contact_id from contacts where id = ${about.id})`,
    company: sql`(select id as company_id, null::uuid as contact_id from companies where id = ${about.id})`,
  }[about.kind]
  const nips = answers.flatMap(({ answer }) => answer?.nip ?? [])
  const { rows } = await sql<{
    company: string | null
    contact: string | null
    known: string | null
    linkedCompany: boolean
    linkedContact: boolean
    locale: Locale | null
  }>`select f.id as company, c.id as contact, c.locale, r.company_id is not null as "linkedCompany",
      r.contact_id is not null as "linkedContact", (select x.id from companies x where r.company_id is null
        and x.nip = any(${nips}::text[]) and x.archived_at is null and ${may(actor, 'company', 'read', 'x')}
        order by x.created_at limit 1) as known
    from ${from} r
    left join companies f on f.id = r.company_id and ${may(actor, 'company', 'read', 'f')}
    left join contacts c on c.id = r.contact_id and ${may(actor, 'contact', 'read', 'c')}`.execute(db)
  const found = rows[0]
  const companyId = found?.company ?? found?.known
  return {
    company: companyId ? await writtenCompany(db, companyId) : null,
    contact: found?.contact ? await writtenContact(db, found.contact) : null,
    linked: { company: found?.linkedCompany ?? false, contact: found?.linkedContact ?? false },
    locale: found?.locale ?? null,
  }
}
