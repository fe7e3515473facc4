-- The columns by which the layout of TimescaleDB's catalogue is told apart.
select attname
from pg_attribute
join pg_class as relation on relation.oid = attrelid
join pg_namespace as namespace on namespace.oid = relation.relnamespace
where namespace.nspname = '_timescaledb_catalog'
  and relation.relname = 'chunk'
  and attnum > 0
  and not attisdropped
