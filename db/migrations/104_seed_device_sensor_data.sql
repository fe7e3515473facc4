-- 104: sensors and a SIM for the demo gateways
--
-- What: Only if the setting pulse.demo_data is 'true': four sensors and one cellular connection for each of the demo
-- gateways that 052 planted. Otherwise, and with plain psql, no row is written.
--
-- Why: The demo should have something to show, and 112 and 114 something to carry over.
--
-- Later: Without the flag the file is recorded as applied. Switching the flag on afterwards brings no demo row into a
-- database in use: an applied file is not run again, and without 052's gateways nothing matches.
--
-- Safety: A gateway counts as demo only if its tenant carries {"demo": true} in tenants.metadata.

DO $$
BEGIN
    IF current_setting('pulse.demo_data', true) IS DISTINCT FROM 'true' THEN
        RETURN;
    END IF;

    INSERT INTO sensors (tenant_id, device_id, metric_name, sensor_type, label, unit, min_range, max_range,
                         precision_digits, auto_discovered)
    SELECT d.tenant_id, d.device_id, s.metric_name, s.sensor_type, s.label, s.unit, s.min_range, s.max_range,
           s.precision_digits, false
      FROM device_registry d
      JOIN tenants t ON t.tenant_id = d.tenant_id AND t.metadata @> '{"demo": true}'
     CROSS JOIN (VALUES
            ('temp_c',       'temperature', 'Air temperature',   '°C',  -40, 85,   1),
            ('humidity_pct', 'humidity',    'Relative humidity', '%',     0, 100,  1),
            ('pressure_hpa', 'pressure',    'Air pressure',      'hPa', 300, 1100, 1),
            ('vibration_g',  'vibration',   'Vibration',         'g',     0, 16,   2)
           ) AS s (metric_name, sensor_type, label, unit, min_range, max_range, precision_digits)
     WHERE d.device_type = 'gateway'
     ORDER BY d.tenant_id, d.device_id, s.metric_name
    ON CONFLICT (tenant_id, device_id, metric_name) DO NOTHING;

    -- Identifiers from the ranges set aside for tests: country code 999 belongs to no country.
    INSERT INTO device_connections (tenant_id, device_id, connection_type, carrier_name, plan_name, apn, sim_iccid,
                                    data_limit_mb, data_used_mb, msisdn, network_status)
    SELECT d.tenant_id, d.device_id, 'cellular', 'Demo Mobile', 'IoT 500', 'demo.iot',
           '8999900000000' || lpad(row_number() OVER demo::text, 6, '0'), 500, 12.5,
           '+99900' || lpad(row_number() OVER demo::text, 6, '0'), 'connected'
      FROM device_registry d
      JOIN tenants t ON t.tenant_id = d.tenant_id AND t.metadata @> '{"demo": true}'
     WHERE d.device_type = 'gateway'
    WINDOW demo AS (ORDER BY d.tenant_id, d.device_id)
    ON CONFLICT (tenant_id, device_id) DO NOTHING;
END
$$;
