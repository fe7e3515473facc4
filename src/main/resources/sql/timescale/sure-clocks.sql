-- Functions by which integer hypertables tell the present, but for those of unsure-clocks.sql.
with unsure as (
    {include timescale/unsure-clocks}
)
select distinct called.oid
from _timescaledb_catalog.dimension as dimension
join pg_namespace as namespace on namespace.nspname = dimension.integer_now_func_schema
join pg_proc as called
  on called.pronamespace = namespace.oid and called.proname = dimension.integer_now_func and called.pronargs = 0
where called.oid not in (select oid from unsure)
