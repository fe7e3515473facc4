-- Triggers that a role which is not trusted has attached to what continuous aggregates materialize into: a refresh would run
-- them as whoever calls it.
with trusted as (
    {include postgres/trusted}
)
select format('DROP TRIGGER %I ON %s;', attached.tgname, attached.tgrelid::regclass)
from _timescaledb_catalog.continuous_agg as aggregate
join _timescaledb_catalog.hypertable as hypertable on hypertable.id = aggregate.mat_hypertable_id
join pg_namespace as namespace on namespace.nspname = hypertable.schema_name
join pg_class as relation on relation.relnamespace = namespace.oid and relation.relname = hypertable.table_name
join pg_trigger as attached on attached.tgrelid = relation.oid and not attached.tgisinternal
join pg_proc as called on called.oid = attached.tgfoid
where called.proowner not in (select oid from trusted)
order by 1
