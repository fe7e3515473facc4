-- 063: an index for "when did this device last send a reading?"
--
-- What: idx_telemetry_device_metric_time on the hypertable telemetry, for rules that fire when readings stop
-- (rule_type telemetry_gap). Heartbeats are left out: they do not prove that a sensor still works.
--
-- Lock: SHARE on telemetry and each of its chunks: readers go on, WRITERS WAIT until all chunks are indexed. The
-- time grows with what retention keeps (30 days). lock_timeout guards only the wait for the lock. On a large
-- installation build it beforehand, one chunk at a time, so that writers wait for one chunk only; outside a
-- transaction:
--     CREATE INDEX idx_telemetry_device_metric_time ON telemetry (tenant_id, device_id, time DESC)
--         WITH (timescaledb.transaction_per_chunk) WHERE msg_type = 'telemetry';
-- This file then finds it, makes sure that it is the right one and complete, and does no more.
--
-- Why so: A file commits together with its row in the history or not at all; building per chunk cannot do that.

CREATE INDEX IF NOT EXISTS idx_telemetry_device_metric_time ON telemetry (tenant_id, device_id, time DESC)
  WHERE msg_type = 'telemetry';

DO $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM pg_index
    WHERE indexrelid = to_regclass('idx_telemetry_device_metric_time')
      AND indrelid = 'telemetry'::regclass
      AND indisvalid
      AND pg_get_indexdef(indexrelid)
        LIKE '%USING btree (tenant_id, device_id, "time" DESC) WHERE (msg_type = ''telemetry''::text)')
  THEN
    RAISE EXCEPTION 'idx_telemetry_device_metric_time exists, but is invalid or not the index that this file makes'
      USING HINT = 'DROP INDEX idx_telemetry_device_metric_time; and run again.';
  END IF;
END $$;
