-- What TimescaleDB keeps for another: the compressed rows of a chunk or of a hypertable, the rows of a continuous aggregate.
-- Where a version has no such column, its catalogue answers with nothing.
SELECT part.oid::bigint AS oid, whole.oid::bigint AS parent
FROM (
    SELECT to_jsonb(settings) ->> 'compress_relid' AS part, to_jsonb(settings) ->> 'relid' AS whole
    FROM _timescaledb_catalog.compression_settings AS settings
    UNION ALL
    SELECT format('%I.%I', part.facts ->> 'schema_name', part.facts ->> 'table_name'),
           format('%I.%I', whole.facts ->> 'schema_name', whole.facts ->> 'table_name')
    FROM (SELECT to_jsonb(chunk) AS facts FROM _timescaledb_catalog.chunk) AS whole
    JOIN (SELECT to_jsonb(chunk) AS facts FROM _timescaledb_catalog.chunk) AS part
      ON part.facts ->> 'id' = whole.facts ->> 'compressed_chunk_id'
    UNION ALL
    SELECT format('%I.%I', compressed.schema_name, compressed.table_name),
           format('%I.%I', hypertable.schema_name, hypertable.table_name)
    FROM _timescaledb_catalog.hypertable
    JOIN _timescaledb_catalog.hypertable AS compressed ON compressed.id = hypertable.compressed_hypertable_id
    UNION ALL
    SELECT format('%I.%I', rows.schema_name, rows.table_name),
           format('%I.%I', aggregate.user_view_schema, aggregate.user_view_name)
    FROM _timescaledb_catalog.continuous_agg AS aggregate
    JOIN _timescaledb_catalog.hypertable AS rows ON rows.id = aggregate.mat_hypertable_id
) AS kept
JOIN pg_class AS part ON part.oid = to_regclass(kept.part)
JOIN pg_class AS whole ON whole.oid = to_regclass(kept.whole)
