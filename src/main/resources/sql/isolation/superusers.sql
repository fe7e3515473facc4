-- Roles that are past row security whatever a policy asks.
select rolname as role from pg_roles where rolsuper
