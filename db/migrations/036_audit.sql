-- The log is sealed after the commit, in batches (docs/decisions/036-control-and-audit.md). Transactions are counted anew where
-- a dump is restored into another cluster: era counts those beginnings (server/core/migrate.ts), so that the order goes on.
alter table event_log add column era smallint not null default 1;
drop index event_log_tail;
create index event_log_tail on event_log (era, xid8, id);
-- The records an event is about beside its own: an event's are read when it is sealed and checked.
create index event_subjects_event on event_subjects (event_id);
-- A period of the log is found without reading the rest; costs next to nothing to keep.
create index event_log_at on event_log using brin (at);

-- As it was written, so that its digest can be computed again; nothing has been sealed yet, so what is there is digested as it now stands.
alter table event_personal alter column personal type json using personal::json;
alter table event_log disable trigger event_log_append_only;
update event_log e set personal_digest = sha256(p.salt || convert_to(p.personal::text, 'UTF8')) from event_personal p where p.event_id = e.id;
alter table event_log enable trigger event_log_append_only;

-- entries: of each event its id (16 bytes) and its digest (32), in the order (xid8, id). hash: of the seal before, of what
-- stands in this row, and of the entries.
drop table event_seals;
create table event_seals (
  seq bigint primary key,
  sealed_at timestamptz not null,
  era smallint not null,
  from_xid8 xid8 not null,
  up_to_xid8 xid8 not null,
  events int not null,
  entries bytea not null,
  hash bytea not null
);
create trigger event_seals_append_only before update or delete on event_seals for each row execute function refuse_change();
create trigger event_log_kept before truncate on event_log for each statement execute function refuse_change();
create trigger event_subjects_kept before truncate on event_subjects for each statement execute function refuse_change();
create trigger event_seals_kept before truncate on event_seals for each statement execute function refuse_change();

-- Everything an event says, as one digest. Personal values are in it by their own digest, so that they can be erased.
create function event_digest(e event_log) returns bytea language sql stable as $$
  select sha256(convert_to(jsonb_build_array(e.era, e.xid8::text, extract(epoch from e.at)::text, e.name, e.schema_version, e.actor_kind,
    e.actor_id, e.on_behalf_of, e.department_id, e.subject_kind, e.subject_id, e.changes, e.payload, encode(e.personal_digest, 'hex'),
    e.cause, e.depth, (select jsonb_agg(jsonb_build_array(s.kind, s.id) order by s.kind, s.id) from event_subjects s where s.event_id = e.id))::text, 'UTF8'))
$$;

-- Those of a person: whose cases wait for somebody (the control room), and the cases about one record.
create index tasks_case_due on tasks (due_at, instance_id) where status = 'open' and instance_id is not null;
