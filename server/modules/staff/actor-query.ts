import type { UserActor } from '../../core/actor.ts'
import { CLOCK } from '../../core/clock.ts'

export interface ActorRow {
  id: string
  name: string
  email: string
  role: UserActor['role']
  locale: UserActor['locale']
  department_id: string | null
  department_ids: string[]
  member_of: string[]
  stands_for: string[]
  grants: UserActor['grants']
  /** When the token or session was last marked as used long ago. */
  stale: boolean
  key_id: string | null
}

/**
 * One statement that tells everything access.ts asks of a person: requests that come together pay for it once, so it is
 * prepared on each connection and reads only small tables by index. `me` selects the person.
 */
const actorSql = (me: string) => `
with recursive
clock as materialized (select ${CLOCK} as now),
me as materialized (${me}),
own as materialized (
  select department_id as id from me where department_id is not null
  union
  select d.id from departments d join me on d.head_id = me.id where d.archived_at is null
),
below as (select id from own union select d.id from departments d join below b on d.parent_id = b.id),
above as (
  select id from own union select d.parent_id from departments d join above a on d.id = a.id where d.parent_id is not null
),
-- Whoever stands in for a substitute who is away himself stands in for both.
stands as (
  select id from me
  union
  select a.employee_id from absences a join stands s on a.substitute_id = s.id cross join clock
  where a.from_at <= clock.now and a.to_at > clock.now
)
select me.id, me.name, me.email, me.role, me.locale, me.department_id, me.key_id, me.stale,
  array(select id from below) as department_ids, array(select id from above) as member_of,
  array(select id from stands) as stands_for,
  coalesce((select jsonb_object_agg(g.kind || '.' || g.action, g.scope) from grants g where g.role = me.role), '{}')
    || coalesce((select jsonb_object_agg(d.kind || '.' || d.action, 'all') from department_grants d
      where d.department_id in (select id from above)), '{}') as grants
from me`

const columns = 'e.id, e.name, e.email, e.role, e.locale, e.department_id'

export const ACTOR_BY_ID = actorSql(
  `select ${columns}, null::uuid as key_id, false as stale from employees e where e.id = $1 and e.active`,
)

/**
 * The same for many keys at once: $1 is a JSON list of them, the answer names each row's `key`. No array: the planner
 * looks into arrays, and so would plan this anew each time.
 */
const each = (actor: string) => `
select k.key, a.* from json_array_elements_text($1::json) k(key) cross join lateral (${actor}) a`

/** Keys are digests in hexadecimal digits. */
export const ACTORS_BY_TOKEN = each(
  actorSql(`select ${columns}, t.id as key_id,
    t.last_used_at is null or t.last_used_at < clock_timestamp() - interval '5 minutes' as stale
  from api_tokens t join employees e on e.id = t.employee_id
  where t.token_digest = decode(k.key, 'hex') and t.revoked_at is null and e.active`),
)

export const ACTORS_BY_SESSION = each(
  actorSql(`select ${columns}, s.id as key_id, false as stale
  from auth_sessions s join employees e on e.id = s.user_id
  where s.token = k.key and s.expires_at > clock_timestamp() and e.active`),
)

export function actorOfRow(row: ActorRow): UserActor {
  return {
    kind: 'user',
    id: row.id,
    name: row.name,
    email: row.email,
    role: row.role,
    locale: row.locale,
    departmentId: row.department_id,
    departmentIds: row.department_ids,
    memberOf: row.member_of,
    standsFor: row.stands_for,
    grants: row.grants,
  }
}
