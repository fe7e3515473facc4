-- One row: TimescaleDB as the server offers it, and the signs by which providers are known. Everybody may read all of it.
select current_database() as database,
       (select extversion from pg_extension where extname = 'timescaledb') as installed,
       array(
           select version
           from pg_available_extension_versions
           where name = 'timescaledb'
           order by version
       ) as offered,
       exists (select from pg_settings where name like 'timescaledb.%') as loaded,
       current_setting('timescaledb.license', true) as licence,
       array(
           select distinct split_part(name, '.', 1)
           from pg_settings
           where split_part(name, '.', 1) in ('rds', 'azure', 'cloudsql', 'neon', 'alloydb')
       ) as settings,
       array(
           select rolname::text
           from pg_roles
           where rolname in ('rds_superuser', 'azure_pg_admin', 'cloudsqlsuperuser', 'alloydbsuperuser', 'tsdbadmin',
                             'avnadmin', 'supabase_admin', 'neon_superuser', 'doadmin')
           order by rolname
       ) as roles,
       exists (select from pg_proc where proname = 'aurora_version') as aurora
