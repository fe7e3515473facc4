-- Every job that compresses or drops, whoever made it and however often: the configuration names the hypertable (of a
-- continuous aggregate the materialized one), where the view's own columns name the aggregate since 2.20 and nothing for a
-- job that was added by add_job. Spans as in policies.sql.
with job as (
    select coalesce(job.config ->> 'hypertable_id', job.config ->> 'mat_hypertable_id')::integer as hypertable_id,
           job.job_id,
           kind.proc_name = 'policy_compression' as compresses,
           job.scheduled,
           job.owner::text as owner,
           job.schedule_interval,
           kind.by_creation,
           case jsonb_typeof(job.config -> kind.key)
               when 'string' then (job.config ->> kind.key)::interval
           end as span,
           case jsonb_typeof(job.config -> kind.key)
               when 'number' then (job.config ->> kind.key)::bigint
           end as steps
    from timescaledb_information.jobs as job
    join (
        values ('policy_compression', 'compress_after', false),
               ('policy_compression', 'compress_created_before', true),
               ('policy_retention', 'drop_after', false),
               ('policy_retention', 'drop_created_before', true)
    ) as kind (proc_name, key, by_creation)
      on kind.proc_name = job.proc_name and jsonb_exists(job.config, kind.key)
    where job.proc_schema in ('_timescaledb_functions', '_timescaledb_internal')
)
select hypertable_id,
       job_id,
       compresses,
       scheduled,
       owner,
       by_creation,
       steps,
       least(
           (extract(epoch from schedule_interval) - extract(year from schedule_interval) * 21600) * 1000000,
           9223372036854775807
       )::bigint as every_micros,
       least(
           (extract(epoch from span) - extract(year from span) * 21600) * 1000000, 9223372036854775807
       )::bigint as nominal_micros,
       least(extract(epoch from span) * 1000000, 9223372036854775807)::bigint as today_micros
from job
where hypertable_id is not null
order by hypertable_id, job_id
