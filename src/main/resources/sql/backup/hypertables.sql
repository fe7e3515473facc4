-- Not the internal ones that hold compressed rows; those of continuous aggregates are in the same schema and are left out too.
SELECT schema_name, table_name
FROM _timescaledb_catalog.hypertable
WHERE schema_name <> '_timescaledb_internal'
