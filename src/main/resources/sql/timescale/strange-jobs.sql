-- Jobs that any role may have added: whose owner may act neither for the role that looks nor for the owner of the procedure, and does not
-- own the database. Of a procedure those forms count that a job calls.
with able as (
    {include postgres/able}
)
select job.job_id
from timescaledb_information.jobs as job
where job.owner::oid not in (select oid from able)
  and job.owner::oid <> (select datdba from pg_database where datname = current_database())
  and not exists (
      select
      from pg_proc as called
      join pg_namespace as namespace on namespace.oid = called.pronamespace
      where namespace.nspname = job.proc_schema
        and called.proname = job.proc_name
        and called.proargtypes::text = 'integer'::regtype::oid || ' ' || 'jsonb'::regtype::oid
        and pg_has_role(job.owner::oid, called.proowner, 'USAGE')
  )
