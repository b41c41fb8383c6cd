import { sql } from 'kysely'

/** Everything the event `e` says, its subjects included, as one digest. */
export const DIGEST = sql<Buffer>`event_digest(e, (select jsonb_agg(jsonb_build_array(s.kind, s.id) order by s.kind, s.id)
  from event_subjects s where s.event_id = e.id))`
