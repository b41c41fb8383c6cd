-- Rules of stages: when a deal comes to, leaves or sits at a stage, what follows. Each is compiled to a process of its own.
create table stage_rules (
  id uuid primary key,
  -- Its department, its pause, its cases and faults are those of the process.
  process_key text not null unique references processes (key),
  name text not null,
  stage_id uuid not null references stages (id),
  trigger text not null check (trigger in ('enter', 'leave', 'stay')),
  -- { duration, working }: how long it sits there.
  stay json check ((trigger = 'stay') = (stay is not null)),
  -- As lists are filtered; null: every deal.
  condition json,
  -- In their order, as schema.ts says; json keeps the order of keys, by which an edit sees what it changes.
  actions json not null,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz
);
create index stage_rules_stage on stage_rules (stage_id) where archived_at is null;

alter table process_definitions drop constraint process_definitions_origin_check;
alter table process_definitions add constraint process_definitions_origin_check check (origin in ('shipped', 'own', 'rule'));
-- Put away: it starts nothing and stands in no list; its cases can still be looked up.
alter table processes add column archived_at timestamptz;

-- Which deals came to a stage, or left it, in the last days.
create index deal_moves_to on deal_moves (to_stage_id, moved_at);
create index deal_moves_from on deal_moves (from_stage_id, moved_at) where from_stage_id is not null;
-- How many cases a rule ever had, and when the last began.
create index process_instances_of_rules on process_instances (process_key, started_at)
  where starts_with(process_key, 'stage_rule_');
