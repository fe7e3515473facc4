-- What is refreshed by itself: from so long ago (start) to so long ago (end), in microseconds or in the time column's own
-- integers; neither where the window is open at that end. Nominal and today as in policies.sql.
select (job.config ->> 'mat_hypertable_id')::integer as hypertable_id,
       job.job_id,
       job.scheduled,
       job.fixed_schedule,
       coalesce(stat.consecutive_failures, 0) as failures,
       coalesce(stat.consecutive_crashes, 0) as crashes,
       least(extract(epoch from job.schedule_interval) * 1000000, 9223372036854775807)::bigint as every_micros,
       least(extract(epoch from job.retry_period) * 1000000, 9223372036854775807)::bigint as retry_micros,
       bound.which,
       bound.span is null and bound.steps is null as open,
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
    select which,
           case jsonb_typeof(job.config -> (which || '_offset'))
               when 'string' then (job.config ->> (which || '_offset'))::interval
           end as span,
           case jsonb_typeof(job.config -> (which || '_offset'))
               when 'number' then (job.config ->> (which || '_offset'))::bigint
           end as steps
    from (values ('start'), ('end')) as ends (which)
) as bound
where job.proc_schema in ('_timescaledb_functions', '_timescaledb_internal')
  and job.proc_name = 'policy_refresh_continuous_aggregate'
  and jsonb_typeof(job.config -> 'mat_hypertable_id') = 'number'
order by job.job_id, bound.which
