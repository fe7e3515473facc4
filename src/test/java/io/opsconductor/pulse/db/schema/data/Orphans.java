package io.opsconductor.pulse.db.schema.data;

/** Rows of a tenant that exists, {@code real}, and of one that does not, {@code ghost}: as they are before 036. */
final class Orphans {

    /** Those to which 036 adds a foreign key. */
    static final String[] TABLES = {
        "alert_rules", "device_registry", "device_state", "fleet_alert", "integration_routes", "integrations"
    };

    /** One row of each tenant in each table, and what hangs on them: a tag, a delivery job and its attempt. */
    static final String ROWS = """
            INSERT INTO tenants (tenant_id, name) VALUES ('real', 'R');
            INSERT INTO device_registry (tenant_id, device_id, site_id) VALUES ('real', 'd', 's'), ('ghost', 'd', 's');
            INSERT INTO device_tags (tenant_id, device_id, tag) VALUES ('real', 'd', 'x'), ('ghost', 'd', 'x');
            INSERT INTO device_state (tenant_id, site_id, device_id) VALUES ('real', 's', 'd'), ('ghost', 's', 'd');
            INSERT INTO fleet_alert (tenant_id, site_id, device_id, alert_type, summary, fingerprint)
            VALUES ('real', 's', 'd', 'NO_HEARTBEAT', 'silent', 'f'),
              ('ghost', 's', 'd', 'NO_HEARTBEAT', 'silent', 'f');
            INSERT INTO alert_rules (tenant_id, name) VALUES ('real', 'r'), ('ghost', 'r');
            INSERT INTO integrations (tenant_id, integration_id, name, config_json)
            SELECT tenant_id, '00000000-0000-0000-0000-000000000001', 'w', '{"url": "x"}'
            FROM (VALUES ('real'), ('ghost')) AS t (tenant_id);
            INSERT INTO integration_routes (tenant_id, route_id, integration_id, name)
            SELECT tenant_id, '00000000-0000-0000-0000-00000000000a', integration_id, 'n' FROM integrations;
            INSERT INTO delivery_jobs (tenant_id, alert_id, integration_id, route_id, deliver_on_event, payload_json)
            SELECT tenant_id, 1, integration_id, route_id, 'OPEN', '{}' FROM integration_routes;
            INSERT INTO delivery_attempts (tenant_id, job_id, attempt_no, ok) SELECT tenant_id, job_id, 1, false
            FROM delivery_jobs""";

    private Orphans() {}
}
