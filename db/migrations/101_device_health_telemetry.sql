-- 101: the health of the devices themselves
--
-- What: Hypertable device_health_telemetry (one chunk per day): radio, battery, processor, memory and position of the
-- device, apart from the values it measures. insert_device_health_batch() writes many rows at once.
--
-- Why: These values come at another rhythm than telemetry, have fixed columns, and are read for other questions.
--
-- Locks: A new table only.
--
-- Danger: It has row security, and TimescaleDB compresses no table with row security; nor does the schema drop old
-- chunks. So it grows until somebody decides (pulse-db check warns, drop_chunks() helps). Row security
-- holds on the table, not on chunks addressed by their own name in _timescaledb_internal.
--
-- Apache: Identical: nothing here needs the community edition.

CREATE TABLE device_health_telemetry (
    "time"             timestamptz NOT NULL,
    tenant_id          text NOT NULL,
    device_id          text NOT NULL,
    rssi               smallint,
    rsrp               smallint,
    rsrq               smallint,
    sinr               smallint,
    signal_quality     smallint,
    network_type       text,
    cell_id            text,
    mcc_mnc            text,
    battery_pct        smallint,
    battery_voltage    numeric(4,2),
    power_source       text,
    charging           boolean,
    cpu_temp_c         numeric(5,1),
    memory_used_pct    smallint,
    storage_used_pct   smallint,
    uptime_seconds     integer,
    reboot_count       integer,
    error_count        integer,
    data_tx_bytes      bigint,
    data_rx_bytes      bigint,
    data_session_bytes bigint,
    gps_lat            double precision,
    gps_lon            double precision,
    gps_accuracy_m     numeric(6,1),
    gps_fix            boolean,
    extra              jsonb DEFAULT '{}',
    CONSTRAINT device_health_telemetry_nn CHECK (tenant_id IS NOT NULL AND device_id IS NOT NULL)
);

-- Brings the index device_health_telemetry_time_idx with it.
SELECT create_hypertable('device_health_telemetry', 'time', chunk_time_interval => interval '1 day');

CREATE INDEX idx_dht_tenant_device_time ON device_health_telemetry (tenant_id, device_id, "time" DESC);
CREATE INDEX idx_dht_tenant_time ON device_health_telemetry (tenant_id, "time" DESC);
CREATE INDEX idx_dht_battery_low ON device_health_telemetry (tenant_id, battery_pct, "time" DESC)
    WHERE battery_pct IS NOT NULL AND battery_pct < 20;
CREATE INDEX idx_dht_signal_poor ON device_health_telemetry (tenant_id, signal_quality, "time" DESC)
    WHERE signal_quality IS NOT NULL AND signal_quality < 30;

COMMENT ON TABLE device_health_telemetry IS 'Health of devices over time: radio, battery, processor, memory, position.';
COMMENT ON COLUMN device_health_telemetry.rssi IS
  'Received signal strength in dBm; rsrp (dBm), rsrq (dB) and sinr (dB) are LTE''s finer measures.';
COMMENT ON COLUMN device_health_telemetry.signal_quality IS '0 to 100, as the modem sums it up.';
COMMENT ON COLUMN device_health_telemetry.mcc_mnc IS 'Mobile country and network code of the cell.';
COMMENT ON COLUMN device_health_telemetry.data_session_bytes IS
  'Bytes sent and received since the device last attached to the network.';
COMMENT ON COLUMN device_health_telemetry.extra IS 'Whatever a device reports beyond the columns.';

CREATE FUNCTION insert_device_health_batch(p_rows jsonb) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    inserted integer;
BEGIN
    INSERT INTO public.device_health_telemetry (
        "time", tenant_id, device_id, rssi, rsrp, rsrq, sinr, signal_quality, network_type, cell_id, mcc_mnc,
        battery_pct, battery_voltage, power_source, charging, cpu_temp_c, memory_used_pct, storage_used_pct,
        uptime_seconds, reboot_count, error_count, data_tx_bytes, data_rx_bytes, data_session_bytes,
        gps_lat, gps_lon, gps_accuracy_m, gps_fix, extra)
    SELECT COALESCE(h."time", now()), h.tenant_id, h.device_id, h.rssi, h.rsrp, h.rsrq, h.sinr, h.signal_quality,
           h.network_type, h.cell_id, h.mcc_mnc, h.battery_pct, h.battery_voltage, h.power_source, h.charging,
           h.cpu_temp_c, h.memory_used_pct, h.storage_used_pct, h.uptime_seconds, h.reboot_count, h.error_count,
           h.data_tx_bytes, h.data_rx_bytes, h.data_session_bytes, h.gps_lat, h.gps_lon, h.gps_accuracy_m, h.gps_fix,
           COALESCE(h.extra, '{}')
      FROM jsonb_populate_recordset(NULL::public.device_health_telemetry, p_rows) h;
    GET DIAGNOSTICS inserted = ROW_COUNT;
    RETURN inserted;
END
$$;
COMMENT ON FUNCTION insert_device_health_batch(jsonb) IS
    'Inserts an array of objects whose keys are the columns; a missing time is now, unknown keys are ignored. '
    'Returns the number of rows. Works with the caller''s rights: row security judges every row.';

ALTER TABLE device_health_telemetry ENABLE ROW LEVEL SECURITY;
CREATE POLICY dht_tenant_isolation ON device_health_telemetry
    USING (tenant_id = current_setting('app.tenant_id', true))
    WITH CHECK (tenant_id = current_setting('app.tenant_id', true));
CREATE POLICY dht_operator_read ON device_health_telemetry FOR SELECT
    USING (current_setting('app.role', true) = 'operator');
CREATE POLICY dht_service ON device_health_telemetry
    USING (current_setting('app.role', true) = 'iot_service')
    WITH CHECK (current_setting('app.role', true) = 'iot_service');

GRANT SELECT, INSERT, UPDATE, DELETE ON device_health_telemetry TO pulse_app, pulse_operator;
