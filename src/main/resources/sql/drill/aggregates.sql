-- Continuous aggregates: views that are altered as materialized ones.
SELECT format('%I.%I', user_view_schema, user_view_name) AS quoted
FROM _timescaledb_catalog.continuous_agg
