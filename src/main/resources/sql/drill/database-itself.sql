-- What the session's database has of its own, but for settings and rights. Asked where others may have made what the search path leads to.
select own.datconnlimit as most,
       own.datistemplate as template,
       pg_catalog.shobj_description(own.oid, 'pg_database') as comment
from pg_catalog.pg_database as own
where own.datname operator(pg_catalog.=) pg_catalog.current_database()
