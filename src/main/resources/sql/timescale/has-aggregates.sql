-- Whether there is a continuous aggregate at all.
select exists (select from _timescaledb_catalog.continuous_agg) as present
