-- The digest of an event with its subjects beside it: a function that asks for nothing itself is written out where it is called and
-- costs no call. Nodes of the version before ask without them.
create function event_digest(e event_log, subjects jsonb) returns bytea language sql stable as $$
  select sha256(convert_to(jsonb_build_array(e.era, e.xid8::text, extract(epoch from e.at)::text, e.name, e.schema_version, e.actor_kind,
    e.actor_id, e.on_behalf_of, e.department_id, e.subject_kind, e.subject_id, e.changes, e.payload, encode(e.personal_digest, 'hex'),
    e.cause, e.depth, subjects)::text, 'UTF8'))
$$;
create or replace function event_digest(e event_log) returns bytea language sql stable as $$
  select event_digest(e, (select jsonb_agg(jsonb_build_array(s.kind, s.id) order by s.kind, s.id) from event_subjects s where s.event_id = e.id))
$$;
