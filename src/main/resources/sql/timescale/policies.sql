-- Compression and retention policies, lags in microseconds or in the time column's own integers. What a policy acts on
-- stands in its configuration: of a continuous aggregate the materialized hypertable, and of a job made by add_job the
-- view names nothing.
-- nominal: a year is 365 days and a month 30, as people mean it when they compare; extract(epoch) makes the year six
-- hours (21600 s) longer. today: from now back, by the calendar, as the policy itself does it. Spans that the calendar
-- cannot go back, and lengths beyond 64 bits, are cut.
with lag as (
    {include timescale/lags}
),
policy as (
    select substring(left((job.config -> 'hypertable_id')::text, 10) from '^[0-9]{1,9}$')::integer as hypertable_id,
           job.job_id,
           kind.proc_name = 'policy_compression' as compresses,
           job.scheduled,
           job.schedule_interval,
           job.retry_period,
           job.fixed_schedule,
           coalesce(stat.consecutive_failures, 0) as failures,
           coalesce(stat.consecutive_crashes, 0) as crashes,
           nullif(
               least(
                   coalesce(job.next_start, case when job.initial_start > now() then job.initial_start end),
                   timestamptz '9999-12-31 00:00:00+00'
               ),
               '-infinity'
           ) as next_start,
           kind.by_creation,
           lag.span,
           lag.steps
    from timescaledb_information.jobs as job
    join (
        values ('policy_compression', 'compress_after', false),
               ('policy_compression', 'compress_created_before', true),
               ('policy_retention', 'drop_after', false),
               ('policy_retention', 'drop_created_before', true)
    ) as kind (proc_name, key, by_creation)
      on kind.proc_name = job.proc_name
    join lag
      on lag.job_id = job.job_id and lag.key = kind.key and coalesce(lag.span::text, lag.steps::text) is not null
    left join _timescaledb_internal.bgw_job_stat as stat on stat.job_id = job.job_id
    where job.proc_schema in ('_timescaledb_functions', '_timescaledb_internal')
)
select hypertable_id,
       job_id,
       compresses,
       scheduled,
       fixed_schedule,
       failures,
       crashes,
       next_start,
       by_creation,
       steps,
       least(
           greatest((extract(epoch from schedule_interval) - extract(year from schedule_interval) * 21600) * 1000000, 0),
           9223372036854775807
       )::bigint as every_micros,
       least(greatest(extract(epoch from retry_period) * 1000000, 0), 9223372036854775807)::bigint as retry_micros,
       least(
           (extract(epoch from span) - extract(year from span) * 21600) * 1000000, 9223372036854775807
       )::bigint as nominal_micros,
       least(
           case
               when span < interval '4000 years'
                   then extract(epoch from (now() at time zone 'UTC') - ((now() at time zone 'UTC') - span))
               else extract(epoch from span)
           end * 1000000,
           9223372036854775807
       )::bigint as today_micros
from policy
where hypertable_id is not null
order by hypertable_id, job_id
