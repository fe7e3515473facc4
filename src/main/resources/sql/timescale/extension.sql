-- One row: what is installed here, what the server's library offers, and under which licence it runs.
select current_database() as database,
       current_user as role,
       installed.extversion as installed,
       offered.default_version as offered,
       current_setting('timescaledb.license', true) as licence,
       coalesce((select nspname::text from pg_namespace where oid = installed.extnamespace), 'public') as functions_schema
from (values (1)) as one
left join pg_extension as installed on installed.extname = 'timescaledb'
left join pg_available_extensions as offered on offered.name = 'timescaledb'
