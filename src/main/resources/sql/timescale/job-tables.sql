-- The tables on which a job says that it works, as SQL names them, where their owner may change them under a session that asks.
select format('%I.%I', hypertable.schema_name, hypertable.table_name) as name, relation.oid
from timescaledb_information.jobs as job
cross join unnest(array[job.config -> 'mat_hypertable_id', job.config -> 'hypertable_id']) as said (value)
join _timescaledb_catalog.hypertable as hypertable on hypertable.id::text = said.value::text
join pg_namespace as namespace on namespace.nspname = hypertable.schema_name
join pg_class as relation on relation.relnamespace = namespace.oid and relation.relname = hypertable.table_name
where job.job_id = ?
  and relation.relowner not in (
      {include postgres/able}
  )
order by name
