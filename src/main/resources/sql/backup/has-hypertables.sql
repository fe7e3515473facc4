SELECT to_regclass('_timescaledb_catalog.hypertable') IS NOT NULL AS present
