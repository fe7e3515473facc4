-- One row. backend_type is null for sessions of other roles unless the role may read all statistics; the scheduler runs
-- as the bootstrap superuser. Only what the extension made is named in a remedy. TimescaleDB 2.11 keeps its functions in _timescaledb_internal.
select current_database() as database,
       current_user as role,
       exists (
           select from pg_stat_activity
           where datname = current_database() and backend_type = 'TimescaleDB Background Worker Scheduler'
       ) as running,
       pg_has_role(current_user, 'pg_read_all_stats', 'USAGE') as sees_all_sessions,
       pg_is_in_recovery() as replica,
       coalesce(current_setting('timescaledb.restoring', true), 'off') = 'on' as restoring_here,
       exists (
           select
           from pg_db_role_setting as stored
           join pg_database as database on database.oid = stored.setdatabase
           cross join unnest(stored.setconfig) as setting
           where database.datname = current_database()
             and setting ~* '^timescaledb\.restoring=(on|true|yes|1)$'
       ) as restoring_stored,
       (
           select namespace.nspname
           from pg_extension as extension
           join pg_namespace as namespace on namespace.oid = extension.extnamespace
           where extension.extname = 'timescaledb'
       ) as extension_schema,
       (
           select namespace.nspname
           from pg_proc as function
           join pg_namespace as namespace on namespace.oid = function.pronamespace
           join pg_depend as member
             on member.classid = 'pg_proc'::regclass and member.objid = function.oid and member.deptype = 'e'
           join pg_roles as owner on owner.oid = function.proowner and owner.rolsuper
           where function.proname = 'start_background_workers' and namespace.nspname like '\_timescaledb\_%'
           limit 1
       ) as functions_schema
