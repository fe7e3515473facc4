-- Every job, whoever made it: policies, what users added, and TimescaleDB's own, which have the ids below 1000. What a
-- policy acts on stands in its configuration; the view names nothing for a job made by add_job, and a continuous aggregate
-- by its materialized hypertable before 2.20. bgw_job_stat has no row for a job that never ran and has no first start; job_stats would also
-- hide how often a job failed in a row. -infinity stands for "not yet": of a finish, while the job runs or after a crash;
-- infinity for "never": of a next start.
-- A job's session bears the job's name, which every role may see in pg_stat_activity. Anyone may call a session so: it
-- has to be the owner's, and no client's as far as that can be seen. From a replica none is seen, and what has not ended on
-- the primary counts as running.
with job as (
    select job.*,
           job.proc_schema in ('_timescaledb_functions', '_timescaledb_internal') as policy,
           case
               when job.proc_schema in ('_timescaledb_functions', '_timescaledb_internal')
                   then substring(
                       left(coalesce(job.config -> 'mat_hypertable_id', job.config -> 'hypertable_id')::text, 10)
                       from '^[0-9]{1,9}$'
                   )::integer
           end as acts_on
    from timescaledb_information.jobs as job
)
select job.job_id,
       job.proc_schema || '.' || job.proc_name as procedure,
       job.proc_name,
       job.application_name,
       job.policy,
       job.acts_on is not null as acts,
       exists (
           select
           from pg_proc as procedure
           join pg_namespace as namespace on namespace.oid = procedure.pronamespace
           where namespace.nspname = job.proc_schema and procedure.proname = job.proc_name
       ) as procedure_exists,
       coalesce(aggregate.user_view_schema, hypertable.schema_name) as schema_name,
       coalesce(aggregate.user_view_name, hypertable.table_name) as table_name,
       case
           when (job.hypertable_schema, job.hypertable_name) is distinct from (hypertable.schema_name, hypertable.table_name)
               and (job.hypertable_schema, job.hypertable_name)
                   is distinct from (aggregate.user_view_schema, aggregate.user_view_name)
           then job.hypertable_schema
       end as listed_schema,
       job.hypertable_name as listed_table,
       job.scheduled,
       job.fixed_schedule,
       least(greatest(extract(epoch from job.schedule_interval) * 1000000, 0), 9223372036854775807)::bigint as every_micros,
       least(greatest(extract(epoch from job.retry_period) * 1000000, 0), 9223372036854775807)::bigint as retry_micros,
       case coalesce(stat.next_start, job.initial_start)
           when '-infinity' then null
           when 'infinity' then timestamptz '9999-12-31 00:00:00+00'
           else coalesce(stat.next_start, job.initial_start)
       end as next_start,
       nullif(stat.last_start, '-infinity') as last_start,
       nullif(stat.last_finish, '-infinity') as last_finish,
       nullif(stat.last_successful_finish, '-infinity') as last_success,
       coalesce(stat.total_runs, 0) as total_runs,
       coalesce(stat.consecutive_failures, 0) as failures,
       coalesce(stat.consecutive_crashes, 0) as crashes,
       (pg_is_in_recovery() and stat.last_finish = '-infinity') or exists (
           select
           from pg_stat_activity
           where datname = current_database()
             and application_name = job.application_name
             and usesysid = job.owner::oid
             and backend_type is distinct from 'client backend'
             and pid <> pg_backend_pid()
       ) as in_session,
       error.err_message as error,
       error.sqlerrcode as sqlstate
from job
left join _timescaledb_internal.bgw_job_stat as stat on stat.job_id = job.job_id
left join _timescaledb_catalog.hypertable as hypertable on hypertable.id = job.acts_on
left join _timescaledb_catalog.continuous_agg as aggregate on aggregate.mat_hypertable_id = job.acts_on
left join lateral (
    select left(failure.err_message, 1000) as err_message, failure.sqlerrcode
    from timescaledb_information.job_errors as failure
    where failure.job_id = job.job_id and failure.err_message is not null and stat.consecutive_failures > 0
    order by failure.start_time desc
    limit 1
) as error on true
order by job.job_id
