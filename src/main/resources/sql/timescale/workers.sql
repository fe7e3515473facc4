-- One row: the workers that the server has for TimescaleDB, and who wants them. Every role sees the schedulers' names in
-- pg_stat_activity; theirs are sessions of the bootstrap superuser, and no client may pass for one; which databases have the extension and no scheduler cannot be seen from here.
select current_database() as database,
       coalesce(current_setting('timescaledb.max_background_workers', true)::integer, 0) as workers,
       current_setting('max_worker_processes')::integer as worker_processes,
       current_setting('max_parallel_workers')::integer as parallel_workers,
       (
           select count(distinct datname)
           from pg_stat_activity
           where application_name = 'TimescaleDB Background Worker Scheduler'
             and usesysid = 10
             and backend_type is distinct from 'client backend'
             and datname <> current_database()
       ) + 1 as databases,
       (select count(*) from timescaledb_information.jobs where scheduled) as jobs
