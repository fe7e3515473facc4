package io.opsconductor.pulse.db.schema.data;

/** Integrations of every type with their routes, and a queue: the delivery pipeline as it is before 070. */
final class OldPipeline {

    static final String INTEGRATIONS = """
            INSERT INTO tenants (tenant_id, name) VALUES ('t', 'T'), ('u', 'U');
            INSERT INTO integrations (tenant_id, integration_id, name, type, enabled, config_json, snmp_host,
              snmp_config, snmp_port, email_config, email_recipients, email_template, mqtt_topic, mqtt_qos, mqtt_retain,
              mqtt_config, created_at, updated_at)
            VALUES
              ('t', '00000000-0000-0000-0000-000000000001', 'hook', 'webhook', true,
               '{"url": "https://example.org", "headers": {"a": "b"}}', NULL, NULL, 162, '{"unused": 1}', NULL, NULL,
               NULL, 1, false, NULL, '2024-01-01', '2024-02-01'),
              ('t', '00000000-0000-0000-0000-000000000002', 'mail', 'email', false, '{}', NULL, NULL, 162,
               '{"host": "mx", "password": "secret"}', '{"to": ["a@example.org"]}', NULL, NULL, 1, false, NULL,
               '2024-01-02', '2024-02-02'),
              ('t', '00000000-0000-0000-0000-000000000003', 'trap', 'snmp', true, '{}', 'noc', '{"version": "2c"}',
               1162, NULL, NULL, NULL, NULL, 1, false, NULL, '2024-01-03', '2024-02-03'),
              ('u', '00000000-0000-0000-0000-000000000004', 'broker', 'mqtt', true, '{}', NULL, NULL, 162, NULL, NULL,
               NULL, 'alerts/u', 2, true, NULL, '2024-01-04', '2024-02-04');
            INSERT INTO integration_routes (tenant_id, route_id, integration_id, name, enabled, min_severity,
              alert_types, site_ids, device_prefixes, deliver_on, priority, created_at, updated_at)
            VALUES
              ('t', '00000000-0000-0000-0000-00000000000a', '00000000-0000-0000-0000-000000000001', 'two types', true,
               3, '{NO_HEARTBEAT,THRESHOLD,THRESHOLD}', '{site-a}', '{dev-}', '{OPEN,CLOSED}', 5, '2024-01-01',
               '2024-02-01'),
              ('t', '00000000-0000-0000-0000-00000000000b', '00000000-0000-0000-0000-000000000001', 'all types', true,
               NULL, NULL, NULL, NULL, '{OPEN}', 9, '2024-01-01', '2024-02-01'),
              ('t', '00000000-0000-0000-0000-00000000000c', '00000000-0000-0000-0000-000000000002', 'no event', true,
               NULL, '{}', NULL, NULL, '{}', 100, '2024-01-01', '2024-02-01'),
              ('u', '00000000-0000-0000-0000-00000000000d', '00000000-0000-0000-0000-000000000004', 'switched off',
               false, 1, NULL, NULL, NULL, '{OPEN}', 100, '2024-01-01', '2024-02-01')""";

    /**
     * Numbered from 101. Alert 1 for the same webhook by two routes, delivered by one of them; the others one of each
     * status; the last for an alert whose number no integer holds. Attempts at 101, 103 and 105.
     */
    static final String QUEUE = """
            INSERT INTO delivery_jobs (job_id, tenant_id, alert_id, integration_id, route_id, deliver_on_event, status,
              attempts, next_run_at, last_error, payload_json, created_at, updated_at)
            SELECT j.job_id, r.tenant_id, j.alert_id, r.integration_id, r.route_id, j.event, j.status, j.attempts,
              '2024-03-02', j.error, j.payload::jsonb, '2024-03-01', '2024-03-01'
            FROM (VALUES
              (101, 'a', 1, 'OPEN', 'COMPLETED', 1, NULL, '{"alert_type": "THRESHOLD"}'),
              (102, 'b', 1, 'OPEN', 'PENDING', 0, NULL, '{"alert_type": "THRESHOLD"}'),
              (103, 'a', 2, 'CLOSED', 'PROCESSING', 2, 'timeout', '{"alert_type": "NO_HEARTBEAT"}'),
              (104, 'b', 2, 'OPEN', 'FAILED', 5, 'gone', '{"alert_type": "NO_HEARTBEAT"}'),
              (105, 'd', 3000000000, 'OPEN', 'PENDING', 1, NULL, '{}'))
              AS j (job_id, route, alert_id, event, status, attempts, error, payload)
            JOIN integration_routes r ON right(r.route_id::text, 1) = j.route AND r.tenant_id IN ('t', 'u');
            INSERT INTO delivery_attempts (tenant_id, job_id, attempt_no, ok, http_status, latency_ms, error,
              started_at, finished_at)
            VALUES ('t', 101, 1, true, 200, 15, NULL, '2024-03-01 10:00', '2024-03-01 10:01'),
              ('t', 103, 1, false, 503, 10, 'busy', '2024-03-01 11:00', '2024-03-01 11:01'),
              ('t', 103, 2, false, NULL, NULL, NULL, '2024-03-01 12:00', NULL),
              ('u', 105, 1, false, NULL, NULL, 'refused', '2024-03-01 13:00', NULL)""";

    private OldPipeline() {}
}
