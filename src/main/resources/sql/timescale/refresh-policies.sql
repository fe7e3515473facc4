-- What is refreshed by itself: from so long ago (start) to so long ago (end), in microseconds or in the time column's own
-- integers; neither where the window is open at that end. Nominal and today as in policies.sql. From 2.19 on a run may take a part
-- only: most_buckets, 0 where it takes all, the fewest where the configuration has what is no plain number.
with lag as (
    {include timescale/lags}
)
select substring(left((job.config -> 'mat_hypertable_id')::text, 10) from '^[0-9]{1,9}$')::integer as hypertable_id,
       job.job_id,
       job.scheduled,
       job.fixed_schedule,
       coalesce(stat.consecutive_failures, 0) as failures,
       coalesce(stat.consecutive_crashes, 0) as crashes,
       least(greatest(extract(epoch from job.schedule_interval) * 1000000, 0), 9223372036854775807)::bigint as every_micros,
       least(greatest(extract(epoch from job.retry_period) * 1000000, 0), 9223372036854775807)::bigint as retry_micros,
       case
           when said.batches ~ '^[0-9]{1,9}$' and said.buckets ~ '^[0-9]{1,9}$'
               then said.batches::bigint * said.buckets::bigint
           else 1
       end as most_buckets,
       bound.which,
       bound.open,
       false as by_creation,
       bound.steps,
       least(
           (extract(epoch from bound.span) - extract(year from bound.span) * 21600) * 1000000, 9223372036854775807
       )::bigint as nominal_micros,
       least(
           case
               when bound.span < interval '4000 years'
                   then extract(epoch from (now() at time zone 'UTC') - ((now() at time zone 'UTC') - bound.span))
               else extract(epoch from bound.span)
           end * 1000000,
           9223372036854775807
       )::bigint as today_micros
from timescaledb_information.jobs as job
left join _timescaledb_internal.bgw_job_stat as stat on stat.job_id = job.job_id
cross join lateral (
    select coalesce(left(job.config ->> 'max_batches_per_execution', 10), '0') as batches,
           coalesce(left(job.config ->> 'buckets_per_batch', 10), '10') as buckets
) as said
cross join lateral (
    select ends.which,
           lag.span,
           lag.steps,
           lag.job_id is null as open
    from (values ('start'), ('end')) as ends (which)
    left join lag on lag.job_id = job.job_id and lag.key = ends.which || '_offset'
) as bound
where job.proc_schema in ('_timescaledb_functions', '_timescaledb_internal')
  and job.proc_name = 'policy_refresh_continuous_aggregate'
  and left((job.config -> 'mat_hypertable_id')::text, 10) ~ '^[0-9]{1,9}$'
  and not exists (select from lag where job_id = job.job_id and span is null and steps is null)
order by job.job_id, bound.which
