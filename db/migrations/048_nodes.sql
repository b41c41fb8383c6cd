-- Several nodes, of two versions for a while (docs/decisions/043-several-nodes.md): each says which version it is, which migration is
-- the newest it knows, and a digest of its secret, which must be everybody's.
alter table worker_beats add column version text not null default '';
alter table worker_beats add column knows text not null default '';
alter table worker_beats add column secret text not null default '';
alter table worker_beats add column host text not null default '';
-- Whether a version that does not know the migration may not go on beside it.
alter table schema_migrations add column contracts boolean not null default false;
