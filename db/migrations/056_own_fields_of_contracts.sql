-- Fields of the company's own on contracts, as on the other kinds that stand in lists.
alter table contracts add column custom jsonb not null default '{}';
