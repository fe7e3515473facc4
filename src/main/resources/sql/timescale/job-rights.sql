-- As whom each job runs, and what that means for the role that looks. trusted: its owner may act for this role anyway, so
-- that its code can do nothing new in this session. acts: its owner may act for the owners of all tables that the job names, and
-- names them so that they can be read; another job can only fail. alterable: alter_job runs no function of another role here. It
-- runs the job's check function, and for a policy on integers the integer_now function of the table, in the session of whoever
-- calls it (seen in 2.17 to 2.29).
with strange_clock as (
    select dimension.hypertable_id
    from _timescaledb_catalog.dimension as dimension
    join pg_namespace as namespace on namespace.nspname = dimension.integer_now_func_schema
    join pg_proc as clock
      on clock.pronamespace = namespace.oid and clock.proname = dimension.integer_now_func and clock.pronargs = 0
    where not (pg_has_role(clock.proowner, current_user, 'USAGE') and pg_has_role(clock.proowner, session_user, 'USAGE'))
),
job as (
    select job_id, owner::oid as owner, check_schema, check_name, config
    from timescaledb_information.jobs
),
named as (
    select job.job_id,
           hypertable.id,
           coalesce(pg_has_role(job.owner, relation.relowner, 'USAGE'), told.id is not null) as acts
    from job
    cross join unnest(array[job.config -> 'mat_hypertable_id', job.config -> 'hypertable_id']) as said (value)
    cross join lateral (select substring(left(said.value::text, 10) from '^[0-9]{1,9}$')::integer as id) as told
    left join _timescaledb_catalog.hypertable as hypertable on hypertable.id = told.id
    left join pg_namespace as namespace on namespace.nspname = hypertable.schema_name
    left join pg_class as relation on relation.relnamespace = namespace.oid and relation.relname = hypertable.table_name
    where said.value <> 'null'
)
select job.job_id,
       owner.rolname as owner,
       coalesce(owner.rolcanlogin, true) as logs_in,
       coalesce(
           pg_has_role(owner.oid, current_user, 'USAGE') and pg_has_role(owner.oid, session_user, 'USAGE'), false
       ) as trusted,
       not exists (select from named where named.job_id = job.job_id and not named.acts) as acts,
       not exists (
           select
           from pg_proc as checks
           join pg_namespace as namespace on namespace.oid = checks.pronamespace
           where namespace.nspname = job.check_schema
             and checks.proname = job.check_name
             and not (
                 pg_has_role(checks.proowner, current_user, 'USAGE')
                 and pg_has_role(checks.proowner, session_user, 'USAGE')
             )
       )
       and not exists (
           select
           from strange_clock
           join named on named.job_id = job.job_id
           where strange_clock.hypertable_id = named.id
              or exists (
                  select
                  from _timescaledb_catalog.continuous_agg as aggregate
                  join _timescaledb_catalog.dimension as dimension on dimension.hypertable_id = aggregate.mat_hypertable_id
                  where aggregate.mat_hypertable_id = named.id
                    and dimension.column_type in ('smallint'::regtype, 'integer'::regtype, 'bigint'::regtype)
              )
       ) as alterable
from job
left join pg_roles as owner on owner.oid = job.owner
