-- TimescaleDB 2.25 moved it.
SELECT to_regclass('_timescaledb_catalog.bgw_job') IS NOT NULL AS moved
