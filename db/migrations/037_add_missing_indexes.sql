-- 037: indexes for the queries that were found reading whole tables.
--
-- Danger: CREATE INDEX lets readers work but makes writers of the table wait until this file has committed. For
-- telemetry that is ingest, for as long as its chunks take to index (compressed ones are not read). It is done so
-- because a file and its entry in the history commit together, and CREATE INDEX CONCURRENTLY knows neither transactions
-- nor hypertables. On a database with much telemetry build that index beforehand, chunk by chunk and without the long
-- lock:
--   CREATE INDEX idx_telemetry_metrics_gin ON telemetry USING gin (metrics) WITH (timescaledb.transaction_per_chunk);
-- and the others, if need be, with CREATE INDEX CONCURRENTLY. An index that is there already is kept, but only if it is
-- valid and exactly the one wanted: the check at the end stops the file otherwise.

CREATE INDEX IF NOT EXISTS idx_device_registry_tenant ON device_registry (tenant_id);
CREATE INDEX IF NOT EXISTS idx_fleet_alert_tenant_created ON fleet_alert (tenant_id, created_at DESC);
CREATE INDEX IF NOT EXISTS idx_telemetry_metrics_gin ON telemetry USING gin (metrics);
CREATE INDEX IF NOT EXISTS idx_delivery_jobs_tenant ON delivery_jobs (tenant_id);
CREATE INDEX IF NOT EXISTS idx_subscriptions_tenant_type ON subscriptions (tenant_id, subscription_type);

DO $$
DECLARE
  wanted record;
  existing record;
BEGIN
  FOR wanted IN SELECT * FROM (VALUES
      ('idx_device_registry_tenant', 'device_registry', 'USING btree (tenant_id)'),
      ('idx_fleet_alert_tenant_created', 'fleet_alert', 'USING btree (tenant_id, created_at DESC)'),
      ('idx_telemetry_metrics_gin', 'telemetry', 'USING gin (metrics)'),
      ('idx_delivery_jobs_tenant', 'delivery_jobs', 'USING btree (tenant_id)'),
      ('idx_subscriptions_tenant_type', 'subscriptions', 'USING btree (tenant_id, subscription_type)')
    ) AS w (name, on_table, definition) LOOP
    SELECT i.indrelid::regclass::text AS on_table, i.indisvalid AS valid,
        regexp_replace(pg_get_indexdef(i.indexrelid), '^.* (USING .*)$', '\1') AS definition
      INTO existing FROM pg_index i WHERE i.indexrelid = wanted.name::regclass;
    IF NOT existing.valid THEN
      RAISE EXCEPTION 'index % was left invalid by an earlier attempt to build it', wanted.name
        USING HINT = format('DROP INDEX %I; and migrate again, or build it anew.', wanted.name);
    ELSIF existing.on_table <> wanted.on_table OR existing.definition <> wanted.definition THEN
      RAISE EXCEPTION 'index % is there already, but is another one: on % %', wanted.name, existing.on_table,
          existing.definition
        USING ERRCODE = 'duplicate_table', HINT = format(
          'Wanted is: on %s %s. Rename the one that is there and migrate again.', wanted.on_table, wanted.definition);
    END IF;
  END LOOP;
END $$;
