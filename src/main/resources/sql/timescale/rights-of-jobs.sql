-- As whom each job runs, and what that means for the role that looks. trusted: its owner may act for this role anyway, so
-- that its code can do nothing new in this session. acts: its owner may act for the owners of all tables that the job names, and
-- names them so that they can be read; another job can only fail. alterable: alter_job runs no function of another role here. It
-- runs the job's check function, found by its name, and for a policy on integers the integer_now function of the table, in the
-- session of whoever calls it (seen in 2.17 to 2.29), with what that reads; whose schema or table it is can put another in its place. It reads numbers
-- that are written as texts, too, so what cannot be read here is not alterable. The owner of the database may put anything into
-- its schemas, and only superusers have to mind.
-- A part of other files, which begin with: with unsure as. unsure: functions that tell the present and may run code of others.
able as (
    {include postgres/able}
),
schema as (
    select namespace.oid,
           namespace.nspname,
           case
               when pg_get_userbyid(namespace.nspowner) not in ('pg_database_owner', pg_get_userbyid(database.datdba))
                   then namespace.nspowner
               when looker.rolsuper then database.datdba
           end as owner
    from pg_namespace as namespace
    join pg_database as database on database.datname = current_database()
    join pg_roles as looker on looker.rolname = session_user
),
strange_clock as (
    select dimension.hypertable_id
    from _timescaledb_catalog.dimension as dimension
    join _timescaledb_catalog.hypertable as hypertable on hypertable.id = dimension.hypertable_id
    left join pg_namespace as around on around.nspname = hypertable.schema_name
    left join pg_class as relation on relation.relnamespace = around.oid and relation.relname = hypertable.table_name
    left join schema on schema.nspname = dimension.integer_now_func_schema
    left join pg_proc as clock
      on clock.pronamespace = schema.oid and clock.proname = dimension.integer_now_func and clock.pronargs = 0
    where (
              dimension.column_type not in ('timestamptz'::regtype, 'timestamp'::regtype, 'date'::regtype)
              or dimension.partitioning_func is not null
          )
      and dimension.interval_length is not null
      and (
          clock.oid in (select oid from unsure)
          or exists (
              select
              from unnest(array[relation.relowner, clock.proowner, schema.owner]) as who (oid)
              where who.oid not in (select oid from able)
          )
      )
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
       coalesce(owner.oid in (select oid from able), false) as trusted,
       not exists (select from named where named.job_id = job.job_id and not named.acts) as acts,
       not exists (
           select
           from pg_proc as checks
           join schema on schema.oid = checks.pronamespace
           cross join lateral unnest(array[checks.proowner, schema.owner]) as who (oid)
           where schema.nspname = job.check_schema
             and checks.proname = job.check_name
             and who.oid not in (select oid from able)
       )
       and not exists (select from named where named.job_id = job.job_id and named.id is null)
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
       ) as alterable,
       job.check_name is not null as checked,
       (
           select checks.oid
           from pg_proc as checks
           join schema on schema.oid = checks.pronamespace
           where schema.nspname = job.check_schema
             and checks.proname = job.check_name
             and checks.proargtypes::text = 'jsonb'::regtype::oid::text
       ) as check_oid
from job
left join pg_roles as owner on owner.oid = job.owner
