-- Whether any hypertable is told the present by a function.
select exists (select from _timescaledb_catalog.dimension where integer_now_func is not null) as present
