package io.opsconductor.pulse.db.schema.data;

/** Devices with rows in {@code sensors} and {@code device_connections}: as they are before 112. */
final class LegacyDevices {

    /** Tenant {@code a} has two devices and all kinds of rows, {@code b} one, {@code c} 300 with a sensor each. */
    static final String ROWS = """
            INSERT INTO tenants (tenant_id, name) VALUES ('a', 'A'), ('b', 'B'), ('c', 'C');
            INSERT INTO device_registry (tenant_id, device_id, site_id)
            VALUES ('a', 'd1', 's'), ('a', 'd2', 's'), ('a', 'd3', 's'), ('b', 'd1', 's'), ('b', 'd2', 's');
            INSERT INTO device_registry (tenant_id, device_id, site_id) SELECT 'c', 'd' || i, 's'
            FROM generate_series(1, 300) AS i;
            INSERT INTO carrier_integrations (id, tenant_id, carrier_name, display_name)
            VALUES (71, 'a', 'hologram', 'H');

            INSERT INTO sensors (sensor_id, tenant_id, device_id, metric_name, sensor_type, label, unit, min_range,
              max_range, precision_digits, status, auto_discovered, last_value, last_seen_at, metadata, created_at,
              updated_at)
            VALUES
              (501, 'a', 'd1', 'temp_c', 'temperature', 'Freezer', '°C', -40, 85.5, 3, 'active', true, 1.25,
               '2024-01-01', '{"rack": 7}', '2023-01-01', '2023-02-01'),
              (502, 'a', 'd1', 'battery_pct', 'battery', NULL, '%', 0, 100, NULL, 'stale', true, 50, '2023-06-01', '{}',
               '2023-01-01', '2023-02-01'),
              (503, 'a', 'd2', 'x', 'unknown', '', NULL, NULL, NULL, 0, 'disabled', false, NULL, NULL, '{}',
               '2023-01-01', '2023-02-01'),
              (504, 'a', 'd2', 'y', 'unknown', 'Why', NULL, NULL, NULL, 1, 'error', true, NULL, NULL, '{}',
               '2023-01-01', '2023-02-01'),
              (505, 'b', 'd1', 'temp_c', 'temperature', 'Oven', '°C', NULL, NULL, 1, 'active', true, 200, '2024-01-01',
               '{}', '2023-01-01', '2023-02-01');
            INSERT INTO sensors (tenant_id, device_id, metric_name, last_value, last_seen_at)
            SELECT tenant_id, device_id, 'm', 1, '2024-01-01' FROM device_registry WHERE tenant_id = 'c';

            INSERT INTO device_connections (id, tenant_id, device_id, connection_type, carrier_name, carrier_account_id,
              carrier_device_id, carrier_integration_id, plan_name, apn, sim_iccid, sim_status, msisdn, data_limit_mb,
              billing_cycle_start, data_used_mb, data_used_updated_at, ip_address, network_status, last_network_attach,
              last_network_detach, metadata, created_at, updated_at)
            VALUES
              (601, 'a', 'd1', 'lora', 'Holo', 'acc', 'dev', 71, 'IoT 500', 'iot', '8999', 'suspended', '+999', 500, 15,
               12.75, '2024-02-01 10:00:00.123456+02', '10.1.2.3', 'connected', '2024-03-01', '2024-02-28',
               '{"k": [1, null]}', '2023-01-01', '2023-02-01'),
              (602, 'a', 'd2', 'cellular', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
               '2001:db8::1', 'suspended', NULL, NULL, '{}', '2023-01-01', '2023-02-01'),
              (603, 'b', 'd1', 'wifi', 'Home', NULL, NULL, NULL, NULL, NULL, NULL, 'active', NULL, NULL, 1, 0, NULL,
               NULL, 'connected', '2024-03-01', NULL, '{}', '2023-01-01', '2023-02-01');
            INSERT INTO device_connections (tenant_id, device_id)
            SELECT tenant_id, device_id FROM device_registry WHERE tenant_id = 'c'""";

    private LegacyDevices() {}
}
