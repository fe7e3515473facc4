-- What users made: TimescaleDB's view leaves out the internal hypertables behind compression and continuous aggregates.
select hypertable.id,
       listed.hypertable_schema as schema_name,
       listed.hypertable_name as table_name,
       listed.compression_enabled,
       (
           select relation.relrowsecurity
           from pg_class as relation
           join pg_namespace as namespace on namespace.oid = relation.relnamespace
           where namespace.nspname = hypertable.schema_name and relation.relname = hypertable.table_name
       ) as row_security,
       dimension.column_name,
       dimension.integer_now_func is not null
           or dimension.column_type in ('smallint'::regtype, 'integer'::regtype, 'bigint'::regtype) as counts_integers
from timescaledb_information.hypertables as listed
join _timescaledb_catalog.hypertable as hypertable
  on hypertable.schema_name = listed.hypertable_schema and hypertable.table_name = listed.hypertable_name
cross join lateral (
    select column_name, column_type, integer_now_func
    from _timescaledb_catalog.dimension
    where hypertable_id = hypertable.id and interval_length is not null
    order by id
    limit 1
) as dimension
order by listed.hypertable_schema, listed.hypertable_name
