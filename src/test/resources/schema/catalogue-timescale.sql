-- What TimescaleDB keeps about the hypertables of the schema public; from 020 on. Ids of hypertables differ from server
-- to server and are left out of the jobs' configuration; a job on a continuous aggregate goes by the view's name, which
-- versions before 2.20 show as that of its materialized hypertable.
WITH hypertable AS (
  SELECT hypertable_name AS name, format('%I.%I', hypertable_schema, hypertable_name)::regclass AS relation
    FROM timescaledb_information.hypertables WHERE hypertable_schema = 'public'
)
SELECT 'hypertable ' || h.name AS key,
    string_agg(d.column_name || ' chunk ' || coalesce(d.time_interval::text, d.integer_interval::text), ', '
      ORDER BY d.dimension_number) AS value
  FROM hypertable h
  JOIN timescaledb_information.dimensions d ON d.hypertable_schema = 'public' AND d.hypertable_name = h.name
 GROUP BY h.name
UNION ALL
SELECT 'compression ' || h.name, 'segmentby ' || coalesce(s.segmentby, '-') || ' orderby ' || coalesce(s.orderby, '-')
  FROM hypertable h
  LEFT JOIN timescaledb_information.hypertable_compression_settings s ON s.hypertable = h.relation
UNION ALL
SELECT format('job %s %s', j.proc_name, coalesce(c.view_name, j.hypertable_name, j.job_id::text)),
    format('every %s %s%s', j.schedule_interval, j.config - 'hypertable_id' - 'mat_hypertable_id',
      CASE WHEN j.scheduled THEN '' ELSE ' not scheduled' END)
  FROM timescaledb_information.jobs j
  LEFT JOIN timescaledb_information.continuous_aggregates c
    ON (j.hypertable_schema, j.hypertable_name)
      IN ((c.view_schema, c.view_name), (c.materialization_hypertable_schema, c.materialization_hypertable_name))
 WHERE j.job_id >= 1000 -- below: TimescaleDB's own
UNION ALL
SELECT 'continuous aggregate ' || view_name, hypertable_name
  FROM timescaledb_information.continuous_aggregates WHERE view_schema = 'public'
