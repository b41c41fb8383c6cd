-- Whoever reads only what is his has his companies read, not all of them: as it is with every other kind.
create index companies_owner on companies (owner_id);
