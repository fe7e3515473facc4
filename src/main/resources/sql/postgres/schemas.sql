-- Every schema but those of PostgreSQL itself and of sessions.
select nspname
from pg_namespace
where nspname !~ '^pg_' and nspname <> 'information_schema'
order by nspname
